// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/contents.h"

#include "server/model/words.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/reservation.h"
#include "server/store/postgres/schema.h"
#include "server/store/postgres/tables.h"

#include <QDateTime>

#include <algorithm>

namespace Store::Postgres {

namespace {

using Type = CopiedColumn::Type;

constexpr qint64 RowsAtOnce = 10'000;
constexpr qint64 BytesAtOnce = 8 * 1024 * 1024;
constexpr qint64 FirstRows = 100; ///< Before anything is known of their size.
constexpr qsizetype LongestSchema = 63;

QByteArray columnsOf(const CopiedTable &table, size_t count)
{
    QByteArrayList list;
    for (const CopiedColumn &each : table.columns.first(count))
        list.append(each.name);
    return list.join(", ");
}

/// The key of @p row as parameters.
Connection::Parameters keyOf(const CopiedTable &table, const CopiedRow &row)
{
    Connection::Parameters key;
    for (size_t i = 0; i < table.keyColumns; ++i)
        key.push_back(table.columns[i].type == Type::Number ? number(row[i].number)
                                                            : text(row[i].text));
    return key;
}

/// `$1, $2`, so many as there are columns in the key.
QByteArray placesOf(const CopiedTable &table)
{
    QByteArrayList places;
    for (size_t i = 1; i <= table.keyColumns; ++i)
        places.append('$' + QByteArray::number(qulonglong(i)));
    return places.join(", ");
}

/// Fills @p row from row @p place of @p rows and gives the size of its texts.
qint64 fillRow(CopiedRow &row, const CopiedTable &table, const Rows &rows, int place)
{
    qint64 size = 0;
    for (size_t i = 0; i < row.size(); ++i) {
        row[i].isNull = rows.isNull(place, int(i));
        if (table.columns[i].type == Type::Number)
            row[i].number = rows.number(place, int(i));
        else
            row[i].text = rows.view(place, int(i));
        size += row[i].text.size();
    }
    return size;
}

} // namespace

Result<Done> readRows(Connection &connection, const CopiedTable &table, const Contents::Use &use)
{
    const QByteArray keys = columnsOf(table, table.keyColumns);
    const QByteArray from =
        "SELECT " + columnsOf(table, table.columns.size()) + " FROM " + table.name;
    const QByteArray behind = " WHERE (" + keys + ") > (" + placesOf(table) + ')';
    const QByteArray order = keys.isEmpty() ? QByteArray() : " ORDER BY " + keys;
    CopiedRow row(table.columns.size());
    // Each piece as large as the rows before it allow.
    Connection::Parameters last;
    qint64 wanted = FirstRows;
    while (true) {
        Connection::Parameters parameters = last;
        parameters.push_back(number(wanted));
        const auto rows =
            connection.run(from + (last.empty() ? QByteArray() : behind) + order + " LIMIT $"
                               + QByteArray::number(qulonglong(parameters.size())),
                           parameters);
        if (!rows)
            return failure(rows);
        qint64 size = 0;
        for (int place = 0; place < rows->count(); ++place) {
            size += fillRow(row, table, *rows, place);
            if (auto used = use(row); !used)
                return used;
        }
        if (rows->count() < wanted)
            return Done();
        last = keyOf(table, row);
        wanted = std::clamp(BytesAtOnce * rows->count() / std::max<qint64>(size, 1), qint64(1),
                            RowsAtOnce);
    }
}

namespace {

/// Whether users have made nothing in the tables that are there.
Result<bool> isUnused(Connection &connection)
{
    const auto rows =
        connection.run("SELECT 1 WHERE EXISTS (SELECT 1 FROM keys) OR EXISTS"
                       " (SELECT 1 FROM collections WHERE left(name, 7) <> 'system_')");
    return rows ? Result<bool>(rows->isEmpty()) : failure(rows);
}

/// Takes what the server itself has made in an unused database.
Result<Done> clearTables(Connection &connection)
{
    const auto numbers = connection.run("SELECT number FROM collections");
    if (!numbers)
        return failure(numbers);
    for (int row = 0; row < numbers->count(); ++row) {
        if (auto dropped = connection.define("DROP TABLE " + tableOf(numbers->number(row, 0)));
            !dropped)
            return dropped;
    }
    QByteArray names = "collections";
    for (const CopiedTable &each : commonTables())
        names.append(", " + each.name);
    return connection.define("TRUNCATE " + names);
}

/// The next number of @p table comes behind those that it has.
Result<Done> countOn(Connection &connection, const QByteArray &table)
{
    return doneOf(connection.run("SELECT setval(pg_get_serial_sequence('" + table
                                 + "', 'number'), max(number)) FROM " + table
                                 + " HAVING count(*) > 0"));
}

Failure cannotMake(const Address &address, const Error &error)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The schema %1 cannot be made: %2 Its role needs the right to "
                                  "create schemas in the database.")
                       .arg(QString::fromUtf8(address.schema()), error.message));
}

} // namespace

// ---- reading

SchemaContents::~SchemaContents() = default;

Result<std::unique_ptr<Contents>> SchemaContents::open(const Address &address, const QString &shown,
                                                       const CopyOptions &options)
{
    auto connection = Connection::open(address, Connection::Purpose::Read);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(options.stop);
    const auto version = schemaVersion(**connection);
    if (!version)
        return failure(version);
    if (*version == 0)
        return badInput(QStringLiteral("There is no database %1.").arg(shown));
    if (const auto checked = checkVersion(address, *version); !checked)
        return failure(checked);
    if (!options.isWhileServing) {
        if (const auto reserved = reserve(**connection, address, shown, Reservation::Alone);
            !reserved)
            return failure(reserved);
    }
    // What is done with a row may take long.
    (*connection)->queueOnce("SET idle_in_transaction_session_timeout = 0");
    (*connection)->queueOnce("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    // The first statement takes the snapshot.
    if (const auto begun = (*connection)->run("SELECT 1 FROM facts"); !begun)
        return failure(begun);
    std::unique_ptr<SchemaContents> contents(new SchemaContents);
    contents->m_connection = std::move(*connection);
    return std::unique_ptr<Contents>(std::move(contents));
}

Result<Done> SchemaContents::read(const CopiedTable &table, const Use &use)
{
    return readRows(*m_connection, table, use);
}

// ---- writing

NewSchema::~NewSchema() = default; // the end of the connection undoes what was not committed

Result<std::unique_ptr<NewContents>> NewSchema::make(const QString &address,
                                                     const CopyOptions &options)
{
    const auto parsed = Address::parsePostgres(address);
    if (!parsed)
        return failure(parsed);
    const QString shown = Address::shown(address);
    auto connection = Connection::open(*parsed, Connection::Purpose::Write);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(options.stop);
    if (const auto reserved = reserve(**connection, *parsed, shown, Reservation::Alone); !reserved)
        return failure(reserved);
    std::unique_ptr<NewSchema> schema(new NewSchema(*parsed));
    schema->m_connection = std::move(*connection);
    if (const auto begun = schema->begin(shown, options); !begun)
        return failure(begun);
    return std::unique_ptr<NewContents>(std::move(schema));
}

Result<Done> NewSchema::begin(const QString &shown, const CopyOptions &options)
{
    m_connection->queueOnce("SET idle_in_transaction_session_timeout = 0");
    m_connection->queueOnce("BEGIN");
    if (auto locked = lockMaking(*m_connection, m_address); !locked)
        return locked;
    const auto version = schemaVersion(*m_connection);
    if (!version)
        return failure(version);
    const auto unused = *version > 0 ? isUnused(*m_connection) : Result<bool>(true);
    if (!unused)
        return failure(unused);
    if (!*unused && !options.replaces)
        return badInput(
            QStringLiteral("The database %1 is not empty. Name another schema, or keep what it "
                           "holds under another name with --replace.")
                .arg(shown));
    if (*unused && *version > 0) {
        auto checked = checkVersion(m_address, *version);
        return checked ? clearTables(*m_connection) : std::move(checked);
    }
    if (!*unused) {
        if (const auto renamed = rename(); !renamed)
            return cannotMake(m_address, renamed.error());
    }
    const auto made = makeTables(*m_connection, m_address);
    return made ? made : cannotMake(m_address, made.error());
}

Result<Done> NewSchema::rename()
{
    const QByteArray ending = "_before_"
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd_hhmmss")).toLatin1();
    const QByteArray name = m_address.schema().left(LongestSchema - ending.size()) + ending;
    m_kept = QString::fromLatin1(name);
    return m_connection->define("ALTER SCHEMA " + m_address.schema() + " RENAME TO " + name);
}

Result<Done> NewSchema::read(const CopiedTable &table, const Use &use)
{
    return readRows(*m_connection, table, use);
}

Result<Done> NewSchema::setFacts(const QByteArray &settings, qint64 keysGeneration)
{
    return doneOf(m_connection->run(
        "UPDATE facts SET settings = $1, keys_generation = $2, generation = generation + 1",
        {text(settings), number(keysGeneration)}));
}

Result<Done> NewSchema::addCollection(const Collection &collection, const QByteArray &created)
{
    const Layout nothing{collection.number, 0, 0, false, {}};
    const Layout layout = nothing.next(collection);
    const auto added = m_connection->run(
        "INSERT INTO collections (number, name, definition, created, generation, layout)"
        " OVERRIDING SYSTEM VALUE VALUES ($1,$2,$3,$4,$5,$6)",
        {number(collection.number), text(collection.name), text(collection.definition),
         text(created), number(layout.generation), text(layout.toJson())});
    if (!added)
        return failure(added);
    if (auto made = createTable(*m_connection, collection); !made)
        return made;
    m_layouts.insert(collection.number, layout);
    return addColumns(*m_connection, nothing, layout);
}

void NewSchema::addKeys(const Layout &layout, const CopiedRow &row)
{
    if (layout.columns.isEmpty() && !layout.hasWords)
        return;
    const auto document = Json::Document::parseKnown(row[1].text);
    const Json::Value root = document ? document->root() : Json::Value();
    for (const KeyColumn &column : layout.columns)
        m_rows.add(QByteArrayView(Postgres::keyOf(root, row[0].text, column)));
    if (layout.hasWords)
        m_rows.add(QByteArrayView(Model::wordsOf(root).join(' ')));
}

Result<Done> NewSchema::add(const CopiedTable &table, const CopiedRow &row)
{
    const auto layout = m_layouts.constFind(table.collection);
    const bool hasKeys = layout != m_layouts.cend();
    m_rows.beginRow(qsizetype(row.size())
                    + (hasKeys ? layout->columns.size() + (layout->hasWords ? 1 : 0) : 0));
    for (size_t i = 0; i < row.size(); ++i) {
        // Of all texts a document alone is JSON, which has no NUL.
        const bool isDocument = hasKeys && i == 1;
        if (row[i].isNull)
            m_rows.addNull();
        else if (table.columns[i].type == Type::Number)
            m_rows.add(row[i].number);
        else if (isDocument || isStorable(row[i].text))
            m_rows.add(row[i].text);
        else
            return badInput(QStringLiteral("The %1 of the row that begins with \"%2\" holds a NUL "
                                           "or is no UTF-8, which PostgreSQL does not take. Change "
                                           "it first.")
                                .arg(QLatin1String(table.columns[i].name),
                                     QString::fromUtf8(row[0].text.first(
                                         std::min<qsizetype>(row[0].text.size(), 100)))));
    }
    if (hasKeys)
        addKeys(*layout, row);
    return m_rows.count() >= RowsAtOnce || m_rows.size() >= BytesAtOnce ? send(table)
                                                                        : Result<Done>(Done());
}

Result<Done> NewSchema::send(const CopiedTable &table)
{
    if (m_rows.count() == 0)
        return Done();
    QByteArray columns = columnsOf(table, table.columns.size());
    if (const auto layout = m_layouts.constFind(table.collection); layout != m_layouts.cend()) {
        for (const KeyColumn &column : layout->columns)
            columns.append(", " + column.name());
        columns.append(layout->hasWords ? ", words" : "");
    }
    return m_connection->copyIn(
        "COPY " + table.name + " (" + columns + ") FROM STDIN (FORMAT binary)", m_rows.take());
}

Result<Done> NewSchema::endTable(const CopiedTable &table)
{
    return send(table);
}

Result<Done> NewSchema::makeIndexes(const Collection &collection)
{
    return createIndexes(*m_connection, collection, m_layouts.value(collection.number));
}

Result<QString> NewSchema::finish()
{
    for (const char *table : {"collections", "webhook_events"}) {
        if (const auto counted = countOn(*m_connection, table); !counted)
            return failure(counted);
    }
    const auto done = m_connection->run("COMMIT");
    return done ? Result<QString>(m_kept) : failure(done);
}

} // namespace Store::Postgres

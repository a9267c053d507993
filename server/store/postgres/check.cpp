// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/check.h"

#include "server/model/formula.h"
#include "server/model/words.h"
#include "server/store/postgres/catalogtables.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/contents.h"
#include "server/store/postgres/schema.h"

#include <algorithm>

namespace Store::Postgres {

namespace {

/// The check of one schema, in one transaction.
class Check final
{
public:
    Check(Connection &connection, SharedState state)
        : m_connection(connection)
        , m_state(std::move(state))
    {
    }
    Result<Done> run();
    QStringList takeDamage() { return std::move(m_damage); }

private:
    /// What of the rows of a collection is not as its documents say.
    struct Faults
    {
        qint64 broken = 0; ///< Documents that are no JSON.
        QList<qint64> keys; ///< Of each column of keys.
        qint64 words = 0;
        QHash<QByteArray, qint64> highest; ///< The highest number of each field that counts.
    };

    Result<Done> checkDocuments(const Collection &collection, const Layout &layout);
    static void checkRow(const Collection &collection, const Layout &layout, const CopiedRow &row,
                         Faults &faults);
    void note(const Collection &collection, const Layout &layout, const Faults &faults);
    Result<Done> checkCounters(const Collection &collection, const Faults &faults);
    Result<Done> checkIndexes(const Collection &collection, const Layout &layout);
    Result<Done> checkLinks(const Collection &collection);
    /// Links of collections that are not there.
    Result<Done> checkLinks();
    /// Adds @p sentence about @p collection, with the only number that @p rows gives in front,
    /// unless that is 0.
    Result<Done> noteCount(const Result<Rows> &rows, const QString &sentence);

    Connection &m_connection;
    const SharedState m_state;
    QStringList m_damage;
};

QString nameOf(const Collection &collection)
{
    return QString::fromUtf8(collection.name);
}

Result<Done> Check::run()
{
    for (const Collection &collection : m_state->catalog->collections) {
        const Layout layout = m_state->layouts.value(collection.number);
        if (auto checked = checkDocuments(collection, layout); !checked)
            return checked;
        if (auto checked = checkIndexes(collection, layout); !checked)
            return checked;
        if (auto checked = checkLinks(collection); !checked)
            return checked;
    }
    return checkLinks();
}

Result<Done> Check::checkDocuments(const Collection &collection, const Layout &layout)
{
    QByteArrayList names; // outlive the table, which points into them
    for (const KeyColumn &column : layout.columns)
        names.append(column.name());
    std::vector<CopiedColumn> columns = {{"_id"}, {"doc"}};
    for (const QByteArray &name : std::as_const(names))
        columns.push_back({name.constData()});
    if (layout.hasWords)
        columns.push_back({"words"});
    Faults faults;
    faults.keys.resize(layout.columns.size());
    const auto read =
        readRows(m_connection, {tableOf(collection.number), columns}, [&](const CopiedRow &row) {
            checkRow(collection, layout, row, faults);
            return Result<Done>(Done());
        });
    if (!read)
        return read;
    note(collection, layout, faults);
    return checkCounters(collection, faults);
}

void Check::checkRow(const Collection &collection, const Layout &layout, const CopiedRow &row,
                     Faults &faults)
{
    const auto document = Json::Document::parse(row[1].text);
    if (!document) {
        ++faults.broken;
        return;
    }
    const Json::Value root = document->root();
    size_t place = 2;
    for (qsizetype i = 0; i < layout.columns.size(); ++i) {
        const CopiedCell &cell = row[place++];
        const bool mayBeMissing = !layout.columns[i].isReady && cell.isNull;
        faults.keys[i] += !mayBeMissing
            && (cell.isNull || cell.text != keyOf(root, row[0].text, layout.columns[i]));
    }
    if (layout.hasWords)
        faults.words += !(row[place].isNull && !layout.areWordsReady)
            && row[place].text != Model::wordsOf(root).join(' ');
    for (const Model::Field &field : collection.fields) {
        const auto value = field.autoincrement ? Model::valueAt(root, field.name) : std::nullopt;
        if (value && value->isNumber())
            faults.highest[field.name] =
                std::max(faults.highest.value(field.name), value->toInteger());
    }
}

void Check::note(const Collection &collection, const Layout &layout, const Faults &faults)
{
    if (faults.broken > 0)
        m_damage.append(QStringLiteral("%1 documents of %2 are no JSON.")
                            .arg(faults.broken)
                            .arg(nameOf(collection)));
    for (qsizetype i = 0; i < layout.columns.size(); ++i) {
        if (faults.keys[i] > 0)
            m_damage.append(QStringLiteral("The index on %1 of %2 does not know %3 documents.")
                                .arg(QString::fromUtf8(layout.columns[i].field), nameOf(collection))
                                .arg(faults.keys[i]));
    }
    if (faults.words > 0)
        m_damage.append(QStringLiteral("The full-text index of %1 does not know %2 documents.")
                            .arg(nameOf(collection))
                            .arg(faults.words));
}

Result<Done> Check::checkCounters(const Collection &collection, const Faults &faults)
{
    const auto rows = m_connection.run("SELECT field, value FROM counters WHERE collection = $1",
                                       {number(collection.number)});
    if (!rows)
        return failure(rows);
    for (int row = 0; row < rows->count(); ++row) {
        const qint64 highest = faults.highest.value(rows->text(row, 0));
        if (highest > rows->number(row, 1))
            m_damage.append(QStringLiteral("The counter %1 of %2 is at %3, and a document has %4.")
                                .arg(QString::fromUtf8(rows->text(row, 0)), nameOf(collection))
                                .arg(rows->number(row, 1))
                                .arg(highest));
    }
    return Done();
}

Result<Done> Check::checkIndexes(const Collection &collection, const Layout &layout)
{
    for (const Index &index : collection.indexes) {
        if (layout.isBuilding && !index.unique)
            continue;
        const auto rows =
            m_connection.run("SELECT 1 FROM pg_index WHERE indexrelid = to_regclass($1)"
                             " AND indisvalid",
                             {text(indexName(collection.number, index))});
        if (!rows)
            return failure(rows);
        if (rows->isEmpty())
            m_damage.append(
                QStringLiteral("The index on %1 of %2 is not there, or not valid.")
                    .arg(QString::fromUtf8(index.fields.join(", ")), nameOf(collection)));
    }
    return Done();
}

Result<Done> Check::noteCount(const Result<Rows> &rows, const QString &sentence)
{
    if (!rows)
        return failure(rows);
    if (rows->number(0, 0) > 0)
        m_damage.append(sentence.arg(rows->number(0, 0)));
    return Done();
}

Result<Done> Check::checkLinks(const Collection &collection)
{
    const QByteArray isMissing =
        " AND NOT EXISTS (SELECT 1 FROM " + tableOf(collection.number) + " d WHERE d._id = ";
    const auto targets = m_connection.run(
        "SELECT count(*) FROM links l WHERE target_collection = $1" + isMissing + "l.target)",
        {number(collection.number)});
    auto noted = noteCount(targets,
                           QStringLiteral("%1 relations lead to documents of ") + nameOf(collection)
                               + QStringLiteral(" that are gone."));
    if (!noted)
        return noted;
    const auto sources = m_connection.run(
        "SELECT count(*) FROM links l WHERE source_collection = $1" + isMissing + "l.source)",
        {number(collection.number)});
    return noteCount(sources,
                     QStringLiteral("%1 relations belong to documents of ") + nameOf(collection)
                         + QStringLiteral(" that are gone."));
}

Result<Done> Check::checkLinks()
{
    return noteCount(
        m_connection.run("SELECT count(*) FROM links l WHERE (SELECT count(*) FROM collections"
                         " WHERE number IN (l.target_collection, l.source_collection)) <>"
                         " (CASE WHEN l.target_collection = l.source_collection"
                         " THEN 1 ELSE 2 END)"),
        QStringLiteral("%1 relations belong to collections that are gone."));
}

} // namespace

Result<QStringList> damageOf(const Address &address, const QString &shown, const StopFlag &stop)
{
    auto connection = Connection::open(address, Connection::Purpose::Read);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(stop);
    const auto version = schemaVersion(**connection);
    if (!version)
        return failure(version);
    if (*version == 0)
        return badInput(QStringLiteral("There is no database %1.").arg(shown));
    if (const auto checked = checkVersion(address, *version); !checked)
        return failure(checked);
    (*connection)->queueOnce("SET idle_in_transaction_session_timeout = 0");
    (*connection)->queueOnce("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    auto state = loadState(**connection);
    if (!state)
        return failure(state);
    Check check(**connection, std::move(*state));
    const auto checked = check.run();
    return checked ? Result<QStringList>(check.takeDamage()) : failure(checked);
}

} // namespace Store::Postgres

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/contents.h"

#include "server/store/sqlite/backup.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/fileheader.h"
#include "server/store/sqlite/fulltext.h"
#include "server/store/sqlite/indexes.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/tables.h"

#include <QFile>
#include <QFileInfo>

namespace Store::Sqlite {

namespace {

using Type = CopiedColumn::Type;

/// `a, b`: the first @p count columns of @p table.
QByteArray columnsOf(const CopiedTable &table, size_t count)
{
    QByteArray list;
    for (const CopiedColumn &each : table.columns.first(count))
        list.append(list.isEmpty() ? "" : ", ").append(each.name);
    return list;
}

Result<Done> readRows(Connection &connection, const CopiedTable &table, const Contents::Use &use)
{
    QByteArray sql = "SELECT " + columnsOf(table, table.columns.size()) + " FROM " + table.name;
    if (table.keyColumns > 0)
        sql.append(" ORDER BY " + columnsOf(table, table.keyColumns));
    auto rows = connection.prepare(sql);
    if (!rows)
        return failure(rows);
    CopiedRow row(table.columns.size());
    while (true) {
        const auto isThere = rows->step();
        if (!isThere)
            return failure(isThere);
        if (!*isThere)
            return Done();
        for (size_t i = 0; i < row.size(); ++i) {
            const int column = int(i);
            row[i].isNull = rows->isNull(column);
            if (table.columns[i].type == Type::Number)
                row[i].number = rows->number(column);
            else
                row[i].text = rows->text(column);
        }
        if (auto used = use(row); !used)
            return used;
    }
}

/// Whether the database at @p path holds nothing that a user has made.
Result<bool> isEmptyDatabase(const QString &path)
{
    if (QFileInfo(path).size() == 0)
        return true;
    const auto connection = Connection::open(path, Connection::Access::ReadOnly);
    if (!connection)
        return failure(connection);
    const auto facts = factsOf(**connection);
    if (!facts)
        return failure(facts);
    if (facts->isEmpty)
        return true;
    const auto used = (*connection)
                          ->number("SELECT (SELECT count(*) FROM keys) + (SELECT count(*) FROM"
                                   " collections WHERE substr(name, 1, 7) <> 'system_')");
    return used ? Result<bool>(*used == 0) : failure(used);
}

} // namespace

FileContents::~FileContents() = default;

Result<std::unique_ptr<Contents>> FileContents::open(const QString &path,
                                                     const CopyOptions &options)
{
    std::unique_ptr<FileContents> contents(new FileContents);
    if (!QFileInfo(path).isFile())
        return noDatabaseAt(path);
    if (!options.isWhileServing) {
        auto lock = FileLock::acquire(path);
        if (!lock)
            return failure(lock);
        contents->m_lock = std::move(*lock);
    }
    auto connection = openOurs(path, options.stop);
    if (!connection)
        return failure(connection);
    const auto facts = factsOf(**connection);
    if (!facts)
        return failure(facts);
    if (!isCurrent(*facts))
        return badInput(QStringLiteral("The database %1 was written by an older Hookdesk. Bring it "
                                       "up to date first: hookdeskd migrate --database FILE")
                            .arg(path));
    if (const auto begun = (*connection)->execute("BEGIN"); !begun)
        return failure(begun);
    contents->m_connection = std::move(*connection);
    return std::unique_ptr<Contents>(std::move(contents));
}

Result<Done> FileContents::read(const CopiedTable &table, const Use &use)
{
    return readRows(*m_connection, table, use);
}

NewFile::~NewFile()
{
    m_connection.reset();
    // What SQLite may have left beside a file that is given up.
    if (m_part && !m_part->path().isEmpty()) {
        for (const char *log : {"-wal", "-shm", "-journal"})
            QFile::remove(m_part->path() + QLatin1String(log));
    }
    if (m_isMadeByLock)
        QFile::remove(m_path);
}

Result<std::unique_ptr<NewFile>> NewFile::make(const QString &path, const CopyOptions &options)
{
    if (const auto checked = checkHeader(path); !checked)
        return failure(checked);
    const QFileInfo existing(path);
    const bool isThere = existing.exists();
    auto lock = FileLock::acquire(path);
    if (!lock)
        return failure(lock);
    const QString real = isThere ? existing.canonicalFilePath() : path;
    const auto isEmpty = isEmptyDatabase(real);
    if (!isEmpty)
        return failure(isEmpty);
    if (!*isEmpty && !options.replaces)
        return badInput(
            QStringLiteral("The database %1 is not empty. Name a new one, or keep what it holds "
                           "under another name with --replace.")
                .arg(path));
    clearCopies(real);
    auto file = makePart(real, options.stop);
    if (!file) {
        if (!isThere)
            QFile::remove(path);
        return failure(file);
    }
    (*file)->m_path = real;
    (*file)->m_isMadeByLock = !isThere;
    (*file)->m_lock = std::move(*lock);
    return std::move(*file);
}

Result<std::unique_ptr<NewFile>> NewFile::makePart(const QString &path, const StopFlag &stop)
{
    std::unique_ptr<NewFile> file(new NewFile);
    auto part = PartFile::create(path);
    if (!part)
        return failure(part);
    file->m_part = std::move(*part);
    auto connection = Connection::open(file->m_part->path(), Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(stop);
    file->m_connection = std::move(*connection);
    if (const auto begun = file->begin(); !begun)
        return failure(begun);
    return file;
}

Result<Done> NewFile::begin()
{
    if (auto migrated = migrate(*m_connection); !migrated)
        return migrated;
    // A crash leaves no file, so there is nothing that a journal could save. PartFile flushes it.
    if (auto set = m_connection->execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                                         " PRAGMA cache_size=-65536; BEGIN");
        !set)
        return set;
    QByteArray drop;
    {
        auto numbers = m_connection->prepare("SELECT number FROM collections");
        if (!numbers)
            return failure(numbers);
        const auto read = numbers->forEachRow(
            [&] { drop.append("DROP TABLE " + tableOf(numbers->number(0)) + "; "); });
        if (!read)
            return read;
    }
    m_connection->forgetStatements();
    return m_connection->execute(drop + "DELETE FROM collections");
}

Result<Done> NewFile::read(const CopiedTable &table, const Use &use)
{
    return readRows(*m_connection, table, use);
}

Result<Done> NewFile::setFacts(const QByteArray &settings, qint64 keysGeneration)
{
    auto statement = m_connection->prepare("UPDATE facts SET settings = ?, keys_generation = ?");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(QByteArrayView(settings)).bind(keysGeneration).run());
}

Result<Done> NewFile::addCollection(const Collection &collection, const QByteArray &created)
{
    const CopiedRow row = {{{}, collection.number},
                           {collection.name},
                           {collection.definition},
                           {QByteArrayView(created)}};
    auto added = add(collectionsTable(), row);
    return added ? m_connection->execute(creationOf(collection)) : std::move(added);
}

Result<Done> NewFile::add(const CopiedTable &table, const CopiedRow &row)
{
    if (m_insertTable != table.name) {
        m_insertTable = table.name;
        QByteArray places = "?";
        for (size_t i = 1; i < row.size(); ++i)
            places.append(",?");
        m_insert = "INSERT INTO " + table.name + " (" + columnsOf(table, row.size()) + ") VALUES ("
            + places + ')';
    }
    auto statement = m_connection->prepare(m_insert);
    if (!statement)
        return failure(statement);
    for (size_t i = 0; i < row.size(); ++i) {
        if (row[i].isNull)
            statement->bindNull();
        else if (table.columns[i].type == Type::Number)
            statement->bind(row[i].number);
        else if (table.columns[i].type == Type::Bytes)
            statement->bindBlob(row[i].text);
        else
            statement->bind(row[i].text);
    }
    return doneOf(statement->run());
}

Result<Done> NewFile::makeIndexes(const Collection &collection)
{
    m_connection->forgetStatements();
    if (auto saved = saveFullText(*m_connection, collection, nullptr, TakeIn::Now); !saved)
        return saved;
    return saveIndexes(*m_connection, collection, nullptr);
}

Result<std::unique_ptr<PartFile>> NewFile::takePart()
{
    if (const auto done = m_connection->execute("COMMIT"); !done)
        return failure(done);
    m_connection.reset();
    return std::move(m_part);
}

Result<QString> NewFile::finish()
{
    auto part = takePart();
    if (!part)
        return failure(part);
    auto kept = putInPlace(**part, m_path);
    m_isMadeByLock = m_isMadeByLock && !kept;
    return kept;
}

} // namespace Store::Sqlite

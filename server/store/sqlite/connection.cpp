// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/connection.h"

#include "server/core/partfile.h"
#include "server/store/sqlite/functions.h"
#include "server/store/sqlite/sqliteerror.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

#include <sqlite3.h>

#include <atomic>
#include <cerrno>
#include <unistd.h>

namespace Store::Sqlite {

namespace {

/// Clients decide on the texts of queries, so without a bound these would fill the memory.
constexpr qsizetype MaximumStatements = 500;
/// Steps of SQLite's virtual machine between two looks whether it has to end: about 50 µs where
/// they are simple.
constexpr int StepsBetweenLooks = 1000;
constexpr qint64 MapWindow = 1024 * 1024 * 1024; ///< Bytes of the file.

QString nextName()
{
    // Qt keeps the connections of a process by name; one of the same name would replace the first.
    static std::atomic<int> count = 0;
    return QStringLiteral("hookdesk-%1").arg(++count);
}

/// Nobody asks SQLite how much memory it uses, and counting it takes a lock of the whole process at
/// each allocation.
void countNoMemory()
{
    static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(configured)
}

/// The whole name of the file @p path, which SQLite takes for nothing else; `file:x` is a URI to
/// it.
QString nameOf(const QString &path)
{
    return QFileInfo(path).absoluteFilePath();
}

/// Why the file @p path, which is there, is not opened; @p reason is what SQLite says. It only says
/// that it cannot, where it needs a log beside the file and may not make one.
QString reasonOf(const QString &path, Connection::Access access, sqlite3 *database,
                 const QString &reason)
{
    const int code = sqlite3_errcode(database) & 0xff; // without the extended part
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
        return reason;
    if (access != Connection::Access::ReadOnly
        && ::access(QFile::encodeName(path).constData(), W_OK) != 0 && errno == EACCES)
        return QStringLiteral("this user may not write it.");
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::access(folder.constData(), W_OK) == 0)
        return reason;
    return QStringLiteral("its folder cannot be written, where SQLite keeps the log of the file: "
                          "%1. Copy the file to another folder, and use the copy.")
        .arg(qt_error_string(errno));
}

Failure cannotOpen(const QString &path, const QString &reason)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("Cannot open the database %1: %2").arg(path, reason));
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Access access)
{
    // First, because SQLite takes this option only before it is initialized (sqlite3_config).
    countNoMemory();
    // SQLite would make the file readable by everybody; its logs take the mode of the file.
    if (access != Access::ReadOnly)
        PrivateFile::provide(path);
    std::unique_ptr<Connection> connection(new Connection);
    auto &database = connection->m_database;
    database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), nextName());
    database.setDatabaseName(nameOf(path));
    database.setConnectOptions(
        access == Access::ReadOnly
            ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=10000")
            : QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!database.open())
        return cannotOpen(path, database.lastError().databaseText());
    connection->m_handle = *static_cast<sqlite3 **>(database.driver()->handle().data());
    if (const auto configured = connection->configure(access); !configured)
        return cannotOpen(path,
                          reasonOf(path, access, connection->m_handle, configured.error().message));
    return connection;
}

Result<Done> Connection::configure(Access access)
{
    registerFunctions(m_handle);
    const auto look = [](void *connection) -> int {
        return static_cast<Connection *>(connection)->m_end.isReached();
    };
    // sqlite3_interrupt() would end only what runs at that moment; flags also end what begins
    // later.
    sqlite3_progress_handler(m_handle, StepsBetweenLooks, look, this);
    // SQLite checks foreign keys only on connections that ask for it. A negative cache_size is in
    // KiB, whatever the size of a page.
    QByteArray sql = "PRAGMA foreign_keys=ON; PRAGMA cache_size=-4096;";
    if (access == Access::ReadOnly) {
        // Reading from the page cache of the system saves a copy.
        sql.append("PRAGMA mmap_size=" + QByteArray::number(MapWindow) + ";");
    } else if (access == Access::Log) {
        // A page is a write of its own. In a file that exists its size stays as it is. New pages
        // are not written to a rollback journal; a WAL would write them twice.
        sql.append("PRAGMA page_size=32768; PRAGMA locking_mode=EXCLUSIVE;"
                   "PRAGMA journal_mode=PERSIST; PRAGMA synchronous=OFF;");
    } else {
        // The Writer brings the log into the file.
        sql.append("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                   "PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864;");
    }
    return execute(sql);
}

Connection::~Connection()
{
    // sqlite3_close() refuses to close a connection that still has prepared statements.
    forgetStatements();
    if (!m_database.isValid())
        return;
    const QString name = m_database.connectionName();
    m_database.close();
    // QSqlDatabase::removeDatabase() warns where a copy of the connection is left.
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Result<Statement> Connection::prepare(const QByteArray &sql)
{
    if (const auto known = m_statements.constFind(sql); known != m_statements.cend())
        return Statement(*known);
    if (m_statements.size() >= MaximumStatements)
        forgetStatements();
    // These statements are kept for long. PERSISTENT tells SQLite so, which otherwise takes their
    // memory from its small lookaside buffers. Source: SQLite, "sqlite3_prepare_v3".
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr)
        != SQLITE_OK)
        return failure(errorOf(m_handle));
    const Statement::Prepared prepared(statement, sqlite3_finalize);
    m_statements.insert(sql, prepared);
    return Statement(prepared);
}

Result<Done> Connection::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK)
        return Done();
    return failure(errorOf(m_handle));
}

void Connection::rollBack()
{
    // Source: SQLite, "sqlite3_get_autocommit".
    if (sqlite3_get_autocommit(m_handle) == 0)
        (void)execute("ROLLBACK");
}

Result<qint64> Connection::number(const QByteArray &sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return failure(statement);
    const auto row = statement->step();
    if (!row)
        return failure(row);
    return *row ? statement->number(0) : 0;
}

Result<Done> Connection::setMapped(bool isMapped)
{
    return execute("PRAGMA mmap_size=" + QByteArray::number(isMapped ? MapWindow : 0));
}

bool isDamaged(const QString &path)
{
    sqlite3 *file = nullptr;
    // READWRITE, because SQLite has to roll back the journal that a crash has left before it reads.
    int code =
        sqlite3_open_v2(nameOf(path).toUtf8().constData(), &file, SQLITE_OPEN_READWRITE, nullptr);
    bool isWhole = true;
    const auto look = [](void *whole, int, char **values, char **) {
        *static_cast<bool *>(whole) = QByteArrayView(values[0]) == "ok";
        return 0;
    };
    if (code == SQLITE_OK)
        code = sqlite3_exec(file, "PRAGMA quick_check(1)", look, &isWhole, nullptr);
    // Also where opening failed, which gives a handle as well. Source: SQLite, "sqlite3_open".
    sqlite3_close(file);
    return !isWhole || (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

void Connection::forgetStatements()
{
    m_statements.clear();
}

} // namespace Store::Sqlite

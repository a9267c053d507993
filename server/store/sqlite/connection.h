// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/readend.h"
#include "server/store/sqlite/statement.h"

#include <QHash>
#include <QSqlDatabase>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

struct sqlite3;

namespace Store::Sqlite {

/// One connection to a SQLite file, opened by Qt's driver; statements are prepared once and kept.
/// Thread: the one that opened it.
class Connection final
{
public:
    /// Log is ReadWrite for what may lose its last moments to a power cut, and is written in large
    /// pieces.
    enum class Access { ReadOnly, ReadWrite, Log };

    /// Opens @p path (created for ReadWrite and Log) with WAL, synchronous=FULL and foreign keys,
    /// and registers our SQL functions.
    /// @errors Unavailable: the file cannot be opened or is no database.
    static Result<std::unique_ptr<Connection>> open(const QString &path, Access access);
    ~Connection();

    /// The prepared statement of @p sql, ready to bind.
    /// @errors NotFound: it names a collection that was dropped. Internal: SQLite does not take it.
    Result<Statement> prepare(const QByteArray &sql);
    /// Runs @p sql, one or more statements without parameters.
    Result<Done> execute(const QByteArray &sql);
    /// Undoes the transaction, where SQLite has not done so by itself, as it does on a full disk.
    void rollBack();
    /// A number in the only row of @p sql, such as a pragma's; 0 when there is no row.
    Result<qint64> number(const QByteArray &sql);
    /// Whether pages are read from a mapping of the file, which saves copies, or copied. SQLite
    /// unmaps the file when a transaction begins after somebody's commit, and maps it again when it
    /// reads. Only between transactions of a reading connection; at first files are mapped.
    Result<Done> setMapped(bool isMapped);
    /// Forgets all prepared statements; needed before a table of theirs is dropped.
    void forgetStatements();

    /// From now on @p flag stops what this connection does.
    void stopBy(StopFlag flag) { m_end.stopBy(std::move(flag)); }
    /// From now on statements end with an error once @p end has passed or @p gone is true; nothing
    /// and null: they take the time that they need.
    void setEnd(std::optional<ReadEnd::Moment> end, StopFlag gone)
    {
        m_end.set(end, std::move(gone));
    }
    /// Whether a statement ended because its end had passed, since setEnd() was called.
    bool isPastEnd() const { return m_end.isPast(); }

    /// For what needs SQLite itself, in this room.
    sqlite3 *handle() const { return m_handle; }

private:
    Connection() = default;
    Result<Done> configure(Access access);

    QSqlDatabase m_database;
    sqlite3 *m_handle = nullptr;
    ReadEnd m_end;
    QHash<QByteArray, Statement::Prepared> m_statements;
};

/// Whether the SQLite file @p path is damaged, or no SQLite file. Reads all of it. Any thread,
/// while this process has no connection to it.
bool isDamaged(const QString &path);

} // namespace Store::Sqlite

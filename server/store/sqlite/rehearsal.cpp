// SPDX-License-Identifier: GPL-3.0-or-later
// sqlite3.h declares the session extension only with these two.
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "server/store/sqlite/rehearsal.h"

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/transaction.h"

#include <sqlite3.h>

namespace Store::Sqlite {

namespace {

Failure notRehearsed()
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The database cannot rehearse this write."));
}

/// Where others have changed the same row in the meantime, the rehearsal's state is what it sees.
/// For all other conflicts, such as a row that is gone, SQLite does not take REPLACE. Source:
/// SQLite, "sqlite3changeset_apply".
int resolveConflict(void *, int kind, sqlite3_changeset_iter *)
{
    return kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT
        ? SQLITE_CHANGESET_REPLACE
        : SQLITE_CHANGESET_OMIT;
}

/// Records what changes in all tables while it lives.
class Session
{
public:
    explicit Session(sqlite3 *database)
    {
        if (sqlite3session_create(database, "main", &m_session) != SQLITE_OK)
            m_session = nullptr;
        else if (sqlite3session_attach(m_session, nullptr) != SQLITE_OK)
            end();
    }
    ~Session() { end(); }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    bool isOn() const { return m_session != nullptr; }
    std::optional<QByteArray> changes() const
    {
        int size = 0;
        void *bytes = nullptr;
        if (sqlite3session_changeset(m_session, &size, &bytes) != SQLITE_OK)
            return std::nullopt;
        QByteArray changes(static_cast<const char *>(bytes), size);
        sqlite3_free(bytes);
        return changes;
    }

private:
    void end()
    {
        if (m_session)
            sqlite3session_delete(m_session);
        m_session = nullptr;
    }

    sqlite3_session *m_session = nullptr;
};

} // namespace

Result<std::unique_ptr<Rehearsal>> Rehearsal::open(const QString &path, const StopFlag &stop)
{
    auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(stop);
    std::unique_ptr<Rehearsal> rehearsal(new Rehearsal);
    rehearsal->m_reader =
        Reader::overChanges(std::move(*connection), [raw = rehearsal.get()](Connection &each) {
            return raw->putChanges(each);
        });
    return rehearsal;
}

Rehearsal::~Rehearsal() = default;

Result<Done> Rehearsal::putChanges(Connection &connection)
{
    if (m_changes.isEmpty())
        return Done();
    const int code = sqlite3changeset_apply(connection.handle(), int(m_changes.size()),
                                            m_changes.data(), nullptr, resolveConflict, nullptr);
    return code == SQLITE_OK ? Result<Done>(Done()) : notRehearsed();
}

Result<Done> Rehearsal::step(const std::function<bool(Store::Transaction &)> &work)
{
    m_reader->endSnapshot();
    Connection &connection = m_reader->connection();
    if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    Result<Done> done = Done();
    {
        // It begins before the earlier changes are put in, so what it gives at the end has them
        // too.
        const Session session(connection.handle());
        done = session.isOn() ? putChanges(connection) : notRehearsed();
        if (done)
            done = connection.execute("SAVEPOINT step");
        // Nobody takes its Commit: no subscriber may hear of what is rolled back below.
        Transaction transaction(connection, m_tables);
        if (done && !work(transaction))
            done = connection.execute("ROLLBACK TO step");
        if (const auto changes = session.isOn() ? session.changes() : std::nullopt; changes)
            m_changes = *changes;
        else
            done = notRehearsed();
    }
    connection.rollBack();
    return done;
}

} // namespace Store::Sqlite

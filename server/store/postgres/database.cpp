// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/database.h"

#include "server/store/postgres/catalogtables.h"
#include "server/store/postgres/reader.h"
#include "server/store/postgres/rehearsal.h"
#include "server/store/postgres/reservation.h"
#include "server/store/postgres/schema.h"
#include "server/store/sqlite/database.h"

#include <QDir>
#include <QLoggingCategory>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace Store::Postgres {

namespace {

Q_LOGGING_CATEGORY(lcDatabase, "server.store")

using namespace std::chrono_literals;

constexpr auto BetweenLooks = 1s; ///< For what other programs have changed.

/// What an administrator should know of the server that keeps the data.
void warnOf(Connection &connection, const Address &address)
{
    if (address.hasPassword())
        qCWarning(lcDatabase,
                  "The password in the address of the database can be seen by others "
                  "on this machine; keep it in ~/.pgpass or PGPASSFILE.");
    const auto rows = connection.run("SELECT 1 WHERE current_setting('fsync') = 'off'");
    if (rows && !rows->isEmpty())
        qCWarning(lcDatabase, "PostgreSQL runs with fsync=off: a power cut may cost all data.");
}

} // namespace

Database::Database(const QString &address, Address parsed)
    : m_shown(Address::shown(address))
    , m_address(std::move(parsed))
    , m_reads(
          // One more than there are cores: one asker gets all threads but one
          // (ReadLane::mayStart()).
          QThread::idealThreadCount() + 1, [this] { return openReader(); },
          [this] { return catalog()->settings.queryTime; })
{
}

Database::~Database()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    if (m_watch.joinable())
        m_watch.join();
}

Result<std::unique_ptr<Store::Database>> Database::open(const QString &address, Use use)
{
    const auto parsed = Address::parsePostgres(address);
    if (!parsed)
        return failure(parsed);
    std::unique_ptr<Database> database(new Database(address, *parsed));
    auto connection = Connection::open(*parsed, Connection::Purpose::Write);
    if (!connection)
        return failure(connection);
    if (use == Use::Serve)
        warnOf(**connection, *parsed);
    if (const auto ensured = ensureSchema(**connection, *parsed); !ensured)
        return failure(ensured);
    auto state = loadState(**connection);
    if (!state)
        return failure(state);
    const auto keys = (*connection)->run("SELECT 1 FROM keys LIMIT 1");
    if (!keys)
        return failure(keys);
    const auto &collections = (*state)->catalog->collections;
    database->m_isNew = keys->isEmpty()
        && std::all_of(collections.begin(), collections.end(),
                       [](const Collection &each) { return each.isSystem(); });
    database->m_state = std::move(*state);
    database->m_lane = std::make_unique<Lane>(*parsed, std::move(*connection), database->house(),
                                              database->m_interrupted);
    if (use == Use::Share)
        return std::unique_ptr<Store::Database>(std::move(database));
    if (const auto reserved = database->reserve(); !reserved)
        return failure(reserved);
    database->m_watch = std::thread([raw = database.get()] { raw->watch(); });
    return std::unique_ptr<Store::Database>(std::move(database));
}

Lane::House Database::house()
{
    return {
        [this] { return state(); },
        [this](Commit commit, SharedState next) { publish(std::move(commit), std::move(next)); },
        [this](Connection &connection) { return refresh(connection); }};
}

SharedState Database::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

Result<std::unique_ptr<Store::Reader>> Database::openReader()
{
    auto reader = Reader::open(
        m_address, [this] { return state(); }, m_interrupted);
    if (!reader)
        return failure(reader);
    return std::unique_ptr<Store::Reader>(std::move(*reader));
}

Result<std::unique_ptr<Store::Rehearsal>> Database::rehearse()
{
    auto rehearsal = Rehearsal::open(
        m_address, [this] { return state(); }, m_interrupted);
    if (!rehearsal)
        return failure(rehearsal);
    return std::unique_ptr<Store::Rehearsal>(std::move(*rehearsal));
}

Subscription Database::subscribe(QObject *home, Interest interest, Feed::Listener listener)
{
    return m_feed.subscribe(home, std::move(interest), std::move(listener));
}

void Database::publish(Commit commit, SharedState next)
{
    const std::lock_guard publishing(m_publishing);
    commit.changesCatalog = next != nullptr;
    {
        const std::lock_guard lock(m_mutex);
        // The watch may have loaded this state, or a later one, before its node tells of it.
        if (next && next->generation > m_state->generation)
            m_state = std::move(next);
        // Each commit takes a catalog along, by which RecentCommits names its collections.
        commit.catalog = m_state->catalog;
    }
    m_feed.publish(std::move(commit));
}

Result<Done> Database::refresh(Connection &connection)
{
    const auto rows = connection.run("SELECT generation FROM facts");
    if (!rows)
        return failure(rows);
    if (!rows->isEmpty() && rows->number(0, 0) <= state()->generation)
        return Done();
    // Read committed would let a change come between its statements.
    connection.queueOnce("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    auto next = loadState(connection);
    connection.queueOnce("COMMIT");
    connection.post();
    if (!next)
        return failure(next);
    publish({}, std::move(*next));
    return Done();
}

QString Database::fileForScratch() const
{
    return QDir::temp().filePath(QStringLiteral("hookdesk"));
}

Result<Done> Database::reserve()
{
    auto guard = Connection::open(m_address, Connection::Purpose::Read);
    if (!guard)
        return failure(guard);
    (*guard)->stopBy(m_interrupted);
    if (auto reserved = Postgres::reserve(**guard, m_address, m_shown, Reservation::Alone);
        !reserved)
        return reserved;
    m_guard = std::move(*guard);
    return Done();
}

void Database::lookOnce()
{
    if (!m_guard->isOpen()) {
        // The database was away, and its lock is free again.
        const auto reserved = reserve();
        const bool isTaken =
            !reserved && reserved.error().message.startsWith(QLatin1String("Another server"));
        if (isTaken)
            qCCritical(lcDatabase, "%s This one answers nothing any more.",
                       qUtf8Printable(reserved.error().message));
        if (isTaken)
            *m_interrupted = true;
    }
    // A failure is met again by whoever reads or writes, and told to them.
    if (m_guard->isOpen())
        (void)refresh(*m_guard);
}

void Database::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, BetweenLooks, [this] { return m_isEnding; })) {
        lock.unlock();
        lookOnce();
        lock.lock();
    }
}

} // namespace Store::Postgres

namespace Store {

Result<std::unique_ptr<Database>> Database::open(const QString &address, Use use)
{
    return Address::isPostgres(address) ? Postgres::Database::open(address, use)
                                        : Sqlite::Database::open(address, use);
}

} // namespace Store

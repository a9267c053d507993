// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/database.h"

#include "server/store/catalogchanges.h"
#include "server/store/postgres/catalogtables.h"
#include "server/store/postgres/copying.h"
#include "server/store/postgres/reader.h"
#include "server/store/postgres/rehearsal.h"
#include "server/store/postgres/schema.h"
#include "server/store/sqlite/database.h"

#include <QDir>
#include <QLoggingCategory>
#include <QThread>

#include <algorithm>

namespace Store::Postgres {

namespace {

Q_LOGGING_CATEGORY(lcDatabase, "server.store")

/// What an administrator should know of the server that keeps the data.
void warnOf(Connection &connection, const Address &address, NodeRole role)
{
    // What a window was told stands in no list of processes.
    if (address.hasPassword() && role == NodeRole::Server)
        qCWarning(lcDatabase,
                  "The password in the address of the database can be seen by others "
                  "on this machine; keep it in ~/.pgpass or PGPASSFILE.");
    const auto rows = connection.run("SELECT 1 WHERE current_setting('fsync') = 'off'");
    if (rows && !rows->isEmpty())
        qCWarning(lcDatabase, "PostgreSQL runs with fsync=off: a power cut may cost all data.");
}

} // namespace

Database::Database(const QString &address, Address parsed, Use use, const NodeOptions &node)
    : m_shown(Address::shown(address))
    , m_address(std::move(parsed))
    , m_control(std::make_unique<Control>(m_address, m_shown, houseOfControl(), node,
                                          use != Use::Share, m_interrupted))
    , m_reads(
          // One more than there are cores: one asker gets all threads but one
          // (ReadLane::mayStart()).
          QThread::idealThreadCount() + 1, [this] { return openReader(); },
          [this] { return catalog()->settings.queryTime; })
{
}

Result<std::unique_ptr<Store::Database>> Database::open(const QString &address, Use use,
                                                        const NodeOptions &node)
{
    const auto parsed = Address::parsePostgres(address);
    if (!parsed)
        return failure(parsed);
    std::unique_ptr<Database> database(new Database(address, *parsed, use, node));
    auto connection = Connection::open(*parsed, Connection::Purpose::Write);
    if (!connection)
        return failure(connection);
    if (use != Use::Share)
        warnOf(**connection, *parsed, node.role);
    if (use != Use::Serve) {
        const auto version = schemaVersion(**connection);
        if (!version)
            return failure(version);
        if (*version == 0)
            return failure(Error::Kind::NotFound,
                           QStringLiteral("There is no database %1.").arg(database->m_shown));
    }
    const Older older = node.migrates ? Older::Migrate : Older::Refuse;
    if (const auto ensured = ensureSchema(**connection, *parsed, older); !ensured)
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
    if (use != Use::Share)
        database->m_builder = std::make_unique<IndexBuilder>(*parsed, database->houseOfBuilder());
    database->m_lane = std::make_unique<Lane>(*parsed, std::move(*connection),
                                              database->houseOfLane(), database->m_interrupted);
    if (use != Use::Share) {
        if (const auto begun = database->m_control->begin(); !begun)
            return failure(begun);
    }
    return std::unique_ptr<Store::Database>(std::move(database));
}

Lane::House Database::houseOfLane()
{
    return {
        [this] { return state(); },
        [this](Commit commit, SharedState next) { publish(std::move(commit), std::move(next)); },
        [this](Connection &connection) { return refresh(connection); },
        [this] { return m_control->name(); },
        [this](std::vector<WriteJob *> jobs) {
            m_control->answerWhenKnown(state()->generation, std::move(jobs));
        },
        m_control->events()};
}

Control::House Database::houseOfControl()
{
    return {[this] { return state()->generation; },
            [this](Connection &connection) { return refresh(connection); },
            [this] { return m_feed.isForAllDocuments(); },
            [this](Commit commit) { publishOther(std::move(commit)); },
            [this] { m_feed.forgetRecent(); }};
}

IndexBuilder::House Database::houseOfBuilder()
{
    return {[this] { return state(); },
            [this](Connection &connection) { return refresh(connection); }};
}

void Database::endWriting()
{
    m_lane->end();
    m_control->end();
}

SharedState Database::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

Result<std::unique_ptr<Store::Reader>> Database::openReader()
{
    auto reader = Reader::open(
        m_address, [this] { return state(); }, m_interrupted, &m_reads);
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

Copier Database::copier() const
{
    return [address = m_address, shown = m_shown](const QString &target, const StopFlag &stop) {
        return fileOf(address, shown, target, stop);
    };
}

Subscription Database::subscribe(QObject *home, Interest interest, Feed::Listener listener)
{
    const bool wantsDocuments = interest.allDocuments;
    Subscription subscription = m_feed.subscribe(home, std::move(interest), std::move(listener));
    if (wantsDocuments)
        m_control->lookSoon();
    return subscription;
}

void Database::publish(Commit commit, SharedState next)
{
    const std::lock_guard publishing(m_publishing);
    commit.changesCatalog = next != nullptr;
    {
        const std::lock_guard lock(m_mutex);
        // The control may have loaded this state, or a later one, before its node tells of it.
        const bool isNewer = next && next->generation > m_state->generation;
        if (commit.isOfAnotherServer && !isNewer)
            return;
        if (commit.isOfAnotherServer)
            commit.definitions = changesBetween(*m_state->catalog, *next->catalog);
        if (isNewer)
            m_state = std::move(next);
        // Each commit takes a catalog along, by which RecentCommits names its collections.
        commit.catalog = m_state->catalog;
    }
    if (commit.changesCatalog && m_builder)
        m_builder->wake();
    m_feed.publish(std::move(commit));
}

void Database::publishOther(Commit commit)
{
    const std::lock_guard publishing(m_publishing);
    commit.catalog = catalog();
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
    Commit commit;
    commit.isOfAnotherServer = true;
    publish(std::move(commit), std::move(*next));
    return Done();
}

QString Database::fileForScratch() const
{
    return QDir::temp().filePath(QStringLiteral("hookdesk"));
}

} // namespace Store::Postgres

namespace Store {

Result<std::unique_ptr<Database>> Database::open(const QString &address, Use use,
                                                 const NodeOptions &node)
{
    return Address::isPostgres(address) ? Postgres::Database::open(address, use, node)
                                        : Sqlite::Database::open(address, use, node);
}

} // namespace Store

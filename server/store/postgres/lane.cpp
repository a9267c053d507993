// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/lane.h"

#include "server/core/objectid.h"
#include "server/store/postgres/catalogtables.h"
#include "server/store/postgres/documentevents.h"
#include "server/store/postgres/transaction.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace Store::Postgres {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// With more open savepoints PostgreSQL's snapshots become slow for everybody.
/// Source: PostgreSQL, PGPROC_MAX_CACHED_SUBXIDS.
constexpr size_t MostTogether = 64;
constexpr int Tries = 3; ///< Of a job, when others are in its way.
constexpr auto PatienceForDatabase = 10s; ///< When it restarts, or another machine takes over.
/// Groups that fail together are done with care for so long, since what makes one fail, such as a
/// value that is not unique, often comes again.
constexpr auto PauseOfHope = 1s;
constexpr auto LongestPause = 1000ms; ///< Between two tries to connect.

Error unknownEnding()
{
    Error error{Error::Kind::Unavailable,
                QStringLiteral("The connection to the database broke while this was stored, so it "
                               "is not known whether it is; read it again.")};
    error.retryAfter = 2;
    return error;
}

} // namespace

Lane::Lane(Address address, std::unique_ptr<Connection> connection, House house, StopFlag stop)
    : m_address(std::move(address))
    , m_connection(std::move(connection))
    , m_house(std::move(house))
    , m_stop(std::move(stop))
{
    m_connection->stopBy(m_stop);
    m_thread = std::thread([this] { run(); });
}

Lane::~Lane()
{
    m_waiting.stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Lane::end()
{
    m_waiting.refuse();
    if (m_thread.joinable())
        m_thread.join();
}

void Lane::run()
{
    while (const auto jobs = m_waiting.take(MostTogether))
        carryOut(*jobs);
}

void Lane::carryOut(const Jobs &jobs)
{
    Error fault;
    bool isTogether = Clock::now() >= m_hopeAgain;
    for (int left = (jobs.size() > 1 ? 1 : Tries) + isTogether; left > 0; --left) {
        const Way way = std::exchange(isTogether, false) ? Way::Together : Way::Apart;
        switch (attempt(jobs, way, fault)) {
        case Ending::Stored:
            answerStored(jobs);
            return;
        case Ending::Failed:
            answerAll(jobs, failure(fault));
            return;
        case Ending::Again:
            break;
        }
    }
    // One of many may be in the way of all: each by itself.
    if (jobs.size() > 1) {
        for (WriteJob *job : jobs)
            carryOut({job});
        return;
    }
    answerAll(jobs, failure(fault));
}

void Lane::answerStored(const Jobs &jobs)
{
    if (m_changers.empty()) {
        answerAll(jobs, Done());
        return;
    }
    Jobs others;
    std::copy_if(jobs.begin(), jobs.end(), std::back_inserter(others), [this](WriteJob *job) {
        return std::find(m_changers.begin(), m_changers.end(), job) == m_changers.end();
    });
    answerAll(others, Done());
    m_house.answerWhenKnown(std::exchange(m_changers, {}));
}

Lane::Ending Lane::attempt(const Jobs &jobs, Way way, Error &fault)
{
    if (const auto connected = connect(); !connected) {
        fault = connected.error();
        return Ending::Failed;
    }
    const SharedState state = m_house.state();
    m_changers.clear();
    m_connection->queue("BEGIN");
    if (way == Way::Together) {
        m_connection->hope();
        // A database that hangs is asked later what became of it, as after a broken connection.
        m_connection->setEnd(Clock::now() + PatienceForDatabase, {});
    }
    Transaction transaction(*m_connection, *state);
    int applied = 0;
    Ending ending = Ending::Again;
    if (way == Way::Together ? applyTogether(jobs, transaction, applied)
                             : applyApart(jobs, transaction, applied))
        ending = conclude(transaction, applied, fault);
    else
        undo(fault);
    if (way == Way::Together) {
        m_connection->careful();
        m_connection->setEnd(std::nullopt, {});
        if (ending == Ending::Again)
            m_hopeAgain = Clock::now() + PauseOfHope;
    }
    return ending;
}

Lane::Ending Lane::conclude(Transaction &transaction, int applied, Error &fault)
{
    if (applied > 0)
        return commit(transaction, fault);
    // Where no statement was sent there is nothing to be undone. Each job has its own error.
    if (!m_connection->forgetUnsent())
        rollBack();
    return Ending::Stored;
}

bool Lane::applyTogether(const Jobs &jobs, Transaction &transaction, int &applied)
{
    for (WriteJob *job : jobs) {
        transaction.beginJob(false);
        const Transaction::Mark before = transaction.mark();
        const Connection::Place place = m_connection->place();
        const bool isDone = job->apply(transaction);
        if (m_connection->hasFailed())
            return false;
        applied += isDone;
        if (isDone && transaction.catalogChanges() > before.catalogChanges)
            m_changers.push_back(job);
        if (isDone)
            continue;
        if (!m_connection->forgetSince(place))
            return false;
        transaction.forgetAfter(before);
    }
    return true;
}

bool Lane::applyApart(const Jobs &jobs, Transaction &transaction, int &applied)
{
    const bool hasSavepoints = jobs.size() > 1;
    for (WriteJob *job : jobs) {
        if (hasSavepoints)
            m_connection->queue("SAVEPOINT job");
        transaction.beginJob(hasSavepoints);
        const Transaction::Mark before = transaction.mark();
        const bool isDone = job->apply(transaction);
        if (!m_connection->isOpen() || isWorthRepeating(m_connection->trouble()))
            return false;
        applied += isDone;
        if (isDone && transaction.catalogChanges() > before.catalogChanges)
            m_changers.push_back(job);
        if (!hasSavepoints)
            continue;
        if (!isDone) {
            m_connection->queue("ROLLBACK TO SAVEPOINT job");
            transaction.forgetAfter(before);
        }
        // In both cases: ROLLBACK TO undoes the writes, but leaves the savepoint in place.
        m_connection->queue("RELEASE SAVEPOINT job");
    }
    return true;
}

Lane::Ending Lane::commit(Transaction &transaction, Error &fault)
{
    transaction.queueGuard();
    DocumentEvents::Telling telling(m_house.events);
    Commit published = transaction.takeCommit();
    telling.queue(*m_connection, published.changes);
    SharedState next;
    if (published.changesCatalog) {
        m_connection->queue("UPDATE facts SET generation = generation + 1");
        auto loaded = loadState(*m_connection);
        if (loaded)
            next = std::move(*loaded);
    }
    bool isSent = false;
    // After a failure of the statements before it there is nothing to commit.
    if (!published.changesCatalog || next) {
        m_connection->queue("WITH w AS (UPDATE writers SET number = $2 WHERE id = $1 RETURNING 1)"
                            " SELECT 1 / count(*) FROM w",
                            {text(m_writer), number(++m_commits)});
        m_connection->queue("COMMIT");
        isSent = true;
        if (m_connection->flush()) {
            telling.done();
            m_house.publish(std::move(published), next);
            return Ending::Stored;
        }
    }
    const bool wasOpen = m_connection->isOpen();
    const bool isFinal = !isWorthRepeating(m_connection->trouble()) && !m_connection->isHopeful();
    undo(fault);
    if (!wasOpen) {
        const Ending ending = isSent ? endingOfLast(fault) : Ending::Again;
        if (ending == Ending::Stored) {
            telling.done();
            m_house.publish(std::move(published), next);
        }
        return ending;
    }
    return isFinal ? Ending::Failed : Ending::Again;
}

Lane::Ending Lane::endingOfLast(Error &fault)
{
    const auto end = Clock::now() + PatienceForDatabase;
    const QByteArray writer = m_writer;
    const qint64 sent = m_commits;
    while (Clock::now() < end) {
        if (const auto connected = connect(); !connected)
            break;
        // It waits for the broken session where that is still at work, and then no commit can come
        // late.
        const auto rows =
            m_connection->run("DELETE FROM writers WHERE id = $1 RETURNING number", {text(writer)});
        if (rows && !rows->isEmpty())
            return rows->number(0, 0) == sent ? Ending::Stored : Ending::Again;
        if (rows)
            break; // somebody took it away, and nobody knows any more
    }
    fault = unknownEnding();
    return Ending::Failed;
}

Result<Done> Lane::signIn()
{
    m_writer.clear();
    QByteArray writer = ObjectId::create();
    // What has a column for the server that wrote it takes it from here.
    m_connection->queue("SELECT set_config('hookdesk.node', $1, false)", {text(m_house.node())});
    // Those of a week ago belong to nobody.
    m_connection->queue("DELETE FROM writers WHERE since < now() - interval '7 days'");
    auto done = doneOf(
        m_connection->run("INSERT INTO writers (id, number) VALUES ($1, 0)", {text(writer)}));
    if (done) {
        m_writer = std::move(writer);
        m_commits = 0;
    }
    return done;
}

void Lane::undo(Error &fault)
{
    const Trouble trouble = m_connection->trouble();
    fault = errorOf(trouble);
    rollBack();
    // Another node has changed a table.
    if (m_connection->isOpen() && trouble.state == "22012")
        (void)m_house.refresh(*m_connection);
}

void Lane::rollBack()
{
    if (!m_connection->isOpen())
        return;
    m_connection->queue("ROLLBACK");
    (void)m_connection->flush();
}

Result<Done> Lane::begin()
{
    const bool isNew = !m_connection->isOpen();
    if (isNew) {
        auto connection = Connection::open(m_address, Connection::Purpose::Write, m_stop);
        if (!connection)
            return failure(connection);
        m_connection = std::move(*connection);
    }
    if (auto signedIn = signIn(); !signedIn)
        return signedIn;
    return isNew ? m_house.refresh(*m_connection) : Done();
}

Result<Done> Lane::connect()
{
    const auto end = Clock::now() + PatienceForDatabase;
    auto pause = 50ms;
    while (!m_connection->isOpen() || m_writer.isEmpty()) {
        const auto begun = begin();
        // An open connection has another error than that it cannot be used.
        if (begun || m_connection->isOpen() || *m_stop || Clock::now() > end)
            return begun;
        std::this_thread::sleep_for(pause);
        pause = std::min<std::chrono::milliseconds>(2 * pause, LongestPause);
    }
    return Done();
}

} // namespace Store::Postgres

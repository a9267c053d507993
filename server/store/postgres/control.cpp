// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/control.h"

#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/store/postgres/reservation.h"

#include <QLoggingCategory>
#include <QSysInfo>

#include <algorithm>
#include <cstdlib>
#include <sys/eventfd.h>
#include <unistd.h>

namespace Store::Postgres {

namespace {

Q_LOGGING_CATEGORY(lcNodes, "server.store")

using namespace std::chrono_literals;

constexpr auto BetweenLooks = 1000ms;
constexpr auto WhileSomebodyWaits = 50ms; ///< Between looks whether the others know a change.
constexpr auto WhileAway = 200ms; ///< Between two tries to connect.
/// From the beginning of the last look that found all in order. Less than MostPatience, because
/// clocks do not run alike.
constexpr auto Freshness = 4s;
constexpr auto MostPatience = 5s; ///< With a server that does not load a catalog.
constexpr qint64 MostClockFault = 2000; ///< Milliseconds; jobs are due by the clock.
constexpr auto PatienceForName = 4s; ///< With a server that may have died.
constexpr int MostNames = 1000; ///< That are tried.

} // namespace

Control::Control(Address address, QString shown, House house, const NodeOptions &options,
                 bool isServer, StopFlag stop)
    : m_address(std::move(address))
    , m_shown(std::move(shown))
    , m_house(std::move(house))
    , m_wanted(options.name)
    , m_isServer(isServer)
    , m_stop(std::move(stop))
    , m_session(ObjectId::create())
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_events({m_house.wantsDocuments, m_house.publish, m_house.forget, [this] { wake(); },
                [this] { lookSoon(); }},
               m_session, isServer)
{
    m_node.name = m_wanted;
    m_node.started = Timestamp::format(Timestamp::now());
    m_node.version = HOOKDESK_VERSION;
    m_node.runsJobs = options.runsJobs;
    m_node.role = options.role;
}

Control::~Control()
{
    end();
    ::close(m_wake);
}

Result<Done> Control::begin()
{
    const auto joined = join();
    if (!joined)
        return failure(joined);
    if (!*joined)
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("Another server with the name %1 serves this database. Name "
                                      "this one otherwise with --node.")
                           .arg(QString::fromUtf8(m_wanted)));
    look();
    m_thread = std::thread([this] { run(); });
    return Done();
}

void Control::end()
{
    m_isEnding = true;
    wake();
    {
        // After this answerWhenKnown() starts no thread.
        const std::lock_guard lock(m_mutex);
    }
    if (m_thread.joinable())
        m_thread.join();
    answerWaiting(std::nullopt);
    // One that has lost touch would only wait.
    if (m_isServer && !fence() && m_connection && m_connection->isOpen()) {
        // What stops the server would stop this as well.
        m_connection->stopBy({});
        m_connection->setEnd(Clock::now() + 1s, {});
        (void)NodeTable::signOut(*m_connection, row());
    }
    m_connection.reset();
}

// ---- for others

std::optional<Error> Control::fence() const
{
    if (Clock::now().time_since_epoch().count() < m_freshUntil.load(std::memory_order_relaxed))
        return std::nullopt;
    Error error{Error::Kind::Unavailable,
                QStringLiteral("This server has lost touch with the database and the other "
                               "servers; try again.")};
    error.retryAfter = 1;
    return error;
}

bool Control::canTellDead() const
{
    const Clock::duration since(Clock::now().time_since_epoch().count() - m_freshSince.load());
    return !fence() && since > std::chrono::seconds(NodeTable::DeadAfter);
}

QString Control::whyNotReady() const
{
    if (const auto fenced = fence())
        return fenced->message;
    const std::lock_guard lock(m_mutex);
    return std::abs(m_clockFault) <= MostClockFault
        ? QString()
        : QStringLiteral("The clock of this machine is %1 ms off that of the database.")
              .arg(m_clockFault);
}

void Control::setAddress(const QByteArray &address, Fingerprint certificate)
{
    {
        const std::lock_guard lock(m_mutex);
        m_node.address = address;
        m_certificate = std::move(certificate);
    }
    lookSoon();
}

Node Control::self() const
{
    Node node;
    Fingerprint certificate;
    {
        const std::lock_guard lock(m_mutex);
        node = m_node;
        certificate = m_certificate;
        for (const char *any : {"//0.0.0.0:", "//[::]:"})
            node.address.replace(any, "//" + m_host + ':');
    }
    node.certificate = certificate ? certificate() : QByteArray();
    node.seen = Timestamp::format(Timestamp::now());
    node.generation = m_house.generation();
    return node;
}

void Control::answerWhenKnown(qint64 generation, std::vector<WriteJob *> jobs)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isEnding) {
            m_waiting.push_back({generation, Clock::now() + MostPatience, std::move(jobs)});
            // A command has a thread once it needs one.
            if (!m_isServer && !m_thread.joinable())
                m_thread = std::thread([this] { run(); });
        }
    }
    if (!jobs.empty())
        answerAll(jobs, Done());
    lookSoon();
}

// ---- the thread

void Control::wake()
{
    const quint64 one = 1;
    [[maybe_unused]] const auto written = ::write(m_wake, &one, sizeof one);
}

void Control::lookSoon()
{
    m_mustLook = true;
    wake();
}

std::chrono::milliseconds Control::until(Clock::time_point end)
{
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()));
}

std::chrono::milliseconds Control::pause() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty() ? BetweenLooks : WhileSomebodyWaits;
}

NodeTable::Row Control::row() const
{
    return {self(), m_session};
}

void Control::run()
{
    Clock::time_point next;
    while (!m_isEnding) {
        if (m_mustLook.exchange(false) || Clock::now() >= next) {
            look();
            next = Clock::now() + pause();
        }
        if (m_isEnding)
            return;
        if (m_connection && m_connection->isOpen()) {
            const auto tells = m_events.tell(*m_connection);
            if (m_connection->waitForNotice(m_wake, until(tells ? std::min(next, *tells) : next)))
                m_mustLook = true;
        } else {
            std::this_thread::sleep_for(WhileAway);
            m_mustLook = true;
        }
        quint64 times = 0;
        [[maybe_unused]] const auto read = ::read(m_wake, &times, sizeof times);
    }
}

void Control::look()
{
    std::optional<NodeTable::Look> seen;
    const auto sent = Clock::now();
    if (connect()) {
        // One that is later is of no use, since this server answers nothing then.
        m_connection->setEnd(sent + Freshness, {});
        seen = beat();
        m_connection->setEnd(std::nullopt, {});
    }
    if (seen) {
        m_alive = std::max(1, seen->alive);
        noteClock(seen->now, sent);
        const bool isCurrent = seen->generation <= m_house.generation();
        if (isCurrent && m_isServer) {
            if (fence())
                m_freshSince = sent.time_since_epoch().count();
            m_freshUntil = (sent + Freshness).time_since_epoch().count();
        }
        if (!isCurrent && m_isServer) {
            // A failure is met again by the next look.
            (void)m_house.refresh(*m_connection);
            lookSoon();
        }
        m_events.take(*seen, seen->generation <= m_house.generation());
    }
    answerWaiting(seen);
}

bool Control::connect()
{
    if (m_connection && m_connection->isOpen())
        return true;
    const auto joined = join();
    if (!joined)
        m_connection.reset();
    return joined && *joined;
}

Result<bool> Control::join()
{
    auto connection = Connection::open(m_address, Connection::Purpose::Read, m_stop);
    if (!connection)
        return failure(connection);
    m_connection = std::move(*connection);
    m_events.connected();
    if (!m_isServer) {
        const auto listening = NodeTable::listen(*m_connection);
        return listening ? Result<bool>(true) : failure(listening);
    }
    if (const auto reserved = reserve(*m_connection, m_address, m_shown, Reservation::Shared);
        !reserved)
        return failure(reserved);
    return signIn();
}

std::optional<NodeTable::Look> Control::beat()
{
    if (!m_isServer) {
        // The servers are told of what this program has changed.
        const auto told = NodeTable::tell(*m_connection);
        auto seen = told ? NodeTable::look(*m_connection) : Result<NodeTable::Look>(failure(told));
        return seen ? std::optional(*seen) : std::nullopt;
    }
    NodeTable::Row ours = row();
    ours.events = m_events.state();
    const bool isNews = ours.node.generation != m_told || ours.events != m_toldEvents;
    // Before the look at the catalog, which then knows all collections of what was added.
    m_events.queueLook(*m_connection);
    auto seen = NodeTable::beat(*m_connection, ours, isNews);
    if (!seen)
        return std::nullopt;
    m_told = ours.node.generation;
    m_toldEvents = ours.events;
    if (seen->isOurs) {
        m_isTaken = false;
        return *seen;
    }
    // The row is gone because this process was taken for dead, or another one has the name.
    const auto signedIn = signIn();
    if (signedIn && !*signedIn && !m_isTaken)
        qCCritical(lcNodes, "Another server has taken the name %s; this one answers nothing.",
                   m_wanted.constData());
    m_isTaken = signedIn && !*signedIn;
    if (signedIn && *signedIn) {
        m_events.connected(); // nobody has waited for this server
        lookSoon();
    }
    return std::nullopt;
}

Result<Done> Control::learnHost()
{
    const auto rows = m_connection->run("SELECT host(inet_client_addr()), family(inet_client_addr"
                                        "())::bigint");
    if (!rows)
        return failure(rows);
    // Null: it is reached over a socket of this machine.
    const QByteArray host =
        rows->isNull(0, 0) ? QSysInfo::machineHostName().toUtf8() : rows->text(0, 0);
    const std::lock_guard lock(m_mutex);
    m_host = rows->number(0, 1) == 6 ? '[' + host + ']' : host;
    return Done();
}

Result<bool> Control::signIn()
{
    if (const auto learned = learnHost(); !learned)
        return failure(learned);
    // It tells nothing that must outlive a crash of the database.
    m_connection->queueOnce("SET synchronous_commit = off");
    if (const auto listening = NodeTable::listen(*m_connection); !listening)
        return failure(listening);
    NodeTable::Row ours = row();
    const bool isAny = m_wanted.isEmpty();
    const auto end = Clock::now() + PatienceForName;
    for (int number = 1; number <= (isAny ? MostNames : 1);) {
        // The present name first, under which others know this process.
        if (isAny && (number > 1 || ours.node.name.isEmpty()))
            ours.node.name =
                QSysInfo::machineHostName().toUtf8() + '-' + QByteArray::number(number);
        const auto signedIn = NodeTable::signIn(*m_connection, ours);
        if (!signedIn)
            return failure(signedIn);
        if (*signedIn == NodeTable::SignedIn::Yes) {
            const std::lock_guard lock(m_mutex);
            m_node.name = ours.node.name;
            return true;
        }
        // It is that of this very server, more often than not, which was killed and started again.
        if (*signedIn == NodeTable::SignedIn::Perhaps && Clock::now() < end && !m_isEnding)
            std::this_thread::sleep_for(WhileAway);
        else
            ++number;
    }
    return false;
}

/// The answer was made somewhere between sending and now.
void Control::noteClock(qint64 theirs, Clock::time_point sent)
{
    using std::chrono::duration_cast;
    const qint64 ours = Timestamp::now();
    const qint64 took = duration_cast<std::chrono::milliseconds>(Clock::now() - sent).count();
    const qint64 latest = ours - theirs;
    const qint64 earliest = latest - took;
    const std::lock_guard lock(m_mutex);
    m_clockFault = earliest > 0 ? earliest : std::min<qint64>(latest, 0);
}

void Control::answerWaiting(const std::optional<NodeTable::Look> &look)
{
    std::vector<WriteJob *> known;
    {
        const std::lock_guard lock(m_mutex);
        const auto now = Clock::now();
        const auto isOver = [&](const Waiting &each) {
            const bool isKnown = look && (!look->oldest || *look->oldest >= each.generation);
            return isKnown || now >= each.end || m_isEnding;
        };
        for (const Waiting &each : m_waiting) {
            if (isOver(each))
                known.insert(known.end(), each.jobs.begin(), each.jobs.end());
        }
        std::erase_if(m_waiting, isOver);
    }
    if (!known.empty())
        answerAll(known, Done());
}

} // namespace Store::Postgres

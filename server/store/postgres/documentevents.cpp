// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/documentevents.h"

#include "server/store/postgres/connection.h"

#include <QRandomGenerator>

#include <utility>

namespace Store::Postgres {

namespace {

using namespace std::chrono_literals;

/// So often at most the others are woken: each notification makes all commits of the database wait
/// for each other.
constexpr auto BetweenTellings = 20ms;
/// A client that comes back within this time goes on where it was.
constexpr auto ListensOn = 60s;
/// Rows go after one to two of these. By the clock of this process, since that of the database may
/// be set; who has not read them meanwhile is not waited for (NodeTable::DeadAfter).
constexpr auto BetweenTrims = 60s;

} // namespace

DocumentEvents::DocumentEvents(House house, QByteArray session, bool isServer)
    : m_house(std::move(house))
    , m_session(std::move(session))
    , m_isServer(isServer)
    , m_tells(!isServer)
{
}

// ---- commits

DocumentEvents::Telling::Telling(DocumentEvents &events)
    : m_events(events)
    , m_isOn([&events] {
        const std::lock_guard lock(events.m_mutex);
        events.m_untold += !events.m_tells;
        return events.m_tells;
    }())
{
}

DocumentEvents::Telling::~Telling()
{
    if (m_isOn)
        return;
    bool isAwaited = false;
    {
        const std::lock_guard lock(m_events.m_mutex);
        isAwaited = --m_events.m_untold == 0 && m_events.m_tells;
    }
    if (isAwaited)
        m_events.m_house.lookSoon();
}

void DocumentEvents::Telling::queue(Connection &connection, const std::vector<Change> &changes)
{
    m_hasAny = m_isOn && !changes.empty();
    if (m_hasAny)
        EventTable::queueAdd(connection, changes, m_events.m_session);
}

void DocumentEvents::Telling::done()
{
    if (m_hasAny && m_events.m_isServer && !m_events.m_hasNews.exchange(true))
        m_events.m_house.wake();
}

std::optional<DocumentEvents::Clock::time_point> DocumentEvents::tell(Connection &connection)
{
    if (!m_hasNews)
        return std::nullopt;
    const auto now = Clock::now();
    if (now < m_toldLast + BetweenTellings)
        return m_toldLast + BetweenTellings;
    m_hasNews = false;
    m_toldLast = now;
    NodeTable::queueTell(connection);
    connection.post();
    return std::nullopt;
}

// ---- looks

NodeTable::Events DocumentEvents::state()
{
    seeWhoWants();
    const std::lock_guard lock(m_mutex);
    // A commit that is not told and still under way would be missed by who reads the number.
    if (m_isServer && m_tells && m_untold == 0 && m_tellsSince == 0)
        m_tellsSince = 1 + qint64(QRandomGenerator::global()->generate64() >> 2);
    return {m_listens, m_tellsSince};
}

void DocumentEvents::seeWhoWants()
{
    const auto now = Clock::now();
    const bool isWanted = m_isServer && m_house.isWanted();
    if (isWanted)
        m_wantedLast = now;
    if (isWanted && !m_listens) {
        m_listens = true;
        m_snapshot.clear();
        m_known.clear();
        m_hasGap = false;
    } else if (m_listens && now > m_wantedLast + ListensOn) {
        m_listens = false;
        m_house.forget();
    }
}

void DocumentEvents::connected()
{
    m_snapshot.clear();
    m_look.reset();
    // Another machine that has taken over may count transactions from lower numbers.
    m_oldest.clear();
    m_hasGap = m_hasGap || m_listens;
}

void DocumentEvents::queueLook(Connection &connection)
{
    m_look.reset();
    if (Clock::now() > m_trimmedLast + BetweenTrims) {
        m_trimmedLast = Clock::now();
        EventTable::queueTrim(connection, m_oldest,
                              [this](QByteArray oldest) { m_oldest = std::move(oldest); });
    }
    if (m_listens)
        EventTable::queueLook(connection, m_snapshot, m_session,
                              [this](EventTable::Look look) { m_look = std::move(look); });
}

void DocumentEvents::take(const NodeTable::Look &look, bool isCurrent)
{
    takeListeners(look.isHeard);
    const bool hadOthers = std::exchange(m_hadOthers, !look.others.isEmpty());
    // A process that was stopped, or a machine that slept: rows that it has not read may be gone.
    m_hasGap = m_hasGap || look.wasDead;
    // What is not taken is there at the next look, since the snapshot stays.
    if (!m_look || !isCurrent)
        return;
    takeOthers(look.others);
    // One that was there when this began to listen may have written and gone.
    m_hasGap = m_hasGap || (m_snapshot.isEmpty() && hadOthers && !m_hadOthers);
    if (std::exchange(m_hasGap, false)) {
        Commit commit;
        commit.isOfAnotherServer = true;
        commit.areSomeMissing = true;
        m_house.publish(std::move(commit));
    }
    m_snapshot = m_look->snapshot;
    for (Commit &each : m_look->commits)
        m_house.publish(std::move(each));
    m_look.reset();
}

void DocumentEvents::takeListeners(bool isHeard)
{
    if (!m_isServer)
        return;
    bool isNew = false;
    {
        const std::lock_guard lock(m_mutex);
        isNew = isHeard != m_tells;
        m_tells = isHeard;
        if (!isHeard)
            m_tellsSince = 0;
    }
    // Says so in the row.
    if (isNew)
        m_house.lookSoon();
}

void DocumentEvents::takeOthers(const QList<NodeTable::Teller> &others)
{
    for (const NodeTable::Teller &each : others) {
        if (each.since == 0) {
            m_known.remove(each.session);
        } else if (m_known.value(each.session) != each.since) {
            m_known.insert(each.session, each.since);
            m_hasGap = true;
        }
    }
}

} // namespace Store::Postgres

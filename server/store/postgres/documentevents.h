// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/postgres/eventtable.h"
#include "server/store/postgres/nodetable.h"

#include <QByteArray>
#include <QHash>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace Store::Postgres {

/// Which documents servers of one schema change, told to those that want to know. The functions for
/// the control belong to its thread; Telling may be used by any.
///
/// A server that has subscribers says in its row of `nodes` that it listens. Each other one then
/// adds to each commit what it has changed (EventTable), and says in its own row that it does, by a
/// number that is a new one each time it begins to. The listener compares these numbers: one that
/// it does not know means that commits of that server may have gone by untold, and then its
/// subscribers are to read anew what they show. Who listens to nobody and is heard by nobody does
/// nothing of all this.
class DocumentEvents final
{
public:
    using Clock = std::chrono::steady_clock;

    /// What it needs of its database. Thread: the control's, but wake is called by any.
    struct House
    {
        std::function<bool()> isWanted; ///< Whether there are subscribers.
        std::function<void(Commit)> publish; ///< Takes a commit of another server.
        /// Called when nobody listens any more: what comes from now on is not known here.
        std::function<void()> forget;
        std::function<void()> wake; ///< Wakes the control, whose tell() has something to do.
        std::function<void()> lookSoon; ///< The same for a look.
    };

    /// @p session as in NodeTable::Row. @p isServer: the other servers tell it whether somebody
    /// listens, and its writes are told only then; those of a short command are always told.
    DocumentEvents(House house, QByteArray session, bool isServer);

    /// One commit of this server, from before its last statement until it is known what became of
    /// it.
    class Telling final
    {
    public:
        explicit Telling(DocumentEvents &events);
        ~Telling();
        Telling(const Telling &) = delete;
        Telling &operator=(const Telling &) = delete;
        /// Has @p changes added to the commit with the next statement that is run, where others are
        /// to know them.
        void queue(Connection &connection, const std::vector<Change> &changes);
        /// The commit is stored: others are woken.
        void done();

    private:
        DocumentEvents &m_events;
        const bool m_isOn;
        bool m_hasAny = false;
    };

    // ---- for the control

    /// What its row has to say.
    NodeTable::Events state();
    /// There is a new connection: what was added meanwhile may be gone.
    void connected();
    /// What is to be sent with the next look.
    void queueLook(Connection &connection);
    /// Goes on after the look, which has succeeded. @p isCurrent: the catalog that is served is at
    /// least that of the look, so all collections are known.
    void take(const NodeTable::Look &look, bool isCurrent);
    /// Wakes the other servers where there is something new for them, at most once in a while.
    /// Gives when it wants to be called again.
    std::optional<Clock::time_point> tell(Connection &connection);

private:
    void takeListeners(bool isHeard);
    void takeOthers(const QList<NodeTable::Teller> &others);
    /// Begins to listen, or ends it a while after the last subscriber has gone.
    void seeWhoWants();

    const House m_house;
    const QByteArray m_session;
    const bool m_isServer;
    std::atomic<bool> m_hasNews = false; ///< Added since the others were woken.
    std::mutex m_mutex; ///< Guards what follows.
    bool m_tells; ///< Commits that begin now are told.
    qint64 m_tellsSince = 0; ///< A number for that; 0: not all commits are told so far.
    int m_untold = 0; ///< Commits under way that are not.
    // ---- of the control's thread
    bool m_listens = false;
    Clock::time_point m_wantedLast; ///< When there were subscribers.
    QByteArray m_snapshot; ///< Empty: from the next look on.
    std::optional<EventTable::Look> m_look;
    QHash<QByteArray, qint64> m_known; ///< The numbers of other servers, by their sessions.
    bool m_hasGap = false; ///< Subscribers are to be told to read anew.
    bool m_hadOthers = false; ///< At the last look.
    Clock::time_point m_toldLast;
    Clock::time_point m_trimmedLast;
    QByteArray m_oldest; ///< The oldest transaction that was open then.
};

} // namespace Store::Postgres

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/address.h"
#include "server/store/nodes.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/documentevents.h"
#include "server/store/postgres/nodetable.h"
#include "server/store/writejob.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace Store::Postgres {

/// Keeps this server and the others of its schema in step, in a thread and over a connection of its
/// own: says each second that it lives, loads the catalog when another one has changed it, and
/// answers changes of the catalog when all servers have the new one.
///
/// Notifications only make it quicker; it looks each second whatever comes. A program that is no
/// server, such as a command, has no row: it waits for the servers alone. Any thread.
class Control final : public Nodes
{
public:
    /// What it needs of its database.
    struct House
    {
        std::function<qint64()> generation; ///< Of the catalog that is served now.
        /// Loads the catalog that another server has made.
        std::function<Result<Done>(Connection &)> refresh;
        std::function<bool()> wantsDocuments; ///< See DocumentEvents::House::isWanted.
        std::function<void(Commit)> publish; ///< As there.
        std::function<void()> forget; ///< As there.
    };

    /// @p isServer: it gets a row in the table of nodes.
    /// @p shown is the address in messages.
    Control(Address address, QString shown, House house, const NodeOptions &options, bool isServer,
            StopFlag stop);
    /// Takes the row out of the table.
    ~Control() override;

    /// Signs in and begins. Call once; a program that is no server does not call it.
    /// @errors Unavailable: a server that is alive has the name, or a program has the schema alone.
    Result<Done> begin();
    /// Answers @p jobs, whose changes are on disk, when all servers serve @p generation or a later
    /// catalog, and after 5 s at the latest: by then a server that has not loaded it answers
    /// nothing itself.
    void answerWhenKnown(qint64 generation, std::vector<WriteJob *> jobs);
    /// Ends the thread, and answers all that waits.
    void end();
    /// What others are told of documents, and tell. Lives as long as this.
    DocumentEvents &events() { return m_events; }
    /// Looks at once: somebody wants to know of documents.
    void lookSoon();

    QByteArray name() const override { return self().name; }
    bool areMany() const override { return true; }
    std::optional<Error> fence() const override;
    QString whyNotReady() const override;
    bool canTellDead() const override;
    QByteArray shownName() const override { return name(); }
    QByteArray session() const override { return m_session; }
    int alive() const override { return m_alive; }
    void setAddress(const QByteArray &address, Fingerprint certificate) override;
    Node self() const override;

private:
    using Clock = std::chrono::steady_clock;
    /// Changes of the catalog that wait for other servers.
    struct Waiting
    {
        qint64 generation;
        Clock::time_point end;
        std::vector<WriteJob *> jobs;
    };

    void run();
    /// One look, and what follows from it.
    void look();
    /// False: there is no connection, or no row.
    bool connect();
    /// Says that it lives. Nothing: the connection is broken, or the row is gone.
    std::optional<NodeTable::Look> beat();
    /// Joins the servers of the schema over a new connection; see signIn() for what it gives.
    Result<bool> join();
    /// Takes a name that nobody has; false: somebody has the one that was asked for.
    Result<bool> signIn();
    /// How this machine is called in addresses.
    Result<Done> learnHost();
    void noteClock(qint64 theirs, Clock::time_point sent);
    /// Answers those whose catalog everybody has, or who have waited long enough.
    void answerWaiting(const std::optional<NodeTable::Look> &look);
    /// How long to wait for the next look.
    std::chrono::milliseconds pause() const;
    void wake();
    /// The milliseconds until @p end, rounded up.
    static std::chrono::milliseconds until(Clock::time_point end);
    NodeTable::Row row() const;

    const Address m_address;
    const QString m_shown;
    const House m_house;
    const QByteArray m_wanted; ///< The name that was asked for; empty: any.
    const bool m_isServer;
    const StopFlag m_stop;
    const QByteArray m_session;
    const int m_wake; ///< An eventfd.
    /// Nanoseconds of the steady clock until which this server may answer.
    std::atomic<qint64> m_freshUntil = 0;
    /// Since when it has been so without a break, on the same clock.
    std::atomic<qint64> m_freshSince = 0;
    std::atomic<int> m_alive = 1;
    std::atomic<bool> m_isEnding = false;
    std::atomic<bool> m_mustLook = true; ///< Something asks for a look at once.
    std::unique_ptr<Connection> m_connection; ///< Of the thread, once it runs.
    bool m_isTaken = false; ///< Another server has the name; of the thread.
    qint64 m_told = -1; ///< The generation that the others were told of; of the thread.
    NodeTable::Events m_toldEvents; ///< The same for events.
    DocumentEvents m_events;
    mutable std::mutex m_mutex; ///< Guards what follows.
    Node m_node;
    Fingerprint m_certificate; ///< Null: there is none.
    QByteArray m_host; ///< Of this machine, as the database sees it, for addresses.
    qint64 m_clockFault = 0; ///< By how much this machine's clock is wrong, in milliseconds.
    std::vector<Waiting> m_waiting;
    std::thread m_thread;
};

} // namespace Store::Postgres

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/stopflag.h"
#include "server/store/address.h"
#include "server/store/postgres/connection.h"
#include "server/store/quickask.h"
#include "server/store/read.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <vector>

namespace Store::Postgres {

/// The quick reads of one thread that serves clients. What several requests ask for goes out
/// together, in one flush over one connection, and the thread serves others until it is answered.
/// The whole of a flush sees one snapshot, taken after all that was answered before it.
///
/// The connection is opened by a thread of the queue. While there is none, or it breaks, reads wait
/// for a while and are done again; then they fail. Thread: the one it was made in.
class QuickReads final : public QObject
{
public:
    /// @pre queue outlives this.
    QuickReads(Address address, ReadQueue &queue, StopFlag stop);
    /// What waits is never answered: the thread ends, and whoever waits with it.
    ~QuickReads() override;

    /// From now on connection() serves @p ask; null: nobody.
    void serve(QuickAsk *ask) { m_served = ask; }
    /// For the work of the ask that is served: it gives what has arrived, and takes down what is
    /// wanted.
    Connection &connection() { return m_front; }

private:
    using Clock = std::chrono::steady_clock;
    class Front;
    struct Asked;
    struct Opening;
    class OpeningJob;
    /// What went out in one flush.
    struct Group
    {
        std::vector<QuickAsk *> asks;
        Clock::time_point sent;
    };

    /// Takes down @p commands for the ask that is served, or finds that it is not quick.
    void take(const std::vector<Command> &commands);
    /// What @p commands give, for the ask that is served.
    Outcome arrivedFor(const std::vector<Command> &commands);
    bool event(QEvent *event) override;
    /// Sends what waits, where not too much is under way.
    void sendGroup();
    /// Takes what has come.
    void receive();
    void deliver(const Group &group, Outcome outcome);
    /// Has a connection opened, where there is none.
    void open();
    /// Takes the connection that a thread of the queue has opened.
    void takeOpened();
    void close();
    /// From time to time: ends what takes too long.
    void look();
    /// Fails what waits since @p before or longer.
    void fail(Clock::time_point before, const Error &error);

    const Address m_address;
    ReadQueue &m_queue;
    const StopFlag m_stop;
    QuickAsk *m_served = nullptr;
    Connection m_front; ///< Over Front.
    std::unique_ptr<Wire> m_wire; ///< Null while there is no connection.
    std::shared_ptr<Opening> m_opening; ///< Null while none is opened.
    Clock::time_point m_lastOpening; ///< When it began.
    std::vector<QuickAsk *> m_waiting; ///< Not sent yet.
    bool m_isPosted = false; ///< An event will call sendGroup().
    std::deque<Group> m_sent; ///< The oldest first.
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QTimer m_patience; ///< Runs while somebody waits; see look().
};

} // namespace Store::Postgres

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <deque>
#include <functional>

namespace Outbound {

/// Who may call which host now: so many calls at once in all, so many of them to one host. The rest
/// waits; hosts take turns, and the calls of a host start in the order in which they came. So a
/// host that does not answer delays its own callers only, unless all places are taken.
/// Thread: one.
class CallQueue final
{
public:
    /// A place in the queue, first to wait in and then to call from. It is given back when this is
    /// destroyed. @pre the queue lives longer.
    class [[nodiscard]] Place final
    {
    public:
        Place() = default;
        Place(Place &&other) noexcept;
        Place &operator=(Place &&other) noexcept;
        ~Place() { leave(); }
        /// Gives the place back, which may start other calls.
        void leave();

    private:
        friend class CallQueue;
        Place(CallQueue &queue, quint64 number)
            : m_queue(&queue)
            , m_number(number)
        {
        }

        CallQueue *m_queue = nullptr; ///< Null: no place.
        quint64 m_number = 0;
    };

    /// @p most calls at once, @p mostOfHost of them to one host; both at least 1.
    CallQueue(int most, int mostOfHost)
        : m_most(most)
        , m_mostOfHost(mostOfHost)
    {
    }
    CallQueue(const CallQueue &) = delete;
    CallQueue &operator=(const CallQueue &) = delete;

    /// Calls @p start once a call to @p host may begin, perhaps before this returns, unless the
    /// place has been left by then.
    Place enter(const QByteArray &host, std::function<void()> start);
    /// From now on nothing starts any more.
    void close() { m_isClosed = true; }

private:
    struct Host
    {
        std::deque<quint64> waiting; ///< May hold numbers that have left.
        int underWay = 0;
        bool hasTurn = false; ///< Is in m_turns.
    };
    struct Call
    {
        QByteArray host;
        std::function<void()> start; ///< Null while it is under way.
    };

    void leave(quint64 number);
    void giveTurn(const QByteArray &name, Host &host);
    void startWaiting();

    const int m_most;
    const int m_mostOfHost;
    bool m_isClosed = false;
    int m_underWay = 0;
    quint64 m_lastNumber = 0;
    QHash<quint64, Call> m_calls;
    QHash<QByteArray, Host> m_hosts; ///< Those with calls.
    std::deque<QByteArray> m_turns; ///< Hosts with a waiting call and a free place.
};

} // namespace Outbound

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/callqueue.h"

#include <utility>

namespace Outbound {

CallQueue::Place::Place(Place &&other) noexcept
    : m_queue(std::exchange(other.m_queue, nullptr))
    , m_number(other.m_number)
{
}

CallQueue::Place &CallQueue::Place::operator=(Place &&other) noexcept
{
    if (this != &other) {
        leave();
        m_queue = std::exchange(other.m_queue, nullptr);
        m_number = other.m_number;
    }
    return *this;
}

void CallQueue::Place::leave()
{
    if (CallQueue *queue = std::exchange(m_queue, nullptr))
        queue->leave(m_number);
}

CallQueue::Place CallQueue::enter(const QByteArray &host, std::function<void()> start)
{
    const quint64 number = ++m_lastNumber;
    m_calls.insert(number, {host, std::move(start)});
    Host &entered = m_hosts[host];
    entered.waiting.push_back(number);
    giveTurn(host, entered);
    startWaiting();
    return Place(*this, number);
}

void CallQueue::leave(quint64 number)
{
    const Call call = m_calls.take(number);
    const auto host = m_hosts.find(call.host);
    if (!call.start) {
        --m_underWay;
        --host->underWay;
    }
    // The number of one that waited stays in its host's queue until its turn comes.
    if (host->underWay == 0 && host->waiting.empty())
        m_hosts.erase(host);
    else
        giveTurn(call.host, *host);
    startWaiting();
}

void CallQueue::giveTurn(const QByteArray &name, Host &host)
{
    if (host.hasTurn || host.waiting.empty() || host.underWay >= m_mostOfHost)
        return;
    host.hasTurn = true;
    m_turns.push_back(name);
}

void CallQueue::startWaiting()
{
    while (!m_isClosed && m_underWay < m_most && !m_turns.empty()) {
        const QByteArray name = std::move(m_turns.front());
        m_turns.pop_front();
        const auto host = m_hosts.find(name);
        host->hasTurn = false;
        while (!host->waiting.empty() && !m_calls.contains(host->waiting.front()))
            host->waiting.pop_front();
        if (host->waiting.empty()) {
            if (host->underWay == 0)
                m_hosts.erase(host);
            continue;
        }
        const quint64 number = host->waiting.front();
        host->waiting.pop_front();
        ++host->underWay;
        ++m_underWay;
        giveTurn(name, *host);
        // It may enter or leave the queue, so nothing of it is used afterwards.
        std::exchange(m_calls[number].start, nullptr)();
    }
}

} // namespace Outbound

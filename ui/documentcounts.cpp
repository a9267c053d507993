// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documentcounts.h"

#include "client/routes.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto CertainAfter = 500ms; ///< An answer: what is told now was not in it.

} // namespace

DocumentCounts::DocumentCounts(Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(CertainAfter);
    m_timer.callOnTimeout(this, [this] {
        for (const QByteArray &collection : std::exchange(m_uncertain, {}))
            ask(collection);
    });
    connect(&client, &Client::changed, this, &DocumentCounts::follow);
    // What is told again after a connection was lost may be known already.
    connect(&client, &Client::reachableChanged, this, &DocumentCounts::expect);
}

void DocumentCounts::ask(const QByteArray &collection)
{
    expect();
    ++m_due;
    m_client.request("GET", Routes::collection(collection))
        .then(this, [this, collection](const Client::Reply &reply) {
            --m_due;
            if (reply.isOk())
                take(collection, reply.json().root().value("documents").toInteger());
        });
}

void DocumentCounts::take(const QByteArray &collection, qint64 count)
{
    m_sinceAnswer.start();
    m_counts[collection] = count;
    emit counted(collection, count);
}

void DocumentCounts::follow(const Store::CommitSummary &changes)
{
    for (const auto &each : changes.collections) {
        if (each.created == each.removed)
            continue;
        // Once some time has passed, it is counted.
        if (m_due > 0 || (m_sinceAnswer.isValid() && !m_sinceAnswer.hasExpired(m_timer.interval())))
            m_uncertain.insert(each.name);
        if (m_uncertain.contains(each.name) && !m_timer.isActive())
            m_timer.start();
        const auto known = m_counts.find(each.name);
        if (known == m_counts.end())
            continue;
        *known = std::max(qint64(0), *known + each.created - each.removed);
        emit counted(each.name, *known);
    }
}

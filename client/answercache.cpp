// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/answercache.h"

#include "client/routes.h"

#include <utility>

namespace {

constexpr qsizetype MostKept = 500; ///< Answers.

} // namespace

AnswerCache::AnswerCache(Client &client)
    : QObject(&client)
    , m_client(client)
{
    connect(&client, &Client::changed, this, &AnswerCache::forgetChanged);
    connect(&client, &Client::changesMissed, this, &AnswerCache::forget);
    connect(&client, &Client::reachableChanged, this, &AnswerCache::forget);
}

Pending<Client::Reply> AnswerCache::get(const QByteArray &path, const QByteArray &query)
{
    const QByteArray address = query.isEmpty() ? path : path + '?' + query;
    const Pending<Client::Reply> pending;
    if (const auto known = m_answers.value(address)) {
        if (known->reply)
            QMetaObject::invokeMethod(
                this, [pending, reply = *known->reply] { pending.set(reply); },
                Qt::QueuedConnection);
        else
            known->waiting.append(pending);
        return pending;
    }
    if (m_answers.size() >= MostKept)
        forget();
    const auto asked = std::make_shared<Answer>();
    asked->waiting.append(pending);
    m_answers.insert(address, asked);
    m_client.request("GET", path, {}, query)
        .then(this, [this, address, asked](const Client::Reply &reply) {
            // One that was forgotten meanwhile may be of before the change.
            const bool isCurrent = m_answers.value(address) == asked;
            if (isCurrent && reply.isOk())
                asked->reply = reply;
            else if (isCurrent)
                m_answers.remove(address);
            for (const Pending<Client::Reply> &each : std::exchange(asked->waiting, {}))
                each.set(reply);
        });
    return pending;
}

/// What is defined may be told in many answers; of documents, only what is told of their fields is
/// kept. How many there are is not to be read here.
void AnswerCache::forgetChanged(const Store::CommitSummary &changes)
{
    if (!changes.definitions.empty())
        return forget();
    for (const auto &each : changes.collections)
        m_answers.remove(Routes::fields(each.name));
}

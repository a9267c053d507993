// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/feed.h"

#include <QMetaObject>
#include <QObject>

#include <algorithm>
#include <list>
#include <mutex>

namespace Store {

struct Feed::Subscribers
{
    struct Subscriber
    {
        QObject *home;
        Interest interest;
        Listener listener;
    };

    std::mutex mutex; ///< Guards all.
    // A list, because each subscription keeps an iterator that must stay valid while others end.
    std::list<Subscriber> all;
};

bool Interest::concerns(const Commit &commit) const
{
    if (catalog && commit.changesCatalog)
        return true;
    if (webhooks && !commit.webhookEvents.empty())
        return true;
    if (allDocuments && (commit.areSomeMissing || !commit.counts.isEmpty()))
        return true;
    return std::any_of(commit.changes.begin(), commit.changes.end(), [this](const Change &change) {
        return allDocuments || collections.contains(change.collection);
    });
}

Feed::Feed()
    : m_subscribers(std::make_shared<Subscribers>())
{
}

Feed::~Feed() = default;

Subscription Feed::subscribe(QObject *home, Interest interest, Listener listener)
{
    const std::lock_guard lock(m_subscribers->mutex);
    auto &all = m_subscribers->all;
    const auto place = all.insert(all.end(), {home, std::move(interest), std::move(listener)});
    return Subscription(
        std::shared_ptr<void>(nullptr, [subscribers = m_subscribers, place](void *) {
            const std::lock_guard ending(subscribers->mutex);
            subscribers->all.erase(place);
        }));
}

bool Feed::isForAllDocuments() const
{
    const std::lock_guard lock(m_subscribers->mutex);
    return std::any_of(m_subscribers->all.begin(), m_subscribers->all.end(),
                       [](const auto &each) { return each.interest.allDocuments; });
}

void Feed::publish(Commit commit)
{
    m_recent.add(commit);
    std::shared_ptr<const Commit> shared;
    // Posting an event calls nobody, so the lock may be held: no event follows after the end.
    const std::lock_guard lock(m_subscribers->mutex);
    for (const Subscribers::Subscriber &each : m_subscribers->all) {
        if (!each.interest.concerns(shared ? *shared : commit))
            continue;
        // One copy for all listeners, and none when nobody is concerned.
        if (!shared)
            shared = std::make_shared<const Commit>(std::move(commit));
        QMetaObject::invokeMethod(
            each.home, [listener = each.listener, shared] { listener(*shared); },
            Qt::QueuedConnection);
    }
}

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/commit.h"
#include "server/store/recentcommits.h"

#include <QList>

#include <functional>
#include <memory>

class QObject;

namespace Store {

/// Which commits somebody wants to be told of: those that have one of these. A value.
struct Interest
{
    bool catalog = false; ///< Changes of the catalog.
    /// Changes of documents of every collection, those of other servers among them.
    bool allDocuments = false;
    QList<qint64> collections = {}; ///< Changes of documents of the collections with these numbers.
    bool webhooks = false; ///< Writes that webhooks are told of.

    /// Whether @p commit has something of what is wanted here.
    bool concerns(const Commit &commit) const;
};

class Feed;

/// Ends what Feed::subscribe() began when it is destroyed. Any thread.
class [[nodiscard]] Subscription final
{
public:
    Subscription() = default;
    Subscription(Subscription &&) noexcept = default;
    Subscription &operator=(Subscription &&) noexcept = default;

private:
    friend class Feed;
    explicit Subscription(std::shared_ptr<void> end)
        : m_end(std::move(end))
    {
    }

    std::shared_ptr<void> m_end; ///< Its deleter ends the subscription. Null: there is none.
};

/// Tells subscribers of each commit, in the order of the commits, and keeps what the last ones have
/// changed. Any thread.
class Feed final
{
public:
    using Listener = std::function<void(const Commit &)>;

    Feed();
    ~Feed();
    Feed(const Feed &) = delete;
    Feed &operator=(const Feed &) = delete;

    /// Calls @p listener with each later commit that concerns @p interest, in the thread of
    /// @p home, as long as both the subscription and @p home live. A commit that is on its way when
    /// the subscription ends is still told.
    /// @pre home lives until the subscription has ended.
    Subscription subscribe(QObject *home, Interest interest, Listener listener);
    /// Whether somebody wants changes of all documents.
    bool isForAllDocuments() const;
    /// Numbers @p commit and sends it on its way to those whom it concerns. One thread at a time.
    void publish(Commit commit);
    /// What was changed lately. A commit is in it before anybody is told of the commit.
    const RecentCommits &recent() const { return m_recent; }
    /// See RecentCommits::forget().
    void forgetRecent() { m_recent.forget(); }

private:
    struct Subscribers; ///< The list and its lock; a Subscription may outlive the feed.
    RecentCommits m_recent;
    const std::shared_ptr<Subscribers> m_subscribers; ///< Shared with each Subscription.
};

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/commit.h"

#include <QHash>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace Store {

/// The summaries of the last commits, so that somebody who was away can go on where they were.
/// At most MaximumCommits and MaximumBytes are kept. Any thread, unless a function says otherwise.
class RecentCommits final
{
public:
    using Summary = std::shared_ptr<const CommitSummary>;

    /// Whichever comes first; the bytes are an estimate, see CommitSummary::size().
    static constexpr size_t MaximumCommits = 5'000;
    static constexpr qsizetype MaximumBytes = 2 * 1024 * 1024;

    /// Commits are numbered from here on, by the microseconds since 1970: a later start of the
    /// server begins with a greater number than an earlier one has reached.
    RecentCommits();

    /// Gives @p commit its number and its summary, and keeps the summary. Where some are missing
    /// before it, nobody can go on from an earlier one.
    /// Thread: the one that publishes commits.
    void add(Commit &commit);

    /// Keeps nothing of the commits until now, since not all of them will be told.
    void forget();

    /// The number of the last commit.
    quint64 last() const;
    /// The summaries of the commits after the one with the number @p number; nothing when they are
    /// no longer all there, or when this server has given no commit that number.
    std::optional<std::vector<Summary>> since(quint64 number) const;

private:
    void forgetAll(); ///< As forget(), under the lock.
    /// Null for a commit that changed neither a document nor a definition.
    std::shared_ptr<CommitSummary> summaryOf(const Commit &commit);
    /// The entry for @p collection in @p summary, which is added when it is missing.
    CommitSummary::OfCollection *placeOf(CommitSummary &summary, const Catalog &catalog,
                                         qint64 collection);

    QHash<qint64, QByteArray> m_names; ///< Of collections; used where commits are published.
    mutable std::mutex m_mutex; ///< Guards what follows.
    quint64 m_last;
    quint64 m_forgotten; ///< The number of the last commit that is not kept.
    qsizetype m_bytes = 0; ///< Of all that are kept.
    std::deque<Summary> m_summaries; ///< The oldest first.
};

} // namespace Store

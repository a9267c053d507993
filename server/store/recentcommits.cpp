// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/recentcommits.h"

#include <algorithm>
#include <chrono>

namespace Store {

namespace {

constexpr qsizetype SizeOfText = 56; ///< What a short text takes on the heap, such as an id.

} // namespace

const CommitSummary::OfCollection *CommitSummary::find(QByteArrayView name) const
{
    const auto found = std::find_if(collections.begin(), collections.end(),
                                    [name](const OfCollection &each) { return each.name == name; });
    return found == collections.end() ? nullptr : &*found;
}

qsizetype CommitSummary::size() const
{
    size_t size = sizeof *this + definitions.size() * (sizeof(DefinitionChange) + 2 * SizeOfText);
    for (const OfCollection &each : collections)
        size += sizeof each + SizeOfText + each.documents.size() * (sizeof(Change) + SizeOfText);
    return qsizetype(size);
}

RecentCommits::RecentCommits()
    : m_last(quint64(std::chrono::duration_cast<std::chrono::microseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count()))
    , m_forgotten(m_last)
{
}

void RecentCommits::add(Commit &commit)
{
    // A collection may have another name from here on.
    if (commit.changesCatalog)
        m_names.clear();
    // Outside the lock, which threads that serve clients take: a commit may have very many changes.
    const std::shared_ptr<CommitSummary> summary = summaryOf(commit);
    const std::lock_guard lock(m_mutex);
    commit.number = ++m_last;
    if (commit.areSomeMissing)
        forgetAll();
    if (!summary)
        return;
    summary->number = commit.number;
    commit.summary = summary;
    m_bytes += summary->size();
    m_summaries.push_back(summary);
    while (m_summaries.size() > MaximumCommits || m_bytes > MaximumBytes) {
        m_bytes -= m_summaries.front()->size();
        m_forgotten = m_summaries.front()->number;
        m_summaries.pop_front();
    }
}

void RecentCommits::forget()
{
    const std::lock_guard lock(m_mutex);
    forgetAll();
}

void RecentCommits::forgetAll()
{
    m_forgotten = m_last;
    m_summaries.clear();
    m_bytes = 0;
}

std::shared_ptr<CommitSummary> RecentCommits::summaryOf(const Commit &commit)
{
    if (commit.changes.empty() && commit.counts.isEmpty() && commit.definitions.empty())
        return nullptr;
    auto summary = std::make_shared<CommitSummary>();
    summary->definitions = commit.definitions;
    const bool isNamed = commit.changes.size() <= CommitSummary::MostNamed;
    qint64 number = 0;
    CommitSummary::OfCollection *place = nullptr; // of that number: most commits have one alone
    for (const Change &change : commit.changes) {
        if (change.collection != number)
            place = placeOf(*summary, *commit.catalog, change.collection);
        number = change.collection;
        if (!place)
            continue;
        place->add(change.kind);
        if (isNamed)
            place->documents.push_back(change);
    }
    for (auto each = commit.counts.cbegin(); each != commit.counts.cend(); ++each) {
        if (CommitSummary::OfCollection *counted = placeOf(*summary, *commit.catalog, each.key()))
            counted->add(*each);
    }
    return summary;
}

/// Null for a collection that the same commit has dropped.
CommitSummary::OfCollection *RecentCommits::placeOf(CommitSummary &summary, const Catalog &catalog,
                                                    qint64 collection)
{
    auto name = m_names.constFind(collection);
    if (name == m_names.cend()) {
        const Collection *found = catalog.find(collection);
        name = m_names.insert(collection, found ? found->name : QByteArray());
    }
    if (name->isEmpty())
        return nullptr;
    auto &all = summary.collections;
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.name == *name; });
    if (known != all.end())
        return &*known;
    all.push_back({{}, *name});
    return &all.back();
}

quint64 RecentCommits::last() const
{
    const std::lock_guard lock(m_mutex);
    return m_last;
}

std::optional<std::vector<RecentCommits::Summary>> RecentCommits::since(quint64 number) const
{
    const std::lock_guard lock(m_mutex);
    // A greater number comes from a run of the server whose clock was ahead.
    if (number < m_forgotten || number > m_last)
        return std::nullopt;
    const auto first =
        std::upper_bound(m_summaries.begin(), m_summaries.end(), number,
                         [](quint64 before, const Summary &each) { return before < each->number; });
    return std::vector<Summary>(first, m_summaries.end());
}

} // namespace Store

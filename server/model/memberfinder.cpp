// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/memberfinder.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace Model {

namespace {

constexpr size_t Many = 32; ///< From here on an index is quicker than a look at each.

std::string_view viewOf(QByteArrayView key)
{
    return std::string_view(key.data(), size_t(key.size()));
}

} // namespace

std::optional<size_t> MemberFinder::find(QByteArrayView key)
{
    // Who changes a document sends its fields in their order, most times.
    if (m_next < m_members.size() && m_members[m_next].key == key)
        return m_next++;
    const auto found = m_members.size() > Many ? indexed(key) : searched(key);
    if (found)
        m_next = *found + 1;
    return found;
}

std::optional<size_t> MemberFinder::searched(QByteArrayView key) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [&](const auto &member) { return member.key == key; });
    return found == m_members.end() ? std::nullopt
                                    : std::optional(size_t(found - m_members.begin()));
}

/// By a sorted index: a client could choose names that all have the same hash.
std::optional<size_t> MemberFinder::indexed(QByteArrayView key)
{
    const auto nameOf = [this](size_t index) { return viewOf(m_members[index].key); };
    if (m_sorted.empty()) {
        m_sorted.resize(m_members.size());
        std::iota(m_sorted.begin(), m_sorted.end(), size_t(0));
        std::sort(m_sorted.begin(), m_sorted.end(),
                  [&](size_t left, size_t right) { return nameOf(left) < nameOf(right); });
    }
    const auto found = std::lower_bound(
        m_sorted.begin(), m_sorted.end(), viewOf(key),
        [&](size_t index, std::string_view wanted) { return nameOf(index) < wanted; });
    return found == m_sorted.end() || nameOf(*found) != viewOf(key) ? std::nullopt
                                                                    : std::optional(*found);
}

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <optional>
#include <vector>

namespace Model {

/// Finds members of an object by name, without looking at each of them. A value.
class MemberFinder
{
public:
    /// @p members outlive this, and their document.
    explicit MemberFinder(const std::vector<Json::Member> &members)
        : m_members(members)
    {
    }

    /// The position of the member; nothing: there is none.
    std::optional<size_t> find(QByteArrayView key);

private:
    std::optional<size_t> searched(QByteArrayView key) const;
    std::optional<size_t> indexed(QByteArrayView key);

    const std::vector<Json::Member> &m_members;
    size_t m_next = 0; ///< Behind the one that was found last.
    std::vector<size_t> m_sorted; ///< All positions, by name; made when it is needed first.
};

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentrows.h"

#include <algorithm>

const DocumentRows::Row *DocumentRows::at(int row) const
{
    const auto found = m_rows.find(row);
    return found == m_rows.end() ? nullptr : &found->second;
}

int DocumentRows::rowOf(const QByteArray &id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const auto &row) { return row.second.id == id; });
    return found == m_rows.end() ? -1 : found->first;
}

QSet<QString> DocumentRows::fields() const
{
    QSet<QString> fields;
    for (const auto &[number, row] : m_rows) {
        for (auto cell = row.cells.keyBegin(); cell != row.cells.keyEnd(); ++cell)
            fields.insert(*cell);
    }
    return fields;
}

void DocumentRows::forget(int first, int count)
{
    m_rows.erase(m_rows.lower_bound(first), m_rows.lower_bound(first + count));
}

void DocumentRows::remove(int first, int count)
{
    forget(first, count);
    shift(first + count, -count);
}

void DocumentRows::moveUp(int from, int to)
{
    auto moved = m_rows.extract(from);
    shift(from, -1); // the rows behind it come back to their numbers with the next line
    shift(to, 1);
    if (moved.empty())
        return;
    moved.key() = to;
    m_rows.insert(std::move(moved));
}

void DocumentRows::shift(int first, int by)
{
    std::map<int, Row> shifted;
    for (auto row = m_rows.lower_bound(first); row != m_rows.end();) {
        auto node = m_rows.extract(row++);
        node.key() += by;
        shifted.insert(shifted.end(), std::move(node));
    }
    m_rows.merge(shifted);
}

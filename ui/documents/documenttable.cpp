// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documenttable.h"

#include <QScopedValueRollback>
#include <QSet>

#include <algorithm>

bool DocumentTable::replaceRows(int first, int size, std::vector<Row> rows, int count)
{
    const QScopedValueRollback following(m_isFollowing, true);
    bool isMoved = removeGone(first, size, rows);
    for (size_t i = 0; i < rows.size(); ++i) {
        const int row = first + int(i);
        isMoved = place(rows, i, row) || isMoved;
        m_rows.set(row, std::move(rows[i]));
    }
    setCount(count);
    return isMoved;
}

void DocumentTable::setCount(int count)
{
    const QScopedValueRollback following(m_isFollowing, true);
    if (count > m_count)
        insertAt(m_count, count - m_count);
    else if (count < m_count)
        removeAt(count, m_count - count);
}

/// Takes away what is known of the @p size rows from @p first on and is not among @p rows.
bool DocumentTable::removeGone(int first, int size, const std::vector<Row> &rows)
{
    QSet<QByteArray> ids;
    for (const Row &row : rows)
        ids.insert(row.id);
    const auto isGone = [&](int row) {
        const Row *known = rowAt(row);
        return known && !ids.contains(known->id);
    };
    bool isAny = false;
    for (int row = std::min(first + size, m_count) - 1; row >= first; --row) {
        const int last = row;
        while (row >= first && isGone(row))
            --row;
        if (row == last)
            continue;
        removeAt(row + 1, last - row);
        isAny = true;
    }
    return isAny;
}

/// Has the document of @p rows at @p at in the row @p row. Gives whether rows were moved for it.
bool DocumentTable::place(const std::vector<Row> &rows, size_t at, int row)
{
    const Row *known = rowAt(row);
    if (known && known->id == rows[at].id)
        return false;
    const int from = rowOf(rows[at].id);
    if (from > row && known) {
        beginMoveRows({}, from, from, {}, row);
        m_rows.moveUp(from, row);
        endMoveRows();
    } else if (from > row) {
        removeAt(row, from - row); // nobody knows what was there
    } else if (known || row >= m_count) {
        const auto next = std::find_if(rows.begin() + qint64(at) + 1, rows.end(),
                                       [this](const Row &each) { return rowOf(each.id) >= 0; });
        insertAt(row, int(next - rows.begin()) - int(at));
    } else {
        return false;
    }
    return true;
}

void DocumentTable::insertAt(int row, int count)
{
    beginInsertRows({}, row, row + count - 1);
    m_rows.insert(row, count);
    m_count += count;
    endInsertRows();
}

void DocumentTable::removeAt(int row, int count)
{
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    m_count -= count;
    endRemoveRows();
}

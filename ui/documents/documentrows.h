// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <map>

/// The rows of a long table of documents that are known, by their number. A value.
class DocumentRows final
{
public:
    struct Cell
    {
        QString text;
        char type = ' '; ///< s, n, b, c (composed) or 0 (null); a blank: there is none.
        bool isLarge = false; ///< It holds more than a line for typing takes.
    };
    struct Row
    {
        QByteArray id;
        QByteArray json;
        QHash<QString, Cell> cells;
    };

    /// Null when the row is not known.
    const Row *at(int row) const;
    /// The row of the document @p id; -1 when it is not known.
    int rowOf(const QByteArray &id) const;
    /// The fields that any known row has.
    QSet<QString> fields() const;
    void set(int row, Row content) { m_rows[row] = std::move(content); }
    void clear() { m_rows.clear(); }
    /// Forgets what is in the @p count rows from @p first on; they stay where they are.
    void forget(int first, int count);

    /// Makes room for @p count rows before the row @p at.
    void insert(int at, int count) { shift(at, count); }
    /// Takes away the @p count rows from @p first on.
    void remove(int first, int count);
    /// Puts the row @p from before the row @p to. @pre to < from
    void moveUp(int from, int to);

private:
    /// Gives the rows from @p first on other numbers, which nobody has.
    void shift(int first, int by);

    std::map<int, Row> m_rows;
};

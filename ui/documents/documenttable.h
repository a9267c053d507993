// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/documentrows.h"

#include <QAbstractTableModel>

#include <vector>

/// A table of documents whose rows stay with their documents when they are read again: what is
/// selected, or edited, is the same document afterwards, wherever it is, or none. Thread: the
/// window's.
class DocumentTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : m_count;
    }
    /// The row of the document @p id; -1 when it is not loaded.
    int rowOf(const QByteArray &id) const { return m_rows.rowOf(id); }
    /// Whether rows come, go and move just now because they were read again: nobody has chosen
    /// another one then.
    bool isFollowing() const { return m_isFollowing; }

protected:
    using Row = DocumentRows::Row;
    using QAbstractTableModel::QAbstractTableModel;

    const Row *rowAt(int row) const { return m_rows.at(row); }
    /// The fields of all rows that are loaded.
    QSet<QString> usedFields() const { return m_rows.fields(); }
    void setRow(int row, Row content) { m_rows.set(row, std::move(content)); }
    /// What is in the @p count rows from @p first on is not loaded any longer.
    void forgetRows(int first, int count) { m_rows.forget(first, count); }
    /// Has @p rows in the place of the @p size rows from @p first on, and @p count rows in all.
    /// Gives whether the rows behind them were moved.
    bool replaceRows(int first, int size, std::vector<Row> rows, int count);
    /// Rows that nothing is known of come and go at the end.
    void setCount(int count);

private:
    bool removeGone(int first, int size, const std::vector<Row> &rows);
    bool place(const std::vector<Row> &rows, size_t at, int row);
    void insertAt(int row, int count);
    void removeAt(int row, int count);

    DocumentRows m_rows;
    int m_count = 0;
    bool m_isFollowing = false;
};

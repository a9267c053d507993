// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QTableView>

#include <utility>

class DocumentModel;
class GridColumns;
class QLabel;
class Theme;

/// The table of a collection's documents, whose rows are chosen as a whole. Thread: the window's.
class DocumentGrid final : public QTableView
{
    Q_OBJECT

public:
    /// How its columns look is kept for the @p collection of the server @p identity.
    DocumentGrid(DocumentModel &model, const Theme &theme, const QString &identity,
                 const QString &collection, QWidget *parent);

    int chosenRows() const;
    /// The chosen rows as ranges, each a first row and how many.
    QList<std::pair<int, int>> chosenRanges() const;
    /// The fields whose columns are seen, in the order of the columns.
    QStringList shownFields() const;
    GridColumns &columns() { return *m_columns; }
    /// Tells @p text in the place of rows; empty: there are rows.
    void showHint(const QString &text);

private:
    const DocumentModel &m_model;
    GridColumns *m_columns = nullptr;
    QLabel *m_hint;
};

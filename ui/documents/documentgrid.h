// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QTableView>

#include <utility>

class DocumentModel;
class QLabel;
class Theme;

/// The table of a collection's documents, whose rows are chosen as a whole. Thread: the window's.
class DocumentGrid final : public QTableView
{
    Q_OBJECT

public:
    DocumentGrid(DocumentModel &model, const Theme &theme, QWidget *parent);

    int chosenRows() const;
    /// The chosen rows as ranges, each a first row and how many.
    QList<std::pair<int, int>> chosenRanges() const;
    /// The fields whose columns are seen, in the order of the columns.
    QStringList shownFields() const;
    /// Gives the columns of meta fields, which all documents have, their width.
    void fitMetaFields();
    /// Tells @p text in the place of rows; empty: there are rows.
    void showHint(const QString &text);

private:
    const DocumentModel &m_model;
    const Theme &m_theme;
    QLabel *m_hint;
};

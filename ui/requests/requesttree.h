// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/requests/requestbook.h"

#include <QTreeWidget>

class Theme;

/// The folders, files and requests of a book, each request with its method and how it went last.
/// Thread: the window's.
class RequestTree final : public QTreeWidget
{
    Q_OBJECT

public:
    using Spot = RequestBook::Spot;

    /// @p book outlives this.
    RequestTree(const RequestBook &book, const Theme &theme, QWidget *parent);

    /// Shows what the book has now; what is chosen and folded stays so.
    void refresh();
    /// The same for the request @p spot alone, which is edited.
    void refresh(const Spot &spot);
    void choose(const Spot &spot);
    /// The request that is chosen; with an empty file where none is.
    Spot chosen() const;
    /// The files of the folder or file that is chosen, or of which the chosen request is.
    QStringList chosenFiles() const;
    /// The file that is chosen, or of which the chosen request is; empty: none.
    QString chosenFile() const;
    /// Marks the request that is being sent; an empty file: none.
    void showSending(const Spot &spot);

signals:
    void spotChosen(const RequestBook::Spot &spot);
    void menuRequested(const QPoint &position);
    void removeRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTreeWidgetItem *itemOf(const Spot &spot) const;
    void refreshResult(const Spot &spot);
    void fillRequest(QTreeWidgetItem &item, const Spot &spot) const;
    QString titleOf(const QString &name) const;
    QTreeWidgetItem *folderItem(const QString &path);
    void fillFile(QTreeWidgetItem &item, const QString &name);
    void showResult(QTreeWidgetItem &item, const Spot &spot) const;

    const RequestBook &m_book;
    const Theme &m_theme;
    QHash<QString, QTreeWidgetItem *> m_folders; ///< By path.
    QHash<QString, QList<QTreeWidgetItem *>> m_rows; ///< The requests of each file.
    Spot m_sending;
    bool m_isFilling = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/requests/requestbook.h"

#include <QObject>

class QMenu;
class QWidget;
class RequestTree;
class Theme;

/// What can be done with the files of a book: new ones, other names, imports, another folder.
/// Thread: the window's.
class RequestFileActions final : public QObject
{
    Q_OBJECT

public:
    /// @p book and @p tree outlive this; @p panel is where questions are asked.
    RequestFileActions(RequestBook &book, RequestTree &tree, const Theme &theme, QWidget *panel);

    /// Fills @p menu with all that makes something new.
    void fillNewMenu(QMenu *menu);
    /// What the chosen row offers, at @p position of the tree.
    void openMenu(const QPoint &position);
    /// Adds @p request to the chosen file, or to a new one, and chooses it.
    void addRequest(const Requests::Request &request);
    void addNewRequest();
    void remove();
    /// Asks where the report @p xml is to be written, and writes it.
    void saveReport(const QByteArray &xml);
    /// Reads requests out of @p text, which is of another program.
    void importText(const QByteArray &text);

signals:
    /// Something did not work: a sentence.
    void failed(const QString &message);
    /// @p notes were not carried over.
    void imported(int count, const QStringList &notes);
    /// A request was added, and is chosen.
    void added();
    /// A request was taken out; @p undo puts it back.
    void removed(const QString &label, const std::function<void()> &undo);
    /// All requests of these files are to be sent.
    void runRequested(const QStringList &files);

private:
    static Requests::Request newRequest();
    void addTo(const QString &file, const Requests::Request &request);
    void askForFile();
    void askForRename();
    void askToRemoveFile(const QString &name);
    void duplicate();
    void importFile();
    void importClipboard();
    void chooseFolder();

    RequestBook &m_book;
    RequestTree &m_tree;
    const Theme &m_theme;
    QWidget *m_panel;
};

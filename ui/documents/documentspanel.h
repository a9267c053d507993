// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/admin.h"
#include "ui/documents/documentchange.h"
#include "ui/documents/documentreading.h"
#include "ui/widgets/draftstore.h"

#include <QHash>
#include <QWidget>

#include <functional>

class DocumentEditor;
class DocumentModel;
class NoticeBar;
class QAction;
class QLabel;
class QMenu;
class QTableView;
class QToolButton;
class QueryField;
class Theme;

/// The documents of one collection: a grid with a query, and the chosen document as JSON.
/// Thread: the window's.
class DocumentsPanel final : public QWidget
{
    Q_OBJECT

public:
    DocumentsPanel(Admin &admin, const Theme &theme, const QString &collection, QWidget *parent);

    const QString &collection() const { return m_collection; }
    /// True while the JSON or cells hold changes that are not stored.
    bool hasUnsavedChanges() const;
    /// Stores the changes.
    void save();
    /// What is not stored, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    void restore(const DraftStore::Draft &draft);
    void refresh();
    /// Shows the documents of the file @p path, to be imported.
    void importFrom(const QString &path);
    /// Writes what matches the query to @p path.
    void exportTo(const QString &path);

signals:
    /// The number of documents may have changed.
    void documentsChanged();
    void unsavedChanged();
    void settingsRequested(const QString &collection);
    void compareRequested(const QString &theirs, const QString &mine);

private:
    QWidget *makeQueryBar();
    QWidget *makeGrid();
    void makeActions();
    QAction *addAction(const QString &icon, const QString &text, const QKeySequence &keys,
                       const char *name, void (DocumentsPanel::*slot)());
    void showRow(int row);
    void beginNew();
    void askToDelete();
    void askToEdit();
    void askForImport();
    void askForExport();
    void copyCurl();
    void copyJson();
    void undo();
    void redo();
    void tellRestored(const QDateTime &time);
    void showEdited();
    void withChosen(DocumentReading::Use then);
    void deleteDocuments(const QByteArrayList &documents);
    void deleteAllThatMatch();
    void editDocuments(const QByteArrayList &documents, const QByteArray &change);
    void runQueue(const QString &what, QList<RequestQueue::Request> requests,
                  std::function<void(const RequestQueue &)> then);
    void run(const QString &what, DocumentTask *task, std::function<void()> then);
    void rememberEdit(const QByteArray &before, const QByteArray &after);
    void remember(DocumentChange change);
    void carryOut(const QString &what, QList<RequestQueue::Request> requests);
    void noteVersions(const QList<RequestQueue::Request> &requests,
                      const QList<Admin::Reply> &replies);
    void clearEditor();
    void updateActions();
    void afterChange();
    int chosenRows() const;
    void showTotals(int milliseconds);
    void showMessage(const QString &text);

    Admin &m_admin;
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    DocumentModel *m_model;
    DocumentEditor *m_editor;
    DocumentReading *m_reading;
    QueryField *m_query = nullptr;
    QTableView *m_grid = nullptr;
    NoticeBar *m_notice = nullptr;
    QMenu *m_menu;
    QLabel *m_empty = nullptr;
    QLabel *m_totals = nullptr;
    QToolButton *m_deleteButton = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QList<DocumentChange> m_done; ///< What can be undone, the last one at the end.
    QList<DocumentChange> m_undone;
    /// The entity tags of what was changed here last, by path: undoing changes nothing else.
    QHash<QByteArray, QByteArray> m_tags;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/documents/savedviews.h"
#include "ui/widgets/draftstore.h"

#include <QTimer>
#include <QWidget>

#include <chrono>

class DocumentActions;
class DocumentEditor;
class DocumentFeed;
class DocumentGrid;
class DocumentModel;
class DocumentOperations;
class NoticeBar;
class QLabel;
class QPushButton;
class QToolButton;
class QueryField;
class Theme;
class ViewSwitch;

/// The documents of one collection: a grid with a query, and the chosen document as JSON.
/// Thread: the window's.
class DocumentsPanel final : public QWidget
{
    Q_OBJECT

public:
    DocumentsPanel(Client &client, const Theme &theme, const QString &collection, QWidget *parent);

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

    /// Shows the document @p id alone.
    void showDocument(const QByteArray &id);

signals:
    /// A request is to be edited and sent.
    void requestWanted(const QByteArray &request);
    /// The document @p id of another collection is to be shown.
    void documentRequested(const QString &collection, const QByteArray &id);
    void unsavedChanged();
    void settingsRequested(const QString &collection);
    void compareRequested(const QString &theirs, const QString &mine);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeQueryBar();
    QWidget *makeGrid();
    void makeActions();
    void connectModel();
    void connectEditor();
    void connectOperations();
    void connectView();
    void readFields();
    void showRow(int row);
    void beginNew(const QByteArray &content = {});
    void query(const QString &typed);
    void showIn(const DocumentOrder &order);
    SavedViews::View presentView() const;
    void showView(const SavedViews::View &view);
    void tellRestored(const QDateTime &time);
    void showEdited();
    void clearEditor();
    void updateActions();
    void endMessage();
    void showTotals(std::chrono::nanoseconds taken);
    void showMessage(const QString &text);

    Client &m_client;
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    ViewSwitch *m_view;
    DocumentModel *m_model;
    DocumentFeed *m_feed;
    DocumentEditor *m_editor;
    DocumentOperations *m_operations;
    bool m_isQueried = false; ///< The query is another one than that of the last documents.
    bool m_isWanted = false; ///< The first document that is read is to be chosen.
    int m_knownColumns = -1; ///< When the fields were read; -1: never.
    QueryField *m_query = nullptr;
    DocumentGrid *m_grid = nullptr;
    NoticeBar *m_notice = nullptr;
    DocumentActions *m_actions = nullptr;
    QLabel *m_totals = nullptr;
    QTimer m_told; ///< As long as it keeps a message.
    QString m_loaded; ///< What it is to tell of the documents then.
    SavedViews *m_views = nullptr;
    QToolButton *m_more = nullptr; ///< Opens the menu of the actions.
    QToolButton *m_deleteButton = nullptr;
    QPushButton *m_addButton = nullptr;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/documentreading.h"

#include <QMenu>
#include <QObject>

class DocumentGrid;
class DocumentModel;
class DocumentOperations;
class QAction;
class Theme;
class ViewSwitch;

/// What can be done with the documents of a grid by menu and by key: with the chosen ones, or with
/// the current cell. Thread: the window's.
class DocumentActions final : public QObject
{
    Q_OBJECT

public:
    /// What the actions act on; all of it outlives this.
    struct Parts
    {
        Client &client;
        ViewSwitch &view;
        DocumentModel &model;
        DocumentGrid &grid;
        DocumentOperations &operations;
    };
    /// Dialogs open over @p panel.
    DocumentActions(const Parts &parts, const Theme &theme, const QString &collection,
                    QWidget *panel);

    QMenu &menu() { return m_menu; }
    /// Enables what can be done now.
    void update();
    void askToDelete();

signals:
    void failed(const QString &message);
    /// A new document is to be written.
    void newRequested();
    /// The same, as a copy of another: @p content has no meta fields.
    void copyRequested(const QByteArray &content);
    /// Documents are wanted as if @p typed were in the field of the query.
    void queryRequested(const QString &typed);
    /// The query is to be edited and sent as a request.
    void requestWanted(const QByteArray &request);
    /// The document @p id of @p collection is to be shown.
    void documentRequested(const QString &collection, const QByteArray &id);

private:
    template<typename Slot>
    QAction *add(const char *name, Slot slot);
    void withChosen(DocumentReading::Use then);
    void askToEdit();
    void duplicate();
    void filterByCell(const char *operation);
    void followReference();
    void copyCells();
    void copyJson();
    void copyCurl();
    void openInRequests();

    const Parts m_parts;
    const Theme &m_theme;
    const QString m_collection;
    QWidget *m_panel;
    DocumentReading *m_reading;
    QMenu m_menu;
    QAction *m_undo;
    QAction *m_redo;
    QAction *m_add;
    QAction *m_edit;
    QAction *m_delete;
    QAction *m_duplicate;
    QAction *m_filter;
    QAction *m_exclude;
    QAction *m_follow;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QWidget>

class DocumentModel;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class Theme;

/// The documents of one collection: a grid with a query, and the chosen document as JSON.
/// Thread: the window's.
class DocumentsPanel final : public QWidget
{
    Q_OBJECT

public:
    DocumentsPanel(Admin &admin, const Theme &theme, const QString &collection, QWidget *parent);

    const QString &collection() const { return m_collection; }
    /// True while the JSON holds changes that are not stored.
    bool hasUnsavedChanges() const;
    /// Stores the changes.
    void save();
    void refresh();

signals:
    /// The number of documents may have changed.
    void documentsChanged();
    void unsavedChanged();
    void settingsRequested(const QString &collection);

private:
    QWidget *makeQueryBar();
    QWidget *makeGrid();
    QWidget *makeJsonPane();
    void showRow(int row);
    void showJson(const QByteArray &id, const QByteArray &json);
    void beginNew();
    void askToDelete();
    void finishSave(const Admin::Reply &reply);
    void checkJson();
    void tell(const QString &text, const char *kind);
    void showTotals(int milliseconds);

    Admin &m_admin;
    const Theme &m_theme;
    const QString m_collection;
    const QByteArray m_path;
    DocumentModel *m_model;
    QLineEdit *m_query = nullptr;
    QTableView *m_grid = nullptr;
    QLabel *m_empty = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_banner = nullptr;
    QLabel *m_validity = nullptr;
    QLabel *m_totals = nullptr;
    QPlainTextEdit *m_json = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    QByteArray m_id; ///< Of the document in the JSON pane; empty for a new one.
    QString m_stored; ///< Its JSON as it is stored, in the form that is shown.
    bool m_isEditing = false; ///< There is a document in the JSON pane.
};

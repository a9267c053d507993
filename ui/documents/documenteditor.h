// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class Theme;

/// One document of a collection as JSON, checked while it is typed and stored through the pipeline.
/// Thread: the window's.
class DocumentEditor final : public QWidget
{
    Q_OBJECT

public:
    /// @p path is that of the collection, percent-encoded.
    DocumentEditor(Admin &admin, const Theme &theme, const QByteArray &path, QWidget *parent);

    /// Shows a stored document; asks first where there are unsaved changes.
    void open(const QByteArray &id, const QByteArray &json);
    /// Begins a document; asks first where there are unsaved changes.
    void beginNew();
    /// Shows nothing.
    void clear();
    bool hasUnsavedChanges() const;
    void save();
    /// Of the shown document; empty for a new one, or none.
    const QByteArray &id() const { return m_id; }
    /// Tells @p reply, and marks the lines of the fields that it names.
    void showRefusal(const Admin::Reply &reply);

signals:
    void unsavedChanged();
    /// The document was stored; @p before is empty for a new one.
    void stored(const QByteArray &before, const QByteArray &after);

private:
    QWidget *makeFoot();
    void show(const QByteArray &id, const QByteArray &json);
    void unlessUnsaved(std::function<void()> then);
    void check();
    void markFields();

    Admin &m_admin;
    const Theme &m_theme;
    const QByteArray m_path;
    QLabel *m_title;
    QLabel *m_banner;
    QPlainTextEdit *m_json;
    QLabel *m_validity = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    QByteArray m_id;
    QString m_stored; ///< As it is stored, in the form that is shown.
    QStringList m_refusedFields;
    bool m_isEditing = false; ///< There is a document.
};

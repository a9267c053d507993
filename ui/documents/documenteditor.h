// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/documents/documentcolumns.h"
#include "ui/widgets/draftstore.h"

#include <QWidget>

#include <functional>

class DocumentView;
class NoticeBar;
class QLabel;
class QPushButton;
class QToolButton;
class Theme;

/// One document of a collection as JSON or as a form, checked while it is typed and stored through
/// the pipeline. Thread: the window's.
class DocumentEditor final : public QWidget
{
    Q_OBJECT

public:
    /// @p path is that of the collection, percent-encoded.
    DocumentEditor(Client &client, const Theme &theme, const QByteArray &path, QWidget *parent);

    enum class Access { Edit, ReadOnly };

    /// Shows a stored document, JSON with its meta fields; asks first where there are unsaved
    /// changes. A large one can be read only.
    void open(const QByteArray &id, const QByteArray &json, Access access);
    /// Begins a document; asks first where there are unsaved changes.
    void beginNew(const QByteArray &content = {});
    /// Shows nothing.
    void clear();
    /// The lines of the form.
    void setDeclared(const QList<DocumentColumns::Column> &declared);
    bool hasUnsavedChanges() const;
    /// Stores what differs; what somebody else has stored meanwhile is not overwritten before the
    /// user wants it.
    void save();
    /// The document @p id is @p json by now: it is shown, unless it is being changed here.
    void noteStored(const QByteArray &id, const QByteArray &json);
    /// What is not saved, as restore() takes it; empty: nothing.
    QByteArray draft() const;
    /// Reads the document of @p draft and puts the draft over it. It can be undone.
    void restore(const DraftStore::Draft &draft);
    /// Of the shown document; empty for a new one, or none.
    const QByteArray &id() const { return m_id; }
    /// Tells @p reply, and marks the lines of the fields that it names.
    void showRefusal(const Client::Reply &reply);

signals:
    void unsavedChanged();
    /// The document was stored; @p before is empty for a new one.
    void stored(const QByteArray &before, const QByteArray &after);
    void compareRequested(const QString &theirs, const QString &mine);
    void relatedRequested(const QString &collection, const QByteArray &id);

private:
    QWidget *makeHead();
    QWidget *makeFoot();
    void revert();
    void setForm(bool isForm);
    void show(const QByteArray &id, const QByteArray &json, Access access = Access::Edit);
    void takeAnswer(const Client::Reply &reply, const QByteArray &before, const QString &sent,
                    int shown);
    void unlessUnsaved(std::function<void()> then);
    void check();
    bool tellFault();
    void readTheirs();
    void showTheirs(const QByteArray &json);
    void keepMine(const QByteArray &theirs);
    void showPreview(const QByteArray &json);
    void saveToFile(const QByteArray &json);
    void showDraft(const DraftStore::Draft &draft, const Json::Value &state,
                   const Client::Reply &present);

    Client &m_client;
    const Theme &m_theme;
    const QByteArray m_path;
    QLabel *m_title;
    QLabel *m_banner;
    DocumentView *m_view;
    QToolButton *m_formButton = nullptr;
    QLabel *m_validity = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_revert = nullptr;
    NoticeBar *m_notice;
    QByteArray m_id;
    QByteArray m_tag; ///< The entity tag of m_stored; empty for a new document.
    QString m_stored; ///< As it is stored, in the form that is shown.
    DraftStore::Draft m_draft; ///< To be shown once its document is read.
    bool m_isEditing = false; ///< There is a document.
    int m_shown = 0; ///< How often a document was shown, so that a late answer knows its own.
    Access m_access = Access::Edit; ///< Of the document.
    bool m_isPreview = false; ///< It is too large to be edited.
};

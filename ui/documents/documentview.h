// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/documents/documentcolumns.h"

#include <QStackedWidget>

class DocumentForm;
class QPlainTextEdit;
class Theme;

/// A document as JSON, which is what is edited, or as a form that is made of it and changes it.
/// Thread: the window's.
class DocumentView final : public QStackedWidget
{
    Q_OBJECT

public:
    DocumentView(const Theme &theme, QWidget *parent);

    QString text() const;
    /// Shows @p text; what was typed before cannot be undone any more.
    void setText(const QString &text);
    /// The same, while the caret and what is seen stay where they are.
    void setTextInPlace(const QString &text);
    /// Puts @p text over what is there, as one step for undo.
    void replaceText(const QString &text);
    /// The same, and gives up what the form could not take.
    void revertTo(const QString &text);
    /// What can be done with the text, and whether it is the beginning of a document only.
    enum class Content { Nothing, Preview, ReadOnly, Editable };
    void setContent(Content content);
    /// Gives the focus to where a new document begins.
    void begin();

    bool isForm() const;
    /// Whether documents are shown as a form from now on, where that can be.
    void setForm(bool isForm);
    /// The lines of the form.
    void setDeclared(const QList<DocumentColumns::Column> &declared);
    /// What is wrong with what is typed into the form; empty: nothing.
    QString fault() const;
    /// Marks the fields of @p faults and leads to the first one.
    void showFaults(const QList<Client::Reply::Fault> &faults);
    void clearFaults() { showFaults({}); }

signals:
    void edited();
    /// A related document is to be shown.
    void relatedRequested(const QString &collection, const QByteArray &id);

private:
    void chooseView();
    void showForm();
    void markFields();

    const Theme &m_theme;
    QPlainTextEdit *m_json;
    DocumentForm *m_form;
    QStringList m_faultyFields;
    Content m_content = Content::Nothing;
    bool m_isFormWanted = false;
    bool m_isFormWriting = false; ///< What is edited just now was edited in the form.
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/documents/documentcolumns.h"

#include <QList>
#include <QScrollArea>

class FormField;
class QLabel;
class QVBoxLayout;
class Theme;

/// A document as a form: its declared fields in their order, then what else it has. What is typed
/// becomes JSON of the declared types. Thread: the window's.
class DocumentForm final : public QScrollArea
{
    Q_OBJECT

public:
    /// The tab key leads from @p before to the fields.
    DocumentForm(const Theme &theme, QWidget *before, QWidget *parent);

    void setDeclared(const QList<DocumentColumns::Column> &declared);
    /// Shows @p json, a document with its meta fields or what was typed of it. Where that is no
    /// JSON object, it says so.
    void show(const QByteArray &json, bool isReadOnly);
    /// Shows nothing.
    void clear();
    /// What is wrong with what was typed; empty: nothing.
    QString fault() const;
    void showFaults(const QList<Client::Reply::Fault> &faults);
    /// The first field that can be typed into gets the focus.
    void begin();

signals:
    /// What was typed into a field cannot be its value; fault() says why.
    void refused();
    /// A field was edited: the whole document as JSON.
    void edited(const QByteArray &json);
    /// A related document is to be shown.
    void relatedRequested(const QString &collection, const QByteArray &id);

private:
    QList<DocumentColumns::Column> columnsOf(const Json::Value &document) const;
    void rebuild(const QList<DocumentColumns::Column> &columns, const Json::Value &document);
    bool fits(const QList<DocumentColumns::Column> &columns, const Json::Value &document) const;
    void take(const FormField &field, const QByteArray &value);
    void dropFields();
    void showHint(const QString &text);

    const Theme &m_theme;
    QWidget *m_before;
    QList<DocumentColumns::Column> m_declared;
    QList<FormField *> m_fields;
    QVBoxLayout *m_layout;
    QLabel *m_hint;
    QByteArray m_json;
};

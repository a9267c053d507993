// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "ui/documents/documentcolumns.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;
class Theme;

/// One field of a document in a form: its name, what it is edited with, and what is wrong with it.
/// Thread: the window's.
class FormField final : public QWidget
{
    Q_OBJECT

public:
    /// A text that is @p isLong has several lines.
    FormField(const Theme &theme, const DocumentColumns::Column &column, bool isLong,
              QWidget *parent);

    const DocumentColumns::Column &column() const { return m_column; }
    /// Whether it was made for a text of several lines.
    bool isLong() const { return m_isLong; }
    /// Shows @p value, unless that is what was typed here; nothing: the document has no such field.
    void setValue(const std::optional<Json::Value> &value);
    void setReadOnly(bool isReadOnly);
    /// A sentence on what is wrong with what is typed; empty: nothing.
    QString faultText() const;
    /// Shows what is wrong with it; empty: nothing.
    void showFault(const QString &fault);
    /// What is edited gets the focus.
    void focus() { editor()->setFocus(); }
    /// Has the tab key lead here from @p before. Gives where it leads on from.
    QWidget *follow(QWidget *before);

signals:
    /// What was typed is @p json; empty: the field is left out.
    void edited(const QByteArray &json);
    /// What was typed cannot be a value: see faultText().
    void refused();
    /// The related document @p id is to be shown.
    void relatedRequested(const QByteArray &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *editor() const;
    QWidget *makeEditor(const Theme &theme, bool isLong);
    QWidget *makeChoice(const QByteArrayList &choices);
    QString typed() const;
    void showValue(const std::optional<Json::Value> &value);
    std::optional<QByteArray> value();
    QByteArray relatedId() const;
    void takeEdit();

    const DocumentColumns::Column m_column;
    const bool m_isLong;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QComboBox *m_choice = nullptr;
    QToolButton *m_follow = nullptr; ///< Of a relation alone.
    QLabel *m_faultLabel;
    QString m_fault;
    std::optional<QByteArray> m_value; ///< The JSON that is shown; nothing: there is none.
    bool m_isReadOnly = false;
};

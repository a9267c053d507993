// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QStringList>

/// The line for a query, the JSON of `q`: proposes fields and operators while it is typed, and
/// closes brackets. Thread: the window's.
class QueryField final : public QLineEdit
{
    Q_OBJECT

public:
    explicit QueryField(QWidget *parent);
    ~QueryField() override;

    /// What documents have, for the proposals.
    void setFields(const QStringList &fields);
    void propose();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void accept();
    void place();
    bool typeBracket(const QString &typed);

    QStringList m_fields;
    QPointer<QListWidget> m_list; ///< A child of the window, so that it is above what is below.
};

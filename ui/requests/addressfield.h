// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QStringList>

class QCompleter;
class QStringListModel;
class Theme;

/// The address of a request: proposes collections after `/rest/`, parameters after `?` and `&`, and
/// variables after `{{`. Thread: the window's.
class AddressField final : public QLineEdit
{
    Q_OBJECT

public:
    AddressField(const Theme &theme, QWidget *parent);

    void setCollections(const QStringList &names) { m_collections = names; }
    void setVariables(const QStringList &names) { m_variables = names; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void propose();
    void accept(const QString &proposal);

    QStringList m_collections;
    QStringList m_variables;
    QStringListModel *m_model;
    QCompleter *m_completer;
    int m_begin = 0; ///< Where what is being completed begins.
};

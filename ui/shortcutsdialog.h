// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QTreeWidget;

/// All keys of the window, by where they work, with a filter. Deletes itself when it closes.
/// Thread: the window's.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Shortcut
    {
        QString keys;
        QString what;
    };
    struct Group
    {
        QString title;
        QList<Shortcut> shortcuts;
    };
    ShortcutsDialog(const QList<Group> &groups, QWidget *parent);

private:
    void filter(const QString &text);

    QTreeWidget *m_list;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shortcutsdialog.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

ShortcutsDialog::ShortcutsDialog(const QList<Group> &groups, QWidget *parent)
    : QDialog(parent)
    , m_list(new QTreeWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(560 * fontMetrics().height() / 16, 620); // wider for large texts
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    auto *text = new QLineEdit(this);
    text->setObjectName(QStringLiteral("shortcutFilter"));
    text->setPlaceholderText(tr("Find a shortcut"));
    text->setClearButtonEnabled(true);
    layout->addWidget(text);
    m_list->setObjectName(QStringLiteral("shortcuts"));
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_list->setColumnCount(2);
    m_list->ensurePolished(); // rows are measured once, with the room the style sheet gives them
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const Group &group : groups) {
        auto *title = new QTreeWidgetItem(m_list, {group.title});
        QFont font = this->font();
        font.setWeight(QFont::DemiBold);
        title->setFont(0, font);
        for (const Shortcut &shortcut : group.shortcuts)
            new QTreeWidgetItem(title, {shortcut.what, shortcut.keys});
    }
    m_list->expandAll();
    layout->addWidget(m_list, 1);
    connect(text, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    text->setFocus();
}

void ShortcutsDialog::filter(const QString &text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_list->topLevelItem(i);
        bool hasAny = false;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem *item = group->child(j);
            const bool fits = item->text(0).contains(text, Qt::CaseInsensitive)
                || item->text(1).contains(text, Qt::CaseInsensitive);
            item->setHidden(!fits);
            hasAny = hasAny || fits;
        }
        group->setHidden(!hasAny);
    }
}

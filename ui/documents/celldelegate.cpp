// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/celldelegate.h"

#include "ui/documents/documentmodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>

CellDelegate::CellDelegate(const DocumentModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    // The style sheet draws no background of its own below a cell.
    if (!m_model.fault(index).isEmpty())
        painter->fillRect(option.rect, m_theme.color(Theme::Role::ErrorSoft));
    QStyledItemDelegate::paint(painter, option, index);
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_model.fault(index).isEmpty())
        return;
    option->state &= ~QStyle::State_Selected;
    option->backgroundBrush = QBrush();
    option->palette.setColor(QPalette::Text, m_theme.color(Theme::Role::Error));
}

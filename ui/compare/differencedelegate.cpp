// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/differencedelegate.h"

#include "ui/compare/differencemodel.h"
#include "ui/widgets/theme.h"

#include <QIcon>
#include <QPainter>

#include <algorithm>

namespace {

constexpr int PillHeight = 18;
constexpr int PillPadding = 8;
constexpr int CellMargin = 8;
constexpr int KindIconSize = 16;

} // namespace

void DifferenceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    if (index.column() == DifferenceModel::ChosenColumn) {
        QStyleOptionViewItem plain = option;
        plain.state &= ~QStyle::State_HasFocus; // the whole row is current
        QStyledItemDelegate::paint(painter, plain, index);
    }
    painter->save();
    if (index.column() != DifferenceModel::ChosenColumn) {
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->fillRect(
            option.rect, m_theme.color(isSelected ? Theme::Role::Selection : Theme::Role::Surface));
        painter->setFont(option.font);
        const QRect rect = option.rect.adjusted(CellMargin, 0, -CellMargin, 0);
        if (index.column() == DifferenceModel::ChangeColumn)
            paintChange(painter, rect, index);
        else
            paintText(painter, rect, index);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(m_theme.color(Theme::Role::Border));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

void DifferenceDelegate::paintText(QPainter *painter, const QRect &rect,
                                   const QModelIndex &index) const
{
    QRect text = rect;
    QFont font = painter->font();
    if (index.column() == DifferenceModel::KindColumn) {
        const QRect icon(rect.left(), rect.center().y() - KindIconSize / 2 + 1, KindIconSize,
                         KindIconSize);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
        text.setLeft(icon.right() + CellMargin);
    } else if (index.column() == DifferenceModel::NameColumn) {
        font.setWeight(QFont::DemiBold);
    } else {
        font = m_theme.codeFont(-0.5);
    }
    painter->setFont(font);
    painter->setPen(m_theme.color(Theme::Role::Text));
    painter->drawText(
        text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
}

void DifferenceDelegate::paintChange(QPainter *painter, const QRect &rect,
                                     const QModelIndex &index) const
{
    const QVariantList colors = index.data(DifferenceModel::PillColorsRole).toList();
    const QString text = index.data(DifferenceModel::PillRole).toString();
    const QFont usual = painter->font();
    QFont font = usual;
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(usual.pointSizeF() - 1);
    painter->setFont(font);
    painter->setRenderHint(QPainter::Antialiasing);
    const int height = std::max(PillHeight, painter->fontMetrics().height() + 2);
    const int width =
        std::min(rect.width(), painter->fontMetrics().horizontalAdvance(text) + 2 * PillPadding);
    const QRect pill(rect.left(), rect.center().y() - height / 2 + 1, width, height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.color(Theme::Role(colors.value(1).toInt())));
    painter->drawRoundedRect(pill, height / 2.0, height / 2.0);
    painter->setPen(m_theme.color(Theme::Role(colors.value(0).toInt())));
    painter->drawText(pill, Qt::AlignCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, width - PillPadding));
    const QRect rest = rect.adjusted(width + CellMargin, 0, 0, 0);
    painter->setFont(usual);
    painter->setPen(m_theme.color(Theme::Role::Muted));
    painter->drawText(
        rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data(DifferenceModel::NoteRole).toString(),
                                          Qt::ElideRight, rest.width()));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficdelegate.h"

#include "ui/inspector/trafficmodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTableView>

namespace {

constexpr int Padding = 8;
constexpr int BranchWidth = 22;

} // namespace

void TrafficDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const bool isLog = index.data(TrafficModel::IsLogRole).toBool();
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(
        option.rect,
        m_theme.color(isSelected ? Theme::Role::Selection
                                 : (isLog ? Theme::Role::Background : Theme::Role::Surface)));
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(index.data(Qt::FontRole).value<QFont>());
    if (isLog && index.column() >= TrafficModel::MessageColumn
        && index.column() < TrafficModel::HookColumn) {
        paintMessage(painter, option, index);
        painter->restore();
        return;
    }
    QRect rect = option.rect.adjusted(Padding, 0, -Padding, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (index.column() == TrafficModel::MethodColumn && !isLog) {
        paintMethod(painter, rect, text, index.data(TrafficModel::MethodRole).toByteArray());
        painter->restore();
        return;
    }
    const QColor color = index.data(Qt::ForegroundRole).value<QColor>();
    if (index.column() == TrafficModel::StatusColumn && !isLog) {
        paintStatus(painter, rect, index.data(TrafficModel::StatusRole).toInt());
        rect.adjust(14, 0, 0, 0);
    } else if (isLog && index.column() == TrafficModel::MethodColumn) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(QPointF(rect.left() + 6, rect.center().y() + 0.5), 2.5, 2.5);
        rect.adjust(14, 0, 0, 0);
    }
    painter->setPen(color);
    painter->drawText(rect, index.data(Qt::TextAlignmentRole).toInt(),
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    painter->restore();
}

/// A log line has no status, duration or size: its message goes over their cells. Each cell paints
/// its part of it.
void TrafficDelegate::paintMessage(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (!table)
        return;
    QRect rect = option.rect;
    rect.setLeft(table->columnViewportPosition(TrafficModel::MessageColumn));
    int width = 0;
    for (int column = TrafficModel::MessageColumn; column < TrafficModel::HookColumn; ++column)
        width += table->columnWidth(column);
    rect.setWidth(width);
    rect.adjust(Padding, 0, -Padding, 0);
    const QModelIndex message = index.siblingAtColumn(TrafficModel::MessageColumn);
    painter->setClipRect(option.rect);
    paintBranch(painter, rect);
    rect.adjust(BranchWidth, 0, 0, 0);
    painter->setPen(message.data(Qt::ForegroundRole).value<QColor>());
    painter->drawText(
        rect, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(message.data().toString(), Qt::ElideRight, rect.width()));
}

void TrafficDelegate::paintMethod(QPainter *painter, const QRect &rect, const QString &text,
                                  const QByteArray &method) const
{
    QFont font = painter->font();
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const QColor color = m_theme.methodColor(method);
    QColor soft = color;
    soft.setAlpha(36);
    const int width = painter->fontMetrics().horizontalAdvance(text) + 10;
    const QRect badge(rect.left(), rect.center().y() - 8, width, 18);
    painter->setPen(Qt::NoPen);
    painter->setBrush(soft);
    painter->drawRoundedRect(badge, 4, 4);
    painter->setPen(color);
    painter->drawText(badge, Qt::AlignCenter, text);
}

/// Colour never says it alone: a dot is good, a triangle is not.
void TrafficDelegate::paintStatus(QPainter *painter, const QRect &rect, int status) const
{
    const qreal x = rect.left() + 4;
    const qreal y = rect.center().y() + 0.5;
    painter->setPen(Qt::NoPen);
    if (status < 400) {
        painter->setBrush(m_theme.color(Theme::Role::Success));
        painter->drawEllipse(QPointF(x, y), 3, 3);
        return;
    }
    painter->setBrush(m_theme.color(status < 500 ? Theme::Role::Warning : Theme::Role::Error));
    painter->drawPolygon(QPolygonF{{x - 4, y + 3.5}, {x + 4, y + 3.5}, {x, y - 4}});
}

void TrafficDelegate::paintBranch(QPainter *painter, const QRect &rect) const
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(m_theme.color(Theme::Role::BorderStrong));
    const int x = rect.left() + 6;
    painter->drawLine(x, rect.top(), x, rect.center().y());
    painter->drawLine(x, rect.center().y(), x + 8, rect.center().y());
}

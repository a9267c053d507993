// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/matchdelegate.h"

#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

MatchDelegate::MatchDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void MatchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const auto ranges = index.data(RangesRole).value<QList<int>>();
    if (!ranges.isEmpty()) {
        using Role = Theme::Role;
        const auto looks = Looks(index.data(LooksRole).toInt());
        const QColor color = m_theme.color(looks == Looks::Removed     ? Role::ErrorSoft
                                               : looks == Looks::Added ? Role::SuccessSoft
                                                                       : Role::WarningSoft);
        QStyleOptionViewItem filled = option;
        initStyleOption(&filled, index);
        const QWidget *widget = option.widget;
        const QStyle *style = widget->style();
        const QRect place = style->subElementRect(QStyle::SE_ItemViewItemText, &filled, widget);
        const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &filled, widget) + 1;
        const QFontMetrics metrics(filled.font);
        painter->save();
        painter->setClipRect(place);
        for (qsizetype i = 0; i + 1 < ranges.size(); i += 2) {
            const int left = metrics.horizontalAdvance(filled.text, ranges[i]);
            const int right = metrics.horizontalAdvance(filled.text, ranges[i] + ranges[i + 1]);
            painter->fillRect(place.left() + margin + left, place.top() + 2, right - left,
                              place.height() - 4, color);
        }
        painter->restore();
    }
    QStyledItemDelegate::paint(painter, option, index);
}

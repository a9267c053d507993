// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobdelegate.h"

#include "ui/jobs/jobmodel.h"
#include "ui/jobs/jobtexts.h"
#include "ui/widgets/switchbox.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace {

constexpr int CellPadding = 8;
constexpr int IconSize = 14;
constexpr int BarWidth = 4;
constexpr int BarGap = 2;
constexpr int BarHeight = 20;

} // namespace

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect,
                      m_theme.color(isSelected ? Theme::Role::Selection : Theme::Role::Surface));
    painter->setFont(option.font);
    painter->setPen(index.data(Qt::ForegroundRole).value<QColor>());
    const QRect rect = option.rect.adjusted(CellPadding, 0, -CellPadding, -1);
    const QModelIndex switchIndex = index.siblingAtColumn(JobModel::ActiveColumn);
    const bool isActive = switchIndex.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    switch (index.column()) {
    case JobModel::ActiveColumn:
        SwitchBox::paint(*painter, rect, m_theme, isActive);
        break;
    case JobModel::ScheduleColumn:
        paintSchedule(painter, rect, index);
        break;
    case JobModel::LastColumn:
        paintStatus(painter, rect, index);
        break;
    case JobModel::RunsColumn:
        paintRuns(painter, rect, index.data(JobModel::RunsRole).toList(), isActive);
        break;
    default:
        drawText(painter, rect, index.data().toString());
    }
    painter->setPen(m_theme.color(Theme::Role::Border));
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

void JobDelegate::drawText(QPainter *painter, const QRect &rect, const QString &text) const
{
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void JobDelegate::paintSchedule(QPainter *painter, const QRect &rect,
                                const QModelIndex &index) const
{
    const int middle = rect.center().y() + 1;
    drawText(painter, QRect(rect.left(), middle - 18, rect.width(), 18), index.data().toString());
    painter->setFont(m_theme.codeFont(-1));
    painter->setPen(m_theme.color(Theme::Role::Muted));
    drawText(painter, QRect(rect.left(), middle, rect.width(), 18),
             index.data(JobModel::CrontabRole).toString());
}

void JobDelegate::paintStatus(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const QString status = index.data(JobModel::StatusRole).toString();
    QRect text = rect;
    if (!status.isEmpty()) {
        const bool isRunning = status == QLatin1String("RUNNING");
        const Theme::Role role = isRunning ? Theme::Role::Info : JobTexts::statusRole(status);
        const QIcon icon = m_theme.icon(
            isRunning ? QStringLiteral("player-play") : JobTexts::statusIcon(status), role);
        icon.paint(painter,
                   QRect(rect.left(), rect.center().y() - IconSize / 2 + 1, IconSize, IconSize));
        text.adjust(IconSize + 6, 0, 0, 0);
        if (role == Theme::Role::Error)
            painter->setPen(m_theme.color(role));
    }
    drawText(painter, text, index.data().toString());
}

/// A bar a run, as high as it was long, the longest of them the whole height.
void JobDelegate::paintRuns(QPainter *painter, const QRect &rect, const QVariantList &runs,
                            bool isActive) const
{
    qint64 longest = 1;
    for (const QVariant &run : runs)
        longest = std::max(longest, run.toList().value(1).toLongLong());
    const qreal bottom = rect.center().y() + BarHeight / 2.0;
    const int most = std::max(1, rect.width() / (BarWidth + BarGap));
    const qsizetype first = std::max<qsizetype>(0, runs.size() - most);
    painter->setPen(Qt::NoPen);
    for (qsizetype i = first; i < runs.size(); ++i) {
        const QVariantList run = runs[i].toList();
        const QString status = run.value(0).toString();
        const double part = double(run.value(1).toLongLong()) / double(longest);
        // What failed at once must still be seen.
        const bool isFine = status == QLatin1String("OK");
        const qreal height = std::max(isFine ? 2.0 : 6.0, part * BarHeight);
        QColor color = m_theme.color(isFine ? Theme::Role::Accent : JobTexts::statusRole(status));
        color.setAlphaF(isActive ? (isFine ? 0.6F : 1.0F) : 0.3F);
        painter->setBrush(color);
        painter->drawRoundedRect(QRectF(rect.left() + double(i - first) * (BarWidth + BarGap),
                                        bottom - height, BarWidth, height),
                                 1, 1);
    }
}

bool JobDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                              const QStyleOptionViewItem &option, const QModelIndex &index)
{
    Q_UNUSED(option);
    if (index.column() != JobModel::ActiveColumn || event->type() != QEvent::MouseButtonRelease)
        return false;
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class Theme;

/// Paints the rows of a JobModel: a switch, the schedule in words above the crontab, and the last
/// runs as bars. Thread: the window's.
class JobDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int RowHeight = 46;

    JobDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    void paintSchedule(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
    void paintStatus(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
    void paintRuns(QPainter *painter, const QRect &rect, const QVariantList &runs,
                   bool isActive) const;
    void drawText(QPainter *painter, const QRect &rect, const QString &text) const;

    const Theme &m_theme;
};

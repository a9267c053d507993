// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class Theme;

/// Draws the rows of a DifferenceModel: what differs is a coloured pill with a note behind it.
/// Thread: the window's.
class DifferenceDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    DifferenceDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintText(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
    void paintChange(QPainter *painter, const QRect &rect, const QModelIndex &index) const;

    const Theme &m_theme;
};

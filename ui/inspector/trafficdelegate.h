// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class Theme;

/// Paints the inspector's rows: a badge for the method, a mark for the status, a branch before log
/// lines. Thread: the window's.
class TrafficDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TrafficDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintMessage(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const;
    void paintMethod(QPainter *painter, const QRect &rect, const QString &text,
                     const QByteArray &method) const;
    void paintStatus(QPainter *painter, const QRect &rect, int status) const;
    void paintBranch(QPainter *painter, const QRect &rect) const;

    const Theme &m_theme;
};

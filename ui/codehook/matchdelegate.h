// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class Theme;

/// Draws a line of a script with its matches marked: RangesRole holds where they begin and how long
/// they are, one after the other, as a QList<int>. Thread: the window's.
class MatchDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { RangesRole = Qt::UserRole + 10, LooksRole };
    enum class Looks { Found, Removed, Added }; ///< LooksRole, as an int.

    MatchDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

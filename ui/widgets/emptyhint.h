// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

class QAbstractItemView;
class QAbstractScrollArea;

/// What an empty list or editor says in its middle, so that it is no blank area. Clicks go through
/// it. Thread: the window's.
class EmptyHint final : public QLabel
{
    Q_OBJECT

public:
    /// In @p area, which has no layout yet. It is hidden until somebody shows it.
    EmptyHint(QAbstractScrollArea &area, const QString &text);
    /// In @p view, while its model has no rows. @pre the view has its model and keeps it.
    EmptyHint(QAbstractItemView &view, const QString &text);
};

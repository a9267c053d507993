// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

/// Shows its parts beside each other, or one beneath the other where they do not fit, as with
/// large texts. Thread: the window's.
class FoldingRow final : public QWidget
{
    Q_OBJECT

public:
    explicit FoldingRow(QWidget *parent);

    /// @p part takes @p stretch of the room that is left.
    void add(QWidget *part, int stretch = 0);
    /// Adds a bar, as Layouts::bar() makes it.
    QWidget *addBar(int stretch = 0);
    /// Wide enough for each part alone.
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    void fold();

    QBoxLayout *m_layout;
};

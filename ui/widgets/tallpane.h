// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

/// Scrolls a pane up and down where it is higher than its room, as with large texts on a small
/// screen: its parts would lie over each other. It is never narrower than the pane.
/// Thread: the window's.
class TallPane final : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes over @p pane. Give what can do with any height in it a vertical policy of Ignored.
    TallPane(QWidget *pane, QWidget *parent);

    /// It is not narrower than @p pixels, whatever the pane needs: a minimum width of the widget
    /// would take the place of that.
    void setLeastWidth(int pixels);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_leastWidth = 0;
};

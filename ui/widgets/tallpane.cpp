// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tallpane.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

TallPane::TallPane(QWidget *pane, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // what is in it has the focus
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(pane);
}

void TallPane::setLeastWidth(int pixels)
{
    m_leastWidth = pixels;
    updateGeometry();
}

QSize TallPane::minimumSizeHint() const
{
    constexpr int LeastLines = 3;
    const int needed = widget()->minimumSizeHint().width();
    return {std::max(m_leastWidth, needed + verticalScrollBar()->sizeHint().width()),
            LeastLines * fontMetrics().lineSpacing()};
}

QSize TallPane::sizeHint() const
{
    return widget()->sizeHint().expandedTo(minimumSizeHint());
}

bool TallPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

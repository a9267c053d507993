// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/foldingrow.h"

#include "ui/widgets/layouts.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

FoldingRow::FoldingRow(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FoldingRow::add(QWidget *part, int stretch)
{
    m_layout->addWidget(part, stretch);
}

QWidget *FoldingRow::addBar(int stretch)
{
    QWidget *bar = Layouts::bar(this);
    add(bar, stretch);
    return bar;
}

QSize FoldingRow::minimumSizeHint() const
{
    int width = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        width = std::max(width, m_layout->itemAt(i)->minimumSize().width());
    return {width, m_layout->minimumSize().height()};
}

bool FoldingRow::event(QEvent *event)
{
    const bool isHandled = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fold();
    return isHandled;
}

void FoldingRow::fold()
{
    int width = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        width += m_layout->itemAt(i)->minimumSize().width();
    m_layout->setDirection(width > this->width() ? QBoxLayout::TopToBottom
                                                 : QBoxLayout::LeftToRight);
}

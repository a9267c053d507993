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

QWidget *FoldingRow::addTools()
{
    m_tools = new QWidget(this);
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    fold();
    return m_tools;
}

int FoldingRow::toolsWidth() const
{
    return m_tools ? m_tools->minimumSizeHint().width() + 8 : 0; // and the space before them
}

/// The least width of a part, without the tools.
int FoldingRow::partWidth(int index) const
{
    const QLayoutItem *part = m_layout->itemAt(index);
    const bool hasTools = m_tools && m_tools->parentWidget() == part->widget();
    return part->minimumSize().width() - (hasTools ? toolsWidth() : 0);
}

QSize FoldingRow::minimumSizeHint() const
{
    int width = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        width = std::max(width, partWidth(i) + (i == 0 ? toolsWidth() : 0));
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
    int width = toolsWidth();
    for (int i = 0; i < m_layout->count(); ++i)
        width += partWidth(i);
    const bool isFolded = width > this->width();
    m_layout->setDirection(isFolded ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    if (!m_tools)
        return;
    QWidget *bar = m_layout->itemAt(isFolded ? 0 : m_layout->count() - 1)->widget();
    if (m_tools->parentWidget() != bar)
        Layouts::rowOf(bar)->addWidget(m_tools);
}

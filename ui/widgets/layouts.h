// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>
#include <QWidget>

/// Small helpers for building panels on the 4-pixel grid. Thread: the window's.
namespace Layouts {

/// A bar, 38 pixels high; its layout is a QHBoxLayout.
inline QWidget *bar(QWidget *parent)
{
    auto *bar = new QWidget(parent);
    bar->setObjectName(QStringLiteral("bar"));
    bar->setFixedHeight(38);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    return bar;
}

inline QHBoxLayout *rowOf(QWidget *bar)
{
    return static_cast<QHBoxLayout *>(bar->layout());
}

/// A column without margins for a whole panel.
inline QVBoxLayout *column(QWidget *panel)
{
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

inline QFrame *line(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setObjectName(QStringLiteral("line"));
    line->setFixedHeight(1);
    return line;
}

/// Sets a property that the style sheet looks at, and lets it look again.
inline void restyle(QWidget *widget, const char *property, const QVariant &value)
{
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace Layouts

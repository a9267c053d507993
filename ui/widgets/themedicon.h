// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QIconEngine>

/// Draws an SVG whose `currentColor` is a colour of the theme, sharp at every scale.
/// Thread: the window's. @pre the theme outlives it.
class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(const Theme &theme, const QString &name, Theme::Role role)
        : m_theme(theme)
        , m_name(name)
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QIconEngine *clone() const override { return new ThemedIconEngine(m_theme, m_name, m_role); }
    bool isNull() override { return false; }

private:
    const Theme &m_theme;
    QString m_name;
    Theme::Role m_role;
};

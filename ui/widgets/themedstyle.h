// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QProxyStyle>

class Theme;

/// Fusion with the icons and arrows of the theme, also where Qt draws its own: file dialogs, clear
/// buttons of fields, trees, scroll buttons of tabs. The application owns it; when its theme is
/// gone, it is plain Fusion. Thread: the window's.
class ThemedStyle final : public QProxyStyle
{
public:
    explicit ThemedStyle(const Theme &theme);

    QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                       const QWidget *widget) const override;
    QPixmap standardPixmap(StandardPixmap which, const QStyleOption *option,
                           const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;

private:
    QPointer<const Theme> m_theme;
};

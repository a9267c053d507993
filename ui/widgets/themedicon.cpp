// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/themedicon.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

void ThemedIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QColor color = m_theme.color(mode == QIcon::Disabled ? Theme::Role::Faint : m_role);
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    renderer.render(painter, QRectF(rect));
}

QPixmap ThemedIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

QPixmap ThemedIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                                       qreal)
{
    return pixmap(size, mode, state); // the size is in device pixels already
}

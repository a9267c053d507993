// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/switchbox.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int BesideTrack = 8;
constexpr int AroundTrack = 3; // the ring of the focus

} // namespace

SwitchBox::SwitchBox(const Theme &theme, const QString &text, QWidget *parent)
    : QCheckBox(text, parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
}

void SwitchBox::paint(QPainter &painter, const QRect &rect, const Theme &theme, bool isOn,
                      bool isEnabled)
{
    const QSizeF size(theme.scaled(TrackSize.width()), theme.scaled(TrackSize.height()));
    const QRectF track(QPointF(rect.left(), rect.center().y() + 1 - int(size.height() / 2)), size);
    using Role = Theme::Role;
    painter.setPen(Qt::NoPen);
    painter.setBrush(
        theme.color(!isEnabled ? Role::Border : (isOn ? Role::Accent : Role::BorderStrong)));
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const qreal radius = track.height() / 2 - 2;
    painter.setBrush(isEnabled ? QColor(Qt::white) : theme.color(Role::Surface));
    painter.drawEllipse(
        QPointF(isOn ? track.right() - radius - 2 : track.left() + radius + 2, track.center().y()),
        radius, radius);
}

QSize SwitchBox::sizeHint() const
{
    const QSize words = fontMetrics().size(Qt::TextShowMnemonic, text());
    return {m_theme.scaled(TrackSize.width()) + 2 * AroundTrack + BesideTrack + words.width(),
            std::max(words.height(), m_theme.scaled(TrackSize.height()) + 2 * AroundTrack)};
}

void SwitchBox::paintEvent(QPaintEvent *)
{
    using Role = Theme::Role;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect inside = rect().adjusted(AroundTrack, 0, -AroundTrack, 0);
    paint(painter, inside, m_theme, isChecked(), isEnabled());
    const int width = m_theme.scaled(TrackSize.width());
    if (hasFocus()) {
        const int height = m_theme.scaled(TrackSize.height()) + 2 * AroundTrack - 1;
        const QRectF ring(0.5, inside.center().y() + 1 - height / 2 - 0.5,
                          width + 2 * AroundTrack - 1, height);
        painter.setPen(m_theme.color(Role::Accent));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    painter.setPen(m_theme.color(isEnabled() ? Role::Text : Role::Faint));
    painter.drawText(inside.adjusted(width + BesideTrack, 0, AroundTrack, 0),
                     Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, text());
}

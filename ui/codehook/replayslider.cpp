// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replayslider.h"

#include "ui/codehook/replaycursor.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSet>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace {

constexpr int SliderMargin = 14;
constexpr int TrackHeight = 3;
constexpr int MarkHeight = 12;
constexpr int Knob = 12;
constexpr int Near = 5; // pixels from a mark that still mean it

Theme::Role colourOf(const Recording::Mark &mark)
{
    using Kind = Recording::MarkKind;
    if (mark.isError)
        return Theme::Role::Error;
    switch (mark.kind) {
    case Kind::Call:
    case Kind::Answer:
        return Theme::Role::Info;
    case Kind::End:
        return Theme::Role::Success;
    case Kind::Hook:
        return Theme::Role::Accent;
    default:
        return Theme::Role::Muted;
    }
}

} // namespace

ReplaySlider::ReplaySlider(const Theme &theme, ReplayCursor &cursor, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_cursor(cursor)
{
    setObjectName(QStringLiteral("replaySlider"));
    setAccessibleName(tr("Steps of the run"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(&cursor, &ReplayCursor::moved, this, &ReplaySlider::describe);
    connect(&cursor, &ReplayCursor::opened, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize ReplaySlider::sizeHint() const
{
    return {200, 26};
}

void ReplaySlider::describe()
{
    setAccessibleDescription(
        tr("Step %1 of %2").arg(m_cursor.step() + 1).arg(m_cursor.recording().stepCount()));
    update();
}

double ReplaySlider::placeOf(int step) const
{
    const int count = std::max(1, m_cursor.recording().stepCount() - 1);
    return SliderMargin + double(width() - 2 * SliderMargin) * step / count;
}

int ReplaySlider::stepAt(double x) const
{
    const int count = m_cursor.recording().stepCount() - 1;
    const double share = (x - SliderMargin) / std::max(1, width() - 2 * SliderMargin);
    return int(std::lround(std::clamp(share, 0.0, 1.0) * count));
}

void ReplaySlider::paintMarks(QPainter &painter) const
{
    const double middle = height() / 2.0;
    QSet<std::pair<int, int>> drawn; // many marks may be in one place
    for (const Recording::Mark &mark : m_cursor.recording().marks()) {
        const Theme::Role role = colourOf(mark);
        const int x = int(placeOf(mark.step));
        if (drawn.contains({x, int(role)}))
            continue;
        drawn.insert({x, int(role)});
        const int more = mark.isError ? 3 : 0;
        painter.fillRect(QRectF(x - 1, middle - MarkHeight / 2.0 - more, 2, MarkHeight + 2 * more),
                         m_theme.color(role));
    }
}

void ReplaySlider::paintEvent(QPaintEvent *)
{
    if (!m_cursor.isOpen())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0;
    const double at = placeOf(m_cursor.step());
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Theme::Role::BorderStrong));
    painter.drawRoundedRect(
        QRectF(SliderMargin, middle - TrackHeight / 2.0, width() - 2 * SliderMargin, TrackHeight),
        1.5, 1.5);
    painter.setBrush(m_theme.color(Theme::Role::Accent));
    painter.drawRoundedRect(
        QRectF(SliderMargin, middle - TrackHeight / 2.0, at - SliderMargin, TrackHeight), 1.5, 1.5);
    paintMarks(painter);
    painter.setBrush(m_theme.color(Theme::Role::Surface));
    painter.setPen(QPen(m_theme.color(Theme::Role::Accent), hasFocus() ? 3 : 2));
    painter.drawEllipse(QPointF(at, middle), Knob / 2.0, Knob / 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Theme::Role::Accent));
    painter.drawEllipse(QPointF(at, middle), 3, 3);
}

void ReplaySlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_cursor.isOpen())
        m_cursor.goTo(stepAt(event->position().x()));
}

void ReplaySlider::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton && m_cursor.isOpen())
        m_cursor.goTo(stepAt(event->position().x()));
}

void ReplaySlider::keyPressEvent(QKeyEvent *event)
{
    using Direction = Recording::Direction;
    const int page = m_cursor.isOpen() ? std::max(1, m_cursor.recording().stepCount() / 20) : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return m_cursor.into(Direction::Backwards);
    case Qt::Key_Right:
        return m_cursor.into(Direction::Forwards);
    case Qt::Key_PageUp:
        return m_cursor.goTo(m_cursor.step() - page);
    case Qt::Key_PageDown:
        return m_cursor.goTo(m_cursor.step() + page);
    case Qt::Key_Home:
        return m_cursor.first();
    case Qt::Key_End:
        return m_cursor.last();
    }
    QWidget::keyPressEvent(event);
}

/// The tip tells the marks at the mouse.
bool ReplaySlider::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !m_cursor.isOpen())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QStringList lines;
    for (const Recording::Mark &mark : m_cursor.recording().marks()) {
        if (std::abs(placeOf(mark.step) - help->pos().x()) <= Near && lines.size() < 8)
            lines.append(mark.text.left(120));
    }
    if (lines.isEmpty())
        lines.append(tr("Step %1").arg(stepAt(help->pos().x()) + 1));
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

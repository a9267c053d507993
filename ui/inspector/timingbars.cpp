// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/timingbars.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int RowHeight = 22;
constexpr int NameWidth = 92;
constexpr int NumberWidth = 76;
constexpr int Margin = 12;

QString nameOf(const QByteArray &stage)
{
    if (stage == "auth")
        return TimingBars::tr("Auth");
    if (stage == "parse")
        return TimingBars::tr("Parse");
    if (stage == "before")
        return TimingBars::tr("Before hook");
    if (stage == "store")
        return TimingBars::tr("Database");
    if (stage == "after")
        return TimingBars::tr("After hook");
    return TimingBars::tr("Send");
}

Theme::Role colorOf(const QByteArray &stage)
{
    if (stage == "before" || stage == "after")
        return Theme::Role::Accent;
    return stage == "store" ? Theme::Role::Success : Theme::Role::Info;
}

} // namespace

TimingBars::TimingBars(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Timing of the request"));
}

void TimingBars::show(const Inspector::Record &record)
{
    m_stages = record.stages;
    QStringList texts;
    for (const Inspector::Stage &stage : m_stages)
        texts.append(QStringLiteral("%1 %2 ms")
                         .arg(nameOf(stage.name))
                         .arg(double(stage.microseconds) / 1000, 0, 'f', 2));
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void TimingBars::clear()
{
    m_stages.clear();
    updateGeometry();
    update();
}

QSize TimingBars::sizeHint() const
{
    return {NameWidth + NumberWidth + 60,
            int(m_stages.size()) * RowHeight + (m_stages.isEmpty() ? 0 : Margin)};
}

void TimingBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Theme::Role::Surface));
    painter.setRenderHint(QPainter::Antialiasing);
    qint64 total = 1;
    for (const Inspector::Stage &stage : std::as_const(m_stages))
        total += stage.microseconds;
    const double left = Margin + NameWidth;
    const double width = std::max(20, this->width() - Margin * 2 - NameWidth - NumberWidth);
    qint64 before = 0;
    int y = Margin / 2;
    for (const Inspector::Stage &stage : std::as_const(m_stages)) {
        painter.setFont(font());
        painter.setPen(m_theme.color(Theme::Role::Text));
        painter.drawText(QRect(Margin, y, NameWidth, RowHeight), Qt::AlignVCenter,
                         nameOf(stage.name));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Theme::Role::Hover));
        painter.drawRoundedRect(QRectF(left, y + 8, width, 6), 3, 3);
        painter.setBrush(m_theme.color(colorOf(stage.name)));
        const double from = left + width * double(before) / double(total);
        painter.drawRoundedRect(
            QRectF(from, y + 8, std::max(2.0, width * double(stage.microseconds) / double(total)),
                   6),
            3, 3);
        painter.setFont(m_theme.codeFont(-1));
        painter.setPen(m_theme.color(Theme::Role::Muted));
        painter.drawText(QRectF(left + width, y, NumberWidth, RowHeight),
                         Qt::AlignVCenter | Qt::AlignRight,
                         QStringLiteral("%1 ms").arg(double(stage.microseconds) / 1000, 0, 'f', 2));
        before += stage.microseconds;
        y += RowHeight;
    }
}

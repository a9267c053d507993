// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/timingbars.h"

#include "ui/widgets/timetext.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace {

// At the usual size of texts.
constexpr int UsualRowHeight = 22;
constexpr int UsualNumberWidth = 76;
constexpr int Margin = 12;
constexpr int CallIndent = 12;

QString nameOf(const QByteArray &stage)
{
    if (stage == "wait")
        return TimingBars::tr("Wait");
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

QString TimingBars::duration(const Bar &bar)
{
    return durationText(std::chrono::microseconds(bar.microseconds));
}

/// Those that began between @p from and @p to.
void TimingBars::addCalls(const Inspector::Record &record, qint64 from, qint64 to)
{
    for (const Inspector::CallLine &call : record.calls) {
        if (call.begin < from || call.begin >= to)
            continue;
        const QString target = QString::fromUtf8(call.target);
        const bool hasFailed = !call.error.isEmpty();
        m_bars.append({QString::fromUtf8(call.operation) + QLatin1Char(' ') + target,
                       QString::fromUtf8(call.error), call.begin, call.microseconds,
                       hasFailed                              ? Theme::Role::Error
                           : call.operation.startsWith("db.") ? Theme::Role::Success
                                                              : Theme::Role::Warning,
                       true});
    }
}

void TimingBars::show(const Inspector::Record &record)
{
    m_bars.clear();
    qint64 end = 0;
    for (const Inspector::Stage &stage : record.stages) {
        m_bars.append({nameOf(stage.name), {}, end, stage.microseconds, colorOf(stage.name)});
        const qint64 begin = std::exchange(end, end + stage.microseconds);
        addCalls(record, begin, end);
    }
    addCalls(record, end, std::numeric_limits<qint64>::max()); // a job's have no stage
    m_total = std::max({qint64(1), end, record.microseconds});
    QStringList texts;
    for (const Bar &bar : std::as_const(m_bars)) {
        m_total = std::max(m_total, bar.begin + bar.microseconds);
        texts.append(bar.name + QLatin1Char(' ') + duration(bar));
    }
    setAccessibleDescription(texts.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void TimingBars::clear()
{
    m_bars.clear();
    updateGeometry();
    update();
}

int TimingBars::nameWidth() const
{
    const bool hasCalls =
        std::any_of(m_bars.begin(), m_bars.end(), [](const Bar &bar) { return bar.isCall; });
    const int least = m_theme.scaled(92);
    return hasCalls ? std::clamp(width() / 3, least, m_theme.scaled(200)) : least;
}

int TimingBars::rowHeight() const
{
    return m_theme.scaled(UsualRowHeight);
}

int TimingBars::numberWidth() const
{
    return m_theme.scaled(UsualNumberWidth);
}

QSize TimingBars::sizeHint() const
{
    return {m_theme.scaled(92) + numberWidth() + 60,
            int(m_bars.size()) * rowHeight() + (m_bars.isEmpty() ? 0 : Margin)};
}

bool TimingBars::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = (help->pos().y() - Margin / 2) / rowHeight();
    if (row < 0 || row >= m_bars.size()) {
        QToolTip::hideText();
        return true;
    }
    const Bar &bar = m_bars[row];
    QString text =
        tr("%1: from %2 on, for %3")
            .arg(bar.name, durationText(std::chrono::microseconds(bar.begin)), duration(bar));
    if (!bar.detail.isEmpty())
        text.append(QLatin1Char('\n') + bar.detail);
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void TimingBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Theme::Role::Surface));
    painter.setRenderHint(QPainter::Antialiasing);
    int y = Margin / 2;
    for (const Bar &bar : std::as_const(m_bars)) {
        paintBar(painter, bar, y);
        y += rowHeight();
    }
}

void TimingBars::paintBar(QPainter &painter, const Bar &bar, int y) const
{
    const int nameWidth = this->nameWidth();
    const int indent = bar.isCall ? CallIndent : 0;
    const double left = Margin + nameWidth;
    const double width = std::max(20, this->width() - Margin * 2 - nameWidth - numberWidth());
    painter.setFont(font());
    painter.setPen(m_theme.color(bar.isCall ? Theme::Role::Muted : Theme::Role::Text));
    painter.drawText(
        QRect(Margin + indent, y, nameWidth - indent - 6, rowHeight()), Qt::AlignVCenter,
        painter.fontMetrics().elidedText(bar.name, Qt::ElideRight, nameWidth - indent - 6));
    const double height = bar.isCall ? 4 : 6;
    const double top = y + (rowHeight() - height) / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Theme::Role::Hover));
    painter.drawRoundedRect(QRectF(left, top, width, height), height / 2, height / 2);
    painter.setBrush(m_theme.color(bar.role));
    const double scale = width / double(m_total);
    painter.drawRoundedRect(QRectF(left + scale * double(bar.begin), top,
                                   std::max(2.0, scale * double(bar.microseconds)), height),
                            height / 2, height / 2);
    painter.setFont(m_theme.codeFont(-1));
    painter.setPen(m_theme.color(Theme::Role::Muted));
    painter.drawText(QRectF(left + width, y, numberWidth(), rowHeight()),
                     Qt::AlignVCenter | Qt::AlignRight, duration(bar));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/linevalues.h"

#include "ui/codehook/codeeditor.h"
#include "ui/widgets/theme.h"

#include <Qsci/qsciscintillabase.h>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace {

constexpr int ValueGap = 18; // between the line and its values
constexpr int ValuePadding = 6;
constexpr int MostValues = 5;

} // namespace

LineValues::LineValues(const Theme &theme, CodeEditor &editor)
    : QWidget(editor.viewport())
    , m_theme(theme)
    , m_editor(editor)
{
    setObjectName(QStringLiteral("lineValues"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(editor.viewport()->rect());
    editor.viewport()->installEventFilter(this);
    installEventFilter(this);
    connect(&editor, &QsciScintillaBase::SCN_UPDATEUI, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LineValues::show(const QMap<int, QList<Recording::Variable>> &values)
{
    m_parts.clear();
    for (auto line = values.begin(); line != values.end(); ++line) {
        QList<Part> parts;
        for (const Recording::Variable &each : *line) {
            if (parts.size() == MostValues)
                break;
            const bool hadOther = each.before.kind() != RecordedValue::Kind::Missing
                && each.before.kind() != RecordedValue::Kind::Undefined
                && each.before.members().isEmpty();
            parts.append({each.name + QStringLiteral(" = ") + each.value.shown(40),
                          hadOther ? each.before.shown(20) : QString(), each.isChanged});
        }
        m_parts.insert(line.key(), parts);
    }
    update();
}

QString LineValues::textOf(int line) const
{
    QStringList texts;
    for (const Part &part : m_parts.value(line)) {
        texts.append(part.text);
        if (!part.before.isEmpty())
            texts.last().append(QLatin1Char(' ') + tr("was %1").arg(part.before));
    }
    return texts.join(QStringLiteral(", "));
}

/// Scrolling moves what lies in the viewport along with it.
bool LineValues::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOurs = watched == this && event->type() == QEvent::Move;
    if (isOurs || event->type() == QEvent::Resize) {
        if (geometry() != m_editor.viewport()->rect())
            setGeometry(m_editor.viewport()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void LineValues::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.codeFont(-1));
    for (auto line = m_parts.begin(); line != m_parts.end(); ++line)
        paintLine(painter, line.key(), *line);
}

void LineValues::paintLine(QPainter &painter, int line, const QList<Part> &parts) const
{
    using Sci = QsciScintillaBase;
    const long end = m_editor.SendScintilla(Sci::SCI_GETLINEENDPOSITION, ulong(line - 1));
    const long y = m_editor.SendScintilla(Sci::SCI_POINTYFROMPOSITION, 0UL, end);
    const long height = m_editor.SendScintilla(Sci::SCI_TEXTHEIGHT, ulong(line - 1));
    if (line > m_editor.lines() || y + height < 0 || y > this->height())
        return;
    double x = double(m_editor.SendScintilla(Sci::SCI_POINTXFROMPOSITION, 0UL, end)) + ValueGap;
    const QFontMetricsF metrics(painter.font());
    for (const Part &part : parts) {
        const QString before = part.before.isEmpty()
            ? QString()
            : QStringLiteral("  ") + tr("was %1").arg(part.before);
        const double width = metrics.horizontalAdvance(part.text)
            + metrics.horizontalAdvance(before) + 2 * ValuePadding;
        const QRectF box(x, double(y) + 1, width, double(height) - 2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            m_theme.color(part.isChanged ? Theme::Role::WarningSoft : Theme::Role::SuccessSoft));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(m_theme.color(part.isChanged ? Theme::Role::Warning : Theme::Role::Success));
        painter.drawText(box.adjusted(ValuePadding, 0, 0, 0), Qt::AlignVCenter, part.text);
        painter.setPen(m_theme.color(Theme::Role::Muted));
        painter.drawText(box.adjusted(ValuePadding + metrics.horizontalAdvance(part.text), 0, 0, 0),
                         Qt::AlignVCenter, before);
        x += width + ValuePadding;
        if (x > this->width())
            return;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/changebars.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/storedscript.h"
#include "ui/widgets/linediff.h"
#include "ui/widgets/theme.h"

#include <QImage>
#include <QPainter>
#include <QPolygon>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace {

using namespace std::chrono_literals;

constexpr auto CompareAfter = 120ms; ///< The last key.
/// So many lines in the middle of both are compared; of more all count as changed.
constexpr qsizetype MaximumCompared = 3000;
constexpr int BarWidth = 4;

/// What is left of both texts once the lines that both begin and end with are taken away.
struct Middle
{
    QStringList before;
    QStringList after;
    int first = 0; ///< The line of the text where it begins, from 0.
};

Middle middleOf(const QString &before, const QString &after)
{
    QStringList old = before.split(QLatin1Char('\n'));
    QStringList now = after.split(QLatin1Char('\n'));
    const auto common = std::mismatch(old.begin(), old.end(), now.begin(), now.end()).first;
    const qsizetype first = common - old.begin();
    const auto oldEnd = std::make_reverse_iterator(old.begin() + first);
    const auto nowEnd = std::make_reverse_iterator(now.begin() + first);
    const qsizetype last =
        std::mismatch(old.rbegin(), oldEnd, now.rbegin(), nowEnd).first - old.rbegin();
    return {old.mid(first, old.size() - first - last), now.mid(first, now.size() - first - last),
            int(first)};
}

} // namespace

ChangeBars::ChangeBars(const Theme &theme, CodeEditor &editor, const StoredScript &stored)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_timer(new QTimer(this))
{
    editor.setMarginWidth(CodeEditor::ChangeMargin, BarWidth);
    editor.setMarginSensitivity(CodeEditor::ChangeMargin, true);
    applyTheme();
    m_timer->setSingleShot(true);
    m_timer->setInterval(CompareAfter);
    m_timer->callOnTimeout(this, &ChangeBars::update);
    connect(&theme, &Theme::changed, this, &ChangeBars::applyTheme);
    connect(&editor, &QsciScintilla::textChanged, m_timer, qOverload<>(&QTimer::start));
    connect(&editor, &QsciScintilla::marginClicked, this, [this](int margin, int line) {
        if (margin == CodeEditor::ChangeMargin
            && (m_editor.markersAtLine(line) & CodeEditor::ChangeMarkers))
            emit compareRequested();
    });
    for (const auto tells :
         {&StoredScript::loaded, &StoredScript::saved, &StoredScript::changedElsewhere})
        connect(&stored, tells, this, &ChangeBars::setStored);
}

void ChangeBars::setStored(const QString &script)
{
    m_stored = script;
    m_isKnown = true;
    m_timer->start(); // the editor may get it only now
}

void ChangeBars::applyTheme()
{
    const auto bar = [this](int marker, Theme::Role role) {
        m_editor.markerDefine(QsciScintilla::FullRectangle, marker);
        m_editor.setMarkerBackgroundColor(m_theme.color(role), marker);
    };
    bar(CodeEditor::AddedMarker, Theme::Role::Success);
    bar(CodeEditor::EditedMarker, Theme::Role::Info);
    // Where lines were deleted: a corner that points between two lines.
    const qreal scale = m_editor.devicePixelRatioF();
    const int height = int(m_editor.textHeight(0) * scale);
    const int width = int(BarWidth * scale);
    QImage corner(width, height, QImage::Format_ARGB32);
    corner.fill(Qt::transparent);
    QPainter painter(&corner);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Theme::Role::Error));
    painter.drawPolygon(QPolygon({{0, height - 2 * width}, {width, height}, {0, height}}));
    painter.end();
    m_editor.SendScintilla(QsciScintillaBase::SCI_RGBAIMAGESETSCALE, ulong(100 * scale));
    m_editor.markerDefine(corner, CodeEditor::DeletedMarker);
}

void ChangeBars::update()
{
    for (const int marker :
         {CodeEditor::AddedMarker, CodeEditor::EditedMarker, CodeEditor::DeletedMarker})
        m_editor.markerDeleteAll(marker);
    if (!m_isKnown || m_editor.isReadOnly())
        return;
    const Middle middle = middleOf(m_stored, m_editor.text());
    const auto mark = [this](int line, qsizetype count, int marker) {
        for (qsizetype i = 0; i < count; ++i)
            m_editor.markerAdd(line + int(i), marker);
    };
    const auto markBlock = [&](int line, qsizetype removed, qsizetype added) {
        if (added > 0)
            mark(line, added, removed > 0 ? CodeEditor::EditedMarker : CodeEditor::AddedMarker);
        else if (removed > 0)
            mark(std::max(0, line - 1), 1, CodeEditor::DeletedMarker);
    };
    if (m_stored.isEmpty()) // as a text it has one line, but nothing was changed in that
        return markBlock(0, 0, m_editor.text().isEmpty() ? 0 : m_editor.lines());
    const qsizetype size = std::max(middle.before.size(), middle.after.size());
    if (middle.before.isEmpty() || middle.after.isEmpty() || size > MaximumCompared)
        return markBlock(middle.first, middle.before.size(), middle.after.size());
    int line = middle.first;
    qsizetype removed = 0;
    qsizetype added = 0;
    for (const LineDiff::Line &each : LineDiff::between(middle.before.join(QLatin1Char('\n')),
                                                        middle.after.join(QLatin1Char('\n')))) {
        if (each.kind == LineDiff::Kind::Same) {
            markBlock(line - int(added), removed, added);
            removed = added = 0;
            ++line;
        } else if (each.kind == LineDiff::Kind::Added) {
            ++added;
            ++line;
        } else {
            ++removed;
        }
    }
    markBlock(line - int(added), removed, added);
}

void ChangeBars::goToChange(bool forward)
{
    int caret = 0;
    int column = 0;
    m_editor.getCursorPosition(&caret, &column);
    const int count = m_editor.lines();
    const auto isMarked = [&](int line) {
        return (m_editor.markersAtLine(line) & CodeEditor::ChangeMarkers) != 0;
    };
    const int step = forward ? 1 : -1;
    // A change is the lines that are marked one after the other; it begins at its first.
    for (int i = 1; i <= count; ++i) {
        const int line = ((caret + step * i) % count + count) % count;
        if (isMarked(line) && (line == 0 || !isMarked(line - 1))) {
            m_editor.goToLine(line + 1);
            return;
        }
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/pairtyping.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/lexedplace.h"

#include <Qsci/qsciscintilla.h>
#include <QKeyEvent>

#include <cctype>
#include <cstring>

namespace {

using Sci = QsciScintillaBase;

/// What closes @p opening; 0: nothing does.
char closingOf(char opening)
{
    constexpr char Openings[] = "([{'\"`";
    constexpr char Closings[] = ")]}'\"`";
    const char *found = opening ? std::strchr(Openings, opening) : nullptr;
    return found ? Closings[found - Openings] : 0;
}

bool isQuote(char c)
{
    return c == '\'' || c == '"' || c == '`';
}

bool isOfName(char c)
{
    return std::isalnum(uchar(c)) || c == '_' || c == '$' || uchar(c) >= 0x80;
}

} // namespace

PairTyping::PairTyping(CodeEditor &editor)
    : QObject(&editor)
    , m_editor(editor)
{
    editor.installEventFilter(this);
    connect(&editor, &Sci::SCN_MODIFIED, this,
            [this](int position, int kind, const char *, int length) {
                if (kind & (Sci::SC_MOD_INSERTTEXT | Sci::SC_MOD_DELETETEXT))
                    noteChange(position, kind & Sci::SC_MOD_INSERTTEXT, length);
            });
    connect(&editor, &QsciScintilla::cursorPositionChanged, this, &PairTyping::dropLeft);
}

long PairTyping::caret() const
{
    return m_editor.SendScintilla(Sci::SCI_GETCURRENTPOS);
}

char PairTyping::at(long position) const
{
    return position < 0 ? 0 : char(m_editor.SendScintilla(Sci::SCI_GETCHARAT, ulong(position)));
}

bool PairTyping::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && handle(*static_cast<QKeyEvent *>(event)))
        return true;
    return QObject::eventFilter(watched, event);
}

/// Whether nothing is left to do for @p key.
bool PairTyping::handle(const QKeyEvent &key)
{
    const bool hasSeveral = m_editor.SendScintilla(Sci::SCI_GETSELECTIONS) > 1;
    if (m_editor.isReadOnly() || hasSeveral)
        return false;
    dropLeft();
    // AltGr, which types brackets on many keyboards, is told as Ctrl and Alt on some systems.
    const auto modifiers = key.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    if (key.key() == Qt::Key_Backspace && modifiers == Qt::NoModifier)
        return removePair();
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter)
        return modifiers == Qt::NoModifier && !(key.modifiers() & Qt::ShiftModifier) && openLine();
    if (key.text().size() != 1 || modifiers == Qt::ControlModifier || modifiers == Qt::AltModifier)
        return false;
    const char16_t typed = key.text().front().unicode();
    return typed < 0x80 && type(char(typed));
}

bool PairTyping::type(char typed)
{
    if (m_editor.hasSelection())
        return wrap(typed);
    if (typeOver(typed))
        return true;
    if (!closingOf(typed) || !isClosable(typed))
        return false;
    const long position = caret();
    const char both[] = {typed, closingOf(typed), 0};
    m_editor.beginUndoAction();
    m_editor.SendScintilla(Sci::SCI_INSERTTEXT, ulong(position), both);
    m_editor.SendScintilla(Sci::SCI_GOTOPOS, ulong(position + 1));
    m_editor.endUndoAction();
    m_pairs.append({position, position + 1});
    emit m_editor.SCN_CHARADDED(typed); // proposals and call tips open for it
    return true;
}

/// Whether the closing one of @p opening belongs behind the caret.
bool PairTyping::isClosable(char opening) const
{
    const long position = caret();
    const char before = at(position - 1);
    const char next = at(position);
    const bool isFree = next == 0 || std::isspace(uchar(next)) || std::strchr(")]};,:", next);
    if (!isFree || before == '\\')
        return false;
    if (isQuote(opening) && (isOfName(before) || before == opening))
        return false;
    const LexedPlace place = lexedPlaceAt(m_editor, position);
    // An expression in a template is code.
    return place == LexedPlace::Code
        || (place == LexedPlace::Template && opening == '{' && before == '$');
}

/// Moves the caret behind the closing one that stands there already.
bool PairTyping::typeOver(char typed)
{
    if (m_pairs.isEmpty() || at(m_pairs.last().close) != typed)
        return false;
    const Pair pair = m_pairs.last();
    const long from = caret();
    long next = from;
    while (next < pair.close && std::isspace(uchar(at(next))))
        ++next;
    const long line = m_editor.SendScintilla(Sci::SCI_LINEFROMPOSITION, ulong(from));
    const long lineStart = m_editor.SendScintilla(Sci::SCI_POSITIONFROMLINE, ulong(line));
    long before = from;
    while (before > lineStart && (at(before - 1) == ' ' || at(before - 1) == '\t'))
        --before;
    const bool isAlone = before == lineStart && next > from;
    if (next != pair.close || (next > from && !isAlone))
        return false;
    m_pairs.removeLast();
    if (isAlone) { // the blank line of the caret is not needed any more
        const long lineOfClosing =
            m_editor.SendScintilla(Sci::SCI_LINEFROMPOSITION, ulong(pair.close));
        const long end = m_editor.SendScintilla(Sci::SCI_POSITIONFROMLINE, ulong(lineOfClosing));
        m_editor.SendScintilla(Sci::SCI_DELETERANGE, ulong(lineStart), end - lineStart);
        m_editor.SendScintilla(Sci::SCI_GOTOPOS, ulong(pair.close - (end - lineStart) + 1));
    } else {
        m_editor.SendScintilla(Sci::SCI_GOTOPOS, ulong(pair.close + 1));
    }
    return true;
}

/// Puts the selection between @p opening and what closes it.
bool PairTyping::wrap(char opening)
{
    const char closing = closingOf(opening);
    if (!closing || m_editor.SendScintilla(Sci::SCI_SELECTIONISRECTANGLE))
        return false;
    const long from = m_editor.SendScintilla(Sci::SCI_GETSELECTIONSTART);
    const long to = m_editor.SendScintilla(Sci::SCI_GETSELECTIONEND);
    const char texts[] = {opening, 0, closing, 0};
    m_editor.beginUndoAction();
    m_editor.SendScintilla(Sci::SCI_INSERTTEXT, ulong(to), texts + 2);
    m_editor.SendScintilla(Sci::SCI_INSERTTEXT, ulong(from), texts);
    m_editor.endUndoAction();
    m_editor.SendScintilla(Sci::SCI_SETSEL, ulong(from + 1), to + 1);
    return true;
}

/// Takes both away where the caret is right between them.
bool PairTyping::removePair()
{
    const long position = caret();
    const bool isBetween = !m_editor.hasSelection() && !m_pairs.isEmpty()
        && m_pairs.last().open == position - 1 && m_pairs.last().close == position;
    if (!isBetween)
        return false;
    m_editor.SendScintilla(Sci::SCI_DELETERANGE, ulong(position - 1), 2L);
    return true;
}

/// Makes of `{}` three lines, with the caret in the middle one.
bool PairTyping::openLine()
{
    const long position = caret();
    const char before = at(position - 1);
    if (m_editor.hasSelection() || isQuote(before) || !closingOf(before)
        || closingOf(before) != at(position)
        || lexedPlaceAt(m_editor, position) != LexedPlace::Code)
        return false;
    const int line = int(m_editor.SendScintilla(Sci::SCI_LINEFROMPOSITION, ulong(position)));
    const int indentation = m_editor.indentation(line);
    const QByteArray inner =
        m_editor.lineEnd() + QByteArray(indentation + m_editor.indentationWidth(), ' ');
    const QByteArray outer = m_editor.lineEnd() + QByteArray(indentation, ' ');
    m_editor.beginUndoAction();
    m_editor.SendScintilla(Sci::SCI_INSERTTEXT, ulong(position), (inner + outer).constData());
    m_editor.SendScintilla(Sci::SCI_GOTOPOS, ulong(position + inner.size()));
    m_editor.endUndoAction();
    m_editor.SendScintilla(Sci::SCI_SCROLLCARET);
    return true;
}

/// Keeps the pairs where their letters are.
void PairTyping::noteChange(long position, bool isInsertion, long length)
{
    const auto isGone = [=](long place) {
        return !isInsertion && position <= place && place < position + length;
    };
    m_pairs.removeIf([&](const Pair &each) { return isGone(each.open) || isGone(each.close); });
    const long shift = isInsertion ? length : -length;
    for (Pair &each : m_pairs) {
        each.open += position <= each.open ? shift : 0;
        each.close += position <= each.close ? shift : 0;
    }
}

/// Forgets the pairs that the caret is not in any more.
void PairTyping::dropLeft()
{
    const long position = caret();
    m_pairs.removeIf(
        [position](const Pair &each) { return position <= each.open || position > each.close; });
}

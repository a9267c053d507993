// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/snippetinserter.h"

#include "ui/codehook/codeeditor.h"
#include "ui/widgets/picker.h"

#include <QKeyEvent>

SnippetInserter::SnippetInserter(CodeEditor &editor)
    : QObject(&editor)
    , m_editor(editor)
{
    editor.installEventFilter(this);
}

void SnippetInserter::pick(QWidget *place)
{
    if (m_editor.isReadOnly())
        return;
    QList<Picker::Item> items;
    for (const Snippets::Snippet &each : Snippets::all())
        items.append({each.title,
                      Snippets::filled(each.text, 0).text.section(QLatin1Char('\n'), 0, 0), QIcon(),
                      [this, text = each.text] { insert(text); }});
    Picker::open(place, tr("Snippet to insert at the caret"), items);
}

void SnippetInserter::insert(const QString &snippet)
{
    int line = 0;
    int column = 0;
    m_editor.getCursorPosition(&line, &column);
    const QString before = m_editor.text(line).left(column);
    const bool isBlank = before.trimmed().isEmpty();
    // In a line that has something before the caret it begins a line of its own.
    const int indentation = isBlank ? column : m_editor.indentation(line);
    Snippets::Filled filled = Snippets::filled(snippet, indentation);
    QString text = filled.text;
    qsizetype shift = 0;
    if (!isBlank) {
        const QString head = QLatin1Char('\n') + QString(indentation, QLatin1Char(' '));
        text.prepend(head);
        shift = head.size();
    }
    if (m_editor.text(line).mid(column).trimmed().isEmpty())
        text.chop(1); // the line ends there already
    if (m_editor.lineEnd() != "\n") {
        for (Snippets::Filled::Stop &each : filled.stops)
            each.from += text.first(shift + each.from).count(QLatin1Char('\n'));
        text.replace(QLatin1Char('\n'), QLatin1String(m_editor.lineEnd()));
    }
    m_editor.beginUndoAction();
    m_editor.replaceSelectedText(text);
    m_editor.endUndoAction();
    const qsizetype end = m_editor.caretCharacter();
    const qsizetype start = end - text.size();
    const qsizetype size = m_editor.text().size();
    m_stops.clear();
    for (const Snippets::Filled::Stop &each : filled.stops)
        m_stops.append(
            {size - (start + shift + each.from), text.sliced(shift + each.from, each.length)});
    if (!selectNext())
        m_editor.select({end, end});
    m_editor.setFocus();
}

/// Selects what is to be filled in next; false: nothing is.
bool SnippetInserter::selectNext()
{
    if (m_stops.isEmpty())
        return false;
    const Stop stop = m_stops.takeFirst();
    const QString script = m_editor.text();
    const qsizetype from = script.size() - stop.beforeEnd;
    if (from < 0 || script.mid(from, stop.text.size()) != stop.text) {
        m_stops.clear(); // it was taken back, or something else was changed
        return false;
    }
    m_editor.select({from, from + stop.text.size()});
    return true;
}

bool SnippetInserter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && !m_stops.isEmpty()) {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        const bool isPlain = key.modifiers() == Qt::NoModifier;
        const auto *proposals =
            m_editor.window()->findChild<QWidget *>(QStringLiteral("completion"));
        const bool isProposing = proposals && proposals->isVisible(); // Tab takes the chosen one
        if (key.key() == Qt::Key_Tab && isPlain && !isProposing)
            return selectNext();
        if (key.key() == Qt::Key_Escape || key.key() == Qt::Key_Up || key.key() == Qt::Key_Down)
            m_stops.clear();
    }
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::FocusOut)
        m_stops.clear();
    return QObject::eventFilter(watched, event);
}

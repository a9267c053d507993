// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptstops.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/stopdialog.h"
#include "ui/codehook/stopmarks.h"
#include "ui/codehook/storedscript.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/textdigest.h"

#include <QAction>
#include <QSettings>

#include <algorithm>
#include <utility>

ScriptStops::ScriptStops(const Theme &theme, CodeEditor &editor, const StoredScript &stored,
                         QString file, const QString &name)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_marks(new StopMarks(theme, editor))
    , m_file(std::move(file))
    , m_key(QStringLiteral("stops/") + textDigest(name))
    , m_stops(ReplayStops::fromJson(QSettings().value(m_key).toByteArray()))
{
    connect(m_marks, &StopMarks::clicked, this, &ScriptStops::toggle);
    connect(m_marks, &StopMarks::editWanted, this, &ScriptStops::edit);
    connect(Actions::make("replayToggleStop", theme, &editor), &QAction::triggered, this, [this] {
        int line = 0;
        int column = 0;
        m_editor.getCursorPosition(&line, &column);
        toggle(line + 1);
    });
    connect(&editor, &QsciScintilla::linesChanged, this, &ScriptStops::follow);
    // Behind whoever shows it.
    connect(&stored, &StoredScript::loaded, this, &ScriptStops::findAgain, Qt::QueuedConnection);
    connect(&stored, &StoredScript::saved, this, &ScriptStops::keep);
}

bool ScriptStops::isShown(const ReplayStop &stop) const
{
    return stop.file == m_file && !stop.isOfVariable();
}

qsizetype ScriptStops::indexIn(int line) const
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(), [&](const ReplayStop &each) {
        return isShown(each) && each.line == line;
    });
    return found == m_stops.end() ? -1 : found - m_stops.begin();
}

void ScriptStops::show()
{
    QList<ReplayStop> shown;
    std::copy_if(m_stops.begin(), m_stops.end(), std::back_inserter(shown),
                 [this](const ReplayStop &each) { return isShown(each); });
    QList<int> handles = m_marks->show(shown);
    m_handles.clear();
    for (const ReplayStop &each : std::as_const(m_stops))
        m_handles.append(isShown(each) ? handles.takeFirst() : -1);
}

void ScriptStops::keep()
{
    QSettings settings;
    if (m_stops.isEmpty())
        settings.remove(m_key);
    else
        settings.setValue(m_key, ReplayStops::toJson(stops()));
}

QList<ReplayStop> ScriptStops::stops()
{
    for (ReplayStop &each : m_stops) {
        if (isShown(each))
            each.lineText = m_editor.text(each.line - 1).trimmed();
    }
    return m_stops;
}

void ScriptStops::take(const QList<ReplayStop> &stops)
{
    m_stops = stops;
    findAgain();
    keep();
}

// ---- lines

/// An exchange of the whole text takes all of it away first: only what is remembered of the lines
/// leads back to them.
void ScriptStops::follow()
{
    if (m_editor.length() == 0 && !m_stops.isEmpty()) {
        m_isLost = true;
        return;
    }
    if (std::exchange(m_isLost, false)) {
        // Not while Scintilla tells of its change.
        QMetaObject::invokeMethod(this, &ScriptStops::findAgain, Qt::QueuedConnection);
        m_handles.clear();
        return;
    }
    for (qsizetype i = 0; i < m_handles.size(); ++i) {
        const int line = m_handles[i] < 0 ? -1 : m_editor.markerLine(m_handles[i]);
        if (line < 0)
            continue;
        m_stops[i].line = line + 1;
        m_stops[i].lineText = m_editor.text(line).trimmed();
    }
}

void ScriptStops::findAgain()
{
    if (m_editor.length() == 0)
        return; // there is no line to be found
    const QStringList lines = m_editor.text().split(QLatin1Char('\n'));
    QList<ReplayStop> found;
    for (ReplayStop each : std::as_const(m_stops)) {
        if (isShown(each))
            each.findLine(lines);
        const bool isKnown = std::any_of(found.begin(), found.end(), [&](const ReplayStop &other) {
            return other.isAtPlaceOf(each);
        });
        if (!isKnown) // two may have come to one line
            found.append(each);
    }
    m_stops = found;
    show();
}

// ---- what a person does

void ScriptStops::toggle(int line)
{
    if (const qsizetype known = indexIn(line); known >= 0) {
        m_stops.removeAt(known);
    } else {
        ReplayStop stop{m_file, line, {}, {}, true};
        stop.lineText = m_editor.text(line - 1).trimmed();
        m_stops.append(stop);
    }
    show();
    keep();
}

void ScriptStops::edit(int line)
{
    const qsizetype known = indexIn(line);
    auto *dialog = new StopDialog(
        known < 0 ? ReplayStop{m_file, line, {}, {}, true} : m_stops[known], m_theme, &m_editor);
    connect(dialog, &StopDialog::decided, this, [this](const ReplayStop &stop) {
        if (indexIn(stop.line) < 0)
            toggle(stop.line);
        m_stops[indexIn(stop.line)] = stop;
        show();
        keep();
    });
    connect(dialog, &StopDialog::removed, this, [this](const ReplayStop &stop) {
        if (indexIn(stop.line) >= 0)
            toggle(stop.line);
    });
    dialog->open();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptstops.h"

#include "ui/codehook/codeeditor.h"
#include "ui/codehook/stopdialog.h"
#include "ui/codehook/stopmarks.h"
#include "ui/codehook/storedscript.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/textdigest.h"

#include <QAction>
#include <QEvent>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace {

QByteArray keptUnder(const QString &key)
{
    return QSettings().value(key).toByteArray();
}

void keepUnder(const QString &key, const QList<ReplayStop> &stops)
{
    QSettings settings;
    if (stops.isEmpty())
        settings.remove(key);
    else
        settings.setValue(key, ReplayStops::toJson(stops));
}

QList<ReplayStop> ofFile(const QString &file, QList<ReplayStop> stops)
{
    stops.removeIf([&](const ReplayStop &each) { return each.file != file; });
    return stops;
}

} // namespace

ScriptStops::ScriptStops(const Theme &theme, CodeEditor &editor, const StoredScript &stored,
                         const EditedScript &script, QString server)
    : QObject(&editor)
    , m_theme(theme)
    , m_editor(editor)
    , m_marks(new StopMarks(theme, editor))
    , m_script(script)
    , m_server(std::move(server))
    , m_file(script.recordedFile())
{
    readKept();
    editor.installEventFilter(this);
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

qsizetype ScriptStops::indexIn(int line) const
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(), [&](const ReplayStop &each) {
        return !each.isOfVariable() && each.line == line;
    });
    return found == m_stops.end() ? -1 : found - m_stops.begin();
}

void ScriptStops::show()
{
    QList<ReplayStop> shown;
    std::copy_if(m_stops.begin(), m_stops.end(), std::back_inserter(shown),
                 [this](const ReplayStop &each) { return !each.isOfVariable(); });
    QList<int> handles = m_marks->show(shown);
    m_handles.clear();
    for (const ReplayStop &each : std::as_const(m_stops))
        m_handles.append(!each.isOfVariable() ? handles.takeFirst() : -1);
}

// ---- what is kept

QString ScriptStops::keyOf(const QString &file) const
{
    const QByteArray path =
        file == m_file ? m_script.path() : EditedScript::ofRecorded(file).path();
    return QStringLiteral("stops/") + textDigest(m_server + QString::fromUtf8(path));
}

void ScriptStops::keep()
{
    rememberTexts();
    keepUnder(keyOf(m_file), m_stops);
    m_kept = keptUnder(keyOf(m_file));
}

void ScriptStops::readKept()
{
    const QByteArray kept = keptUnder(keyOf(m_file));
    if (kept == m_kept)
        return; // the lines here may be newer, as they go with what is typed
    m_kept = kept;
    m_stops = ofFile(m_file, ReplayStops::fromJson(kept));
    findAgain();
}

bool ScriptStops::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        readKept();
    return QObject::eventFilter(watched, event);
}

void ScriptStops::rememberTexts()
{
    if (m_editor.length() == 0)
        return; // the script is not read yet
    for (ReplayStop &each : m_stops) {
        if (!each.isOfVariable())
            each.lineText = m_editor.text(each.line - 1).trimmed();
    }
}

QList<ReplayStop> ScriptStops::stopsIn(const QStringList &files)
{
    readKept();
    rememberTexts();
    QList<ReplayStop> stops = m_stops;
    for (const QString &file : files) {
        if (file != m_file)
            stops += ofFile(file, ReplayStops::fromJson(keptUnder(keyOf(file))));
    }
    return stops;
}

void ScriptStops::take(const QList<ReplayStop> &stops, const QStringList &files)
{
    m_stops = ofFile(m_file, stops);
    findAgain();
    keep();
    for (const QString &file : files) {
        if (file != m_file)
            keepUnder(keyOf(file), ofFile(file, stops));
    }
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
        if (!each.isOfVariable())
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

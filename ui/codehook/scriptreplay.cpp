// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptreplay.h"

#include "ui/codehook/replaycursor.h"
#include "ui/codehook/replayview.h"
#include "ui/codehook/scriptstops.h"
#include "ui/codehook/testrunpanel.h"
#include "ui/widgets/ask.h"

#include <QFile>
#include <QFileDialog>

ScriptReplay::ScriptReplay(const Theme &theme, QWidget *script, TestRunPanel &test,
                           ScriptStops &stops, QWidget *parent)
    : QStackedWidget(parent)
    , m_theme(theme)
    , m_stops(stops)
{
    addWidget(script);
    connect(&test, &TestRunPanel::recorded, this, &ScriptReplay::replay);
    connect(&test, &TestRunPanel::openRecordingRequested, this, &ScriptReplay::openFile);
}

ReplayView &ScriptReplay::view()
{
    if (!m_view) {
        m_view = new ReplayView(m_theme, this);
        addWidget(m_view);
        connect(m_view, &ReplayView::closed, this, [this] {
            showScript();
            currentWidget()->setFocus();
        });
        connect(m_view, &ReplayView::openRequested, this, &ScriptReplay::openFile);
        connect(&m_view->cursor(), &ReplayCursor::stopsChanged, this, [this] {
            if (!m_isHandingStops)
                m_stops.take(m_view->cursor().stops(), recordedFiles());
        });
    }
    return *m_view;
}

void ScriptReplay::replay(const QByteArray &document)
{
    if (const auto opened = view().open(document); !opened) {
        Ask::toAcknowledge(this, tr("Nothing to replay"), opened.error().message);
        return;
    }
    handStops();
    setCurrentWidget(m_view);
    m_view->setFocus();
}

QStringList ScriptReplay::recordedFiles() const
{
    QStringList names;
    for (const Recording::File &file : m_view->cursor().recording().files())
        names.append(file.name);
    return names;
}

void ScriptReplay::handStops()
{
    m_isHandingStops = true;
    m_view->cursor().setStops(m_stops.stopsIn(recordedFiles()));
    m_isHandingStops = false;
}

/// A module may have got other stops in its own editor meanwhile.
void ScriptReplay::showEvent(QShowEvent *event)
{
    QStackedWidget::showEvent(event);
    if (m_view && currentWidget() == m_view)
        handStops();
}

void ScriptReplay::openFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a recording"), {},
                                                      tr("Recordings (*.hookrun);;All files (*)"));
    QFile file(path);
    if (!path.isEmpty() && file.open(QIODevice::ReadOnly))
        replay(file.read(ReplayView::LargestFile));
}

void ScriptReplay::showScript()
{
    setCurrentIndex(0);
}

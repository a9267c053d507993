// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptbar.h"

#include "ui/widgets/layouts.h"
#include "ui/widgets/switchbox.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>

ScriptBar::ScriptBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
{
    QWidget *bar = Layouts::bar(this);
    Layouts::column(this)->addWidget(bar);
    m_enabled = new SwitchBox(theme, tr("Enabled"), bar);
    m_enabled->setObjectName(QStringLiteral("codehookEnabled"));
    m_enabled->setToolTip(tr("Disabled hooks are kept but do not run"));
    m_history = new QPushButton(theme.icon(QStringLiteral("history")), tr("History"), bar);
    m_history->setObjectName(QStringLiteral("showHistory"));
    m_history->setToolTip(tr("Versions: compare and restore (Ctrl+Shift+H)"));
    m_history->setEnabled(false); // until it is known that there is one
    m_state = new QLabel(bar);
    m_state->setObjectName(QStringLiteral("codehookState"));
    m_state->setProperty("muted", true);
    m_testRun = new QPushButton(theme.icon(QStringLiteral("player-play")), tr("Test run"), bar);
    m_testRun->setObjectName(QStringLiteral("toggleTestRun"));
    m_testRun->setCheckable(true);
    m_testRun->setToolTip(tr("Run the draft on live data; nothing is saved (Ctrl+Return)"));
    m_save = new QPushButton(theme.icon(QStringLiteral("device-floppy"), Theme::Role::OnAccent),
                             tr("Save"), bar);
    m_save->setObjectName(QStringLiteral("saveCodehook"));
    m_save->setProperty("primary", true);
    m_save->setToolTip(tr("Save and activate (Ctrl+S)"));
    Layouts::rowOf(bar)->addWidget(m_enabled);
    Layouts::rowOf(bar)->addWidget(m_history);
    Layouts::rowOf(bar)->addStretch();
    Layouts::rowOf(bar)->addWidget(m_state);
    Layouts::rowOf(bar)->addWidget(m_testRun);
    Layouts::rowOf(bar)->addWidget(m_save);
    connect(m_enabled, &SwitchBox::clicked, this, &ScriptBar::enabledChosen);
    connect(m_history, &QPushButton::clicked, this, &ScriptBar::historyRequested);
    connect(m_testRun, &QPushButton::toggled, this, &ScriptBar::testRunToggled);
    connect(m_save, &QPushButton::clicked, this, &ScriptBar::saveRequested);
}

void ScriptBar::hideEnabled()
{
    m_enabled->hide();
}

void ScriptBar::hideTestRun()
{
    m_testRun->hide();
}

void ScriptBar::showSaving(Saving saving, int version)
{
    m_save->setEnabled(saving == Saving::Unsaved);
    m_enabled->setEnabled(version > 0);
    m_history->setEnabled(version > 0);
    if (saving == Saving::UnderWay)
        m_state->setText(tr("Saving…"));
    else if (saving == Saving::Unsaved)
        m_state->setText(tr("Unsaved changes"));
    else
        m_state->setText(version > 0 ? tr("Saved, version %1").arg(version) : tr("No script yet"));
}

void ScriptBar::setScriptEnabled(bool enabled)
{
    m_enabled->setChecked(enabled);
}

void ScriptBar::setTestRunShown(bool shown)
{
    m_testRun->setChecked(shown);
}

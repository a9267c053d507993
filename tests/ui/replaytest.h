// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/windowtest.h"
#include "ui/codehook/replaycursor.h"
#include "ui/codehook/replayview.h"

#include <Qsci/qsciscintilla.h>

/// What the tests of replays share: a run that is recorded in the window, and what a person does
/// with it and sees of it.
class ReplayTest : public WindowTest
{
    Q_OBJECT

protected:
    /// A hook with a wrong total, and a body that it meets.
    static const char Total[];
    static const char Lines[];

    /// Types @p script as the hooks of a new collection `orders`, and records a test run of it.
    void record(const QByteArray &script, const char *body);
    /// Records another run of the script that is shown.
    void recordAgain(const char *body);
    /// Opens the module @p name from the list on the left, and waits until its script is there.
    void openModule(const QString &name);
    /// Goes to the tab with the title @p title.
    void backTo(const QString &title);
    /// Chooses the action @p name in the menu of @p button.
    void choose(const char *button, const char *name);
    ReplayView &view() { return *find<ReplayView>("replay"); }
    bool isReplayed() { return find<ReplayView>("replay") && view().isVisible(); }
    ReplayCursor &cursor() { return view().cursor(); }
    int line() { return cursor().recording().place(cursor().step()).line; }
    /// The name of the script that the step which is shown is in.
    QString shownFile()
    {
        const int file = cursor().recording().place(cursor().step()).file;
        return cursor().recording().files().value(file).name;
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(find<QsciScintilla>("replayEditor"), Qt::Key(key), modifiers);
    }
    /// Clicks in the margin of the editor @p name.
    void clickBeside(const char *name, int line, Qt::KeyboardModifiers modifiers);
    /// Where the margin of the editor @p name shows stops or log points.
    QList<int> markedLines(const char *name);
    /// What the list of variables shows of @p name; empty: it is not there.
    QString variable(const QString &name);
    QString valuesBeside(int line);
    /// Watches @p expression and gives what is shown of it.
    QString watched(const QString &expression);
};

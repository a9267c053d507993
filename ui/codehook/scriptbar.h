// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class SwitchBox;
class Theme;

/// The bar over a script: whether it is enabled and saved, its history, its test run, saving it.
/// Thread: the window's.
class ScriptBar final : public QWidget
{
    Q_OBJECT

public:
    enum class Saving { None, Unsaved, UnderWay };

    ScriptBar(const Theme &theme, QWidget *parent);

    /// Leaves out what only the codehooks of a collection have: they can be disabled.
    void hideEnabled();
    /// Leaves out the test run, which modules have not.
    void hideTestRun();

    /// @p version is the one that is stored; 0: there is none.
    void showSaving(Saving saving, int version);
    void setScriptEnabled(bool enabled);
    void setTestRunShown(bool shown);

signals:
    void enabledChosen(bool enabled);
    void historyRequested();
    void testRunToggled(bool shown);
    void saveRequested();

private:
    SwitchBox *m_enabled;
    QPushButton *m_history;
    QLabel *m_state;
    QPushButton *m_testRun;
    QPushButton *m_save;
};

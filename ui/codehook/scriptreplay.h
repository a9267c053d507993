// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStackedWidget>

class ReplayView;
class ScriptStops;
class TestRunPanel;
class Theme;

/// The page of a script, and in its place the replay of a run while one is shown.
/// Thread: the window's.
class ScriptReplay final : public QStackedWidget
{
    Q_OBJECT

public:
    /// Shows @p script, which has @p test in it; what @p test records is replayed, with the stops
    /// that are set in the script and in the modules that ran with it. Those set in the replay are
    /// in these scripts afterwards.
    ScriptReplay(const Theme &theme, QWidget *script, TestRunPanel &test, ScriptStops &stops,
                 QWidget *parent);

    /// Replays @p document, or says why it cannot.
    void replay(const QByteArray &document);
    /// Leaves the replay, if one is shown.
    void showScript();
    /// Asks for a file and replays it.
    void openFile();

protected:
    void showEvent(QShowEvent *event) override;

private:
    ReplayView &view();
    /// Gives the replay the stops of its scripts.
    void handStops();
    QStringList recordedFiles() const;

    const Theme &m_theme;
    ScriptStops &m_stops;
    ReplayView *m_view = nullptr; ///< Null until the first replay.
    bool m_isHandingStops = false; ///< To the replay, which tells of a change then.
};

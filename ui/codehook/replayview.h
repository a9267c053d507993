// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class ReplayCode;
class ReplayCursor;
class ReplaySide;
class Theme;

/// A recorded run to step through, forwards and backwards: a bar with what moves it, a slider over
/// the whole run, the script, its steps, and what is known at the step that is shown.
/// Thread: the window's.
class ReplayView final : public QWidget
{
    Q_OBJECT

public:
    static constexpr qint64 LargestFile = 64 * 1024 * 1024; ///< In bytes; more is not read.

    ReplayView(const Theme &theme, QWidget *parent);

    /// Shows @p document. @errors as Recording::parse().
    Result<Done> open(const QByteArray &document);
    ReplayCursor &cursor() { return *m_cursor; }
    /// Compares what is shown with @p document. @errors as Recording::parse().
    Result<Done> compareWith(const QByteArray &document);
    /// Saves what is shown. @errors Unavailable: the file cannot be written.
    Result<Done> saveAs(const QString &path) const;

signals:
    void closed();
    /// A recording from a file is to be shown in the place of this one.
    void openRequested();

private:
    using Direction = Recording::Direction;

    QWidget *makeBar();
    QWidget *makeMiddle();
    void addStepActions(QWidget *bar);
    void addMenu(QWidget *bar);
    QAction *addAction(const char *name, const std::function<void()> &act);
    void addTool(QWidget *bar, const char *name, const QString &icon,
                 const std::function<void()> &act);
    void move();
    void showHead();
    void exportRecording();
    void compare();
    void goToLine();
    QString nameWanted() const;

    const Theme &m_theme;
    ReplayCursor *m_cursor;
    ReplayCode *m_code = nullptr;
    ReplaySide *m_side = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_status = nullptr;
    QLabel *m_place = nullptr;
    QLabel *m_beyond = nullptr;
    QAction *m_comparePrevious = nullptr;
    QByteArray m_previous; ///< The recording that was shown before this one.
};

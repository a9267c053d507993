// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"
#include "ui/codehook/replayexpression.h"

#include <QObject>

#include <memory>

/// Where a replay ends when it runs, or where it writes a line.
struct ReplayStop
{
    QString file; ///< As Recording::File names it.
    int line = 0; ///< From 1.
    QString condition; ///< Empty: always. See ReplayExpression.
    QString log; ///< Not empty: it does not stop, but tells this, with `{expression}` in it.
    bool isEnabled = true;
};

/// A recording with the step that is shown, and what moves it. Knows no widgets.
/// Thread: the window's.
class ReplayCursor final : public QObject
{
    Q_OBJECT

public:
    using Direction = Recording::Direction;
    /// What a log point told.
    struct Told
    {
        int step = 0;
        QString text;
    };

    explicit ReplayCursor(QObject *parent);

    /// Shows @p recording from its first step; stops stay.
    void open(Recording recording);
    bool isOpen() const { return m_recording.has_value(); }
    /// @pre isOpen()
    const Recording &recording() const { return *m_recording; }
    int step() const { return m_step; }

    void goTo(int step);
    void first() { goTo(0); }
    void last();
    void into(Direction direction);
    void over(Direction direction);
    void out(Direction direction);
    /// To the next stop whose condition holds; to the last or first step where there is none.
    void toStop(Direction direction);
    /// To the next step in @p place's line, or the last one before it where none follows.
    void toLine(const Recording::Place &place);
    /// To the step that gave @p name its value; nothing happens where it was set by none.
    void toSetting(const QString &name);
    /// To the step before the first error.
    void toFirstError();

    const QList<ReplayStop> &stops() const { return m_stops; }
    /// Makes or changes the stop in @p stop's line.
    void setStop(const ReplayStop &stop);
    void removeStop(const QString &file, int line);
    const ReplayStop *stopIn(const QString &file, int line) const;
    /// What the log points tell of the whole run, at most 1,000 lines.
    QList<Told> told() const;

    /// The value of an expression at @p step; an error says what is not understood.
    Result<RecordedValue> evaluate(const QString &expression, int step) const;

signals:
    void opened();
    void moved();
    void stopsChanged();

private:
    bool holds(const ReplayStop &stop, int step) const;
    /// Whether the run comes into the line of @p step there, and was not in it already.
    bool isArrival(int step) const;
    int fileOf(const QString &name) const;
    QString toldBy(const ReplayStop &stop, int step) const;

    std::optional<Recording> m_recording;
    int m_step = 0;
    QList<ReplayStop> m_stops;
};

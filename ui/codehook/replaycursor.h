// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recording.h"
#include "ui/codehook/replayexpression.h"
#include "ui/codehook/replaystop.h"

#include <QObject>

#include <map>
#include <memory>

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
    /// Has @p stops from now on; those of lines are where the recorded script has their text.
    void setStops(QList<ReplayStop> stops);
    /// Makes or changes the stop of @p stop's line or variable.
    void setStop(const ReplayStop &stop);
    /// Removes the stop of @p stop's line or variable; nothing happens where there is none.
    void removeStop(const ReplayStop &stop);
    const ReplayStop *stopIn(const QString &file, int line) const;
    /// The stop for changes of the value @p path, as it is named at the step that is shown, whether
    /// it is set or not; nothing: there is no such variable.
    std::optional<ReplayStop> stopOnChange(const QString &path) const;
    /// Whether @p stop is set, in the same line or for the same variable.
    bool isSet(const ReplayStop &stop) const;
    /// Sets the stop for changes of @p path, or removes it; nothing happens where there is no such
    /// variable.
    void toggleStopOnChange(const QString &path);
    /// What the log points tell of the whole run, at most 1,000 lines.
    QList<Told> told() const;

    /// The value of an expression at @p step; an error says what is not understood.
    Result<RecordedValue> evaluate(const QString &expression, int step) const;

signals:
    void opened();
    void moved();
    void stopsChanged();

private:
    using Moments = std::vector<Recording::ChangeAt>;

    bool holds(const ReplayStop &stop, int step) const;
    /// Where the run comes to @p stop, whatever its condition.
    const Moments &momentsOf(const ReplayStop &stop) const;
    Moments changesFor(const ReplayStop &stop) const;
    std::optional<int> nextAt(const ReplayStop &stop, Direction direction, int limit) const;
    void sortStops();
    QStringList linesOf(const QString &file) const;
    /// Whether the run comes into the line of @p step there, and was not in it already.
    bool isArrival(int step) const;
    int fileOf(const QString &name) const;
    QString toldBy(const ReplayStop &stop, int step) const;

    std::optional<Recording> m_recording;
    int m_step = 0;
    QList<ReplayStop> m_stops;
    /// What was worked out for stops, by their file, function and path; for those in lines by file
    /// and number.
    mutable std::map<QStringList, Moments> m_moments;
};

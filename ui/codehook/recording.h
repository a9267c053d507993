// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recordedvalue.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

/// A recorded run (docs/replay.md, "The format"): its steps, and what was known at each. Steps are
/// numbered from 0 through all hooks that ran. A question takes time by the logarithm of the number
/// of steps. Never changes once it is read. Thread: any, one at a time.
class Recording final
{
public:
    enum class StepKind { Plain, Test, Round, Caught, Return, End };
    enum class Direction { Forwards, Backwards };
    struct Place
    {
        int file = -1; ///< The index in files(); -1: nowhere.
        int line = 0; ///< From 1.
        int column = 0;
        bool isLineOf(const Place &other) const { return file == other.file && line == other.line; }
    };
    struct File
    {
        QString name; ///< `orders.js`, `lib/vat.js`
        QString source;
    };
    struct Variable
    {
        QString name;
        RecordedValue value;
        RecordedValue before; ///< What it was before it changed; Missing: it did not, or had none.
        bool isOuter = false; ///< It belongs to a function around the one that runs.
        bool isChanged = false; ///< Since the step of its function before this one.
    };
    /// A function on the stack; the innermost comes first.
    struct Caller
    {
        QString name; ///< Of the function, or what was waited for.
        Place place; ///< Where it is.
        int step = -1; ///< Its last step so far; -1: none.
        bool isAsync = false; ///< It did not call the one before, but waits for it or began it.
    };
    enum class MarkKind { Call, Answer, Log, Thrown, End, Hook, Turn };
    /// What happened behind a step beside it.
    struct Mark
    {
        MarkKind kind = MarkKind::Log;
        int step = 0;
        QString text;
        bool isError = false;
    };
    struct Setting
    {
        int step = 0; ///< That set it: what stood there gave it this value.
        RecordedValue value;
    };
    /// A variable of a function of a script, in whichever call of it.
    struct VariablePlace
    {
        QString file;
        QString function; ///< The one that declares it.
        QString name;
    };
    /// That a variable got another value.
    struct ChangeAt
    {
        int step = 0; ///< That set it, as in Setting.
        int seen = 0; ///< The first step at which it has the value.
    };
    /// Whether a change of a value counts.
    using IsOther = std::function<bool(const RecordedValue &before, const RecordedValue &after)>;
    /// Where two recordings begin to differ; -1: nowhere.
    struct Difference
    {
        int mine = -1;
        int theirs = -1;
        QString name; ///< The path to what has another value; empty: another line ran.
        RecordedValue value; ///< What it is here.
        RecordedValue other;
    };

    /// @errors BadInput: it is no recording, or one of a later version.
    static Result<Recording> parse(const QByteArray &document);

    /// @p bytes, for a file.
    const QByteArray &document() const { return m_document; }
    const QString &title() const { return m_title; } ///< `POST /rest/orders`
    int status() const { return m_status; } ///< 0: a job.
    const QString &time() const { return m_time; } ///< When it was recorded, as in JSON.
    const QList<File> &files() const { return m_files; }
    int stepCount() const { return int(m_steps.size()); }
    qint64 stepsBeyond() const { return m_beyond; } ///< That were not kept.
    int milliseconds(int step) const { return m_steps[size_t(step)].time; }
    Place place(int step) const;
    StepKind kind(int step) const;
    QString function(int step) const;
    int depth(int step) const { return m_steps[size_t(step)].depth; }
    /// What a Return gives.
    RecordedValue returned(int step) const;

    /// The next step of all, of this function, or of the one that called it. The last or the first
    /// step where there is none.
    int into(int step, Direction direction) const;
    int over(int step, Direction direction) const;
    int out(int step, Direction direction) const;
    /// The next step in @p place's line behind @p step, or before it; nothing: it has none there.
    std::optional<int> nextIn(const Place &place, int step, Direction direction) const;
    /// All steps in a line, in their order.
    const std::vector<int> &stepsIn(const Place &place) const;
    /// The first step behind which an error was thrown or an answer was one.
    std::optional<int> firstError() const;

    /// What can be named at @p step, the innermost first.
    QList<Variable> variables(int step) const;
    /// The variable @p name there; Missing where there is none.
    RecordedValue variable(int step, const QString &name) const;
    /// How @p name came to its value at @p step: the last settings, the latest first, at most @p
    /// most.
    QList<Setting> settings(int step, const QString &name, int most) const;
    /// Whose variable @p name is at @p step; nothing: there is none of that name.
    std::optional<VariablePlace> placeOf(int step, const QString &name) const;
    /// Where the variable got another value after its first one, also in functions within that
    /// whose it is, in the order of the steps. @p isOther: which changes count; null: all. Takes
    /// time by the number of changes, more with @p isOther.
    std::vector<ChangeAt> changesOf(const VariablePlace &variable, const IsOther &isOther) const;
    /// What the lines of the function that runs at @p step set last, up to there.
    QMap<int, QList<Variable>> lineValues(int step) const;
    QList<Caller> stack(int step) const;
    const QList<Mark> &marks() const { return m_marks; } ///< In the order of their steps.
    /// Those behind @p step.
    QList<Mark> marksAt(int step) const;
    /// What changed at @p step, and what it is about, in one line.
    QString summary(int step) const;

    /// The first step with another value or in another line, and, where @p isWay, the first in
    /// another line. Ids of requests and documents and times are not compared.
    Difference differenceTo(const Recording &other, bool isWay) const;

private:
    friend class RecordingReader;
    struct Function
    {
        QString name;
        int line = 0;
        int lastLine = 0;
        QStringList slots_; ///< Names; `^` before those of functions around it.
    };
    struct Site
    {
        int function = 0;
        int line = 0;
        int column = 0;
        int kind = 0;
        int bound = 0; ///< So many of the slots, the first ones, are set by the step itself.
        QList<int> slots_;
    };
    struct Table
    {
        int file = -1;
        QList<Function> functions;
        std::vector<Site> sites;
    };
    struct Change
    {
        int step = 0;
        int slot = 0;
        int value = 0;
    };
    struct Frame
    {
        int table = 0;
        int function = 0;
        std::vector<std::pair<int, int>> callers; ///< From a step on, this frame.
        std::vector<int> steps;
        std::vector<Change> changes;
        std::vector<std::vector<Change>> slots_;
    };
    struct Step
    {
        int frame = 0;
        int site = 0;
        int value = -1;
        int time = 0;
        int depth = 0;
        int turn = 0;
    };
    struct TurnOrigin
    {
        int cause = 0;
        int step = -1; ///< Of the call that was answered.
        QString text;
    };

    Recording() = default;
    const Site &site(int step) const;
    const Frame &frame(int step) const { return m_frames[size_t(m_steps[size_t(step)].frame)]; }
    int callerOf(const Frame &frame, int step) const;
    /// The change that gave a slot its value at @p step; null: none.
    static const Change *changeOf(const Frame &frame, int slot, int step);
    int settingStep(const Frame &frame, const Change &change) const;
    int slotOf(int step, const QString &name) const;
    /// The function that declares what @p function calls @p name; -1: none.
    static int declarerOf(const Table &table, int function, const QString &name);
    Caller callerAt(int frame, int step, bool isAsync) const;
    int indexIn(const Frame &frame, int step) const;
    bool isSameStep(int step, const Recording &other, int theirs) const;
    RecordedValue valueAt(int index) const { return RecordedValue::parse(m_values[size_t(index)]); }

    QByteArray m_document;
    QString m_title;
    QString m_time;
    int m_status = 0;
    qint64 m_beyond = 0;
    QList<File> m_files;
    std::vector<Table> m_tables;
    std::vector<Frame> m_frames;
    std::vector<Step> m_steps;
    std::vector<QByteArray> m_values; ///< As JSON.
    std::vector<TurnOrigin> m_turns;
    QList<Mark> m_marks;
    QMap<std::pair<int, int>, std::vector<int>> m_lines; ///< The steps of each line of a file.
};

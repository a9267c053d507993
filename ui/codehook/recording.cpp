// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/recording.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace {

constexpr int MostCallers = 1000; // of a deep recursion, the innermost are listed
constexpr int MostLookedAt = 2000; // changes of a function, for the values beside its lines

/// The first of @p steps behind @p step, or the last one before it; nothing: there is none.
std::optional<int> neighbour(const std::vector<int> &steps, int step,
                             Recording::Direction direction)
{
    if (direction == Recording::Direction::Forwards) {
        const auto found = std::upper_bound(steps.begin(), steps.end(), step);
        return found == steps.end() ? std::nullopt : std::optional(*found);
    }
    const auto found = std::lower_bound(steps.begin(), steps.end(), step);
    return found == steps.begin() ? std::nullopt : std::optional(*std::prev(found));
}

/// Whether a member differs from run to run by itself.
bool isOfItsRun(const QString &name)
{
    static const QSet<QString> names = {QStringLiteral("requestId"), QStringLiteral("_id"),
                                        QStringLiteral("_created"), QStringLiteral("_changed"),
                                        QStringLiteral("_version")};
    return names.contains(name);
}

/// Where a value begins to differ from another one: the path to it, and what is there. Nothing:
/// they are alike.
struct Unlike
{
    QString path;
    RecordedValue mine;
    RecordedValue theirs;
};

std::optional<Unlike> unlikeIn(const QString &path, const RecordedValue &mine,
                               const RecordedValue &theirs)
{
    using Kind = RecordedValue::Kind;
    const bool isList = mine.kind() == Kind::Array;
    const bool isObject = isList || mine.kind() == Kind::Object;
    const auto isNaN = [](const RecordedValue &value) {
        return value.kind() == Kind::Number && std::isnan(value.toNumber());
    };
    if (isNaN(mine) && isNaN(theirs))
        return std::nullopt;
    if (!isObject || mine.kind() != theirs.kind())
        return mine.equals(theirs) ? std::nullopt : std::optional(Unlike{path, mine, theirs});
    if (isList && mine.count() != theirs.count())
        return Unlike{path + QStringLiteral(".length"), RecordedValue::number(double(mine.count())),
                      RecordedValue::number(double(theirs.count()))};
    for (const auto &[name, value] : mine.members()) {
        if (isOfItsRun(name))
            continue;
        const QString inner =
            path + (isList ? QStringLiteral("[%1]").arg(name) : QLatin1Char('.') + name);
        if (auto found = unlikeIn(inner, value, theirs.member(name)))
            return found;
    }
    for (const auto &[name, value] : theirs.members()) {
        const bool isMissing = mine.member(name).kind() == Kind::Missing;
        if (isMissing && !isOfItsRun(name) && !mine.hasMore())
            return Unlike{path + QLatin1Char('.') + name, RecordedValue(), value};
    }
    return std::nullopt;
}

QString plainName(const QString &slot)
{
    return slot.startsWith(QLatin1Char('^')) ? slot.mid(1) : slot;
}

} // namespace

// ---- where a step is

const Recording::Site &Recording::site(int step) const
{
    return m_tables[size_t(frame(step).table)].sites[size_t(m_steps[size_t(step)].site)];
}

Recording::Place Recording::place(int step) const
{
    const Site &at = site(step);
    return {m_tables[size_t(frame(step).table)].file, at.line, at.column};
}

Recording::StepKind Recording::kind(int step) const
{
    return StepKind(std::clamp(site(step).kind, 0, int(StepKind::End)));
}

QString Recording::function(int step) const
{
    return m_tables[size_t(frame(step).table)].functions[frame(step).function].name;
}

RecordedValue Recording::returned(int step) const
{
    const int value = m_steps[size_t(step)].value;
    return value < 0 ? RecordedValue() : valueAt(value);
}

int Recording::callerOf(const Frame &frame, int step) const
{
    // Behind the one that a step later had.
    const auto found = std::upper_bound(
        frame.callers.begin(), frame.callers.end(), step,
        [](int wanted, const std::pair<int, int> &each) { return wanted < each.first; });
    return found == frame.callers.begin() ? frame.callers.front().second : std::prev(found)->second;
}

// ---- stepping

int Recording::into(int step, Direction direction) const
{
    return direction == Direction::Forwards ? std::min(step + 1, stepCount() - 1)
                                            : std::max(step - 1, 0);
}

int Recording::over(int step, Direction direction) const
{
    const auto own = neighbour(frame(step).steps, step, direction);
    return own ? *own : out(step, direction);
}

int Recording::out(int step, Direction direction) const
{
    int number = callerOf(frame(step), step);
    // A function that was left for good by an error leaves its callers, too.
    for (int i = 0; number >= 0 && i < MostCallers; ++i) {
        const Frame &caller = m_frames[size_t(number)];
        if (const auto found = neighbour(caller.steps, step, direction))
            return *found;
        number = callerOf(caller, step);
    }
    // Nothing called it: to what ran before or behind it.
    const auto &own = frame(step).steps;
    return direction == Direction::Forwards
        ? std::min(std::max(own.back(), step) + 1, stepCount() - 1)
        : std::max(own.front() - 1, 0);
}

std::optional<int> Recording::nextIn(const Place &place, int step, Direction direction) const
{
    return neighbour(stepsIn(place), step, direction);
}

const std::vector<int> &Recording::stepsIn(const Place &place) const
{
    static const std::vector<int> none;
    const auto found = m_lines.constFind({place.file, place.line});
    return found == m_lines.constEnd() ? none : *found;
}

std::optional<int> Recording::firstError() const
{
    const auto found =
        std::find_if(m_marks.begin(), m_marks.end(), [](const Mark &each) { return each.isError; });
    return found == m_marks.end() ? std::nullopt : std::optional(found->step);
}

// ---- variables

const Recording::Change *Recording::changeOf(const Frame &frame, int slot, int step)
{
    const auto &changes = frame.slots_[size_t(slot)];
    const auto found =
        std::upper_bound(changes.begin(), changes.end(), step,
                         [](int wanted, const Change &each) { return wanted < each.step; });
    return found == changes.begin() ? nullptr : &*std::prev(found);
}

int Recording::indexIn(const Frame &frame, int step) const
{
    return int(std::lower_bound(frame.steps.begin(), frame.steps.end(), step)
               - frame.steps.begin());
}

/// The step of a frame that made a change: the one before it was seen, or that of a loop or a
/// `catch` which sets its own variables.
int Recording::settingStep(const Frame &frame, const Change &change) const
{
    const Site &at = m_tables[size_t(frame.table)].sites[size_t(m_steps[size_t(change.step)].site)];
    const qsizetype place = at.slots_.indexOf(change.slot);
    const int index = indexIn(frame, change.step);
    if (index == 0 || (place >= 0 && place < at.bound))
        return change.step;
    return frame.steps[size_t(index - 1)];
}

QList<Recording::Variable> Recording::variables(int step) const
{
    const Frame &of = frame(step);
    const QStringList &names = m_tables[size_t(of.table)].functions[of.function].slots_;
    QList<Variable> found;
    QSet<QString> seen;
    for (const int slot : site(step).slots_) {
        const Change *change = changeOf(of, slot, step);
        Variable variable;
        variable.name = plainName(names[slot]);
        variable.isOuter = variable.name.size() != names[slot].size();
        if (!change || seen.contains(variable.name))
            continue;
        seen.insert(variable.name);
        variable.value = valueAt(change->value);
        variable.isChanged = change->step == step;
        const Change *before = variable.isChanged ? changeOf(of, slot, change->step - 1) : nullptr;
        if (before)
            variable.before = valueAt(before->value);
        found.append(variable);
    }
    // What the function made itself is looked for first, and what it found around it last.
    const auto rank = [](const Variable &each) {
        const bool isGiven = each.name == QLatin1String("req") || each.name == QLatin1String("res");
        return each.isOuter ? 2 : isGiven ? 1 : 0;
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Variable &a, const Variable &b) { return rank(a) < rank(b); });
    return found;
}

int Recording::slotOf(int step, const QString &name) const
{
    const Frame &of = frame(step);
    const QStringList &names = m_tables[size_t(of.table)].functions[of.function].slots_;
    for (const int slot : site(step).slots_) {
        if (plainName(names[slot]) == name)
            return slot;
    }
    return -1;
}

RecordedValue Recording::variable(int step, const QString &name) const
{
    const int slot = slotOf(step, name);
    const Change *change = slot < 0 ? nullptr : changeOf(frame(step), slot, step);
    return change ? valueAt(change->value) : RecordedValue();
}

QList<Recording::Setting> Recording::settings(int step, const QString &name, int most) const
{
    QList<Setting> found;
    const int slot = slotOf(step, name);
    if (slot < 0)
        return found;
    const Frame &of = frame(step);
    const auto &changes = of.slots_[size_t(slot)];
    auto at = std::upper_bound(changes.begin(), changes.end(), step,
                               [](int wanted, const Change &each) { return wanted < each.step; });
    while (at != changes.begin() && found.size() < most) {
        --at;
        found.append({settingStep(of, *at), valueAt(at->value)});
    }
    return found;
}

/// Functions stand before those within them, and their lines around those of these.
int Recording::declarerOf(const Table &table, int function, const QString &name)
{
    const Function &inner = table.functions[function];
    for (int i = function; i >= 0; --i) {
        const Function &outer = table.functions[i];
        const bool isAround = outer.line <= inner.line && inner.lastLine <= outer.lastLine;
        if (isAround && outer.slots_.contains(name))
            return i;
    }
    return -1;
}

std::optional<Recording::VariablePlace> Recording::placeOf(int step, const QString &name) const
{
    const Frame &of = frame(step);
    const Table &table = m_tables[size_t(of.table)];
    const int declarer = declarerOf(table, of.function, name);
    if (slotOf(step, name) < 0 || declarer < 0 || table.file < 0)
        return std::nullopt;
    return VariablePlace{m_files[table.file].name, table.functions[declarer].name, name};
}

std::vector<Recording::ChangeAt> Recording::changesOf(const VariablePlace &variable,
                                                      const IsOther &isOther) const
{
    struct Found : ChangeAt
    {
        const Frame *frame;
        bool isCaptured; ///< By a function within that whose it is.
    };
    std::vector<Found> found;
    const auto isOfIt = [&](const Frame &frame) {
        const Table &table = m_tables[size_t(frame.table)];
        const int declarer = declarerOf(table, frame.function, variable.name);
        return declarer >= 0 && table.functions[declarer].name == variable.function
            && table.file >= 0 && m_files[table.file].name == variable.file;
    };
    QMap<std::pair<int, int>, bool> known; // by table and function
    for (const Frame &frame : m_frames) {
        const std::pair<int, int> function{frame.table, frame.function};
        if (!known.contains(function))
            known.insert(function, isOfIt(frame));
        if (!known.value(function))
            continue;
        const QStringList &names = m_tables[size_t(frame.table)].functions[frame.function].slots_;
        for (int slot = 0; slot < names.size(); ++slot) {
            if (plainName(names[slot]) != variable.name)
                continue;
            const auto &changes = frame.slots_[size_t(slot)];
            for (size_t i = 1; i < changes.size(); ++i) {
                if (!isOther || isOther(valueAt(changes[i - 1].value), valueAt(changes[i].value)))
                    found.push_back({{settingStep(frame, changes[i]), changes[i].step},
                                     &frame,
                                     names[slot] != variable.name});
            }
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Found &a, const Found &b) { return a.step < b.step; });
    // Where a function was called that changed it, the call is not told as well.
    std::vector<ChangeAt> changes;
    for (auto each = found.begin(); each != found.end(); ++each) {
        const auto inner = std::find_if(each + 1, found.end(), [&](const Found &other) {
            return other.step >= each->seen || (other.isCaptured && other.frame != each->frame);
        });
        if (inner == found.end() || inner->step >= each->seen)
            changes.push_back(*each);
    }
    return changes;
}

QMap<int, QList<Recording::Variable>> Recording::lineValues(int step) const
{
    QMap<int, QList<Variable>> lines;
    const Frame &of = frame(step);
    const Function &function = m_tables[size_t(of.table)].functions[of.function];
    const auto &sites = m_tables[size_t(of.table)].sites;
    QSet<std::pair<int, int>> seen;
    auto at = std::upper_bound(of.changes.begin(), of.changes.end(), step,
                               [](int wanted, const Change &each) { return wanted < each.step; });
    for (int looked = 0; at != of.changes.begin() && looked < MostLookedAt; ++looked) {
        --at;
        const int setter = settingStep(of, *at);
        const bool isBegin = setter == of.steps.front() && at->step == setter;
        const QString &slot = function.slots_[at->slot];
        // What a function finds around it, it did not set.
        const Change *before = changeOf(of, at->slot, at->step - 1);
        if (slot.startsWith(QLatin1Char('^')) && !before)
            continue;
        const int line = isBegin ? function.line : sites[size_t(m_steps[size_t(setter)].site)].line;
        if (seen.contains({line, at->slot}))
            continue;
        seen.insert({line, at->slot});
        Variable variable;
        variable.name = plainName(slot);
        variable.value = valueAt(at->value);
        variable.isChanged = at->step == step;
        if (before)
            variable.before = valueAt(before->value);
        lines[line].prepend(variable);
    }
    return lines;
}

// ---- the stack

Recording::Caller Recording::callerAt(int number, int step, bool isAsync) const
{
    const Frame &of = m_frames[size_t(number)];
    const auto found = std::upper_bound(of.steps.begin(), of.steps.end(), step);
    Caller caller;
    caller.name = m_tables[size_t(of.table)].functions[of.function].name;
    caller.isAsync = isAsync;
    if (found != of.steps.begin()) {
        caller.step = *std::prev(found);
        caller.place = place(caller.step);
    }
    return caller;
}

QList<Recording::Caller> Recording::stack(int step) const
{
    QList<Caller> callers;
    int number = m_steps[size_t(step)].frame;
    bool isAsync = false;
    while (number >= 0 && callers.size() < MostCallers) {
        callers.append(callerAt(number, step, isAsync));
        const Frame &of = m_frames[size_t(number)];
        number = isAsync ? of.callers.front().second : callerOf(of, step);
        if (number < 0 && !isAsync) { // who waits for it
            number = of.callers.front().second;
            isAsync = number >= 0;
        }
    }
    const int turn = m_steps[size_t(step)].turn;
    const TurnOrigin origin = turn < int(m_turns.size()) ? m_turns[size_t(turn)] : TurnOrigin();
    if (origin.cause == 1 && origin.step >= 0 && origin.step < stepCount())
        callers.append({origin.text, place(origin.step), origin.step, true});
    return callers;
}

// ---- marks

QList<Recording::Mark> Recording::marksAt(int step) const
{
    const auto range =
        std::equal_range(m_marks.begin(), m_marks.end(), Mark{MarkKind::Log, step, {}, false},
                         [](const Mark &a, const Mark &b) { return a.step < b.step; });
    return QList<Mark>(range.first, range.second);
}

QString Recording::summary(int step) const
{
    QStringList texts;
    const Frame &of = frame(step);
    const int index = indexIn(of, step);
    const int next = index + 1 < int(of.steps.size()) ? of.steps[size_t(index + 1)] : -1;
    if (kind(step) == StepKind::Return)
        texts.append(QStringLiteral("return ") + returned(step).shown(50));
    const QStringList &names = m_tables[size_t(of.table)].functions[of.function].slots_;
    auto change =
        std::lower_bound(of.changes.begin(), of.changes.end(), next,
                         [](const Change &each, int wanted) { return each.step < wanted; });
    // What the statement did is seen at the step behind it.
    for (; change != of.changes.end() && change->step == next && texts.size() < 4; ++change)
        texts.append(plainName(names[change->slot]) + QStringLiteral(" = ")
                     + valueAt(change->value).shown(40));
    for (const Mark &mark : marksAt(step)) {
        if (texts.size() < 6)
            texts.append(mark.text);
    }
    return texts.join(QStringLiteral(",  "));
}

// ---- comparing

bool Recording::isSameStep(int step, const Recording &other, int theirs) const
{
    return place(step).line == other.place(theirs).line && kind(step) == other.kind(theirs)
        && function(step) == other.function(theirs) && depth(step) == other.depth(theirs);
}

Recording::Difference Recording::differenceTo(const Recording &other, bool isWay) const
{
    const int count = std::min(stepCount(), other.stepCount());
    for (int i = 0; i < count; ++i) {
        if (!isSameStep(i, other, i))
            return {i, i, {}, {}, {}};
        if (isWay)
            continue;
        for (const Variable &mine : variables(i)) {
            if (!mine.isChanged || isOfItsRun(mine.name))
                continue;
            const auto found = unlikeIn(mine.name, mine.value, other.variable(i, mine.name));
            if (found)
                return {i, i, found->path, found->mine, found->theirs};
        }
    }
    if (stepCount() == other.stepCount())
        return {};
    return {std::min(count, stepCount() - 1), std::min(count, other.stepCount() - 1), {}, {}, {}};
}

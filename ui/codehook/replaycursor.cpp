// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replaycursor.h"

#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace {

constexpr int MostTold = 1000;

} // namespace

ReplayCursor::ReplayCursor(QObject *parent)
    : QObject(parent)
{
}

void ReplayCursor::open(Recording recording)
{
    m_recording = std::move(recording);
    m_moments.clear();
    m_step = 0;
    emit opened();
    emit moved();
}

void ReplayCursor::goTo(int step)
{
    if (!m_recording)
        return;
    const int wanted = std::clamp(step, 0, m_recording->stepCount() - 1);
    if (wanted == m_step)
        return;
    m_step = wanted;
    emit moved();
}

void ReplayCursor::last()
{
    if (m_recording)
        goTo(m_recording->stepCount() - 1);
}

void ReplayCursor::into(Direction direction)
{
    if (m_recording)
        goTo(m_recording->into(m_step, direction));
}

void ReplayCursor::over(Direction direction)
{
    if (m_recording)
        goTo(m_recording->over(m_step, direction));
}

void ReplayCursor::out(Direction direction)
{
    if (m_recording)
        goTo(m_recording->out(m_step, direction));
}

void ReplayCursor::toStop(Direction direction)
{
    if (!m_recording)
        return;
    int best = direction == Direction::Forwards ? m_recording->stepCount() - 1 : 0;
    for (const ReplayStop &stop : m_stops) {
        if (stop.isEnabled && stop.log.isEmpty())
            best = nextAt(stop, direction, best).value_or(best);
    }
    goTo(best);
}

/// The next step between the one that is shown and @p limit at which @p stop holds.
std::optional<int> ReplayCursor::nextAt(const ReplayStop &stop, Direction direction,
                                        int limit) const
{
    const bool isForwards = direction == Direction::Forwards;
    const Moments &moments = momentsOf(stop);
    const auto isBefore = [](const Recording::ChangeAt &each, int step) {
        return each.step < step;
    };
    auto at = std::lower_bound(moments.begin(), moments.end(), isForwards ? m_step + 1 : m_step,
                               isBefore);
    while (isForwards ? at != moments.end() : at != moments.begin()) {
        const Recording::ChangeAt &moment = isForwards ? *at++ : *--at;
        if (isForwards ? moment.step >= limit : moment.step <= limit)
            return std::nullopt;
        if (holds(stop, moment.seen))
            return moment.step;
    }
    return std::nullopt;
}

const ReplayCursor::Moments &ReplayCursor::momentsOf(const ReplayStop &stop) const
{
    const QStringList key = {stop.file, stop.function, stop.variable, QString::number(stop.line)};
    const auto known = m_moments.find(key);
    if (known != m_moments.end())
        return known->second;
    Moments moments;
    const int file = fileOf(stop.file);
    if (file >= 0 && stop.isOfVariable()) {
        moments = changesFor(stop);
    } else if (file >= 0) {
        for (const int step : m_recording->stepsIn({file, stop.line, 0})) {
            if (isArrival(step))
                moments.push_back({step, step});
        }
    }
    return m_moments.emplace(key, std::move(moments)).first->second;
}

ReplayCursor::Moments ReplayCursor::changesFor(const ReplayStop &stop) const
{
    const QString name = ReplayExpression::rootOf(stop.variable);
    const Recording::VariablePlace place{stop.file, stop.function, name};
    if (name == stop.variable)
        return m_recording->changesOf(place, {});
    const auto path = ReplayExpression::parse(stop.variable);
    if (!path)
        return {};
    const auto valueIn = [&](const RecordedValue &root) {
        return path->evaluate(
            [&](const QString &asked) { return asked == name ? root : RecordedValue(); });
    };
    return m_recording->changesOf(place,
                                  [&](const RecordedValue &before, const RecordedValue &after) {
                                      return !valueIn(before).equals(valueIn(after));
                                  });
}

bool ReplayCursor::isArrival(int step) const
{
    using Kind = Recording::StepKind;
    const Kind kind = m_recording->kind(step);
    if (kind != Kind::Return && kind != Kind::End && kind != Kind::Caught)
        return true;
    const int before = m_recording->over(step, Direction::Backwards);
    return before == step || !m_recording->place(before).isLineOf(m_recording->place(step));
}

void ReplayCursor::toLine(const Recording::Place &place)
{
    if (!m_recording)
        return;
    auto found = m_recording->nextIn(place, m_step, Direction::Forwards);
    if (!found)
        found = m_recording->nextIn(place, m_step, Direction::Backwards);
    if (found)
        goTo(*found);
}

void ReplayCursor::toSetting(const QString &name)
{
    if (!m_recording)
        return;
    // Where it was just set by the step shown, the one before is wanted.
    for (const Recording::Setting &each : m_recording->settings(m_step, name, 3)) {
        if (each.step < m_step)
            return goTo(each.step);
    }
}

void ReplayCursor::toFirstError()
{
    if (const auto step = m_recording ? m_recording->firstError() : std::nullopt)
        goTo(*step);
}

// ---- stops

int ReplayCursor::fileOf(const QString &name) const
{
    const auto &files = m_recording->files();
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const Recording::File &each) { return each.name == name; });
    return found == files.end() ? -1 : int(found - files.begin());
}

QStringList ReplayCursor::linesOf(const QString &file) const
{
    const int index = m_recording ? fileOf(file) : -1;
    return index < 0 ? QStringList() : m_recording->files()[index].source.split(QLatin1Char('\n'));
}

void ReplayCursor::sortStops()
{
    const auto key = [](const ReplayStop &each) {
        return std::tie(each.file, each.line, each.function, each.variable);
    };
    std::sort(m_stops.begin(), m_stops.end(),
              [&](const ReplayStop &a, const ReplayStop &b) { return key(a) < key(b); });
}

void ReplayCursor::setStops(QList<ReplayStop> stops)
{
    for (ReplayStop &each : stops)
        each.findLine(linesOf(each.file));
    m_stops = std::move(stops);
    sortStops();
    emit stopsChanged();
}

void ReplayCursor::setStop(const ReplayStop &stop)
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(),
                                    [&](const ReplayStop &each) { return each.isAtPlaceOf(stop); });
    const qsizetype index = found - m_stops.begin();
    if (found == m_stops.end())
        m_stops.append(stop);
    else
        *found = stop;
    m_stops[index].lineText = linesOf(stop.file).value(stop.line - 1).trimmed();
    sortStops();
    emit stopsChanged();
}

void ReplayCursor::removeStop(const ReplayStop &stop)
{
    m_stops.removeIf([&](const ReplayStop &each) { return each.isAtPlaceOf(stop); });
    emit stopsChanged();
}

bool ReplayCursor::isSet(const ReplayStop &stop) const
{
    return std::any_of(m_stops.begin(), m_stops.end(),
                       [&](const ReplayStop &each) { return each.isAtPlaceOf(stop); });
}

std::optional<ReplayStop> ReplayCursor::stopOnChange(const QString &path) const
{
    const QString name = ReplayExpression::rootOf(path);
    const auto place = m_recording ? m_recording->placeOf(m_step, name) : std::nullopt;
    if (!place || !ReplayExpression::parse(path))
        return std::nullopt;
    ReplayStop stop;
    stop.file = place->file;
    stop.function = place->function;
    stop.variable = path;
    return stop;
}

void ReplayCursor::toggleStopOnChange(const QString &path)
{
    const auto stop = stopOnChange(path);
    if (!stop)
        return;
    if (isSet(*stop))
        removeStop(*stop);
    else
        setStop(*stop);
}

const ReplayStop *ReplayCursor::stopIn(const QString &file, int line) const
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(), [&](const ReplayStop &each) {
        return each.file == file && each.line == line && !each.isOfVariable();
    });
    return found == m_stops.end() ? nullptr : &*found;
}

bool ReplayCursor::holds(const ReplayStop &stop, int step) const
{
    if (stop.condition.isEmpty())
        return true;
    const auto value = evaluate(stop.condition, step);
    return value && value->isTrue();
}

QString ReplayCursor::toldBy(const ReplayStop &stop, int step) const
{
    static const QRegularExpression inBraces(QStringLiteral("\\{([^{}]*)\\}"));
    QString text;
    qsizetype at = 0;
    auto matches = inBraces.globalMatch(stop.log);
    while (matches.hasNext()) {
        const auto match = matches.next();
        text.append(stop.log.mid(at, match.capturedStart() - at));
        const auto value = evaluate(match.captured(1), step);
        text.append(value ? value->toText() : value.error().message);
        at = match.capturedEnd();
    }
    return text + stop.log.mid(at);
}

QList<ReplayCursor::Told> ReplayCursor::told() const
{
    QList<Told> lines;
    if (!m_recording)
        return lines;
    for (const ReplayStop &stop : m_stops) {
        if (stop.log.isEmpty() || !stop.isEnabled)
            continue;
        for (const Recording::ChangeAt &moment : momentsOf(stop)) {
            if (lines.size() == MostTold)
                break;
            if (holds(stop, moment.seen))
                lines.append({moment.step, toldBy(stop, moment.seen)});
        }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Told &a, const Told &b) { return a.step < b.step; });
    return lines;
}

Result<RecordedValue> ReplayCursor::evaluate(const QString &expression, int step) const
{
    const auto parsed = ReplayExpression::parse(expression);
    if (!parsed)
        return failure(parsed);
    return parsed->evaluate(
        [this, step](const QString &name) { return m_recording->variable(step, name); });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replaycursor.h"

#include <QRegularExpression>

#include <algorithm>

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
    const bool isForwards = direction == Direction::Forwards;
    int best = isForwards ? m_recording->stepCount() - 1 : 0;
    for (const ReplayStop &stop : m_stops) {
        const int file = fileOf(stop.file);
        if (file < 0 || !stop.isEnabled || !stop.log.isEmpty())
            continue;
        const Recording::Place place{file, stop.line, 0};
        for (auto at = m_recording->nextIn(place, m_step, direction);
             at && (isForwards ? *at < best : *at > best);
             at = m_recording->nextIn(place, *at, direction)) {
            if (isArrival(*at) && holds(stop, *at)) {
                best = *at;
                break;
            }
        }
    }
    goTo(best);
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

void ReplayCursor::setStop(const ReplayStop &stop)
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(), [&](const ReplayStop &each) {
        return each.file == stop.file && each.line == stop.line;
    });
    if (found == m_stops.end())
        m_stops.append(stop);
    else
        *found = stop;
    std::sort(m_stops.begin(), m_stops.end(), [](const ReplayStop &a, const ReplayStop &b) {
        return std::tie(a.file, a.line) < std::tie(b.file, b.line);
    });
    emit stopsChanged();
}

void ReplayCursor::removeStop(const QString &file, int line)
{
    m_stops.removeIf(
        [&](const ReplayStop &each) { return each.file == file && each.line == line; });
    emit stopsChanged();
}

const ReplayStop *ReplayCursor::stopIn(const QString &file, int line) const
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(), [&](const ReplayStop &each) {
        return each.file == file && each.line == line;
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
        const int file = fileOf(stop.file);
        if (stop.log.isEmpty() || !stop.isEnabled || file < 0)
            continue;
        for (const int step : m_recording->stepsIn({file, stop.line, 0})) {
            if (lines.size() == MostTold)
                break;
            if (isArrival(step) && holds(stop, step))
                lines.append({step, toldBy(stop, step)});
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/recordingreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

constexpr int FormatVersion = 1;
constexpr int MostSlots = 10'000; // of a function: a script has at most 256 KiB
constexpr int MostFiles = 1000;
constexpr qsizetype MostPlaces = 20'000'000; // of values, in all calls of functions
constexpr qsizetype LongestSource = 1024 * 1024;

int whole(const Json::Value &value)
{
    return int(std::clamp<qint64>(value.toInteger(), -1, 1'000'000'000));
}

QString textOfArguments(const RecordedValue &given)
{
    QStringList texts;
    for (const auto &[name, value] : given.members())
        texts.append(value.kind() == RecordedValue::Kind::Text ? value.toText() : value.shown(60));
    return texts.join(QLatin1Char(' '));
}

} // namespace

Result<Done> RecordingReader::read(const QByteArray &document)
{
    const auto parsed = Json::Document::parse(document);
    const Json::Value root = parsed ? parsed->root() : Json::Value();
    if (root.value("format").text() != "hookdesk-recording")
        return failure(Error::Kind::BadInput,
                       QCoreApplication::translate("Recording", "This is no recording of a run."));
    if (root.value("version").toInteger() != FormatVersion)
        return failure(Error::Kind::BadInput,
                       QCoreApplication::translate(
                           "Recording", "This recording was made by a later version of Hookdesk."));
    const Json::Value request = root.value("request");
    const QString collection = root.value("collection").toString();
    m_made.m_title = request.isObject()
        ? request.value("method").toString() + QLatin1Char(' ') + request.value("path").toString()
        : collection;
    m_made.m_time = root.value("recorded").toString();
    m_made.m_status = whole(root.value("status"));
    readScripts(root.value("scripts"));
    for (const Json::Value &run : root.value("runs").items())
        readRun(run);
    if (m_made.m_steps.empty())
        return failure(Error::Kind::BadInput,
                       QCoreApplication::translate("Recording", "This recording has no steps."));
    m_made.m_document = document;
    return Done();
}

void RecordingReader::readScripts(const Json::Value &scripts)
{
    for (const Json::Value &script : scripts.items()) {
        if (m_made.m_files.size() < MostFiles)
            m_made.m_files.append({script.value("name").toString(),
                                   script.value("source").toString().left(LongestSource)});
    }
}

void RecordingReader::readRun(const Json::Value &run)
{
    m_firstFrame = int(m_made.m_frames.size());
    m_firstTable = int(m_made.m_tables.size());
    m_firstTurn = int(m_made.m_turns.size());
    m_timeBefore = m_time;
    m_calls.clear();
    const int before = int(m_made.m_steps.size());
    for (const Json::Value &event : run.value("events").items())
        readEvent(event.items());
    // The mark stands at the first step of the hook.
    if (int(m_made.m_steps.size()) > before) {
        auto at = m_made.m_marks.size();
        while (at > 0 && m_made.m_marks[at - 1].step >= before)
            --at;
        m_made.m_marks.insert(
            at, {Recording::MarkKind::Hook, before, run.value("hook").toString(), false});
    }
}

int RecordingReader::lastStep() const
{
    return std::max(0, int(m_made.m_steps.size()) - 1);
}

int RecordingReader::frameOf(const Json::Value &number) const
{
    const int frame = m_firstFrame + whole(number);
    return frame >= m_firstFrame && frame < int(m_made.m_frames.size()) ? frame : -1;
}

int RecordingReader::addValue(const Json::Value &value)
{
    m_made.m_values.push_back(value.toJson());
    return int(m_made.m_values.size()) - 1;
}

void RecordingReader::mark(Recording::MarkKind kind, const QString &text, bool isError)
{
    m_made.m_marks.append({kind, lastStep(), text, isError});
}

void RecordingReader::readEvent(const std::vector<Json::Value> &event)
{
    const int kind = event.empty() ? -1 : whole(event[0]);
    const auto at = [&event](size_t index) {
        return index < event.size() ? event[index] : Json::Value();
    };
    switch (kind) {
    case Log:
        mark(Recording::MarkKind::Log, at(1).toString() + QLatin1String("  ") + at(2).toString(),
             at(1).text() == "error" || at(1).text() == "fatal");
        break;
    case Call: {
        const QString text =
            at(2).toString() + QLatin1Char(' ') + textOfArguments(RecordedValue::of(at(3)));
        m_calls.insert(at(1).toInteger(), {lastStep(), text});
        mark(Recording::MarkKind::Call, text);
        break;
    }
    case Answer:
        mark(Recording::MarkKind::Answer,
             m_calls.value(at(1).toInteger()).second + QStringLiteral(" → ")
                 + RecordedValue::of(at(3)).shown(80),
             at(2).toBool());
        break;
    case End:
        mark(Recording::MarkKind::End,
             QStringLiteral("res.end ") + RecordedValue::of(at(1)).shown(80));
        break;
    case Failed:
        mark(Recording::MarkKind::Thrown, at(1).toString(), true);
        break;
    case Time:
        m_time = std::max(m_time, m_timeBefore + std::max(0, whole(at(1))));
        break;
    case Beyond:
        m_made.m_beyond = std::max<qint64>(m_made.m_beyond, at(1).toInteger());
        break;
    case Turn:
        readTurn(event);
        break;
    case FileBegins:
        readFile(event);
        break;
    case Enter:
        readEnter(event);
        break;
    default:
        readFrameEvent(kind, event);
    }
}

void RecordingReader::readFrameEvent(int kind, const std::vector<Json::Value> &event)
{
    const int frame = event.size() > 1 ? frameOf(event[1]) : -1;
    if (frame < 0)
        return;
    const QString name = m_made.m_tables[size_t(m_made.m_frames[size_t(frame)].table)]
                             .functions[m_made.m_frames[size_t(frame)].function]
                             .name;
    if (kind == Step || kind == Return) {
        readStep(event, kind == Return);
    } else if (kind == Throw) {
        mark(Recording::MarkKind::Thrown,
             QStringLiteral("throw ")
                 + (event.size() > 3 ? RecordedValue::of(event[3]).shown(80) : QString()),
             true);
    } else if (kind == Unwound) {
        mark(Recording::MarkKind::Thrown, name + QStringLiteral(" ⇠"), true);
    } else if (kind == Resume && event.size() > 4) {
        const int caller = event[4].toInteger() < 0 ? -1 : frameOf(event[4]);
        m_made.m_frames[size_t(frame)].callers.push_back(
            {int(m_made.m_steps.size()), caller == frame ? -1 : caller});
        m_depths[size_t(frame)] = caller < 0 || caller == frame ? 0 : m_depths[size_t(caller)] + 1;
    }
}

void RecordingReader::readStep(const std::vector<Json::Value> &event, bool isReturn)
{
    const int number = frameOf(event[1]);
    Recording::Frame &frame = m_made.m_frames[size_t(number)];
    const auto &sites = m_made.m_tables[size_t(frame.table)].sites;
    const int site = event.size() > 2 ? whole(event[2]) : -1;
    if (site < 0 || site >= int(sites.size()) || sites[size_t(site)].function != frame.function)
        return;
    const int step = int(m_made.m_steps.size());
    size_t at = 3;
    Recording::Step made{number,
                         site,
                         -1,
                         m_time,
                         m_depths[size_t(number)],
                         std::max(m_firstTurn, int(m_made.m_turns.size()) - 1)};
    if (isReturn && event.size() > at)
        made.value = addValue(event[at++]);
    for (; at + 1 < event.size(); at += 2) {
        const int slot = whole(event[at]);
        if (slot < 0 || slot >= int(frame.slots_.size()))
            continue;
        const Recording::Change change{step, slot, addValue(event[at + 1])};
        frame.changes.push_back(change);
        frame.slots_[size_t(slot)].push_back(change);
    }
    frame.steps.push_back(step);
    m_made.m_steps.push_back(made);
    m_made.m_lines[{m_made.m_tables[size_t(frame.table)].file, sites[size_t(site)].line}].push_back(
        step);
}

void RecordingReader::readEnter(const std::vector<Json::Value> &event)
{
    const int table = event.size() > 4 ? m_firstTable + whole(event[2]) : -1;
    if (table < m_firstTable || table >= int(m_made.m_tables.size())
        || m_firstFrame + whole(event[1]) != int(m_made.m_frames.size()))
        return;
    const int function = whole(event[3]);
    const auto &functions = m_made.m_tables[size_t(table)].functions;
    if (function < 0 || function >= functions.size())
        return;
    // A file may be a stranger's, and small though its calls need much.
    m_places += functions[function].slots_.size();
    if (m_places > MostPlaces)
        return;
    const int caller = event[4].toInteger() < 0 ? -1 : frameOf(event[4]);
    Recording::Frame frame;
    frame.table = table;
    frame.function = function;
    frame.callers.push_back({int(m_made.m_steps.size()), caller});
    frame.slots_.resize(size_t(functions[function].slots_.size()));
    m_made.m_frames.push_back(std::move(frame));
    m_depths.push_back(caller < 0 ? 0 : m_depths[size_t(caller)] + 1);
}

void RecordingReader::readTurn(const std::vector<Json::Value> &event)
{
    Recording::TurnOrigin origin;
    origin.cause = event.size() > 2 ? whole(event[2]) : 0;
    if (origin.cause == 1 && event.size() > 3) {
        const auto call = m_calls.value(event[3].toInteger(), {-1, QString()});
        origin.step = call.first;
        origin.text = call.second;
    }
    m_made.m_turns.push_back(origin);
}

void RecordingReader::readFile(const std::vector<Json::Value> &event)
{
    Recording::Table table;
    const QString name = event.size() > 2 ? event[2].toString() : QString();
    for (int i = 0; i < m_made.m_files.size(); ++i) {
        if (m_made.m_files[i].name == name)
            table.file = i;
    }
    const Json::Value tables = event.size() > 3 ? event[3] : Json::Value();
    for (const Json::Value &each : tables.value("functions").items()) {
        const auto parts = each.items();
        Recording::Function function;
        if (parts.size() >= 4) {
            function.name = parts[0].toString();
            function.line = whole(parts[1]);
            function.lastLine = whole(parts[3]);
        }
        for (size_t i = 4; i < parts.size() && i < MostSlots; ++i)
            function.slots_.append(parts[i].toString());
        table.functions.append(function);
    }
    for (const Json::Value &each : tables.value("sites").items()) {
        const auto parts = each.items();
        Recording::Site site;
        site.function = parts.size() >= 4 ? whole(parts[0]) : -1;
        if (site.function >= 0 && site.function < table.functions.size()) {
            site.line = whole(parts[1]);
            site.column = whole(parts[2]);
            const int kind = std::max(0, whole(parts[3]));
            site.kind = kind & 7;
            site.bound = kind >> 4;
            for (size_t i = 4; i < parts.size(); ++i) {
                const int slot = whole(parts[i]);
                if (slot >= 0 && slot < table.functions[site.function].slots_.size())
                    site.slots_.append(slot);
            }
        }
        table.sites.push_back(site);
    }
    m_made.m_tables.push_back(std::move(table));
}

Result<Recording> Recording::parse(const QByteArray &document)
{
    Recording made;
    if (const auto read = RecordingReader(made).read(document); !read)
        return failure(read);
    return made;
}

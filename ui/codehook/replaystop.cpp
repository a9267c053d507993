// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replaystop.h"

#include "server/core/json.h"

#include <algorithm>
#include <cstdlib>

bool ReplayStop::isAtPlaceOf(const ReplayStop &other) const
{
    return file == other.file && line == other.line && variable == other.variable
        && function == other.function;
}

void ReplayStop::findLine(const QStringList &lines)
{
    if (isOfVariable() || lines.isEmpty())
        return;
    const int wanted = std::clamp(line, 1, int(lines.size()));
    int nearest = -1;
    for (int each = 1; each <= lines.size(); ++each) {
        const bool isNearer = nearest < 0 || std::abs(each - wanted) < std::abs(nearest - wanted);
        if (isNearer && lines[each - 1].trimmed() == lineText)
            nearest = each;
    }
    line = nearest < 0 || lineText.isEmpty() ? wanted : nearest;
}

namespace ReplayStops {

QByteArray toJson(const QList<ReplayStop> &stops)
{
    Json::ArrayWriter list;
    for (const ReplayStop &each : stops)
        list.raw(Json::ObjectWriter()
                     .text("file", each.file)
                     .number("line", each.line)
                     .text("condition", each.condition)
                     .text("log", each.log)
                     .boolean("enabled", each.isEnabled)
                     .text("variable", each.variable)
                     .text("function", each.function)
                     .text("text", each.lineText)
                     .take());
    return list.take();
}

QList<ReplayStop> fromJson(const QByteArray &text)
{
    QList<ReplayStop> stops;
    const auto list = Json::Document::parse(text);
    if (!list)
        return stops;
    for (const Json::Value &each : list->root().items()) {
        ReplayStop stop;
        stop.file = each.value("file").toString();
        stop.line = int(std::clamp<qint64>(each.value("line").toInteger(), 0, 1'000'000));
        stop.condition = each.value("condition").toString();
        stop.log = each.value("log").toString();
        stop.isEnabled = each.value("enabled").toBool();
        stop.variable = each.value("variable").toString();
        stop.function = each.value("function").toString();
        stop.lineText = each.value("text").toString();
        if (!stop.file.isEmpty() && (stop.line > 0) != stop.isOfVariable())
            stops.append(stop);
    }
    return stops;
}

} // namespace ReplayStops

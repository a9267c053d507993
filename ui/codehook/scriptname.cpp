// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/scriptname.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

class NameTexts
{
    Q_DECLARE_TR_FUNCTIONS(ScriptName)
};

ScriptName::Place placeFrom(const Json::Value &value)
{
    return {int(value.value("line").toInteger()), int(value.value("column").toInteger()),
            qsizetype(value.value("start").toInteger()), qsizetype(value.value("end").toInteger()),
            value.value("prefix").toString()};
}

/// Source: ECMAScript, section 12.7, without letters of more than one UTF-16 unit.
bool isIdentifier(const QString &name)
{
    const auto isStart = [](QChar c) {
        return c.isLetter() || c.category() == QChar::Number_Letter || c == QLatin1Char('_')
            || c == QLatin1Char('$');
    };
    const auto isPart = [&](QChar c) { return isStart(c) || c.isDigit() || c.isMark(); };
    return !name.isEmpty() && isStart(name.front())
        && std::all_of(name.begin(), name.end(), isPart);
}

} // namespace

ScriptName ScriptName::fromJson(const Json::Value &value)
{
    ScriptName made;
    made.name = value.value("name").toString();
    made.kind = value.value("kind").text().toByteArray();
    made.asked = placeFrom(value);
    made.definition = placeFrom(value.value("definition"));
    for (const Json::Value &each : value.value("places").items())
        made.places.append(placeFrom(each));
    made.module = value.value("module").toString();
    made.member = value.value("member").toString();
    made.path = value.value("path").toString();
    made.documentation = value.value("documentation").toString();
    made.parameters = value.value("parameters").toString();
    made.kept = value.value("kept").text().toByteArray();
    for (const Json::Value &each : value.value("taken").items())
        made.taken.append({each.value("name").toString(), each.value("why").text().toByteArray(),
                           int(each.value("line").toInteger())});
    return made;
}

QString ScriptName::faultOf(const QString &name) const
{
    if (!isIdentifier(name))
        return NameTexts::tr("A name has letters, digits, _ and $, and no digit first.");
    const auto found = std::find_if(taken.begin(), taken.end(),
                                    [&](const Taken &each) { return each.name == name; });
    if (found == taken.end())
        return {};
    if (found->why == "reserved")
        return NameTexts::tr("%1 is a reserved word.").arg(name);
    if (found->why == "hook")
        return NameTexts::tr("%1 is the name of a hook.").arg(name);
    if (found->why == "used")
        return NameTexts::tr("Line %1 uses %2, which would be mixed up with it.")
            .arg(found->line)
            .arg(name);
    return NameTexts::tr("%1 is declared in line %2.").arg(name).arg(found->line);
}

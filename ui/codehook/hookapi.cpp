// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/hookapi.h"

#include "server/core/json.h"

#include <QFile>
#include <QStringList>

#include <algorithm>

namespace HookApi {

QString Function::signature() const
{
    if (isValue)
        return name;
    QStringList names;
    for (const Argument &argument : arguments)
        names.append(argument.isOptional ? QStringLiteral("[%1]").arg(argument.name)
                                         : argument.name);
    return QStringLiteral("%1(%2)").arg(name, names.join(QStringLiteral(", ")));
}

namespace {

const Json::Document &table()
{
    static const Json::Document document = [] {
        QFile file(QStringLiteral(":/hookapi.json"));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        auto parsed = Json::Document::parse(file.readAll());
        Q_ASSERT(isOpen && parsed);
        return std::move(*parsed);
    }();
    return document;
}

Phase phaseOf(QByteArrayView name)
{
    if (name == "before")
        return Phase::Before;
    return name == "after" ? Phase::After : Phase::Background;
}

} // namespace

const QList<Hook> &hooks()
{
    static const QList<Hook> list = [] {
        QList<Hook> hooks;
        for (const Json::Value &each : table().root().value("hooks").items())
            hooks.append({each.value("name").toString(), phaseOf(each.value("phase").text()),
                          each.value("newBody").toString()});
        return hooks;
    }();
    return list;
}

const QList<Function> &functions()
{
    static const QList<Function> list = [] {
        QList<Function> functions;
        for (const Json::Value &each : table().root().value("functions").items()) {
            Function function;
            function.name = each.value("name").toString();
            function.text = each.value("text").toString();
            function.gives = each.value("gives").toString();
            function.isValue = function.name.startsWith(QLatin1String("context."))
                || each.value("value").toBool()
                || (each.value("global").toBool() && each.value("arguments").items().empty());
            for (const Json::Value &argument : each.value("arguments").items())
                function.arguments.append({argument.value("name").toString(),
                                           argument.value("text").toString(),
                                           argument.value("optional").toBool()});
            functions.append(function);
        }
        return functions;
    }();
    return list;
}

const Function *find(const QString &name)
{
    const auto &all = functions();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Function &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

QStringList globalNames()
{
    QStringList names;
    for (const Function &function : functions())
        names.append(function.name.section(QLatin1Char('.'), 0, 0));
    names.removeDuplicates();
    return names;
}

} // namespace HookApi

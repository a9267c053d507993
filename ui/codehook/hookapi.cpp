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

const QList<Function> &functions()
{
    static const QList<Function> list = [] {
        QFile file(QStringLiteral(":/hookapi.json"));
        QList<Function> functions;
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const auto document = Json::Document::parse(file.readAll());
        Q_ASSERT(isOpen && document);
        for (const Json::Value &each : document->root().value("functions").items()) {
            Function function;
            function.name = each.value("name").toString();
            function.text = each.value("text").toString();
            function.gives = each.value("gives").toString();
            function.isValue = function.name.startsWith(QLatin1String("context."));
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

} // namespace HookApi

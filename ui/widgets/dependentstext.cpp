// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dependentstext.h"

#include <QCoreApplication>
#include <QStringList>

namespace DependentsText {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DependentsText", text);
}

} // namespace

QString of(const Json::Value &dependents)
{
    QStringList lines;
    for (const Json::Value &field : dependents.value("fields").items())
        lines.append(
            tr("The field %1 of %2 refers to it.")
                .arg(field.value("field").toString(), field.value("collection").toString()));
    for (const Json::Value &key : dependents.value("keys").items()) {
        if (!key.value("path").toString().isEmpty())
            lines.append(tr("The key %1… is for %2.")
                             .arg(key.value("prefix").toString(), key.value("path").toString()));
    }
    for (const Json::Value &script : dependents.value("scripts").items())
        lines.append(tr("The script %1 uses it in line %2.")
                         .arg(script.value("name").toString())
                         .arg(script.value("line").toInteger()));
    return lines.join(QLatin1Char('\n'));
}

} // namespace DependentsText

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/editedscript.h"

#include "client/client.h"
#include "client/routes.h"

#include <array>

namespace {

constexpr QLatin1String RecordedSuffix(".js");

} // namespace

EditedScript EditedScript::ofRecorded(const QString &file)
{
    const QString name = file.endsWith(RecordedSuffix) ? file.chopped(RecordedSuffix.size()) : file;
    const QLatin1String modules(Store::ModulePrefix);
    if (name.startsWith(modules))
        return {Kind::Module, name.mid(modules.size())};
    return {Kind::Codehook, name};
}

QByteArray EditedScript::path() const
{
    if (kind == Kind::Module)
        return Routes::module(name);
    return kind == Kind::Job ? Routes::jobScript(name) : Routes::codehook(name);
}

QByteArray EditedScript::storedName() const
{
    if (kind == Kind::Module)
        return Store::ModulePrefix + name.toUtf8();
    return kind == Kind::Job ? Store::JobPrefix + name.toUtf8() : name.toUtf8();
}

QByteArray EditedScript::word() const
{
    return std::array{"codehook", "module", "job"}[size_t(kind)];
}

QString EditedScript::recordedFile() const
{
    const QString recorded =
        kind == Kind::Job ? QLatin1String(Routes::JobCollection) : QString::fromUtf8(storedName());
    return recorded + RecordedSuffix;
}

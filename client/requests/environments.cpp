// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/environments.h"

#include "client/requests/texts.h"
#include "server/core/json.h"

namespace Requests {

namespace {

constexpr char Shared[] = "$shared";

} // namespace

Result<Done> Environments::read(QByteArrayView text, const char *file,
                                QHash<QByteArray, Values> &values)
{
    if (text.trimmed().isEmpty())
        return Done();
    const auto json = Json::Document::parse(text);
    if (!json)
        return badInput(QStringLiteral("%1: %2").arg(QLatin1String(file), json.error().message));
    const auto wrong = [&](QByteArrayView name) {
        return badInput(RequestTexts::tr("%1: \"%2\" is no object of variables.")
                            .arg(QLatin1String(file), QString::fromUtf8(name)));
    };
    if (!json->root().isObject())
        return badInput(
            RequestTexts::tr("%1 is no object of environments.").arg(QLatin1String(file)));
    for (const Json::Member &environment : json->root().members()) {
        const QByteArray name = environment.key.toByteArray();
        if (!environment.value.isObject())
            return wrong(environment.key);
        if (name != Shared && !m_names.contains(name))
            m_names.append(name);
        Values &own = values[name];
        for (const Json::Member &variable : environment.value.members())
            own.insert(variable.key.toByteArray(),
                       variable.value.isString() ? variable.value.text().toByteArray()
                                                 : variable.value.toJson());
    }
    return Done();
}

Result<Environments> Environments::parse(QByteArrayView publicText, QByteArrayView privateText)
{
    Environments environments;
    const auto isPublic = environments.read(publicText, PublicFile, environments.m_public);
    if (!isPublic)
        return failure(isPublic);
    const auto isPrivate = environments.read(privateText, PrivateFile, environments.m_private);
    if (!isPrivate)
        return failure(isPrivate);
    return environments;
}

Values Environments::valuesOf(const QByteArray &name) const
{
    Values values = m_public.value(Shared);
    values.insert(m_private.value(Shared));
    if (!name.isEmpty()) {
        values.insert(m_public.value(name));
        values.insert(m_private.value(name));
    }
    return values;
}

bool Environments::isPrivate(const QByteArray &name, const QByteArray &variable) const
{
    return m_private.value(name).contains(variable)
        || (m_private.value(Shared).contains(variable) && !m_public.value(name).contains(variable));
}

} // namespace Requests

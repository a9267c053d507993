// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/secretsettings.h"

#include "server/inspector/secretnames.h"
#include "server/model/settings.h"
#include "server/model/settingstable.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace Api {

namespace {

bool isSecretRow(const QByteArray &path)
{
    const auto &rows = Model::settingRows();
    return std::any_of(rows.begin(), rows.end(), [&](const Model::SettingRow &row) {
        return row.isSecret && row.path == path;
    });
}

/// Whether some object within @p value has a member with the name of a secret.
bool holdsSecret(const Json::Value &value)
{
    const auto items = value.items();
    const auto members = value.members();
    return std::any_of(items.begin(), items.end(), holdsSecret)
        || std::any_of(members.begin(), members.end(), [](const Json::Member &member) {
               return Inspector::isSecretName(member.key) || holdsSecret(member.value);
           });
}

/// Of the server's own settings the table says it; of others, their names.
bool isSecret(const QByteArrayList &path, const Json::Value &value)
{
    if (Model::Settings::isReserved(path.first()))
        return isSecretRow(path.join('.'));
    // An array is compared as a whole, and so it is a secret as a whole.
    return Inspector::isSecretName(path.last()) || (value.isArray() && holdsSecret(value));
}

void addSecrets(const Json::Value &object, const QByteArrayList &path,
                QList<SecretSetting> &secrets)
{
    for (const Json::Member &member : object.members()) {
        const QByteArrayList inner = path + QByteArrayList{member.key.toByteArray()};
        if (!isSecret(inner, member.value))
            addSecrets(member.value, inner, secrets);
        else if (const QByteArray json = member.value.toJson(); json != "\"\"")
            secrets.append({inner, json});
    }
}

QByteArray shown(const Json::Value &object, const QByteArrayList &path)
{
    Json::ObjectWriter writer;
    for (const Json::Member &member : object.members()) {
        const QByteArrayList inner = path + QByteArrayList{member.key.toByteArray()};
        if (isSecret(inner, member.value))
            continue;
        writer.raw(member.key,
                   member.value.isObject() ? shown(member.value, inner) : member.value.toJson());
    }
    return writer.take();
}

QByteArray textsJson(const QByteArrayList &texts)
{
    Json::ArrayWriter writer;
    for (const QByteArray &text : texts)
        writer.raw(Json::quoted(QByteArrayView(text)));
    return writer.take();
}

} // namespace

QList<SecretSetting> secretsOf(const Json::Value &settings)
{
    QList<SecretSetting> secrets;
    addSecrets(settings, {}, secrets);
    return secrets;
}

QByteArray withoutSecrets(const Json::Value &settings)
{
    return shown(settings, {});
}

QByteArray digestsJson(const QList<SecretSetting> &secrets, const QByteArray &key)
{
    Json::ArrayWriter list;
    for (const SecretSetting &secret : secrets) {
        const QByteArray path = textsJson(secret.path);
        // With its path, so that the digests do not tell that two secrets are the same.
        const QByteArray digest =
            QMessageAuthenticationCode::hash(path + secret.json, key, QCryptographicHash::Sha256)
                .toHex();
        list.raw(
            Json::ObjectWriter().raw("path", path).text("digest", QByteArrayView(digest)).take());
    }
    return list.take();
}

QByteArray reversedPatch(const Json::Value &settings, const Json::Value &patch)
{
    Json::ObjectWriter writer;
    for (const Json::Member &member : patch.members()) {
        const auto before = settings.find(member.key);
        if (!before)
            writer.raw(member.key, "null");
        else if (before->isObject() && member.value.isObject())
            writer.raw(member.key, reversedPatch(*before, member.value));
        else
            writer.raw(member.key, before->toJson());
    }
    return writer.take();
}

} // namespace Api

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/storedparts.h"

#include <algorithm>

QString fieldName(const Json::Value &field)
{
    return field.value("name").toString();
}

QString indexName(const Json::Value &index)
{
    QStringList names;
    for (const QByteArray &name : index.value("fields").texts())
        names.append(QString::fromUtf8(name));
    return names.join(QStringLiteral(", "));
}

std::optional<StoredParts> StoredParts::read(const Json::Document &body)
{
    const auto parts = body.root().find("parts");
    if (!parts || !parts->isArray())
        return std::nullopt;
    StoredParts all;
    all.m_body = body;
    for (const Json::Value &each : parts->items()) {
        all.m_parts.append({each.value("kind").toString(), each.value("name").toString(),
                            each.value("tag").text().toByteArray(), each.value("value"),
                            int(each.value("version").toInteger()),
                            each.value("changed").toString()});
        for (const Json::Value &secret : each.value("secrets").items()) {
            QStringList path;
            for (const QByteArray &name : secret.value("path").texts())
                path.append(QString::fromUtf8(name));
            all.m_secrets.append({path, secret.value("digest").text().toByteArray()});
        }
    }
    return all;
}

QList<StoredPart> StoredParts::ofKind(const QString &kind) const
{
    QList<StoredPart> found;
    std::copy_if(m_parts.begin(), m_parts.end(), std::back_inserter(found),
                 [&](const StoredPart &each) { return each.kind == kind; });
    return found;
}

const StoredPart *StoredParts::find(const QString &kind, const QString &name) const
{
    const auto found = std::find_if(m_parts.begin(), m_parts.end(), [&](const StoredPart &each) {
        return each.kind == kind && each.name == name;
    });
    return found == m_parts.end() ? nullptr : &*found;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/masking.h"

#include "server/core/json.h"
#include "server/inspector/secretnames.h"
#include "server/inspector/textmasker.h"

#include <string_view>

namespace Inspector {

namespace {

/// Escaped for a query, but with the mask as it is.
QByteArray escaped(const QByteArray &text)
{
    static const QByteArray mask = QByteArray(Mask).toPercentEncoding();
    return text.toPercentEncoding().replace(mask, Mask);
}

QByteArray unescaped(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

void collectSecrets(const Json::Value &value, bool isSecret, QByteArrayList &secrets)
{
    if (isSecret && value.isString())
        secrets.append(value.text().toByteArray());
    for (const Json::Value &item : value.items())
        collectSecrets(item, isSecret, secrets);
    for (const Json::Member &member : value.members())
        collectSecrets(member.value, isSecret || (member.key != "jwt" && isSecretName(member.key)),
                       secrets);
}

} // namespace

QByteArray maskedQuery(const QByteArray &query, int depth)
{
    if (query.isEmpty())
        return {};
    QByteArrayList parts = query.split('&');
    for (QByteArray &part : parts) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.left(equals);
        if (equals >= 0 && isSecretName(unescaped(name))) {
            part = name + '=' + Mask;
            continue;
        }
        const QByteArray value = unescaped(part.mid(equals + 1));
        const QByteArray masked = mayHoldSecret(value) ? TextMasker(value, depth).masked() : value;
        if (masked != value)
            part = (equals < 0 ? QByteArray() : name + '=') + escaped(masked);
    }
    return parts.join('&');
}

QByteArray maskedText(const QByteArray &text)
{
    return mayHoldSecret(text) ? TextMasker(text).masked() : text;
}

void maskKnown(QByteArray &text, const QByteArrayList &secrets)
{
    constexpr qsizetype Shortest = 6;
    for (const QByteArray &secret : secrets) {
        if (secret.size() < Shortest || text.size() < secret.size())
            continue;
        const std::string_view view(text.constData(), size_t(text.size()));
        const std::string_view wanted(secret.constData(), size_t(secret.size()));
        if (view.find(wanted) != std::string_view::npos)
            text.replace(secret, Mask);
    }
}

QByteArrayList secretsIn(QByteArrayView settings)
{
    QByteArrayList secrets;
    const auto parsed = Json::Document::parseKnown(settings);
    if (!parsed)
        return secrets;
    collectSecrets(parsed->root(), false, secrets);
    const Json::Value slack = parsed->root().value("slack");
    for (const Json::Value &address : {slack, slack.value("url"), slack.value("webhook")}) {
        if (address.isString())
            secrets.append(address.text().toByteArray());
    }
    return secrets;
}

} // namespace Inspector

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/settingrules.h"

#include "server/core/addresslist.h"
#include "server/core/addressrules.h"
#include "server/core/jwt.h"
#include "server/core/timezone.h"
#include "server/model/members.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace Model {

namespace {

bool matches(const QByteArray &text, const QRegularExpression &form)
{
    return form.match(QString::fromUtf8(text)).hasMatch();
}

/// The first of @p texts that does not have @p form; empty when all have it.
QString firstOther(const QByteArrayList &texts, const QRegularExpression &form)
{
    for (const QByteArray &text : texts) {
        if (!matches(text, form))
            return QStringLiteral("\"%1\" is none. ").arg(QString::fromUtf8(text).left(100));
    }
    return {};
}

const QRegularExpression &formOf(SettingRule::Wants wants)
{
    using Wants = SettingRule::Wants;
    static const QRegularExpression origin(QStringLiteral(
        "\\A(?:\\*|[A-Za-z][A-Za-z0-9+.-]*://(?:[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?"
        "/?)\\z"));
    static const QRegularExpression host(
        QStringLiteral("\\A(?:[A-Za-z0-9_.-]+|\\[?[0-9A-Fa-f:.]+\\]?)\\z"));
    static const QRegularExpression mailbox(
        QStringLiteral("\\A(?:[^\\x00-\\x1f<>]*<[^\\s<>\"@\\x00-\\x1f]+@[^\\s<>\"@\\x00-\\x1f]+>"
                       "|[^\\s<>\"@\\x00-\\x1f]+@[^\\s<>\"@\\x00-\\x1f]+)\\z"));
    static const QRegularExpression address(
        QStringLiteral("\\Ahttps?://[^\\s/?#@\\x00-\\x1f]+(?:[/?#][^\\s\\x00-\\x1f]*)?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    switch (wants) {
    case Wants::Origins:
        return origin;
    case Wants::Host:
        return host;
    case Wants::Mailbox:
        return mailbox;
    default:
        return address;
    }
}

} // namespace

QString SettingRule::description() const
{
    switch (wants) {
    case Wants::Object:
        return QStringLiteral("an object");
    case Wants::Number:
        return QStringLiteral("a whole number from %1 to %2").arg(qint64(least)).arg(qint64(most));
    case Wants::Bool:
        return QStringLiteral("true or false");
    case Wants::Text:
        return QStringLiteral("a text");
    case Wants::Word:
        return QStringLiteral("one of ") + QString::fromLatin1(words.join(", "));
    case Wants::Hosts:
        return QStringLiteral("an array of hosts, *.names, addresses and networks");
    case Wants::Addresses:
        return QStringLiteral("an array of addresses and networks");
    case Wants::Origins:
        return QStringLiteral("an array of origins, such as https://app.example, or *");
    case Wants::Host:
        return QStringLiteral("a host name or address");
    case Wants::Mailbox:
        return QStringLiteral("a mail address");
    case Wants::WebAddress:
        return QStringLiteral("an http or https address");
    case Wants::Zone:
        return QStringLiteral("a time zone, such as Europe/Oslo");
    case Wants::PublicKey:
        return QStringLiteral("a public key or certificate (RSA or EC) in PEM");
    }
    return {};
}

QString SettingRule::faultOf(const Json::Value &value) const
{
    const QByteArray text = value.text().toByteArray();
    const auto unless = [&](bool fits, const QString &why = {}) {
        return fits ? QString() : why + QStringLiteral("Must be %1.").arg(description());
    };
    switch (wants) {
    case Wants::Object:
        return unless(value.isObject());
    case Wants::Bool:
        return unless(value.isBool());
    case Wants::Text:
        return unless(value.isString());
    case Wants::Number: {
        const double number = value.toDouble();
        return unless(value.isNumber() && number >= least && number <= most
                      && number == std::floor(number));
    }
    case Wants::Word:
        return unless(value.isString() && words.contains(text));
    case Wants::Hosts:
        if (const auto rules = AddressRules::parse(value.texts()); areTexts(value) && !rules)
            return rules.error().message;
        return unless(areTexts(value));
    case Wants::Addresses:
        if (const auto list = AddressList::parse(value.texts()); areTexts(value) && !list)
            return list.error().message;
        return unless(areTexts(value));
    case Wants::Origins: {
        const QString other = firstOther(value.texts(), formOf(wants));
        return unless(areTexts(value) && other.isEmpty(), other);
    }
    case Wants::Host:
    case Wants::Mailbox:
    case Wants::WebAddress:
        return unless(value.isString() && matches(text, formOf(wants)));
    case Wants::Zone:
        return unless(value.isString() && TimeZone::find(text));
    case Wants::PublicKey:
        return unless(value.isString() && Jwt::isPublicKey(text));
    }
    return {};
}

} // namespace Model

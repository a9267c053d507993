// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/masking.h"

#include "server/core/json.h"

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>

namespace Inspector {

namespace {

constexpr std::array<QByteArrayView, 5> SecretHeaders = {"authorization", "x-apikey", "cookie",
                                                         "set-cookie", "proxy-authorization"};
constexpr std::array<QByteArrayView, 6> SecretParameters = {"apikey", "rt-apikey", "jwt",
                                                            "token",  "password",  "secret"};

/// Among them those of a request's headers, which hooks log with the request.
constexpr std::array<QByteArrayView, 7> SecretKeys = {
    "password", "secret", "token", "apikey", "x-apikey", "authorization", "cookie"};

/// Whether a secret's key may begin with @p letter, in lower case.
constexpr bool isInitial(char letter)
{
    return (letter == 'p') | (letter == 's') | (letter == 't') | (letter == 'a') | (letter == 'x')
        | (letter == 'c');
}
static_assert(std::all_of(SecretKeys.begin(), SecretKeys.end(),
                          [](QByteArrayView key) { return isInitial(*key.data()); }));

/// Whether a secret's key begins at @p at, behind a quote.
bool isSecretAt(QByteArrayView text, qsizetype at)
{
    return std::any_of(SecretKeys.begin(), SecretKeys.end(), [&](QByteArrayView key) {
        return text.size() - at >= key.size()
            && qstrnicmp(text.data() + at, key.data(), size_t(key.size())) == 0;
    });
}

/// A quick look that spares almost every text the regular expression: a quote, then a secret's key.
bool mayHoldSecret(QByteArrayView text)
{
    // Block by block, so that the compiler looks at many bytes at once.
    constexpr qsizetype Block = 64;
    const char *data = text.data();
    for (qsizetype begin = 0; begin + 1 < text.size(); begin += Block) {
        const qsizetype end = std::min(begin + Block, text.size() - 1);
        unsigned found = 0;
        for (qsizetype i = begin; i < end; ++i) {
            found |= unsigned(data[i] == '"') & unsigned(isInitial(char(data[i + 1] | 0x20)));
        }
        for (qsizetype i = begin; found != 0 && i < end; ++i) {
            if (data[i] == '"' && isSecretAt(text, i + 1))
                return true;
        }
    }
    return false;
}

QByteArray maskedByForm(const QByteArray &text)
{
    // A key, a colon, then a text (to its end, even if it was cut off), a number or a word. The
    // quotes may be escaped where JSON stands in a text of JSON.
    static const QRegularExpression secret = [] {
        QStringList keys;
        for (const QByteArrayView key : SecretKeys)
            keys.append(QString::fromLatin1(key));
        return QRegularExpression(
            QStringLiteral(
                R"re((\\*"(?:%1)\\*"\s*:\s*)(\\*"(?:\\.|[^"\\])*(?:\\*"|$)|[^\s,"{}\[\]]+))re")
                .arg(keys.join(QLatin1Char('|'))),
            QRegularExpression::CaseInsensitiveOption);
    }();
    return QString::fromUtf8(text)
        .replace(secret, QStringLiteral("\\1\"%1\"").arg(QString::fromUtf8(Mask)))
        .toUtf8();
}

bool isSecretKey(QByteArrayView key)
{
    return std::any_of(SecretKeys.begin(), SecretKeys.end(), [&](QByteArrayView secret) {
        return key.compare(secret, Qt::CaseInsensitive) == 0;
    });
}

QByteArray maskedJson(const Json::Value &value)
{
    if (value.isObject()) {
        Json::ObjectWriter object;
        for (const Json::Member &member : value.members()) {
            if (isSecretKey(member.key))
                object.text(member.key, Mask);
            else
                object.raw(member.key, maskedJson(member.value));
        }
        return object.take();
    }
    if (value.isArray()) {
        Json::ArrayWriter array;
        for (const Json::Value &item : value.items())
            array.raw(maskedJson(item));
        return array.take();
    }
    // A text may hold JSON itself.
    if (value.isString() && mayHoldSecret(value.text()))
        return Json::quoted(QByteArrayView(maskedByForm(value.text().toByteArray())));
    return value.toJson();
}

} // namespace

QByteArray maskedHeader(QByteArrayView name, const QByteArray &value)
{
    const bool isSecret =
        std::find(SecretHeaders.begin(), SecretHeaders.end(), name) != SecretHeaders.end();
    return isSecret ? QByteArray(Mask) : value;
}

QByteArray maskedQuery(const QByteArray &query)
{
    if (query.isEmpty())
        return {};
    QByteArrayList parts = query.split('&');
    for (QByteArray &part : parts) {
        const QByteArray name =
            QByteArray::fromPercentEncoding(part.left(part.indexOf('=')).toLower());
        if (std::find(SecretParameters.begin(), SecretParameters.end(), name)
            != SecretParameters.end())
            part = name + '=' + Mask;
    }
    return parts.join('&');
}

QByteArray maskedText(const QByteArray &text)
{
    if (!mayHoldSecret(text))
        return text;
    // Most is JSON, where a list or an object may be the secret; the rest was cut off, or is none.
    const auto json = Json::Document::parse(text);
    return json ? maskedJson(json->root()) : maskedByForm(text);
}

} // namespace Inspector

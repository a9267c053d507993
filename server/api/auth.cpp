// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/core/jwt.h"
#include "server/core/secret.h"
#include "server/core/timestamp.h"
#include "server/model/formula.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

namespace Api {

namespace {

/// The seconds of `"1h"`, `"30 days"` or a number of seconds.
std::optional<qint64> secondsOf(const Json::Value &value)
{
    // Far within 64 bits when the time of day is added; the text's six digits of weeks as well.
    constexpr qint64 Most = 1'000'000'000'000;
    if (value.isNumber()) {
        const qint64 seconds = value.toInteger();
        return seconds >= -Most && seconds <= Most ? std::optional(seconds) : std::nullopt;
    }
    static const QRegularExpression pattern(
        QStringLiteral("\\A(\\d{1,6}) ?(s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)\\z"));
    const auto match = pattern.match(value.toString());
    if (!match.hasMatch())
        return std::nullopt;
    static const QHash<QChar, qint64> units = {
        {u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86'400}, {u'w', 604'800}};
    return match.captured(1).toLongLong() * units.value(match.captured(2).front());
}

constexpr qint64 RefreshSeconds = qint64(30) * 24 * 3600;

constexpr char OwnSecret[] = "auth.jwt.secret";

/// The secret at @p path of the settings; empty when there is none. Of the server's own settings
/// only that of tokens signs them: no other is a secret, or not one for tokens.
QByteArray secretAt(const Store::Catalog &catalog, const QByteArray &path)
{
    if (path != OwnSecret && Model::Settings::isReserved(path.split('.').first()))
        return {};
    const auto settings = Json::Document::parseKnown(catalog.settings.json);
    return settings
        ? Model::valueAt(settings->root(), path).value_or(Json::Value()).text().toByteArray()
        : QByteArray();
}

/// Refresh tokens are signed by another key than tokens, so that none passes for the other, and
/// always by the server's own secret: who sends one does not choose what checks it. Empty: there
/// are none, since that secret is not set.
QByteArray refreshKey(const Store::Catalog &catalog)
{
    const QByteArray &secret = catalog.settings.tokens.secret;
    return secret.isEmpty()
        ? QByteArray()
        : QCryptographicHash::hash("refresh " + secret, QCryptographicHash::Sha256).toHex();
}

/// What binds a refresh token to the secret that signs its tokens: with a new secret it ends.
QByteArray proofOf(const QByteArray &secret, const QByteArray &refreshKey)
{
    return QMessageAuthenticationCode::hash("proof " + secret, refreshKey,
                                            QCryptographicHash::Sha256)
        .toHex();
}

/// What a token is made from, the first time and each time it is refreshed.
struct Wanted
{
    QByteArray path; ///< Of the secret in the settings.
    QByteArray algorithm;
    qint64 seconds = 0; ///< How long it holds.
    QByteArray claims; ///< Without the times, an object.
};

Result<Http::Response> tokensFor(const Store::Catalog &catalog, const Wanted &wanted)
{
    const QByteArray secret = secretAt(catalog, wanted.path);
    if (secret.isEmpty())
        return badInput(QStringLiteral("\"secret\" is the path of a text in the settings: "
                                       "auth.jwt.secret, or one of your own keys."));
    const auto parsed = Json::Document::parseKnown(wanted.claims);
    if (!parsed)
        return failure(parsed);
    const qint64 now = Timestamp::now() / 1000;
    Json::ObjectWriter claims;
    for (const Json::Member &claim : parsed->root().members())
        claims.value(claim.key, claim.value);
    claims.number("iat", now).number("exp", now + wanted.seconds);
    const auto token = Jwt::sign(claims.take(), secret, wanted.algorithm);
    if (!token)
        return failure(token);
    Json::ObjectWriter answer;
    answer.text("jwt", QByteArrayView(*token));
    if (const QByteArray key = refreshKey(catalog); !key.isEmpty()) {
        const auto refresh = Jwt::sign(Json::ObjectWriter()
                                           .text("secret", QByteArrayView(wanted.path))
                                           .text("proof", QByteArrayView(proofOf(secret, key)))
                                           .text("algorithm", QByteArrayView(wanted.algorithm))
                                           .number("seconds", wanted.seconds)
                                           .raw("claims", wanted.claims)
                                           .number("exp", now + RefreshSeconds)
                                           .take(),
                                       key, "HS256");
        if (!refresh)
            return failure(refresh);
        answer.text("refresh", QByteArrayView(*refresh));
    }
    return json(200, answer.take());
}

/// A token for a user.
Result<Http::Response> createTokens(const Exchange &exchange)
{
    const Store::Catalog &catalog = exchange.catalog;
    const auto body = parseBody(exchange.request);
    if (!body)
        return failure(body);
    const Json::Value asked = body->root();
    const auto expires = asked.find("expiresIn");
    const auto seconds = expires ? secondsOf(*expires) : std::optional<qint64>(3600);
    if (!seconds)
        return badInput(QStringLiteral("\"expiresIn\" is a number of seconds, or such as \"1h\"."));
    const Json::Value payload = asked.value("payload");
    if (!payload.isObject() && !payload.isNull())
        return badInput(QStringLiteral("\"payload\" is an object with the claims."));
    Json::ObjectWriter claims;
    for (const Json::Member &claim : payload.members()) {
        // These follow below, from members of their own or from the settings; no claim may be there
        // twice.
        if (claim.key != "iat" && claim.key != "exp" && claim.key != "iss" && claim.key != "aud"
            && claim.key != "sub")
            claims.value(claim.key, claim.value);
    }
    const auto &tokens = catalog.settings.tokens;
    const auto claim = [&](const char *name, const char *member, const QByteArray &otherwise) {
        const auto value = asked.find(member);
        const QByteArray text = value ? value->text().toByteArray() : otherwise;
        if (!text.isEmpty())
            claims.text(name, QByteArrayView(text));
    };
    claim("iss", "issuer", tokens.issuer);
    claim("aud", "audience", tokens.audience);
    claim("sub", "subject", {});
    const QByteArray path = asked.value("secret").text().toByteArray();
    const QByteArray algorithm = asked.value("algorithm").text().toByteArray();
    return tokensFor(catalog,
                     {path.isEmpty() ? QByteArray(OwnSecret) : path,
                      algorithm.isEmpty() ? QByteArray("HS256") : algorithm, *seconds,
                      claims.take()});
}

/// New tokens with the claims of the old ones. A refresh token holds for 30 days.
Result<Http::Response> refreshTokens(const Exchange &exchange)
{
    const Store::Catalog &catalog = exchange.catalog;
    const auto body = parseBody(exchange.request);
    if (!body)
        return failure(body);
    const QByteArray token = body->root().value("refresh").text().toByteArray();
    Jwt::Rules rules;
    rules.now = Timestamp::now() / 1000;
    rules.key = Jwt::Key::Secret;
    // Where the server has no secret this is empty, and verify() refuses every token.
    const QByteArray key = refreshKey(catalog);
    const auto verified = Jwt::verify(token, key, rules);
    const QByteArray path =
        verified ? verified->root().value("secret").text().toByteArray() : QByteArray();
    const QByteArray proof = proofOf(secretAt(catalog, path), key);
    if (!verified || !Secret::isSame(proof, verified->root().value("proof").text()))
        return failure(Error::Kind::Unauthorized,
                       QStringLiteral("\"refresh\" is no valid refresh token of this server: send "
                                      "the one that /auth/jwt gave last, or sign in again."));
    const Json::Value wanted = verified->root();
    return tokensFor(catalog,
                     {path, wanted.value("algorithm").text().toByteArray(),
                      wanted.value("seconds").toInteger(), wanted.value("claims").toJson()});
}

} // namespace

Rows authRoutes()
{
    return {
        {"POST", "/auth/jwt", Rights::Full, Recording::WithoutAnswer,
         "Makes a token for a user from `payload`, and a refresh token.", createTokens},
        {"POST", "/auth/refresh", Rights::Open, Recording::WithoutBodies,
         "Takes `refresh`, a refresh token, and answers new tokens with the claims of the old "
         "ones.",
         refreshTokens},
        {"GET", "/auth/userinfo", Rights::Known, Recording::Whole,
         "The document of the user whose token is sent.", PipelineRoute::UserInfo},
    };
}

} // namespace Api

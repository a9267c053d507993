// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/auth.h"

#include "server/api/documents.h"
#include "server/api/respond.h"
#include "server/core/jwt.h"
#include "server/core/timestamp.h"
#include "server/store/formula.h"

#include <QRegularExpression>

namespace Api {

namespace {

/// The seconds of `"1h"`, `"30 days"` or a number of seconds.
std::optional<qint64> secondsOf(const Json::Value &value)
{
    if (value.isNumber())
        return value.toInteger();
    static const QRegularExpression pattern(
        QStringLiteral("\\A(\\d{1,6}) ?(s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)\\z"));
    const auto match = pattern.match(value.toString());
    if (!match.hasMatch())
        return std::nullopt;
    static const QHash<QChar, qint64> units = {
        {u's', 1}, {u'm', 60}, {u'h', 3600}, {u'd', 86'400}, {u'w', 604'800}};
    return match.captured(1).toLongLong() * units.value(match.captured(2).front());
}

Result<Http::Response> createToken(const Store::Catalog &catalog, const Http::Request &request)
{
    const auto body = parseBody(request);
    if (!body)
        return failure(body);
    const Json::Value wanted = body->root();
    const auto settings = Json::Document::parseKnown(catalog.settings.json);
    if (!settings)
        return failure(settings);
    const QByteArray path = wanted.value("secret").text().toByteArray();
    const QByteArray secret =
        Store::valueAt(settings->root(), path.isEmpty() ? QByteArray("auth.jwt.secret") : path)
            .value_or(Json::Value())
            .text()
            .toByteArray();
    if (secret.isEmpty())
        return badInput(QStringLiteral("\"secret\" is the path of a text in the settings, such as "
                                       "auth.jwt.secret."));
    const auto expires = wanted.find("expiresIn");
    const auto seconds = expires ? secondsOf(*expires) : std::optional<qint64>(3600);
    if (!seconds)
        return badInput(QStringLiteral("\"expiresIn\" is a number of seconds, or such as \"1h\"."));
    const Json::Value payload = wanted.value("payload");
    if (!payload.isObject() && !payload.isNull())
        return badInput(QStringLiteral("\"payload\" is an object with the claims."));
    const qint64 now = Timestamp::now() / 1000;
    Json::ObjectWriter claims;
    for (const Json::Member &claim : payload.members()) {
        if (claim.key != "iat" && claim.key != "exp" && claim.key != "iss" && claim.key != "aud"
            && claim.key != "sub")
            claims.raw(claim.key, claim.value.toJson());
    }
    claims.number("iat", now).number("exp", now + *seconds);
    const auto &tokens = catalog.settings.tokens;
    const auto claim = [&](const char *name, const char *member, const QByteArray &otherwise) {
        const auto value = wanted.find(member);
        const QByteArray text = value ? value->text().toByteArray() : otherwise;
        if (!text.isEmpty())
            claims.text(name, QByteArrayView(text));
    };
    claim("iss", "issuer", tokens.issuer);
    claim("aud", "audience", tokens.audience);
    claim("sub", "subject", {});
    const auto algorithm = wanted.find("algorithm");
    const auto token =
        Jwt::sign(claims.take(), secret, algorithm ? algorithm->text() : QByteArrayView("HS256"));
    if (!token)
        return failure(token);
    return json(200, Json::ObjectWriter().text("jwt", QByteArrayView(*token)).take());
}

} // namespace

Result<Http::Response> answerAuth(const Store::Catalog &catalog, const Auth::Caller &caller,
                                  const Http::Request &request)
{
    if (request.path == "/auth/userinfo") {
        if (request.method != "GET")
            return methodNotAllowed("GET");
        return json(200, caller.session);
    }
    if (request.path != "/auth/jwt")
        return notFound(request.path);
    if (!caller.hasFullRights())
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("Making tokens needs a full-access key."));
    if (request.method != "POST")
        return methodNotAllowed("POST");
    return createToken(catalog, request);
}

} // namespace Api

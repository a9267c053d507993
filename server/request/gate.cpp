// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/gate.h"

#include "server/auth/ratelimiter.h"
#include "server/core/jwt.h"
#include "server/core/secret.h"
#include "server/core/timestamp.h"
#include "server/http/clientaddress.h"
#include "server/http/headernames.h"
#include "server/store/database.h"

namespace {

using Kind = Auth::Caller::Kind;

constexpr std::chrono::milliseconds PatienceForKeys{500};

Failure unauthorized(const QString &why)
{
    return failure(Error::Kind::Unauthorized, why);
}

/// The key that @p request carries as a header or, else, as a parameter; empty: none.
QByteArray keyOf(const Http::Request &request)
{
    const QByteArray key = request.header("x-apikey");
    if (!key.isEmpty() || !request.query.contains("apikey=")) // most queries need no parsing
        return key;
    return request.parameter("apikey").value_or(QByteArray());
}

/// The token of a header Authorization; empty: it has none (RFC 6750 section 2.1).
QByteArray bearerToken(const QByteArray &header)
{
    constexpr QByteArrayView Scheme = "bearer ";
    if (header.first(std::min(header.size(), Scheme.size())).toLower() != Scheme)
        return {};
    return header.sliced(Scheme.size()).trimmed();
}

/// What @p token says. @errors Unauthorized
Result<Json::Document> claimsOf(const QByteArray &token, const Model::Settings::Tokens &tokens)
{
    if (!tokens.areOn())
        return unauthorized(QStringLiteral("Tokens are not taken here: the setting auth.jwt has "
                                           "neither secret nor publicKey. An API "
                                           "key is sent as the header x-apikey."));
    Jwt::Rules rules;
    if (!tokens.issuer.isEmpty())
        rules.issuers.append(tokens.issuer);
    if (!tokens.audience.isEmpty())
        rules.audiences.append(tokens.audience);
    rules.now = Timestamp::now() / 1000;
    // Each key checks algorithms of its own kind alone: a public key must never pass for a secret.
    // Source: RFC 8725, section 3.1.
    rules.key = Jwt::Key::Public;
    auto claims = Jwt::verify(token, tokens.publicKey, rules);
    if (!claims && !tokens.secret.isEmpty()) {
        rules.key = Jwt::Key::Secret;
        claims = Jwt::verify(token, tokens.secret, rules);
    }
    return claims;
}

} // namespace

Gate::Gate(Api::Context context)
    : m_context(context)
{
}

bool Gate::mustReadKeys(const Call &call)
{
    const bool mayNeedThem =
        call.caller.kind == Kind::Nobody || !call.request.header("origin").isEmpty();
    return mayNeedThem && areKeysOld(keyOf(call.request), *call.catalog);
}

bool Gate::areKeysOld(const QByteArray &key, const Store::Catalog &catalog)
{
    // A key that is not known another process may have made a moment ago.
    return m_keys.isStale(catalog.keysGeneration)
        || (!key.isEmpty() && m_keys.find(key).kind == Kind::Nobody && !isWindowToken(key));
}

void Gate::takeKeys(Result<Auth::StoredKeys> read)
{
    m_keysFailure.reset();
    if (read)
        m_keys.set(std::move(*read));
    else
        m_keysFailure = read.error();
}

bool Gate::isKnown(Store::Reader &reader, const Http::RequestHead &head,
                   const Store::Catalog &catalog)
{
    Http::Request asked;
    asked.headers.append(Http::Header("x-apikey", head.value("x-apikey").toByteArray()));
    asked.query = head.target().sliced(head.target().indexOf('?') + 1).toByteArray();
    const QByteArray key = keyOf(asked);
    if (key.isEmpty()) {
        const QByteArray token = bearerToken(head.value("authorization").toByteArray());
        return !token.isEmpty() && claimsOf(token, catalog.settings.tokens);
    }
    // It happens for large bodies alone, so the short read may be made at once.
    if (areKeysOld(key, catalog)) {
        const Store::TimeLimit limit(reader, PatienceForKeys, {});
        takeKeys(Auth::StoredKeys::read(reader, m_keys.stored()));
    }
    return m_keys.find(key).kind != Kind::Nobody || isWindowToken(asked.header("x-apikey"));
}

/// Whether @p key is the one of windows that joined this server.
bool Gate::isWindowToken(const QByteArray &key) const
{
    return Secret::isSame(key, m_context.services.windowToken);
}

/// Whether @p request comes from a window that joined this server: on this machine, and with the
/// token as a header, since an address is kept in histories and logs.
bool Gate::isOfJoinedWindow(const Http::Request &request) const
{
    return request.isFromLoopback && !request.isProxied()
        && isWindowToken(request.header("x-apikey"));
}

Result<Done> Gate::admit(const Call &call, Api::Rights rights, const Result<Done> &identified) const
{
    if (rights == Api::Rights::Open)
        return Done();
    if (!identified && !(rights == Api::Rights::Local && call.request.isLocal()))
        return identified;
    if (rights == Api::Rights::Full && !call.caller.hasFullRights())
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("%1 needs a full-access key.")
                           .arg(QString::fromUtf8(call.request.path)));
    return Done();
}

Result<bool> Gate::skipsHooks(const Call &call)
{
    const QByteArray wanted = call.request.header(Http::HooksHeader);
    if (wanted.isEmpty() || wanted.compare("on", Qt::CaseInsensitive) == 0)
        return false;
    if (wanted.compare("off", Qt::CaseInsensitive) != 0)
        return badInput(QStringLiteral("The header X-Hookdesk-Hooks is \"on\" or \"off\"."));
    if (!call.caller.hasFullRights())
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("Only a full-access key can switch off hooks with "
                                      "X-Hookdesk-Hooks."));
    return true;
}

Result<Done> Gate::identify(Call &call)
{
    if (call.caller.kind != Kind::Nobody)
        return Done();
    if (isOfJoinedWindow(call.request)) {
        call.caller.kind = Kind::Window;
        return Done();
    }
    const QByteArray key = keyOf(call.request);
    if (call.request.header("x-apikey").isEmpty() && !key.isEmpty())
        call.request.headers.append(
            Http::Header("x-apikey", key)); // hooks find it there either way
    if (m_keysFailure)
        return failure(*m_keysFailure);
    auto caller = m_keys.find(key);
    if (caller.kind == Kind::Nobody) {
        return unauthorized(
            key.isEmpty() ? QStringLiteral("An API key is needed: send it as the header x-apikey.")
                          : QStringLiteral("The API key is not known."));
    }
    call.caller = std::move(caller);
    if (call.caller.kind != Kind::WebKey)
        return Done();
    if (auto allowed = checkOrigin(call); !allowed)
        return allowed;
    const Model::Settings &settings = call.catalog->settings;
    if (settings.requestsPerSecond == 0)
        return Done(); // nobody needs to know the client's address
    // Each server lets through its part, rounded up.
    const int servers = m_context.services.database.nodes().alive();
    return m_context.services.limiter.take(call.caller.keyId,
                                           Http::clientAddress(call.request, settings.proxies),
                                           (settings.requestsPerSecond + servers - 1) / servers);
}

bool Gate::isByToken(const Call &call)
{
    return call.caller.kind == Kind::Nobody && keyOf(call.request).isEmpty()
        && !bearerToken(call.request.header("authorization")).isEmpty();
}

/// The user of a token is the document with its address in the collection of users.
Result<Auth::Caller> Gate::findUser(Store::Reader &reader, const Call &call)
{
    const auto claims =
        claimsOf(bearerToken(call.request.header("authorization")), call.catalog->settings.tokens);
    if (!claims)
        return failure(claims);
    return findUser(reader, *call.catalog, claims->root().value("email").text().toByteArray());
}

Result<Auth::Caller> Gate::findUser(Store::Reader &reader, const Store::Catalog &catalog,
                                    const QByteArray &email)
{
    const Store::Collection *users = catalog.find(catalog.settings.tokens.users);
    // `_createdby` of what keys and the window create has no @, so no user can own that.
    if (!email.contains('@'))
        return unauthorized(email.isEmpty()
                                ? QStringLiteral("The token carries no email.")
                                : QStringLiteral("The email of the token is no address."));
    if (!users)
        return unauthorized(QStringLiteral("There is no collection of users."));
    Model::Query query;
    query.require("email", email);
    query.wantedMaximum = 1;
    QByteArray session;
    const auto found =
        reader.findTexts(*users, query, [&](QByteArrayView user) { session = user.toByteArray(); });
    if (!found)
        return failure(found);
    const auto user = Json::Document::parseKnown(session.isEmpty() ? "{}" : session);
    if (session.isEmpty() || !user)
        return unauthorized(QStringLiteral("Nobody with this address is a user here."));
    if (const auto active = user->root().find("active");
        active && active->isBool() && !active->toBool())
        return unauthorized(QStringLiteral("This user is not active."));
    Auth::Caller caller;
    caller.kind = Kind::User;
    caller.email = email;
    caller.session = session;
    const Json::Value roles = user->root().value("roles");
    for (const Json::Value &role : roles.isArray() ? roles.items() : std::vector{roles}) {
        if (role.isString())
            caller.roles.append(role.text().toByteArray());
    }
    return caller;
}

Result<Done> Gate::checkOrigin(const Call &call) const
{
    const Auth::Caller &caller = call.caller;
    const QByteArray origin = call.request.header("origin");
    const bool fits = caller.origin.isEmpty()
        || (origin.isEmpty() ? !caller.originRequired : Auth::isSameOrigin(caller.origin, origin));
    if (fits)
        return Done();
    return failure(
        Error::Kind::Forbidden,
        QStringLiteral("This key is for web pages of %1.").arg(QString::fromUtf8(caller.origin)));
}

Result<Done> Gate::checkPath(const Call &call) const
{
    if (call.caller.kind != Kind::WebKey)
        return Done();
    const QByteArray &method = call.request.method;
    if (call.caller.permits(method, call.path.segments()))
        return Done();
    return failure(Error::Kind::Forbidden,
                   QStringLiteral("This key may not %1 %2.")
                       .arg(QString::fromLatin1(method), QString::fromUtf8(call.request.path)));
}

Result<Done> Gate::checkRoles(const Call &call, const Store::Collection &collection) const
{
    if (collection.needsFullRights() && !call.caller.hasFullRights())
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("\"%1\" needs a full-access key.")
                           .arg(QString::fromUtf8(collection.name)));
    if (call.caller.kind != Kind::User
        || call.caller.permits(call.request.method, collection.access))
        return Done();
    return failure(
        Error::Kind::Forbidden,
        QStringLiteral("The roles of this user do not allow %1 in \"%2\".")
            .arg(QString::fromLatin1(call.request.method), QString::fromUtf8(collection.name)));
}

Result<Done> Gate::checkChildren(const Call &call, const Store::Collection &children) const
{
    const Auth::Caller &caller = call.caller;
    const bool namesField = caller.path.split('/').value(3) == call.path.childField;
    if (caller.kind != Auth::Caller::Kind::WebKey || namesField
        || caller.permits(call.request.method, QByteArrayList{children.name}))
        return Done();
    return failure(
        Error::Kind::Forbidden,
        QStringLiteral("This key may not %1 in \"%2\".")
            .arg(QString::fromLatin1(call.request.method), QString::fromUtf8(children.name)));
}

bool Gate::isAllowedOrigin(const Call &call, const QByteArray &origin) const
{
    for (const QByteArray &known : call.catalog->settings.origins) {
        if (Auth::isSameOrigin(known, origin))
            return true;
    }
    return m_keys.hasOrigin(origin);
}

std::optional<Http::Response> Gate::options(const Call &call)
{
    const Http::Request &request = call.request;
    if (request.method != "OPTIONS")
        return std::nullopt;
    static const QByteArray all = "GET, HEAD, POST, PUT, PATCH, DELETE";
    Http::Response response;
    response.status = 204;
    const bool isPreflight = !request.header("origin").isEmpty()
        && !request.header("access-control-request-method").isEmpty();
    // `OPTIONS *` is about the server as a whole: RFC 9110, section 9.3.7.
    if (!isPreflight && !call.routePath && request.path != "*")
        return std::nullopt;
    if (!isPreflight) {
        response.headers = {
            {"Allow", call.routePath ? call.routePath->allow() : all + ", OPTIONS"}};
        return response;
    }
    // All methods, whatever the path takes: so a page can read the 405.
    response.headers = {{"Access-Control-Allow-Methods", all},
                        {"Access-Control-Allow-Headers",
                         "x-apikey, content-type, content-encoding, cache-control, authorization, "
                         "if-match, if-none-match, "
                         "x-http-method-override, x-pagination, x-hookdesk-hooks"},
                        {"Access-Control-Max-Age", "600"}};
    return response;
}

void Gate::addOrigin(const Call &call, Http::Response &response) const
{
    // Another server may have answered.
    const auto isNamed = [](const Http::Header &each) { return each.first == Http::NodeHeader; };
    if (const QByteArray node = m_context.services.database.nodes().shownName();
        !node.isEmpty() && std::none_of(response.headers.begin(), response.headers.end(), isNamed))
        response.headers.append({Http::NodeHeader, Http::headerValue(node)});
    const QByteArray origin = call.request.header("origin");
    if (origin.isEmpty())
        return;
    // Also where the origin is not allowed: a cache must not give one page the answer for another.
    response.headers.append(Http::Header("Vary", "Origin"));
    if (!isAllowedOrigin(call, origin)) {
        response.headers.removeIf(
            [](const Http::Header &header) { return header.first.startsWith("Access-Control-"); });
        return;
    }
    response.headers.append({"Access-Control-Allow-Origin", Http::headerValue(origin)});
    response.headers.append(Http::Header("Access-Control-Expose-Headers",
                                         "X-Pagination, ETag, Retry-After, X-Hookdesk-Saved, "
                                         "X-Hookdesk-Node"));
}

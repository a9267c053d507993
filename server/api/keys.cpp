// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/auth/keys.h"
#include "server/model/members.h"
#include "server/store/database.h"

#include <array>

namespace Api {

namespace {

using Response = Result<Http::Response>;

using Model::MemberKind;
using Model::MemberRule;
using Model::Presence;

constexpr char Limit[] = "a text that is not empty; leave it out for no limit";
constexpr std::array KeyRules = {
    MemberRule{"kind", MemberKind::Text},
    MemberRule{"methods", MemberKind::Texts, Presence::Optional, 1,
               "a list such as [\"GET\"]; without it all methods are allowed"},
    MemberRule{"path", MemberKind::Text, Presence::Optional, 1, Limit},
    MemberRule{"origin", MemberKind::Text, Presence::Optional, 1, Limit},
    MemberRule{"originRequired", MemberKind::Bool},
    MemberRule{"description", MemberKind::Text},
};

/// What POST /admin/v1/keys describes. @errors BadInput.
Result<Auth::Key> keyOf(const Json::Value &body)
{
    if (!body.isObject())
        return badInput(QStringLiteral("A key is one JSON object, such as {\"kind\":\"web\"}."));
    // A member that was left out by mistake would be a limit that the key does not have.
    if (const auto faults = Model::faultsOf(body, KeyRules, "a key"); !faults.isEmpty())
        return badInput(faults.first().text);
    const auto text = [&](const char *name) { return body.value(name).text().toByteArray(); };
    Auth::Key key;
    if (const QByteArray kind = text("kind"); kind == "web")
        key.kind = Auth::Key::Kind::Web;
    else if (kind != "full" && body.find("kind"))
        return badInput(QStringLiteral("The kind of a key is \"full\" or \"web\"."));
    key.path = text("path");
    key.origin = text("origin");
    // The strict way, unless the request asks for the other one (contract: access 1).
    key.originRequired = !body.find("originRequired") || body.value("originRequired").toBool();
    key.description = text("description");
    for (const Json::Value &method : body.value("methods").items())
        key.methods.append(method.text().toByteArray().toUpper());
    if (key.kind == Auth::Key::Kind::Full
        && (!key.path.isEmpty() || !key.methods.isEmpty() || !key.origin.isEmpty()))
        return badInput(QStringLiteral(
            "A full-access key has no limits; methods, path and origin are for kind \"web\"."));
    return key;
}

Task<Response> createKey(const Exchange &exchange)
{
    Context &context = exchange.context;
    const auto body = parseBody(exchange.request);
    if (!body)
        co_return failure(body);
    const auto key = keyOf(body->root());
    if (!key)
        co_return failure(key);
    auto created = co_await context.services.database.change<Auth::NewKey>(
        context.home,
        [&](Store::Transaction &transaction) { return Auth::createKey(transaction, *key); });
    if (!created)
        co_return failure(created);
    co_return json(201,
                   Json::ObjectWriter()
                       .text("id", QByteArrayView(created->id))
                       .text("key", QByteArrayView(created->key))
                       .take());
}

Response listKeys(const Exchange &, Store::Reader &reader)
{
    const auto keys = reader.keys();
    if (!keys)
        return failure(keys);
    Json::ArrayWriter list;
    for (const Auth::Key &key : *keys)
        list.raw(Auth::toJson(key));
    return json(200, list.take());
}

Task<Response> revokeKey(const Exchange &exchange)
{
    Context &context = exchange.context;
    const QByteArray &id = exchange.arguments.first();
    auto revoked = co_await context.services.database.change<Done>(
        context.home, [&](Store::Transaction &transaction) { return transaction.removeKey(id); });
    co_return doneResponse(revoked);
}

} // namespace

Rows keyRoutes()
{
    return {
        {"GET", "/admin/v1/keys", Rights::Full, Recording::WithoutAnswer,
         "The keys; of each only its first six characters are shown.", listKeys},
        {"POST", "/admin/v1/keys", Rights::Full, Recording::WithoutAnswer,
         "Makes a key, which is shown this once.", createKey},
        {"DELETE", "/admin/v1/keys/{id}", Rights::Full, Recording::Whole, "Revokes a key, at once.",
         revokeKey},
    };
}

} // namespace Api

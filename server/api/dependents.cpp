// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documents.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/api/scripts.h"
#include "server/auth/keys.h"
#include "server/store/reader.h"

#include <QRegularExpression>

namespace Api {

namespace {

QByteArray fieldsJson(const Store::Catalog &catalog, const QByteArray &name)
{
    Json::ArrayWriter fields;
    for (const Store::Collection &other : catalog.collections) {
        for (const Model::Field &field : other.fields) {
            if (field.collection != name || other.name == name)
                continue;
            fields.raw(Json::ObjectWriter()
                           .text("collection", QByteArrayView(other.name))
                           .text("field", QByteArrayView(field.name))
                           .take());
        }
    }
    return fields.take();
}

Result<QByteArray> keysJson(Store::Reader &reader, const QByteArray &name)
{
    const auto keys = reader.keys();
    if (!keys)
        return failure(keys);
    Json::ArrayWriter list;
    for (const Auth::Key &key : *keys) {
        if (Auth::reaches(key, name))
            list.raw(Auth::toJson(key));
    }
    return list.take();
}

Result<QByteArray> scriptsNaming(Store::Reader &reader, const QByteArray &name)
{
    const QByteArray path = "/rest/" + name;
    const auto scripts = reader.scriptsWith(path);
    if (!scripts)
        return failure(scripts);
    // Not within a longer name: /rest/order also begins /rest/orders.
    const QRegularExpression whole(QRegularExpression::escape(QString::fromUtf8(path))
                                   + QStringLiteral("(?![A-Za-z0-9_-])"));
    Json::ArrayWriter list;
    for (const auto &[script, text] : *scripts) {
        const QString source = QString::fromUtf8(text);
        const auto found = whole.match(source);
        if (found.hasMatch())
            list.raw(Json::ObjectWriter()
                         .text("name", QByteArrayView(script))
                         .number("line", source.left(found.capturedStart()).count(u'\n') + 1)
                         .take());
    }
    return list.take();
}

/// `{"fields": [{"collection", "field"}], "keys": [key], "scripts": [{"name", "line"}]}`: the
/// fields of others that name the collection, the keys that reach it, and the scripts that have its
/// path, each with its first line.
Result<Http::Response> listDependents(const Exchange &exchange, Store::Reader &reader)
{
    const auto collection = namedCollection(exchange);
    if (!collection)
        return failure(collection);
    const QByteArray &name = (*collection)->name;
    const auto keys = keysJson(reader, name);
    const auto scripts = scriptsNaming(reader, name);
    if (!keys || !scripts)
        return failure(keys ? scripts : keys);
    return json(200,
                Json::ObjectWriter()
                    .raw("fields", fieldsJson(exchange.catalog, name))
                    .raw("keys", *keys)
                    .raw("scripts", *scripts)
                    .take());
}

/// The collection, its scripts and their versions, fields of others that name it and paths of keys
/// get the new name; scripts keep their text. @errors BadInput: no name; Conflict: it is taken.
Task<Result<Http::Response>> renameCollection(const Exchange &exchange)
{
    Context &context = exchange.context;
    const QByteArray &name = exchange.arguments.first();
    if (!exchange.catalog.find(name))
        co_return noCollection(name);
    const auto body = parseBody(exchange.request);
    if (!body)
        co_return failure(body);
    const QByteArray wanted = body->root().value("name").text().toByteArray();
    // In one transaction, so that no key has the path of a collection that is not there.
    auto renamed = co_await context.services.database.change<Done>(
        context.home, [&](Store::Transaction &transaction) {
            auto done = transaction.renameCollection(name, wanted);
            return done ? transaction.renameKeyPaths(name, wanted) : done;
        });
    if (!renamed)
        co_return failure(renamed);
    co_return json(200, Json::ObjectWriter().text("name", QByteArrayView(wanted)).take());
}

} // namespace

Rows dependentsRoutes()
{
    return {
        {"GET", "/admin/v1/collections/{name}/dependents", Rights::Full, Recording::Whole,
         "What names a collection: fields of others, keys and scripts.", listDependents},
        {"POST", "/admin/v1/collections/{name}/rename", Rights::Full, Recording::Whole,
         "Gives a collection the name `name`, also in fields and keys that name it.",
         renameCollection},
    };
}

} // namespace Api

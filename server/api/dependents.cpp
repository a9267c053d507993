// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/dependents.h"

#include "server/api/documents.h"
#include "server/api/respond.h"
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

Result<QByteArray> keysJson(Context &context, const QByteArray &name)
{
    const auto keys = context.reader.keys();
    if (!keys)
        return failure(keys);
    Json::ArrayWriter list;
    for (const Auth::Key &key : *keys) {
        if (Auth::reaches(key, name))
            list.raw(Auth::toJson(key));
    }
    return list.take();
}

Result<QByteArray> scriptsNaming(Context &context, const QByteArray &name)
{
    const QByteArray path = "/rest/" + name;
    const auto scripts = context.reader.scriptsWith(path);
    if (!scripts)
        return failure(scripts);
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

} // namespace

Result<Http::Response> answerDependents(Context &context, const Store::Collection &collection)
{
    const auto keys = keysJson(context, collection.name);
    const auto scripts = scriptsNaming(context, collection.name);
    if (!keys || !scripts)
        return failure(keys ? scripts : keys);
    return json(
        200,
        Json::ObjectWriter()
            .raw("fields", fieldsJson(*context.services.database.catalog(), collection.name))
            .raw("keys", *keys)
            .raw("scripts", *scripts)
            .take());
}

Task<Result<Http::Response>> renameCollection(Context &context, const Http::Request &request,
                                              QByteArray name)
{
    if (request.method != "POST")
        co_return methodNotAllowed("POST");
    const auto body = parseBody(request);
    if (!body)
        co_return failure(body);
    const QByteArray wanted = body->root().value("name").text().toByteArray();
    auto renamed = co_await context.services.database.change<Done>(
        context.home, [&](Store::Transaction &transaction) {
            auto done = transaction.renameCollection(name, wanted);
            return done ? transaction.renameKeyPaths(name, wanted) : done;
        });
    if (!renamed)
        co_return failure(renamed);
    warmHooks(context, wanted);
    co_return json(200, Json::ObjectWriter().text("name", QByteArrayView(wanted)).take());
}

} // namespace Api

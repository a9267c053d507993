// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookrun.h"

#include "server/core/json.h"

namespace Hooks {

namespace {

QByteArray objectOrNothing(const std::vector<Json::Value> &arguments, size_t index)
{
    const bool isThere = index < arguments.size() && arguments[index].isObject()
        && !arguments[index].members().empty();
    return isThere ? arguments[index].toJson() : QByteArray();
}

} // namespace

Result<HookCall> HookCall::parse(QByteArrayView operation, QByteArrayView arguments)
{
    const auto document = Json::Document::parse(arguments);
    if (!operation.startsWith("db.") || !document || !document->root().isArray())
        return failure(Error::Kind::BadInput,
                       QStringLiteral("This function is not offered to hooks."));
    const auto given = document->root().items();
    HookCall call;
    call.method = operation.sliced(3).toByteArray().toUpper();
    if (!QByteArrayList{"GET", "POST", "PUT", "PATCH", "DELETE"}.contains(call.method))
        return failure(Error::Kind::BadInput,
                       QStringLiteral("This function is not offered to hooks."));
    if (given.empty() || !given[0].isString() || !given[0].text().startsWith("/rest/")) {
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("%1 takes a path that begins with /rest/ as its first argument.")
                .arg(QString::fromUtf8(operation)));
    }
    call.path = given[0].text().toByteArray();
    if (call.method == "GET") {
        call.query = objectOrNothing(given, 1);
        call.hint = objectOrNothing(given, 2);
        return call;
    }
    const bool hasBody = given.size() > 1 && (given[1].isArray() || given[1].isObject());
    if (hasBody && !(call.method == "DELETE" && given[1].isObject() && given[1].members().empty()))
        call.body = given[1].toJson();
    return call;
}

} // namespace Hooks

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookcall.h"

#include "server/core/json.h"
#include "server/core/utf8.h"
#include "server/inspector/masking.h"

#include <QByteArrayList>
#include <QUrl>

namespace Hooks {

namespace {

constexpr qsizetype MaximumTarget = 300;

/// An address without what may be secret in it: user, password and values of its query.
QByteArray plainAddress(const Json::Value &options)
{
    const auto given = options.find("url");
    const QString text =
        options.value("baseUrl").toString() + (given ? *given : options.value("uri")).toString();
    const QUrl url(text, QUrl::TolerantMode);
    const QByteArray query = Inspector::maskedQuery(url.query(QUrl::FullyEncoded).toLatin1());
    return Inspector::maskedText(
               url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment))
        + (query.isEmpty() ? QByteArray() : '?' + query);
}

} // namespace

Result<HookCall> HookCall::parse(QByteArrayView payload)
{
    static const QByteArrayList offered = {"db.get",    "db.post", "db.put", "db.patch",
                                           "db.delete", "request", "slack",  "mail"};
    constexpr int Wrappers = 2; // {"arguments": [path, document]}
    const auto document = Json::Document::parse(payload, Wrappers);
    HookCall call;
    if (document) {
        call.id = document->root().value("id").toInteger();
        call.operation = document->root().value("op").text().toByteArray();
        call.arguments = document->root().value("arguments").toJson();
    }
    if (!call.arguments.startsWith('[') || !offered.contains(call.operation))
        return badInput(QStringLiteral("This function is not offered to hooks."));
    return call;
}

QByteArray HookCall::target() const
{
    const auto document = Json::Document::parseKnown(arguments);
    const auto items = document ? document->root().items() : std::vector<Json::Value>();
    const Json::Value first = items.empty() ? Json::Value() : items.front();
    QByteArray target;
    if (!isOutbound()) {
        target = Inspector::maskedText(first.text().toByteArray());
    } else if (operation == "request") {
        const QByteArray method = first.value("method").text().toByteArray().toUpper();
        target = (method.isEmpty() ? QByteArray("GET") : method) + ' ' + plainAddress(first);
    } else if (operation == "slack") {
        // The path of a Slack hook is its password.
        target = "channel " + first.value("channel").text().toByteArray();
    } else {
        const Json::Value to = first.value("to");
        target = "to " + (to.isString() ? to.text().toByteArray() : to.toJson());
    }
    return Utf8::cut(target, MaximumTarget);
}

} // namespace Hooks

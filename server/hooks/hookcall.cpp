// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookcall.h"

#include "server/core/utf8.h"
#include "server/hookwire/hookframe.h"
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
    // The runtime offers no others, but a hostile child can send any text.
    static const QByteArrayList offered = {"db.get",    "db.post", "db.put", "db.patch",
                                           "db.delete", "request", "slack",  "mail"};
    constexpr int Wrappers = 1; // [path, document]
    const auto line = HookFrame::lineOf(payload);
    if (!line)
        return badInput(QStringLiteral("This is no call."));
    HookCall call;
    call.id = line->id;
    call.operation = line->word.toByteArray();
    call.size = line->json.size();
    auto document = Json::Document::parse(line->json, Wrappers);
    if (!document)
        return failure(document);
    call.arguments = std::move(*document);
    if (!call.arguments.root().isArray() || !offered.contains(call.operation))
        return badInput(QStringLiteral("This function is not offered to hooks."));
    return call;
}

Json::Value HookCall::first() const
{
    const auto items = arguments.root().items();
    return items.empty() ? Json::Value() : items.front();
}

QByteArray HookCall::target() const
{
    const Json::Value first = this->first();
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/hookverdict.h"

#include "server/core/json.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace Hooks {

namespace {

/// What an error says that has no message: its JSON, but for what is read elsewhere. Empty where it
/// says nothing.
QByteArray wordsOf(const Json::Value &error)
{
    if (error.isNumber())
        return error.toJson();
    Json::ObjectWriter words;
    for (const Json::Member &member : error.members()) {
        if (!member.key.toByteArray().toLower().startsWith("status") && member.key != "field"
            && member.key != "list")
            words.raw(member.key, member.value.toJson());
    }
    const QByteArray text = words.take();
    return text == "{}" ? QByteArray() : text;
}

/// The text of a fault in a list.
QByteArray faultOf(const Json::Value &error)
{
    const QByteArray words = wordsOf(error);
    return words.isEmpty() ? QByteArray("is not valid") : words;
}

/// `list[i].message` is always an array of texts.
QByteArray listOf(const std::vector<Json::Value> &errors)
{
    Json::ArrayWriter list;
    for (const Json::Value &error : errors) {
        Json::ObjectWriter item;
        if (const auto field = error.find("field"); field && field->isString())
            item.text("field", field->text());
        const auto message = error.isString() ? error : error.value("message");
        Json::ArrayWriter texts;
        for (const Json::Value &text : message.items())
            texts.raw(text.isString() ? text.toJson()
                                      : Json::quoted(QByteArrayView(text.toJson())));
        if (!message.isArray())
            texts.raw(message.isString() ? message.toJson()
                                         : Json::quoted(QByteArrayView(
                                             faultOf(message.isNull() ? error : message))));
        list.raw(item.raw("message", texts.take()).take());
    }
    return list.take();
}

Error refusalOf(const Json::Value &error)
{
    constexpr int DefaultStatus = 400;
    const QString unnamed = QStringLiteral("A codehook refused the request.");
    if (error.isArray()) {
        Error refusal{Error::Kind::Validation,
                      QStringLiteral("A codehook refused the data; list says why.")};
        refusal.list = listOf(error.items());
        return refusal;
    }
    Error refusal{Error::Kind::Refused, unnamed};
    refusal.status = DefaultStatus;
    if (error.isString()) {
        if (!error.toString().isEmpty())
            refusal.message = error.toString();
        return refusal;
    }
    if (const auto message = error.find("message"))
        refusal.message =
            message->isString() ? message->toString() : QString::fromUtf8(message->toJson());
    else if (const QByteArray words = wordsOf(error); !words.isEmpty())
        refusal.message = QString::fromUtf8(words);
    // The errors of failed calls have a status, which goes on with them.
    std::optional<Json::Value> code;
    for (const char *name : {"status", "statusCode", "statuscode"}) {
        if (const auto found = error.find(name))
            code = found;
    }
    if (code) {
        const qint64 status =
            code->isString() ? code->text().toByteArray().toLongLong() : code->toInteger();
        // Any other status counts as the default (contract: codehooks 3).
        if (status >= 400 && status <= 599)
            refusal.status = int(status);
    }
    if (const auto list = error.find("list"); list && list->isArray() && !list->items().empty())
        refusal.list = listOf(list->items());
    return refusal;
}

Result<std::optional<QByteArray>> objectMember(const Json::Value &ended, const char *name)
{
    const auto member = ended.find(name);
    if (!member || member->isNull())
        return std::optional<QByteArray>();
    if (!member->isObject()) {
        return failure(Error::Kind::HookFailed,
                       QStringLiteral("The hook ended with {%1}, but that is no object.")
                           .arg(QLatin1String(name)));
    }
    return std::optional(member->toJson());
}

/// The JSON of `data` where @p ended holds nothing else, as most results do: a part of the text,
/// which need not be written again.
std::optional<QByteArray> onlyData(const QByteArray &ended, const Json::Value &root)
{
    constexpr QByteArrayView Begin(R"({"data":{)");
    if (!ended.startsWith(Begin) || !ended.endsWith('}') || root.members().size() != 1)
        return std::nullopt;
    return ended.sliced(Begin.size() - 1).chopped(1);
}

} // namespace

Result<HookVerdict> HookVerdict::read(const QByteArray &ended)
{
    HookVerdict verdict;
    if (ended.isEmpty() || ended == "null")
        return verdict;
    constexpr int Wrappers = 1; // {"data": …}
    auto document = Json::Document::parse(ended, Wrappers);
    if (!document) {
        return failure(Error::Kind::HookFailed,
                       QStringLiteral("The hook ended with a result that cannot be used: %1")
                           .arg(document.error().message));
    }
    const Json::Value root = document->root();
    if (auto data = onlyData(ended, root)) {
        verdict.data = std::move(data);
        verdict.dataValue = root.value("data");
        verdict.m_ended = std::move(*document);
        return verdict;
    }
    if (!root.isObject()) {
        verdict.warning =
            "res.end() was given no object, which means nothing in this hook; it was ignored.";
        return verdict;
    }
    if (const auto error = root.find("error"); error && !error->isNull()) {
        // Hooks end with the list of the faults that they found (docs/cookbook/validation.md): an
        // empty one is no error.
        if (!error->isArray() || !error->items().empty())
            return failure(refusalOf(*error));
    }
    const auto known = {"error", "data", "query", "hint", "#removed"};
    const auto members = root.members();
    if (!members.empty() && std::none_of(known.begin(), known.end(), [&root](const char *name) {
            return root.find(name).has_value();
        })) {
        verdict.warning = "res.end() was given \"" + members.front().key.toByteArray()
            + "\", which means nothing: data, query, hint and error are read.";
    }
    auto data = objectMember(root, "data");
    auto query = objectMember(root, "query");
    auto hint = objectMember(root, "hint");
    if (!data || !query || !hint)
        return failure(!data ? data : (!query ? query : hint));
    verdict.data = std::move(*data);
    verdict.dataValue = root.value("data");
    verdict.removed = root.value("#removed").texts();
    verdict.query = std::move(*query);
    verdict.hint = std::move(*hint);
    verdict.m_ended = std::move(*document);
    return verdict;
}

} // namespace Hooks

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/request/operations.h"
#include "server/request/writebody.h"
#include "server/store/database.h"

namespace Operations {

namespace {

/// A document whose id exists already is refused before its hook could act.
Result<Done> checkNewIds(Store::Reader &reader, const Call &call, const Insert &insert)
{
    const Json::Value body = insert.body.root();
    for (const Json::Value &item : insert.isArray() ? body.items() : std::vector{body}) {
        const auto id = item.find("_id");
        if (!id || id->isNull())
            continue;
        const auto known = reader.get(*call.collection, id->text());
        if (!known)
            return failure(known);
        if (*known)
            return Store::idExists();
    }
    return Done();
}

} // namespace

Result<Insert> parseInsert(const Call &call)
{
    auto sent = WriteBody::parse(call);
    if (!sent)
        return failure(sent);
    const Json::Value root = sent->body.root();
    const qint64 most = call.catalog->settings.arrayLimit;
    if (const auto count = qint64(root.items().size()); count > most) {
        return failure(Error::Kind::TooLarge,
                       QStringLiteral("The array has %1 documents, and the setting limits.array "
                                      "allows %2; send them in several requests.")
                           .arg(count)
                           .arg(most));
    }
    sent->rules.validate = !root.isArray() || call.request.parameter("validate") != "false";
    auto documents = Api::newDocuments(root, call.caller.name(), call.parent);
    if (!documents)
        return failure(documents);
    return Insert{std::move(sent->body), std::move(sent->rules), std::move(*documents), {}};
}

Task<Result<Done>> before(Stages &stages, Call &call, Insert &insert)
{
    auto checked = co_await stages.context.read(
        call.asker, [&](Store::Reader &reader) { return checkNewIds(reader, call, insert); });
    if (!checked)
        co_return checked;
    for (Model::Document &document : insert.documents) {
        auto verdict =
            co_await stages.hooks.run(call, "beforePOST", "\"body\":" + document.jsonWithMeta());
        if (!verdict)
            co_return failure(verdict);
        if (!verdict->data)
            continue;
        HookStage::noteChange(call, "beforePOST", "body", document.json, verdict->data);
        if (call.views)
            call.views->trust(*call.collection, document.json, *verdict->data);
        Api::replaceData(document, verdict->dataValue);
    }
    co_return Done();
}

Task<Result<Done>> store(Stages &stages, Call &call, Insert &insert)
{
    if (JobStage::concerns(call)) {
        auto stored = co_await stages.jobs.insert(call, insert);
        co_return stored;
    }
    // Commands have names because GCC 12 destroys a temporary that is made of braces in the operand
    // of co_await twice.
    Store::Insert command{call.catalog, call.collection, std::move(insert.documents), insert.rules};
    auto inserted = co_await stages.context.write(std::move(command));
    if (!inserted)
        co_return failure(inserted);
    insert.documents = std::move(*inserted);
    co_return Done();
}

Task<Result<Done>> after(Stages &stages, Call &call, Insert &insert)
{
    insert.replacements.resize(insert.documents.size());
    for (size_t i = 0; i < insert.documents.size(); ++i) {
        auto answered = co_await stages.hooks.runAfter(call, insert.documents[i]);
        if (!answered)
            co_return failure(answered);
        insert.replacements[i] = std::move(*answered);
    }
    co_return Done();
}

Result<Http::Response> answer(Store::Reader &reader, const Call &call, const Insert &insert)
{
    Json::ArrayWriter list;
    for (size_t i = 0; i < insert.documents.size(); ++i) {
        const Model::Document &document = insert.documents[i];
        const bool isReplaced = i < insert.replacements.size() && insert.replacements[i];
        const auto text = Viewer::written(
            reader, call, document, isReplaced ? *insert.replacements[i] : document.jsonWithMeta());
        if (!text)
            return failure(text);
        if (!insert.isArray())
            return Api::documentJson(201, *text, document.version);
        list.raw(*text);
    }
    return Api::json(201, list.take());
}

} // namespace Operations

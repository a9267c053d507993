// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/model/plainchanges.h"
#include "server/model/update.h"
#include "server/request/operations.h"
#include "server/request/writebody.h"
#include "server/store/database.h"

#include <QSet>

namespace Operations {

namespace {

/// What hooks of an update see: the fields that change, under the document's id. Fields that go
/// are named beside, since JSON has no undefined (runtime.js).
QByteArray updateJson(const QByteArray &id, const Model::PlainChanges &plain)
{
    QByteArray body = plain.fields;
    body.replace(0, 1,
                 "{\"_id\":" + Json::quoted(QByteArrayView(id)) + (body.size() > 2 ? "," : ""));
    Json::ArrayWriter removed;
    for (const QByteArray &name : plain.removed)
        removed.raw(Json::quoted(QByteArrayView(name)));
    return "\"body\":" + body
        + (plain.removed.isEmpty() ? QByteArray() : ",\"#removed\":" + removed.take());
}

/// A stored document and its fields.
struct Stored
{
    Model::Document document;
    Json::Document fields;
};

/// The document as it is stored now.
Result<Stored> documentToUpdate(Store::Reader &reader, const Call &call,
                                const Store::WriteRules &rules)
{
    auto found = reader.document(*call.collection, call.path.id);
    if (!found)
        return failure(found);
    if (!*found || !rules.sees(**found))
        return Api::noDocument(call.path.id);
    if (const auto checked = rules.checkVersion(**found); !checked)
        return failure(checked);
    auto fields = Json::Document::parseKnown((*found)->json);
    if (!fields)
        return failure(fields);
    return Stored{std::move(**found), std::move(*fields)};
}

/// A stored document and what an update makes of its fields.
struct Plain
{
    Model::Document document;
    Model::PlainChanges changes;
};

Result<Plain> plainChanges(Store::Reader &reader, const Call &call, const Update &update)
{
    auto stored = documentToUpdate(reader, call, update.rules);
    if (!stored)
        return failure(stored);
    auto changes = Model::plainChanges(stored->fields.root(), update.body.root());
    if (!changes)
        return failure(changes);
    return Plain{std::move(stored->document), std::move(*changes)};
}

/// What the update makes of the document as it is stored now.
Result<Store::WriteRules::Merged> merge(Store::Reader &reader, const Call &call,
                                        const Update &update)
{
    auto stored = documentToUpdate(reader, call, update.rules);
    if (!stored)
        return failure(stored);
    auto text = Model::mergedText(stored->fields.root(), update.changes.root());
    if (!text)
        return failure(text);
    return Store::WriteRules::Merged{std::move(stored->document.json), std::move(*text)};
}

} // namespace

Result<Update> parseUpdate(const Call &call)
{
    auto sent = WriteBody::parse(call);
    if (!sent)
        return failure(sent);
    if (!sent->body.root().isObject())
        return failure(Error::Kind::BadInput,
                       QStringLiteral("The body is an object with the fields to change."));
    return Update{sent->body, std::move(sent->rules), sent->body};
}

Task<Result<Done>> before(Stages &stages, Call &call, Update &update)
{
    auto found = co_await stages.context.read(
        call.asker, [&](Store::Reader &reader) { return plainChanges(reader, call, update); },
        call.pace());
    if (!found)
        co_return failure(found);
    const Model::Document &document = found->document;
    Model::PlainChanges &plain = found->changes;
    update.rules.decidedOn.insert(document.id, document.version); // no other is changed
    QByteArray extra = updateJson(document.id, plain);
    if (call.collection->codehook.readsDocument)
        extra.append(",\"document\":").append(document.jsonWithMeta());
    const QByteArray hook = "before" + call.request.method;
    auto verdict = co_await stages.hooks.run(call, hook, extra);
    if (!verdict)
        co_return failure(verdict);
    HookStage::noteChange(call, hook, "body", plain.fields, verdict->data);
    if (verdict->data) {
        if (call.views)
            call.views->trust(*call.collection, plain.fields, *verdict->data);
        plain.fields = *verdict->data;
        // A field that was to go stays when the hook has given it a value again.
        const QSet<QByteArray> removed(verdict->removed.begin(), verdict->removed.end());
        plain.removed.removeIf([&](const QByteArray &name) { return !removed.contains(name); });
    }
    const auto text = Model::changesText(plain);
    if (!text)
        co_return failure(text);
    auto changes = Json::Document::parse(*text);
    if (!changes)
        co_return failure(changes);
    update.changes = std::move(*changes);
    co_return Done();
}

Task<Result<Done>> store(Stages &stages, Call &call, Update &update)
{
    if (JobStage::concerns(call)) {
        auto stored = co_await stages.jobs.update(call, update);
        co_return stored;
    }
    // Rules of this attempt alone: the next one may have other changes.
    Store::WriteRules rules = update.rules;
    rules.mergesAll = false;
    const auto command = [&] {
        return Store::Update{call.catalog, call.collection, call.path.id, update.changes, rules};
    };
    auto updated = co_await stages.context.write(command());
    // Others may change the document while it is merged. In the end the writer does it.
    constexpr int MaximumMerges = 3;
    for (int merges = 1; !updated && updated.error().kind == Error::Kind::Unprepared; ++merges) {
        auto merged = co_await stages.context.read(
            call.asker, [&](Store::Reader &reader) { return merge(reader, call, update); },
            Store::Pace::Long);
        if (!merged)
            co_return failure(merged);
        rules.merged = std::move(*merged);
        rules.mergesAll = merges == MaximumMerges;
        updated = co_await stages.context.write(command());
    }
    if (!updated)
        co_return failure(updated);
    update.document = std::move(*updated);
    co_return Done();
}

Task<Result<Done>> after(Stages &stages, Call &call, Update &update)
{
    auto answered = co_await stages.hooks.runAfter(call, update.document);
    if (!answered)
        co_return failure(answered);
    update.replacement = std::move(*answered);
    co_return Done();
}

Result<Http::Response> answer(Store::Reader &reader, const Call &call, const Update &update)
{
    const Model::Document &document = update.document;
    const auto text = Viewer::written(
        reader, call, document, update.replacement ? *update.replacement : document.jsonWithMeta());
    if (!text)
        return failure(text);
    return Api::documentJson(200, *text, document.version);
}

} // namespace Operations

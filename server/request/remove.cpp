// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/request/operations.h"
#include "server/request/writebody.h"
#include "server/store/database.h"

#include <QSet>

namespace Operations {

namespace {

/// The body that hooks of a DELETE see: the document, or an array where several may be meant.
QByteArray documentsJson(const Call &call, const Remove &remove)
{
    if (call.path.isOne())
        return remove.documents.front().jsonWithMeta();
    Json::ArrayWriter all;
    for (const Model::Document &document : remove.documents)
        all.raw(document.jsonWithMeta());
    return all.take();
}

/// The documents with @p ids are gone. What another request deleted meanwhile is left out, so that
/// an after-hook is told of each document once. @errors NotFound: the one that the path names.
Result<Done> keepDeleted(const Call &call, Remove &remove, QByteArrayList ids)
{
    const QSet<QByteArray> deleted(ids.begin(), ids.end());
    remove.ids = std::move(ids);
    std::erase_if(remove.documents, [&deleted](const Model::Document &document) {
        return !deleted.contains(document.id);
    });
    if (call.path.isOne() && remove.documents.empty())
        return Api::noDocument(call.path.id);
    return Done();
}

} // namespace

Result<Remove> parseRemove(const Call &call)
{
    auto rules = writeRulesOf(call);
    if (!rules)
        return failure(rules);
    const bool isByQuery = !call.path.isOne() && call.request.body.isEmpty();
    if (isByQuery && !call.caller.hasFullRights())
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("Deleting by a query needs a full-access key."));
    return Remove{std::move(*rules)};
}

Result<std::vector<Model::Document>> select(Store::Reader &reader, const Call &call,
                                            const Store::WriteRules &rules)
{
    const Api::Deletion deletion{*call.collection, call.path, call.request, rules, call.parent};
    return Api::documentsToDelete(reader, deletion);
}

/// From here on only these versions of the documents are deleted.
Task<Result<Done>> before(Stages &stages, Call &call, Remove &remove)
{
    for (const Model::Document &document : remove.documents)
        remove.rules.decidedOn.insert(document.id, document.version);
    auto verdict =
        co_await stages.hooks.run(call, "beforeDELETE", "\"body\":" + documentsJson(call, remove));
    if (!verdict)
        co_return failure(verdict);
    co_return Done();
}

Task<Result<Done>> store(Stages &stages, Call &call, Remove &remove)
{
    QByteArrayList ids;
    for (const Model::Document &document : remove.documents)
        ids.append(document.id);
    if (JobStage::concerns(call)) {
        auto removed = co_await stages.jobs.remove(call, std::move(ids), remove.rules);
        co_return removed ? keepDeleted(call, remove, std::move(*removed)) : failure(removed);
    }
    const Store::WriteRules &rules = remove.rules;
    // A document that copies one of them may refuse to be without it, and then none is removed.
    const bool isOneWrite = rules.versions || !rules.decidedOn.isEmpty()
        || !rules.webhook.requestId.isEmpty() || call.collection->isReferenced;
    // Many documents are removed in parts, between which others write.
    constexpr qsizetype Part = 1000;
    const qsizetype part = isOneWrite ? ids.size() : Part;
    QByteArrayList all;
    for (qsizetype begin = 0; begin < ids.size(); begin += part) {
        Store::Remove command{call.catalog, call.collection, ids.mid(begin, part), rules};
        auto removed = co_await stages.context.write(std::move(command));
        if (!removed)
            co_return failure(removed);
        all.append(std::move(*removed));
    }
    co_return keepDeleted(call, remove, std::move(all));
}

Task<Result<Done>> after(Stages &stages, Call &call, Remove &remove)
{
    auto verdict = co_await stages.hooks.run(call, "afterDELETE",
                                             "\"body\":" + documentsJson(call, remove)
                                                 + ",\"result\":" + Api::deletedJson(remove.ids));
    if (!verdict)
        co_return failure(verdict);
    co_return Done();
}

Result<Http::Response> answer(Store::Reader &, const Call &, const Remove &remove)
{
    return Api::json(200, Api::deletedJson(remove.ids));
}

} // namespace Operations

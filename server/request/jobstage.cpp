// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/jobstage.h"

#include "server/api/scripts.h"
#include "server/jobs/job.h"
#include "server/jobs/joblog.h"
#include "server/store/transaction.h"

namespace {

/// Checks the job that @p document has become, and writes its next time into it and its table.
Result<Done> finish(Store::Transaction &transaction, const Call &call, Model::Document &document)
{
    if (auto accepted = Jobs::JobLog::accept(transaction, *call.catalog, document.json); !accepted)
        return accepted;
    // With the next time, as the answer shows it.
    auto stored = transaction.document(*call.collection, document.id);
    if (!stored)
        return failure(stored);
    document.json = *stored ? std::move((*stored)->json) : QByteArray();
    return Done();
}

/// The script that @p changes put into a job; nothing when they put none.
std::optional<Json::Value> scriptIn(const Json::Value &changes)
{
    const auto plain = changes.find("script");
    return plain ? plain : changes.value("$set").find("script");
}

} // namespace

bool JobStage::concerns(const Call &call)
{
    return call.collection->name == Store::Collection::SystemJobs;
}

Task<Result<Store::Script>> JobStage::compiled(QByteArray source)
{
    auto made = co_await Api::compiledScript(m_context, Store::JobPrefix, source);
    if (made)
        co_return std::move(made->script);
    const Error &error = made.error();
    if (error.kind != Error::Kind::Unprocessable)
        co_return failure(made);
    Model::Violations violations;
    violations.add("script",
                   QStringLiteral("Line %1, column %2: %3")
                       .arg(error.line)
                       .arg(error.column)
                       .arg(error.message),
                   "SCRIPT");
    co_return violations.toFailure();
}

Task<Result<Done>> JobStage::insert(Call &call, Insert &insert)
{
    std::vector<Store::Script> scripts;
    for (Model::Document &document : insert.documents) {
        const auto body = Json::Document::parseKnown(document.json);
        if (!body)
            co_return failure(body);
        const auto given = Json::Document::parseKnown(Jobs::withoutComputed(body->root()));
        if (!given)
            co_return failure(given);
        document.json = Model::storedText(document.id, given->root());
        scripts.emplace_back(); // where there is none, the rules of the fields say what is wrong
        const Json::Value source = given->root().value("script");
        if (!source.isString())
            continue;
        auto script = co_await compiled(source.text().toByteArray());
        if (!script)
            co_return failure(script);
        scripts.back() = std::move(*script);
    }
    const Store::ScriptNote note{call.caller.name(), {}};
    auto stored = co_await m_context.change<Done>([&](Store::Transaction &transaction) {
        auto inserted = transaction.insert(*call.collection, insert.documents, insert.rules);
        for (size_t i = 0; inserted && i < scripts.size(); ++i) {
            inserted = finish(transaction, call, insert.documents[i]);
            if (inserted)
                inserted = transaction.saveScript(Jobs::Job::scriptName(insert.documents[i].id),
                                                  scripts[i], note);
        }
        return inserted;
    });
    co_return stored;
}

Task<Result<Done>> JobStage::update(Call &call, Update &update)
{
    const auto changes = Json::Document::parse(Jobs::withoutComputed(update.changes.root()));
    if (!changes)
        co_return failure(changes);
    std::optional<Store::Script> script;
    if (const auto source = scriptIn(changes->root()); source && source->isString()) {
        auto made = co_await compiled(source->text().toByteArray());
        if (!made)
            co_return failure(made);
        script = std::move(*made);
    }
    const QByteArray name = Jobs::Job::scriptName(call.path.id);
    const Store::ScriptNote note{call.caller.name(), {}};
    auto updated = co_await m_context.change<Model::Document>(
        [&](Store::Transaction &transaction) -> Result<Model::Document> {
            auto document =
                transaction.update(*call.collection, call.path.id, changes->root(), update.rules);
            if (!document)
                return document;
            const auto become = Json::Document::parseKnown(document->json);
            if (!become)
                return failure(become);
            const QByteArray source = become->root().value("script").text().toByteArray();
            // An update operator may have made another text, which nobody has compiled.
            const auto saved = transaction.script(name);
            if (source != (script ? script->source : saved ? saved->source : QByteArray()))
                return badInput(QStringLiteral(
                    "A script is written as a whole: {\"script\": \"function runJob…\"}."));
            if (const auto finished = finish(transaction, call, *document); !finished)
                return failure(finished);
            if (script) {
                const auto kept = transaction.saveScript(name, *script, note);
                if (!kept)
                    return failure(kept);
            }
            return document;
        });
    if (!updated)
        co_return failure(updated);
    update.document = std::move(*updated);
    co_return Done();
}

Task<Result<QByteArrayList>> JobStage::remove(Call &call, QByteArrayList ids,
                                              Store::WriteRules rules)
{
    auto removed = co_await m_context.change<QByteArrayList>(
        [&](Store::Transaction &transaction) -> Result<QByteArrayList> {
            auto gone = transaction.remove(*call.collection, ids, rules);
            if (!gone)
                return gone;
            for (const QByteArray &id : std::as_const(*gone)) {
                if (const auto forgotten = Jobs::JobLog::removeJob(transaction, id); !forgotten)
                    return failure(forgotten);
            }
            return gone;
        });
    co_return removed;
}

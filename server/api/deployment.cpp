// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/deploypart.h"
#include "server/api/misfits.h"
#include "server/api/respond.h"
#include "server/api/routes.h"
#include "server/api/scripts.h"
#include "server/api/secretsettings.h"
#include "server/api/deploystep.h"
#include "server/inspector/recorder.h"

#include <utility>

namespace Api {

namespace {

using Response = Result<Http::Response>;

/// Shorter keys of the digests could be tried out by who sees a digest.
constexpr qsizetype ShortestNonce = 16;

/// Whether a deployment is carried out, or only checked.
enum class Purpose { CarryOut, Check };

QByteArray scriptJson(PartKind kind, const QByteArray &name, const Store::Script &script)
{
    const QByteArray value = scriptValue(script);
    return Json::ObjectWriter()
        .text("kind", nameOf(kind))
        .text("name", QByteArrayView(name))
        .text("tag", QByteArrayView(partTag(value)))
        .number("version", script.version)
        .text("changed", QByteArrayView(script.changed))
        .raw("value", value)
        .take();
}

Result<Done> addJobs(Store::Reader &reader, const Store::Catalog &catalog, Json::ArrayWriter &parts)
{
    const Store::Collection *jobs = catalog.find(Store::Collection::SystemJobs);
    if (!jobs)
        return Done();
    return reader.find(*jobs, Model::Query(), [&](const Model::Document &document) {
        const QByteArray value = jobValue(document.json);
        parts.raw(partJson({PartKind::Job, document.id, partTag(value), value}));
    });
}

QByteArray settingsJson(const Store::Catalog &catalog, const QByteArray &nonce)
{
    const QByteArray &all = catalog.settings.json;
    const auto parsed = Json::Document::parseKnown(all);
    const Json::Value settings = parsed ? parsed->root() : Json::Value();
    Json::ObjectWriter part;
    part.text("kind", nameOf(PartKind::Settings))
        .text("name", "")
        .text("tag", QByteArrayView(partTag(all)))
        .raw("value", withoutSecrets(settings));
    if (!nonce.isEmpty())
        part.raw("secrets", digestsJson(secretsOf(settings), nonce));
    return part.take();
}

/// `{"parts": [{"kind", "name", "tag", "value"}]}`, of scripts also `version` and `changed`, of the
/// settings `secrets`: see digestsJson(), whose key is the parameter `nonce`.
Response readDeployment(const Exchange &exchange, Store::Reader &reader)
{
    const QByteArray nonce = exchange.request.parameter("nonce").value_or(QByteArray());
    if (!nonce.isEmpty() && nonce.size() < ShortestNonce)
        return badInput(QStringLiteral("The nonce has %1 letters or more.").arg(ShortestNonce));
    const Store::Catalog &catalog = exchange.catalog;
    Json::ArrayWriter parts;
    parts.raw(settingsJson(catalog, nonce));
    for (const Store::Collection &each : catalog.userCollections())
        parts.raw(
            partJson({PartKind::Collection, each.name, partTag(each.definition), each.definition}));
    for (const Store::Collection &each : catalog.collections) {
        if (each.codehook.version > 0)
            parts.raw(scriptJson(PartKind::Codehook, each.name, each.codehook));
    }
    for (auto module = catalog.modules.cbegin(); module != catalog.modules.cend(); ++module)
        parts.raw(scriptJson(PartKind::Module, module.key(), *module));
    if (const auto added = addJobs(reader, catalog, parts); !added)
        return failure(added);
    return json(200, Json::ObjectWriter().raw("parts", parts.take()).take());
}

/// Compiles the scripts of @p step. @errors Unprocessable: `list` has the faults of all.
Task<Result<Done>> compileScripts(Context &context, DeployStep &step)
{
    Json::ArrayWriter faults;
    int count = 0;
    for (const Part &part : step.parts) {
        step.scripts.emplace_back();
        if (!part.value || part.scriptName().isEmpty())
            continue;
        auto made = co_await compiledScript(context, part.scriptName(), part.source());
        if (!made && made.error().kind != Error::Kind::Unprocessable)
            co_return failure(made);
        if (made)
            step.scripts.back() = std::move(*made);
        else if (++count)
            faults.raw(faultJson(part, made.error()));
    }
    if (count == 0)
        co_return Done();
    Error error{Error::Kind::Unprocessable,
                QStringLiteral("Scripts that do not compile: %1.").arg(count)};
    error.list = faults.take();
    co_return failure(error);
}

/// What the author of @p part is to know before it is carried out; empty: nothing. Documents that
/// do not fit and warnings of the compiler hinder nothing.
Task<Result<QByteArray>> remarks(const Exchange &exchange, const Part &part,
                                 const std::optional<MadeScript> &script)
{
    Json::ObjectWriter remarks;
    remarks.text("kind", nameOf(part.kind)).text("name", QByteArrayView(part.name));
    bool isRemarked = false;
    if (script && script->warnings.size() > 2) { // more than []
        remarks.raw("warnings", script->warnings);
        isRemarked = true;
    }
    const Store::Collection *present =
        part.kind == PartKind::Collection ? exchange.catalog.find(part.name) : nullptr;
    if (present && part.value) {
        const auto after = Store::Collection::read(present->number, part.name, *part.value);
        auto misfits = co_await misfitsJson(exchange, after);
        if (!misfits)
            co_return failure(misfits);
        if (Json::Document::parseKnown(*misfits)->root().value("count").toInteger() > 0) {
            remarks.raw("misfits", *misfits);
            isRemarked = true;
        }
    }
    co_return isRemarked ? remarks.take() : QByteArray();
}

Task<Response> checkedAnswer(const Exchange &exchange, const DeployStep &step)
{
    Json::ArrayWriter list;
    for (size_t i = 0; i < step.parts.size(); ++i) {
        const auto each = co_await remarks(exchange, step.parts[i], step.scripts[i]);
        if (!each)
            co_return failure(each);
        if (!each->isEmpty())
            list.raw(*each);
    }
    co_return json(200, Json::ObjectWriter().raw("remarks", list.take()).take());
}

/// Puts all parts in or, when one cannot be, none; the answer has what takes it back. A check does
/// the same and undoes it. @errors PreconditionFailed: a part is not the one of its tag.
/// Unprocessable, BadInput, Validation, Conflict: `list` says of which part.
template<Purpose purpose>
Task<Response> deploy(const Exchange &exchange)
{
    Context &context = exchange.context;
    auto parts = partsIn(exchange.request);
    if (!parts)
        co_return failure(parts);
    DeployStep step{exchange.catalog,
                    noteOf(exchange.request, exchange.caller),
                    exchange.caller.name(),
                    std::move(*parts),
                    {}};
    if (const auto compiled = co_await compileScripts(context, step); !compiled)
        co_return failure(compiled);
    bool isRehearsed = false;
    const std::function<Result<QByteArray>(Store::Transaction &)> work =
        [&](Store::Transaction &transaction) -> Result<QByteArray> {
        auto undo = step.carryOut(transaction);
        if (!undo || purpose == Purpose::CarryOut)
            return undo;
        // What ends with an error is undone.
        isRehearsed = true;
        return failure(Error::Kind::Unprepared, QStringLiteral("It was only checked."));
    };
    const auto undo = co_await context.services.database.change<QByteArray>(context.home, work);
    if (isRehearsed) {
        auto answer = co_await checkedAnswer(exchange, step);
        co_return answer;
    }
    if (!undo)
        co_return failure(undo);
    context.services.inspector.setLimits(context.services.database.catalog()->settings);
    co_return json(200, Json::ObjectWriter().raw("undo", *undo).take());
}

} // namespace

Rows deploymentRoutes()
{
    return {
        {"GET", "/admin/v1/deployment", Rights::Full, Recording::WithoutAnswer,
         "What can be carried over to another database: definitions, codehooks, modules, jobs and "
         "settings, each with a `tag`. Secrets are left out; `?nonce=` gives their HMAC-SHA256 by "
         "that key.",
         readDeployment},
        {"PATCH", "/admin/v1/deployment", Rights::Full, Recording::Whole,
         "Puts `parts` in, or removes those whose `value` is null: all or, when the `tag` of one "
         "is not that of the present part, none. The answer has as `undo` the body that takes it "
         "back. `?message=` is a note for the scripts' versions.",
         deploy<Purpose::CarryOut>},
        {"POST", "/admin/v1/deployment/check", Rights::Full, Recording::Whole,
         "Says what the same PATCH would be refused for, and as `remarks` which documents would "
         "not fit and what the compiler warns of. Nothing is changed.",
         deploy<Purpose::Check>},
    };
}

} // namespace Api

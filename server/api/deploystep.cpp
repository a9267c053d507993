// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/deploystep.h"

#include "server/api/collectiondefinition.h"
#include "server/api/scripts.h"
#include "server/api/secretsettings.h"
#include "server/core/timestamp.h"
#include "server/jobs/joblog.h"

namespace Api {

namespace {

/// @p error as one sentence, with what its list says.
QString explanation(const Error &error)
{
    const auto list = Json::Document::parse(error.list);
    QStringList lines = {error.message};
    for (const Json::Value &each : list ? list->root().items() : std::vector<Json::Value>()) {
        QStringList texts;
        for (const QByteArray &text : each.value("message").texts())
            texts.append(QString::fromUtf8(text));
        const QString line = each.value("field").toString() + QStringLiteral(": ") + texts.value(0);
        if (!error.message.contains(texts.value(0)))
            lines.append(line);
    }
    return lines.join(QLatin1Char(' '));
}

/// @p error, which saving @p part gave, with the part in its list.
Failure failureOf(const Part &part, Error error)
{
    Error told = error;
    error.message = explanation(error);
    told.message = QStringLiteral("%1 cannot be deployed: %2").arg(part.label(), error.message);
    told.list = Json::ArrayWriter().raw(faultJson(part, error)).take();
    return failure(told);
}

Result<Done> putCollection(Store::Transaction &transaction, const Part &part)
{
    const auto value = Json::Document::parse(*part.value);
    if (!value)
        return failure(value);
    const auto definition = mergedDefinition(value->root(), {});
    return definition ? transaction.saveCollection(part.name, *definition) : failure(definition);
}

/// Documents are no part of a deployment, so it could not bring them back.
Result<Done> removeCollection(Store::Transaction &transaction, const Part &part)
{
    const auto collection = transaction.collection(part.name);
    if (!collection)
        return failure(collection);
    const auto isEmpty = transaction.isEmpty(*collection);
    if (!isEmpty)
        return failure(isEmpty);
    if (!*isEmpty)
        return failure(Error::Kind::Conflict,
                       QStringLiteral("it has documents, which a deployment does not remove. "
                                      "Delete the collection itself."));
    if (transaction.script(part.name))
        return failure(Error::Kind::Conflict,
                       QStringLiteral("it has a codehook; remove that in the same deployment."));
    return transaction.dropCollection(part.name);
}

Result<Done> putSettings(Store::Transaction &transaction, const Part &part,
                         const QByteArray &before)
{
    const auto present = Json::Document::parseKnown(before);
    const auto patch = Json::Document::parse(*part.value);
    if (!present || !patch)
        return failure(present ? patch : present);
    const QByteArray settings = Model::patched(present->root(), patch->root());
    const auto after = Json::Document::parse(settings);
    if (!after)
        return failure(after);
    if (secretsOf(after->root()) != secretsOf(present->root()))
        return badInput(QStringLiteral("secrets are not carried over; set them in the settings."));
    if (const auto checked = Model::Settings::parse(settings); !checked)
        return failure(checked);
    return transaction.saveSettings(settings);
}

/// @p value, that of a job, as the update that leaves nothing else of @p before.
QByteArray replacement(const Json::Value &value, const Json::Value &before)
{
    Json::ObjectWriter update;
    for (const Json::Member &member : value.members())
        update.value(member.key, member.value);
    Json::ObjectWriter unset;
    bool isUnset = false;
    for (const Json::Member &member : before.members()) {
        // As an operator's path, a dot would lead into an object.
        if (value.find(member.key) || member.key.contains('.'))
            continue;
        unset.text(member.key, "");
        isUnset = true;
    }
    if (isUnset)
        update.raw("$unset", unset.take());
    return update.take();
}

} // namespace

QByteArray faultJson(const Part &part, const Error &error)
{
    const QString message = error.line > 0
        ? QStringLiteral("Line %1: %2").arg(error.line).arg(error.message)
        : error.message;
    return Json::ObjectWriter()
        .text("kind", nameOf(part.kind))
        .text("name", QByteArrayView(part.name))
        .text("field",
              QByteArrayView((nameOf(part.kind).toByteArray() + ' ' + part.name).trimmed()))
        .text("message", message)
        .number("line", error.line)
        .number("column", error.column)
        .take();
}

Result<DeployStep::Values> DeployStep::presentValues(Store::Transaction &transaction) const
{
    Values values;
    for (const Part &part : parts) {
        auto value = presentValue(transaction, catalog, part);
        if (!value)
            return failure(value);
        values.push_back(std::move(*value));
    }
    return values;
}

Result<Done> DeployStep::checkTags(const Values &before) const
{
    Json::ArrayWriter list;
    QStringList changed;
    for (size_t i = 0; i < parts.size(); ++i) {
        const Part &part = parts[i];
        const bool isSame = before[i] ? part.tag == partTag(*before[i]) : !part.tag;
        if (isSame)
            continue;
        const Error error{Error::Kind::PreconditionFailed,
                          !before[i]     ? QStringLiteral("It was removed by somebody else.")
                              : part.tag ? QStringLiteral("It was changed by somebody else.")
                                         : QStringLiteral("It was created by somebody else.")};
        list.raw(faultJson(part, error));
        changed.append(part.label());
    }
    if (changed.isEmpty())
        return Done();
    Error error{Error::Kind::PreconditionFailed,
                QStringLiteral("%1 was changed by somebody else; read it again.")
                    .arg(changed.join(QStringLiteral(", ")))};
    error.list = list.take();
    return failure(error);
}

Result<Done> DeployStep::putScript(Store::Transaction &transaction, const Part &part,
                                   const Store::Script &script) const
{
    auto saved = transaction.saveScript(part.scriptName(), script, note);
    const auto value = Json::Document::parseKnown(*part.value);
    const auto enabled = value ? value->root().find("enabled") : std::nullopt;
    if (saved && enabled && !enabled->toBool())
        saved = transaction.enableScript(part.scriptName(), false);
    return saved;
}

/// Puts the document of the job into its collection.
Result<Done> DeployStep::storeJob(Store::Transaction &transaction, const Store::Collection &jobs,
                                  const Part &part, const QByteArray &before) const
{
    const auto value = Json::Document::parse(*part.value);
    if (!value)
        return failure(value);
    if (before.isEmpty()) {
        const QByteArray now = Timestamp::format(Timestamp::now());
        std::vector<Model::Document> documents = {{part.name,
                                                   Model::storedText(part.name, value->root()),
                                                   now,
                                                   now,
                                                   author,
                                                   author,
                                                   0,
                                                   {}}};
        return transaction.insert(jobs, documents);
    }
    const auto present = Json::Document::parseKnown(before);
    if (!present)
        return failure(present);
    const auto update = Json::Document::parse(replacement(value->root(), present->root()));
    if (!update)
        return failure(update);
    Store::WriteRules rules;
    rules.changedBy = author;
    return doneOf(transaction.update(jobs, part.name, update->root(), rules));
}

Result<Done> DeployStep::putJob(Store::Transaction &transaction, const Part &part,
                                const Store::Script &script, const QByteArray &before) const
{
    const auto jobs = systemJobs(catalog);
    if (!jobs)
        return failure(jobs);
    if (auto stored = storeJob(transaction, **jobs, part, before); !stored)
        return stored;
    const auto document = transaction.document(**jobs, part.name);
    if (!document || !*document)
        return document ? failure(Error::Kind::Internal, QStringLiteral("It was not stored."))
                        : failure(document);
    if (auto accepted = Jobs::JobLog::accept(transaction, catalog, (*document)->json); !accepted)
        return accepted;
    const auto present = transaction.script(part.scriptName());
    if (present && present->source == script.source)
        return Done(); // to save it would enable it
    auto saved = transaction.saveScript(part.scriptName(), script, note);
    if (saved && present && !present->enabled)
        saved = transaction.enableScript(part.scriptName(), false);
    return saved;
}

Result<Done> DeployStep::put(Store::Transaction &transaction, size_t index,
                             const QByteArray &before) const
{
    const Part &part = parts[index];
    switch (part.kind) {
    case PartKind::Collection:
        return putCollection(transaction, part);
    case PartKind::Module:
    case PartKind::Codehook:
        return putScript(transaction, part, scripts[index]->script);
    case PartKind::Job:
        return putJob(transaction, part, scripts[index]->script, before);
    case PartKind::Settings:
        break;
    }
    return putSettings(transaction, part, before);
}

Result<Done> DeployStep::remove(Store::Transaction &transaction, const Part &part) const
{
    if (part.kind == PartKind::Collection)
        return removeCollection(transaction, part);
    if (part.kind != PartKind::Job)
        return transaction.removeScript(part.scriptName());
    const auto jobs = systemJobs(catalog);
    if (!jobs)
        return failure(jobs);
    const auto removed = transaction.remove(**jobs, {part.name});
    return removed ? Jobs::JobLog::removeJob(transaction, part.name) : failure(removed);
}

Result<QByteArray> DeployStep::undoOf(Store::Transaction &transaction, const Values &before) const
{
    const auto after = presentValues(transaction);
    if (!after)
        return failure(after);
    Json::ArrayWriter list;
    for (size_t i = 0; i < parts.size(); ++i) {
        Part back{parts[i].kind, parts[i].name, {}, before[i]};
        if (const auto &value = (*after)[i])
            back.tag = partTag(*value);
        if (back.kind == PartKind::Settings) {
            const auto settings = Json::Document::parseKnown(*before[i]);
            const auto patch = Json::Document::parse(*parts[i].value);
            if (!settings || !patch)
                return failure(settings ? patch : settings);
            back.value = reversedPatch(settings->root(), patch->root());
        }
        list.raw(partJson(back));
    }
    return Json::ObjectWriter().raw("parts", list.take()).take();
}

Result<QByteArray> DeployStep::carryOut(Store::Transaction &transaction) const
{
    const auto before = presentValues(transaction);
    if (!before)
        return failure(before);
    if (const auto checked = checkTags(*before); !checked)
        return failure(checked);
    for (size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].value)
            continue;
        const auto done = put(transaction, i, (*before)[i].value_or(QByteArray()));
        if (!done)
            return failureOf(parts[i], done.error());
    }
    for (size_t i = parts.size(); i-- > 0;) {
        if (parts[i].value || !(*before)[i])
            continue;
        if (const auto done = remove(transaction, parts[i]); !done)
            return failureOf(parts[i], done.error());
    }
    return undoOf(transaction, *before);
}

} // namespace Api

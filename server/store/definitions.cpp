// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/definitions.h"

#include "server/core/json.h"
#include "server/model/update.h"
#include "server/store/catalog.h"

#include <array>

namespace Store {

namespace {

constexpr std::array SystemCollections = {
    SystemCollection{Collection::SystemJobs,
                     R"({"description":"Scripts that run by the clock: see /docs/hooks.","fields":[
{"name":"description","type":"text"},{"name":"crontab","type":"text","required":true},
{"name":"script","type":"text","required":true},{"name":"active","type":"bool","default":true},
{"name":"timezone","type":"text"},{"name":"timeout","type":"number","min":10,"max":86400000},
{"name":"catchup","type":"bool","default":false},{"name":"nextrun","type":"datetime"},
{"name":"lastrun","type":"datetime"},{"name":"laststatus","type":"text"}]})"},
    SystemCollection{Collection::SystemLog,
                     R"({"description":"What became of each run of a job.","fields":[
{"name":"status","type":"option","required":true,"options":["OK","ERROR","TIMEOUT","KILLED","SKIPPED"]},
{"name":"logstring","type":"text"},{"name":"job","type":"text"},{"name":"description","type":"text"},
{"name":"started","type":"datetime"},{"name":"duration","type":"number"},
{"name":"trigger","type":"option","options":["cron","manual","catchup"]}],
"indexes":[{"fields":["job"]}]})"},
};

/// A field of a definition with the name @p wanted for its collection.
QByteArray withCollection(const Json::Value &field, const QByteArray &wanted)
{
    Json::ObjectWriter copy;
    for (const Json::Member &member : field.members()) {
        if (member.key == "collection")
            copy.text("collection", QByteArrayView(wanted));
        else
            copy.value(member.key, member.value);
    }
    return copy.take();
}

} // namespace

std::span<const SystemCollection> systemCollections()
{
    return SystemCollections;
}

Result<Done> checkCollectionName(const QByteArray &name)
{
    if (isCollectionName(name))
        return Done();
    return badInput(QStringLiteral("\"%1\" is no name for a collection: take a letter and up to 63 "
                                   "letters, digits, - or _; not beginning with \"system_\".")
                        .arg(QString::fromUtf8(name)));
}

Result<Done> checkScriptName(const QByteArray &name)
{
    if (!name.startsWith(ModulePrefix)
        || isModuleName(name.sliced(qsizetype(qstrlen(ModulePrefix)))))
        return Done();
    return badInput(QStringLiteral("\"%1\" is no name for a module: take a letter and up to 63 "
                                   "letters, digits, - or _.")
                        .arg(QString::fromUtf8(name)));
}

bool isScriptOfCollection(const QByteArray &name)
{
    return !name.startsWith(ModulePrefix) && !name.startsWith(JobPrefix);
}

Result<std::optional<QByteArray>>
withRenamedCollection(const QByteArray &text, const QByteArray &name, const QByteArray &wanted)
{
    const auto definition = Json::Document::parse(text);
    if (!definition)
        return failure(definition);
    Json::ArrayWriter fields;
    bool isNamed = false;
    for (const Json::Value &field : definition->root().value("fields").items()) {
        const bool names = field.value("collection").text() == name;
        isNamed = isNamed || names;
        fields.raw(names ? withCollection(field, wanted) : field.toJson());
    }
    if (!isNamed)
        return std::optional<QByteArray>();
    const auto change =
        Json::Document::parse(Json::ObjectWriter().raw("fields", fields.take()).take());
    auto merged = Model::mergedText(definition->root(), change->root());
    if (!merged)
        return failure(merged);
    return std::optional(std::move(*merged));
}

Failure noCollection(const QByteArray &name)
{
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no collection \"%1\".").arg(QString::fromUtf8(name)));
}

Failure noScript(const QByteArray &name)
{
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no script \"%1\".").arg(QString::fromUtf8(name)));
}

Failure noScriptVersion(int version)
{
    return failure(Error::Kind::NotFound,
                   QStringLiteral("This script has no version %1.").arg(version));
}

Failure noKey(const QByteArray &id)
{
    return failure(
        Error::Kind::NotFound,
        QStringLiteral("There is no key with the id \"%1\".").arg(QString::fromUtf8(id)));
}

Failure noWebhookEvent()
{
    return failure(Error::Kind::NotFound, QStringLiteral("There is no such webhook event."));
}

Failure isKeptByServer(const QByteArray &name)
{
    return badInput(QStringLiteral("The server keeps \"%1\" itself; delete its documents instead.")
                        .arg(QString::fromUtf8(name)));
}

Failure isNamedByServer(const QByteArray &name)
{
    return badInput(QStringLiteral("The server keeps \"%1\" itself, by this name.")
                        .arg(QString::fromUtf8(name)));
}

Failure collectionExists(const QByteArray &name)
{
    return failure(
        Error::Kind::Conflict,
        QStringLiteral("There is a collection \"%1\" already.").arg(QString::fromUtf8(name)));
}

Failure noFieldForIndex(const QByteArray &field)
{
    return failure(
        Error::Kind::BadInput,
        QStringLiteral("An index cannot be on the field \"%1\".").arg(QString::fromUtf8(field)));
}

Failure collectionIsGone()
{
    return failure(Error::Kind::NotFound,
                   QStringLiteral("The collection is gone: it was dropped meanwhile."));
}

Failure sharedValues(const QByteArray &fields, const QByteArray &list)
{
    Error error{Error::Kind::Validation,
                QStringLiteral("\"%1\" cannot be unique: documents share values; see list. Nothing "
                               "was changed.")
                    .arg(QString::fromUtf8(fields))};
    error.list = list;
    return failure(error);
}

} // namespace Store

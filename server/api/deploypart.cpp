// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/deploypart.h"

#include "server/api/documents.h"
#include "server/api/preconditions.h"
#include "server/api/scripts.h"
#include "server/core/objectid.h"
#include "server/jobs/job.h"
#include "server/model/members.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <array>

namespace Api {

namespace {

using Model::MemberKind;
using Model::MemberRule;
using Model::Presence;

constexpr std::array<const char *, 5> KindNames = {"collection", "module", "codehook", "job",
                                                   "settings"};

constexpr std::array PartRules = {
    MemberRule{"kind", MemberKind::Text, Presence::Required},
    MemberRule{"name", MemberKind::Text},
    MemberRule{"tag"},
    MemberRule{"value"},
};

constexpr std::array ScriptRules = {
    MemberRule{"source", MemberKind::Text, Presence::Required},
    MemberRule{"enabled", MemberKind::Bool},
};

Failure badPart(size_t index, const QString &fault)
{
    return badInput(QStringLiteral("Part %1: %2").arg(index).arg(fault));
}

/// What is wrong with the value of @p kind; empty: nothing. What a definition and settings may hold
/// is said where they are saved.
QString faultOfValue(PartKind kind, const Json::Value &value)
{
    if (!value.isObject())
        return QStringLiteral("its \"value\" is an object, or null to remove it.");
    if (kind == PartKind::Codehook || kind == PartKind::Module) {
        const auto faults = Model::faultsOf(value, ScriptRules, "the value of a script");
        return faults.isEmpty() ? QString() : faults.first().text;
    }
    if (kind != PartKind::Job)
        return {};
    const auto members = value.members();
    const bool isPlain = std::none_of(members.begin(), members.end(), [](const auto &member) {
        return member.key.startsWith('_') || member.key.startsWith('$');
    });
    return isPlain && value.value("script").isString()
        ? QString()
        : QStringLiteral("the value of a job is its document, with \"script\", without meta fields "
                         "and operators.");
}

QString faultOfName(PartKind kind, const QByteArray &name)
{
    if (kind == PartKind::Settings)
        return name.isEmpty() ? QString() : QStringLiteral("settings have no name.");
    if (kind == PartKind::Job && !ObjectId::isValid(name))
        return QStringLiteral("the name of a job is its id.");
    return name.isEmpty() ? QStringLiteral("it has no \"name\".") : QString();
}

Result<Part> partOf(const Json::Value &body, size_t index)
{
    if (!body.isObject())
        return badPart(index, QStringLiteral("it is no object."));
    if (const auto faults = Model::faultsOf(body, PartRules, "a part"); !faults.isEmpty())
        return badPart(index, faults.first().text);
    const auto kind = std::find_if(KindNames.begin(), KindNames.end(), [&](const char *each) {
        return body.value("kind").text() == each;
    });
    if (kind == KindNames.end())
        return badPart(index,
                       QStringLiteral("\"kind\" is collection, module, codehook, job or "
                                      "settings."));
    Part part;
    part.kind = PartKind(kind - KindNames.begin());
    part.name = body.value("name").text().toByteArray();
    if (const QString fault = faultOfName(part.kind, part.name); !fault.isEmpty())
        return badPart(index, fault);
    // Both are required, so that nothing is overwritten or removed because a member was forgotten.
    const auto tag = body.find("tag");
    const auto value = body.find("value");
    if (!tag || !value || (!tag->isNull() && !tag->isString()))
        return badPart(index,
                       QStringLiteral("\"tag\" is a text or null, and \"value\" an object or "
                                      "null."));
    if (tag->isString())
        part.tag = tag->text().toByteArray();
    if (value->isNull() && part.kind == PartKind::Settings)
        return badPart(index, QStringLiteral("settings are never removed."));
    if (value->isNull())
        return part;
    if (const QString fault = faultOfValue(part.kind, *value); !fault.isEmpty())
        return badPart(index, fault);
    part.value = value->toJson();
    return part;
}

/// @p read, where what it reads may be missing.
template<typename T>
Result<std::optional<T>> found(Result<T> read)
{
    if (read)
        return std::optional<T>(std::move(*read));
    return read.error().kind == Error::Kind::NotFound ? Result<std::optional<T>>(std::nullopt)
                                                      : failure(read);
}

} // namespace

QByteArrayView nameOf(PartKind kind)
{
    return KindNames[size_t(kind)];
}

QString Part::label() const
{
    const QString text = QString::fromUtf8(name);
    switch (kind) {
    case PartKind::Collection:
        return QStringLiteral("The collection %1").arg(text);
    case PartKind::Module:
        return QStringLiteral("The module lib/%1").arg(text);
    case PartKind::Codehook:
        return QStringLiteral("The codehook of %1").arg(text);
    case PartKind::Job:
        return QStringLiteral("The job %1").arg(text);
    case PartKind::Settings:
        break;
    }
    return QStringLiteral("A setting");
}

QByteArray Part::scriptName() const
{
    switch (kind) {
    case PartKind::Module:
        return Store::ModulePrefix + name;
    case PartKind::Codehook:
        return name;
    case PartKind::Job:
        return Jobs::Job::scriptName(name);
    case PartKind::Collection:
    case PartKind::Settings:
        break;
    }
    return {};
}

QByteArray Part::source() const
{
    const auto parsed = Json::Document::parseKnown(value.value_or("null"));
    if (!parsed)
        return {};
    return parsed->root().value(kind == PartKind::Job ? "script" : "source").text().toByteArray();
}

Result<std::vector<Part>> partsIn(const Http::Request &request)
{
    const auto body = parseBody(request);
    if (!body)
        return failure(body);
    const Json::Value list = body->root().value("parts");
    if (!list.isArray())
        return badInput(QStringLiteral("The body is {\"parts\": [{\"kind\", \"name\", \"tag\", "
                                       "\"value\"}]}."));
    const auto items = list.items();
    std::vector<Part> parts;
    QSet<std::pair<int, QByteArray>> known;
    for (size_t index = 0; index < items.size(); ++index) {
        auto part = partOf(items[index], index);
        if (!part)
            return failure(part);
        const std::pair<int, QByteArray> key(int(part->kind), part->name);
        if (known.contains(key))
            return badPart(index, QStringLiteral("it occurs twice."));
        known.insert(key);
        parts.push_back(std::move(*part));
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part &left, const Part &right) { return left.kind < right.kind; });
    return parts;
}

QByteArray partTag(QByteArrayView value)
{
    // Without the quotation marks of an entity tag, since it stands in JSON.
    return tagOfText(value).sliced(1).chopped(1);
}

QByteArray scriptValue(const Store::Script &script)
{
    return Json::ObjectWriter()
        .text("source", QByteArrayView(script.source))
        .boolean("enabled", script.enabled)
        .take();
}

QByteArray jobValue(const QByteArray &document)
{
    const auto parsed = Json::Document::parseKnown(document);
    const auto written =
        Json::Document::parseKnown(parsed ? Jobs::withoutComputed(parsed->root()) : "{}");
    // A member that is removed and comes back stands at the end of the document: in one order, its
    // value is the same again.
    QMap<QByteArray, Json::Value> members;
    for (const Json::Member &member :
         written ? written->root().members() : std::vector<Json::Member>()) {
        if (!Model::isMetaField(member.key))
            members.insert(member.key.toByteArray(), member.value);
    }
    Json::ObjectWriter value;
    for (auto member = members.cbegin(); member != members.cend(); ++member)
        value.value(member.key(), *member);
    return value.take();
}

Result<std::optional<QByteArray>> presentValue(Store::Transaction &transaction,
                                               const Store::Catalog &catalog, const Part &part)
{
    std::optional<QByteArray> value;
    if (part.kind == PartKind::Settings) {
        const auto settings = transaction.settings();
        return settings ? Result<std::optional<QByteArray>>(*settings) : failure(settings);
    }
    if (part.kind == PartKind::Collection) {
        const auto collection = found(transaction.collection(part.name));
        if (!collection)
            return failure(collection);
        if (*collection)
            value = (*collection)->definition;
        return value;
    }
    if (part.kind == PartKind::Job) {
        const auto jobs = systemJobs(catalog);
        if (!jobs)
            return failure(jobs);
        const auto document = transaction.document(**jobs, part.name);
        if (!document)
            return failure(document);
        if (*document)
            value = jobValue((*document)->json);
        return value;
    }
    const auto script = found(transaction.script(part.scriptName()));
    if (!script)
        return failure(script);
    if (*script && (*script)->version > 0)
        value = scriptValue(**script);
    return value;
}

QByteArray partJson(const Part &part)
{
    return Json::ObjectWriter()
        .text("kind", nameOf(part.kind))
        .text("name", QByteArrayView(part.name))
        .raw("tag", part.tag ? Json::quoted(QByteArrayView(*part.tag)) : QByteArray("null"))
        .raw("value", part.value.value_or("null"))
        .take();
}

} // namespace Api

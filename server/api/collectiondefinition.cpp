// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/collectiondefinition.h"

#include "server/model/fields.h"
#include "server/model/members.h"
#include "server/model/update.h"
#include "server/store/catalog.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

namespace Api {

namespace {

using Model::MemberKind;
using Model::MemberRule;
using Model::Presence;

/// What the members of a definition may be; those of MemberKind::Anything have rules of their own.
constexpr std::array DefinitionRules = {
    MemberRule{"fields"},
    MemberRule{"indexes"},
    MemberRule{"fulltext", MemberKind::Bool},
    MemberRule{"access"},
    MemberRule{"webhook"},
    MemberRule{"tests"},
    MemberRule{"strictIsolation", MemberKind::Bool},
    MemberRule{"description", MemberKind::Text, Presence::Nullable},
};

constexpr std::array IndexRules = {
    MemberRule{"fields", MemberKind::Texts, Presence::Required},
    MemberRule{"unique", MemberKind::Bool, Presence::Nullable},
};

constexpr std::array AccessRules = {
    MemberRule{"roles", MemberKind::Object, Presence::Nullable},
    MemberRule{"private", MemberKind::Bool, Presence::Nullable},
    MemberRule{"fields", MemberKind::Object, Presence::Nullable},
};

/// `fault` is why the server switched it off itself.
constexpr std::array WebhookRules = {
    MemberRule{"url", MemberKind::Text, Presence::Nullable},
    MemberRule{"events", MemberKind::Texts, Presence::Required},
    MemberRule{"active", MemberKind::Bool, Presence::Required},
    MemberRule{"fault"},
};

/// What is wrong with a member, as a sentence; empty for nothing.
using Fault = QString;

Fault faultOfIndex(const Json::Value &index)
{
    const auto fields = index.value("fields").items();
    const bool areNames = std::all_of(fields.begin(), fields.end(), [](const Json::Value &field) {
        return field.isString() && !field.text().isEmpty() && !field.text().startsWith('_');
    });
    if (fields.empty() || fields.size() > 8 || !areNames)
        return QStringLiteral(
            "An index has one to eight fields of the documents: {\"fields\": [\"name\"]}.");
    const auto faults = Model::faultsOf(index, IndexRules, "an index");
    return faults.isEmpty() ? Fault() : faults.first().text;
}

Fault faultOfIndexes(const Json::Value &indexes)
{
    if (!indexes.isArray())
        return QStringLiteral(
            "\"indexes\" is an array of {\"fields\": [name], \"unique\": false}.");
    for (const Json::Value &index : indexes.items()) {
        if (Fault fault = faultOfIndex(index); !fault.isEmpty())
            return fault;
    }
    return {};
}

/// Whether @p name can be a rule's field: an element of an array has no rule of its own.
bool isRuleField(const QByteArray &name)
{
    static const QRegularExpression number(QStringLiteral("\\A[0-9]+\\z"));
    const QByteArrayList parts = name.split('.');
    return name != "_id" && !name.startsWith('$') && !parts.contains(QByteArray())
        && std::none_of(parts.begin() + 1, parts.end(), [](const QByteArray &part) {
               return number.match(QString::fromUtf8(part)).hasMatch();
           });
}

Fault faultOfFieldAccess(const Json::Value &fields)
{
    bool isRight = true;
    for (const Json::Member &field : fields.members()) {
        isRight = isRight && isRuleField(field.key.toByteArray()) && field.value.isObject();
        for (const Json::Member &rule : field.value.members()) {
            const auto roles = rule.value.items();
            isRight = isRight && (rule.key == "read" || rule.key == "write") && rule.value.isArray()
                && std::all_of(roles.begin(), roles.end(), [](const Json::Value &role) {
                          return role.isString() && !role.text().isEmpty();
                      });
        }
    }
    if (isRight)
        return {};
    return QStringLiteral(
        "\"fields\" of \"access\" is {\"password\": {\"read\": [], \"write\": [\"admin\"]}}: a "
        "field "
        "by its dotted name without numbers, and roles; * is every user, \"keys\" are web keys.");
}

Fault faultOfAccess(const Json::Value &access)
{
    static const QByteArrayList methods = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    bool isRight =
        access.isObject() && Model::faultsOf(access, AccessRules, "\"access\"").isEmpty();
    for (const Json::Member &role : access.value("roles").members()) {
        const auto allowed = role.value.items();
        isRight = isRight && role.value.isArray()
            && std::all_of(allowed.begin(), allowed.end(), [](const Json::Value &method) {
                      return methods.contains(method.text().toByteArray());
                  });
    }
    if (!isRight)
        return QStringLiteral("\"access\" is {\"roles\": {\"editor\": [\"GET\", \"POST\"]}, "
                              "\"private\": false, \"fields\": {}}; the role * is every user.");
    return faultOfFieldAccess(access.value("fields"));
}

Fault faultOfWebhook(const Json::Value &webhook)
{
    static const QByteArrayList events = {"create", "update", "delete"};
    bool isRight =
        webhook.isObject() && Model::faultsOf(webhook, WebhookRules, "\"webhook\"").isEmpty();
    for (const Json::Value &event : webhook.value("events").items())
        isRight = isRight && events.contains(event.text().toByteArray());
    const QUrl url(webhook.value("url").toString(), QUrl::StrictMode);
    const bool isHttp =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    const bool isAddress = url.isValid() && isHttp && !url.host().isEmpty();
    if (isRight && (isAddress || (url.isEmpty() && !webhook.value("active").toBool())))
        return {};
    return QStringLiteral(
        "\"webhook\" is {\"url\": \"https://…\", \"events\": [\"create\", \"update\", "
        "\"delete\"], \"active\": true}.");
}

/// `{"cases": [{"name", "request", "outbound", "expected"}], "beforeSaving": false}`: what the
/// collection's hooks are tried with; the window runs them.
Fault faultOfTests(const Json::Value &tests)
{
    constexpr size_t Most = 500;
    const auto cases = tests.value("cases").items();
    const bool areCases = std::all_of(cases.begin(), cases.end(), [](const Json::Value &each) {
        return !each.value("name").toString().isEmpty() && each.value("request").isObject()
            && each.value("expected").isObject();
    });
    const Json::Value isRun = tests.value("beforeSaving");
    if (tests.isObject() && tests.value("cases").isArray() && areCases && cases.size() <= Most
        && (isRun.isNull() || isRun.isBool()))
        return {};
    return QStringLiteral("\"tests\" is {\"cases\": [{\"name\", \"request\", "
                          "\"expected\"}], \"beforeSaving\": false}, %1 cases at most.")
        .arg(Most);
}

/// A relation may name a collection before it is created; two may name each other. A name that no
/// collection can have is a mistake.
void checkFields(const Json::Value &fields, Model::Violations &violations)
{
    for (const Model::Field &field : Model::parseFields(fields, violations)) {
        const QByteArray &name = field.collection;
        if (!name.isEmpty() && !Store::isCollectionName(name)
            && !Store::Collection::isSystemName(name))
            violations.add(
                field.name,
                QStringLiteral("\"%1\" is no name of a collection.").arg(QString::fromUtf8(name)),
                "COLLECTION");
    }
}

/// Of the members whose kind says too little.
Fault faultOfPart(const Json::Member &member)
{
    if (member.key == "indexes")
        return faultOfIndexes(member.value);
    if (member.key == "access")
        return faultOfAccess(member.value);
    if (member.key == "webhook")
        return faultOfWebhook(member.value);
    return member.key == "tests" ? faultOfTests(member.value) : Fault();
}

} // namespace

Result<QByteArray> mergedDefinition(const Json::Value &changes, const QByteArray &before)
{
    if (!changes.isObject())
        return badInput(QStringLiteral("A collection is described by a JSON object."));
    Model::Violations violations;
    QString message = QStringLiteral("The definition of the collection is wrong; see list.");
    const auto add = [&](QByteArrayView member, const Fault &fault) {
        if (fault.isEmpty())
            return;
        if (violations.isEmpty())
            message = fault;
        violations.add(member, fault, "DEFINITION");
    };
    const auto faults = Model::faultsOf(changes, DefinitionRules, "a collection's description");
    for (const Json::Member &member : changes.members()) {
        const auto fault = std::find_if(faults.begin(), faults.end(), [&](const auto &each) {
            return member.key == QByteArrayView(each.member);
        });
        if (member.key == "fields")
            checkFields(member.value, violations);
        else
            add(member.key, fault == faults.end() ? faultOfPart(member) : fault->text);
    }
    if (!violations.isEmpty())
        return violations.toFailure(message);
    const auto old = Json::Document::parse(before.isEmpty() ? QByteArray("{}") : before);
    return old ? Model::mergedText(old->root(), changes) : failure(old);
}

} // namespace Api

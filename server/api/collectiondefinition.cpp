// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/collectiondefinition.h"

#include "server/model/fields.h"
#include "server/model/update.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Api {

namespace {

Result<Done> checkIndexes(const Json::Value &indexes)
{
    if (!indexes.isArray())
        return badInput(
            QStringLiteral("\"indexes\" is an array of {\"fields\": [name], \"unique\": false}."));
    for (const Json::Value &index : indexes.items()) {
        const auto fields = index.value("fields").items();
        const bool areNames =
            std::all_of(fields.begin(), fields.end(), [](const Json::Value &field) {
                return field.isString() && !field.text().isEmpty() && !field.text().startsWith('_');
            });
        if (fields.empty() || fields.size() > 8 || !areNames)
            return badInput(QStringLiteral("An index has one to eight fields of the documents: "
                                           "{\"fields\": [\"name\"]}."));
    }
    return Done();
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

Result<Done> checkFieldAccess(const Json::Value &fields)
{
    bool isRight = fields.isNull() || fields.isObject();
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
        return Done();
    return badInput(QStringLiteral(
        "\"fields\" of \"access\" is {\"password\": {\"read\": [], \"write\": [\"admin\"]}}: a "
        "field "
        "by its dotted name without numbers, and roles; * is every user, \"keys\" are web keys."));
}

Result<Done> checkAccess(const Json::Value &access)
{
    static const QByteArrayList methods = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    bool isRight = access.isObject();
    for (const Json::Member &member : access.members())
        isRight =
            isRight && (member.key == "roles" || member.key == "private" || member.key == "fields");
    const Json::Value roles = access.value("roles");
    isRight = isRight && (roles.isNull() || roles.isObject());
    for (const Json::Member &role : roles.members()) {
        const auto allowed = role.value.items();
        isRight = isRight && role.value.isArray()
            && std::all_of(allowed.begin(), allowed.end(), [](const Json::Value &method) {
                      return methods.contains(method.text().toByteArray());
                  });
    }
    if (!isRight)
        return badInput(
            QStringLiteral("\"access\" is {\"roles\": {\"editor\": [\"GET\", \"POST\"]}, "
                           "\"private\": false, \"fields\": {}}; the role * is every user."));
    return checkFieldAccess(access.value("fields"));
}

/// `fault` is why the server switched it off itself.
Result<Done> checkWebhook(const Json::Value &webhook)
{
    static const QByteArrayList events = {"create", "update", "delete"};
    static const QByteArrayList members = {"url", "events", "active", "fault"};
    bool isRight = webhook.isObject() && webhook.value("active").isBool();
    for (const Json::Member &member : webhook.members())
        isRight = isRight && members.contains(member.key.toByteArray());
    for (const Json::Value &event : webhook.value("events").items())
        isRight = isRight && events.contains(event.text().toByteArray());
    const QUrl url(webhook.value("url").toString(), QUrl::StrictMode);
    const bool isHttp =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    const bool isAddress = url.isValid() && isHttp && !url.host().isEmpty();
    if (isRight && webhook.value("events").isArray()
        && (isAddress || (url.isEmpty() && !webhook.value("active").toBool())))
        return Done();
    return badInput(QStringLiteral(
        "\"webhook\" is {\"url\": \"https://…\", \"events\": [\"create\", \"update\", "
        "\"delete\"], \"active\": true}."));
}

/// `{"cases": [{"name", "request", "outbound", "expected"}], "beforeSaving": false}`: what the
/// collection's hooks are tried with; the window runs them.
Result<Done> checkTests(const Json::Value &tests)
{
    constexpr size_t Most = 500;
    const auto cases = tests.value("cases").items();
    const bool areCases = std::all_of(cases.begin(), cases.end(), [](const Json::Value &each) {
        return !each.value("name").toString().isEmpty() && each.value("request").isObject()
            && each.value("expected").isObject();
    });
    if (tests.isObject() && tests.value("cases").isArray() && areCases && cases.size() <= Most)
        return Done();
    return badInput(QStringLiteral("\"tests\" is {\"cases\": [{\"name\", \"request\", "
                                   "\"expected\"}], \"beforeSaving\": false}, %1 cases at most.")
                        .arg(Most));
}

} // namespace

Result<QByteArray> mergedDefinition(const Json::Value &changes, const QByteArray &before)
{
    if (!changes.isObject())
        return badInput(QStringLiteral("A collection is described by a JSON object."));
    const QByteArrayList known = {"fields", "indexes",         "fulltext", "description",
                                  "access", "strictIsolation", "webhook",  "tests"};
    for (const Json::Member &member : changes.members()) {
        Result<Done> checked = Done();
        if (member.key == "indexes") {
            checked = checkIndexes(member.value);
        } else if ((member.key == "fulltext" || member.key == "strictIsolation")
                   && !member.value.isBool()) {
            checked = badInput(
                QStringLiteral("\"%1\" is true or false.").arg(QString::fromUtf8(member.key)));
        } else if (member.key == "access") {
            checked = checkAccess(member.value);
        } else if (member.key == "webhook") {
            checked = checkWebhook(member.value);
        } else if (member.key == "tests") {
            checked = checkTests(member.value);
        } else if (member.key == "fields") {
            const auto fields = Model::parseFields(member.value);
            checked = fields ? checked : failure(fields);
        } else if (!known.contains(member.key.toByteArray())) {
            checked = badInput(
                QStringLiteral("\"%1\" is no member of a collection's description; known are "
                               "fields, indexes, fulltext, access, webhook, tests, strictIsolation "
                               "and description.")
                    .arg(QString::fromUtf8(member.key)));
        }
        if (!checked)
            return failure(checked);
    }
    const auto old = Json::Document::parse(before.isEmpty() ? QByteArray("{}") : before);
    return old ? Model::mergedText(old->root(), changes) : failure(old);
}

} // namespace Api

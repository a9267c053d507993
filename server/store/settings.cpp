// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/settings.h"

#include "server/core/timezone.h"
#include "server/store/fields.h"

#include <array>
#include <cmath>

namespace Store {

namespace {

enum class Wants { Number, Text, Bool, Texts, Hosts, Zone, Object };

/// One reserved key.
struct Rule
{
    const char *path;
    Wants wants;
    double least;
    double most;
    const char *oneOf; ///< Of a text: the words allowed, in blanks; empty: any.
};

constexpr double Huge = 1e15;

constexpr std::array Rules = {
    Rule{"codehooks", Wants::Object, 0, 0, ""},
    Rule{"codehooks.timeout", Wants::Number, 10, 600'000, ""},
    Rule{"codehooks.jobTimeout", Wants::Number, 10, 86'400'000, ""},
    Rule{"codehooks.memory", Wants::Number, 16, 4096, ""},
    Rule{"request", Wants::Object, 0, 0, ""},
    Rule{"request.allow", Wants::Hosts, 0, 0, ""},
    Rule{"request.timeout", Wants::Number, 1, 600'000, ""},
    Rule{"mail", Wants::Object, 0, 0, ""},
    Rule{"mail.smtp", Wants::Object, 0, 0, ""},
    Rule{"mail.smtp.host", Wants::Text, 0, 0, ""},
    Rule{"mail.smtp.port", Wants::Number, 1, 65'535, ""},
    Rule{"mail.smtp.security", Wants::Text, 0, 0, " none starttls tls "},
    Rule{"mail.smtp.username", Wants::Text, 0, 0, ""},
    Rule{"mail.smtp.password", Wants::Text, 0, 0, ""},
    Rule{"mail.smtp.ca", Wants::Text, 0, 0, ""},
    Rule{"mail.from", Wants::Text, 0, 0, ""},
    Rule{"cors", Wants::Object, 0, 0, ""},
    Rule{"cors.origins", Wants::Texts, 0, 0, ""},
    Rule{"limits", Wants::Object, 0, 0, ""},
    Rule{"limits.body", Wants::Number, 1024, 1024.0 * 1024 * 1024, ""},
    Rule{"limits.connections", Wants::Number, 1, 100'000, ""},
    Rule{"limits.requestsPerSecond", Wants::Number, 0, 1'000'000, ""},
    Rule{"jobs", Wants::Object, 0, 0, ""},
    Rule{"jobs.timezone", Wants::Zone, 0, 0, ""},
    Rule{"jobs.keep", Wants::Number, 0, Huge, ""},
    Rule{"jobs.days", Wants::Number, 0, 36'500, ""},
    Rule{"inspector", Wants::Object, 0, 0, ""},
    Rule{"inspector.keep", Wants::Number, 0, Huge, ""},
    Rule{"inspector.days", Wants::Number, 0, 36'500, ""},
    Rule{"inspector.bodies", Wants::Bool, 0, 0, ""},
    Rule{"inspector.record", Wants::Text, 0, 0, " all errors none "},
    Rule{"realtime", Wants::Object, 0, 0, ""},
    Rule{"realtime.global", Wants::Bool, 0, 0, ""},
    Rule{"auth", Wants::Object, 0, 0, ""},
    Rule{"auth.jwt", Wants::Object, 0, 0, ""},
    Rule{"auth.jwt.secret", Wants::Text, 0, 0, ""},
    Rule{"auth.jwt.publicKey", Wants::Text, 0, 0, ""},
    Rule{"auth.jwt.issuer", Wants::Text, 0, 0, ""},
    Rule{"auth.jwt.audience", Wants::Text, 0, 0, ""},
    Rule{"auth.jwt.users", Wants::Text, 0, 0, ""},
};

bool areTexts(const Json::Value &value)
{
    const auto items = value.items();
    return value.isArray() && std::all_of(items.begin(), items.end(), [](const Json::Value &item) {
               return item.isString();
           });
}

/// What is wrong with @p value; empty: nothing.
QString fault(const Rule &rule, const Json::Value &value)
{
    switch (rule.wants) {
    case Wants::Object:
        return value.isObject() ? QString() : QStringLiteral("It is an object.");
    case Wants::Bool:
        return value.isBool() ? QString() : QStringLiteral("It is true or false.");
    case Wants::Texts:
        return areTexts(value) ? QString() : QStringLiteral("It is an array of texts.");
    case Wants::Hosts: {
        const auto rules = AddressRules::parse(value.texts());
        if (!areTexts(value))
            return QStringLiteral("It is an array of texts.");
        return rules ? QString() : rules.error().message;
    }
    case Wants::Zone: {
        const auto zone = TimeZone::find(value.text());
        return zone ? QString() : zone.error().message;
    }
    case Wants::Text: {
        const bool fits = value.isString()
            && (rule.oneOf[0] == '\0'
                || QByteArrayView(rule.oneOf).contains(' ' + value.text().toByteArray() + ' '));
        if (fits)
            return {};
        return rule.oneOf[0] == '\0'
            ? QStringLiteral("It is a text.")
            : QStringLiteral("It is one of:%1").arg(QLatin1String(rule.oneOf).trimmed());
    }
    case Wants::Number: {
        const double number = value.toDouble();
        const bool fits = value.isNumber() && number >= rule.least && number <= rule.most
            && number == std::floor(number);
        return fits ? QString()
                    : QStringLiteral("It is a whole number from %1 to %2.")
                          .arg(rule.least, 0, 'f', 0)
                          .arg(rule.most, 0, 'f', 0);
    }
    }
    return {};
}

} // namespace

Result<Settings> Settings::parse(QByteArrayView json)
{
    const auto document = Json::Document::parse(json);
    if (!document)
        return failure(document);
    const Json::Value root = document->root();
    if (!root.isObject())
        return failure(Error::Kind::BadInput, QStringLiteral("The settings are one JSON object."));
    Violations violations;
    for (const Rule &rule : Rules) {
        const auto value = valueAt(root, rule.path);
        const QString wrong = value && !value->isNull() ? fault(rule, *value) : QString();
        if (!wrong.isEmpty())
            violations.add(rule.path, wrong, "SETTING");
    }
    if (!violations.isEmpty())
        return violations.toFailure();

    const auto number = [&](const char *path, qint64 otherwise) {
        const auto value = valueAt(root, path);
        return value && value->isNumber() ? value->toInteger() : otherwise;
    };
    const auto text = [&](const char *path) {
        return valueAt(root, path).value_or(Json::Value()).text().toByteArray();
    };
    Settings settings;
    settings.json = root.toJson();
    settings.hookTimeout = std::chrono::milliseconds(number("codehooks.timeout", 5000));
    settings.jobTimeout = std::chrono::milliseconds(number("codehooks.jobTimeout", 60000));
    settings.hookMemory = int(number("codehooks.memory", settings.hookMemory));
    settings.bodyLimit = number("limits.body", settings.bodyLimit);
    settings.connections = int(number("limits.connections", settings.connections));
    settings.requestsPerSecond = int(number("limits.requestsPerSecond", 0));
    settings.requestTimeout = std::chrono::milliseconds(number("request.timeout", 10000));
    if (const QByteArray zone = text("jobs.timezone"); !zone.isEmpty())
        settings.jobZone = zone;
    settings.jobRunsKept = number("jobs.keep", settings.jobRunsKept);
    settings.jobDaysKept = int(number("jobs.days", settings.jobDaysKept));
    settings.inspectorRecordsKept = number("inspector.keep", settings.inspectorRecordsKept);
    settings.inspectorDaysKept = int(number("inspector.days", settings.inspectorDaysKept));
    if (const auto bodies = valueAt(root, "inspector.bodies"); bodies && bodies->isBool())
        settings.inspectorBodies = bodies->toBool();
    if (const QByteArray record = text("inspector.record"); record == "errors")
        settings.inspectorRecording = Settings::Recording::Errors;
    else if (record == "none")
        settings.inspectorRecording = Settings::Recording::Nothing;
    // The rule above has let through what can be parsed.
    if (auto rules =
            AddressRules::parse(valueAt(root, "request.allow").value_or(Json::Value()).texts()))
        settings.requestRules = std::move(*rules);
    settings.origins = valueAt(root, "cors.origins").value_or(Json::Value()).texts();
    settings.tokens.secret = text("auth.jwt.secret");
    settings.tokens.publicKey = text("auth.jwt.publicKey");
    settings.tokens.issuer = text("auth.jwt.issuer");
    settings.tokens.audience = text("auth.jwt.audience");
    if (const QByteArray users = text("auth.jwt.users"); !users.isEmpty())
        settings.tokens.users = users;
    return settings;
}

QByteArray patched(const Json::Value &settings, const Json::Value &patch)
{
    if (!patch.isObject())
        return patch.toJson();
    Json::ObjectWriter writer;
    for (const Json::Member &member : settings.members()) {
        const auto change = patch.find(member.key);
        if (!change)
            writer.raw(member.key, member.value.toJson());
        else if (!change->isNull())
            writer.raw(member.key, patched(member.value, *change));
    }
    for (const Json::Member &member : patch.members()) {
        if (!settings.find(member.key) && !member.value.isNull())
            writer.raw(member.key, patched(Json::Value(), member.value));
    }
    return writer.take();
}

} // namespace Store

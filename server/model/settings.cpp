// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/settings.h"

#include "server/model/fields.h"

#include <QMultiMap>

#include <algorithm>
#include <array>
#include <functional>

namespace Model {

namespace {

using Wants = SettingRule::Wants;
using std::chrono::milliseconds;

/// One reserved key: what it may be, and how the server takes it.
struct Row
{
    const char *path;
    SettingRule rule;
    void (*read)(Settings &settings, const Json::Value &value) = nullptr; ///< Null: others do.
};

constexpr double Huge = 1e15;

QByteArray textOf(const Json::Value &value)
{
    return value.text().toByteArray();
}

void readRecording(Settings &settings, const Json::Value &value)
{
    settings.inspectorRecording = value.text() == "errors" ? Settings::Recording::Errors
        : value.text() == "none"                           ? Settings::Recording::Nothing
                                                           : Settings::Recording::All;
}

void readRequestRules(Settings &settings, const Json::Value &value)
{
    if (auto rules = AddressRules::parse(value.texts()))
        settings.requestRules = std::move(*rules);
}

void readProxies(Settings &settings, const Json::Value &value)
{
    if (auto proxies = AddressList::parse(value.texts()))
        settings.proxies = std::move(*proxies);
}

void readUsers(Settings &settings, const Json::Value &value)
{
    if (!value.text().isEmpty())
        settings.tokens.users = textOf(value);
}

/// All reserved keys. What holds without one is what Settings has to begin with.
constexpr std::array Rows = {
    Row{"codehooks", {Wants::Object}},
    Row{"codehooks.timeout",
        {Wants::Number, 10, 600'000},
        [](Settings &s, const Json::Value &v) { s.hookTimeout = milliseconds(v.toInteger()); }},
    Row{"codehooks.jobTimeout",
        {Wants::Number, 10, 86'400'000},
        [](Settings &s, const Json::Value &v) { s.jobTimeout = milliseconds(v.toInteger()); }},
    Row{"codehooks.memory",
        {Wants::Number, 16, 4096},
        [](Settings &s, const Json::Value &v) { s.hookMemory = int(v.toInteger()); }},
    Row{"request", {Wants::Object}},
    Row{"request.allow", {Wants::Hosts}, readRequestRules},
    Row{"request.timeout",
        {Wants::Number, 1, 600'000},
        [](Settings &s, const Json::Value &v) { s.requestTimeout = milliseconds(v.toInteger()); }},
    Row{"mail", {Wants::Object}},
    Row{"mail.from", {Wants::Mailbox}},
    Row{"mail.smtp", {Wants::Object}},
    Row{"mail.smtp.host", {Wants::Host}},
    Row{"mail.smtp.port", {Wants::Number, 1, 65'535}},
    Row{"mail.smtp.security", {Wants::Word, 0, 0, "none starttls tls"}},
    Row{"mail.smtp.username", {Wants::Text}},
    Row{"mail.smtp.password", {Wants::Text}},
    Row{"mail.smtp.ca", {Wants::Text}},
    Row{"slack", {Wants::Object}},
    Row{"slack.url", {Wants::WebAddress}},
    Row{"cors", {Wants::Object}},
    Row{"cors.origins",
        {Wants::Origins},
        [](Settings &s, const Json::Value &v) { s.origins = v.texts(); }},
    Row{"limits", {Wants::Object}},
    Row{"limits.body",
        {Wants::Number, 1024, 1024.0 * 1024 * 1024},
        [](Settings &s, const Json::Value &v) { s.bodyLimit = v.toInteger(); }},
    Row{"limits.connections",
        {Wants::Number, 1, 100'000},
        [](Settings &s, const Json::Value &v) { s.connections = int(v.toInteger()); }},
    Row{"limits.requestsPerSecond",
        {Wants::Number, 0, 1'000'000},
        [](Settings &s, const Json::Value &v) { s.requestsPerSecond = int(v.toInteger()); }},
    Row{"proxies", {Wants::Addresses}, readProxies},
    Row{"auth", {Wants::Object}},
    Row{"auth.jwt", {Wants::Object}},
    Row{"auth.jwt.secret",
        {Wants::Text},
        [](Settings &s, const Json::Value &v) { s.tokens.secret = textOf(v); }},
    Row{"auth.jwt.publicKey",
        {Wants::PublicKey},
        [](Settings &s, const Json::Value &v) { s.tokens.publicKey = textOf(v); }},
    Row{"auth.jwt.issuer",
        {Wants::Text},
        [](Settings &s, const Json::Value &v) { s.tokens.issuer = textOf(v); }},
    Row{"auth.jwt.audience",
        {Wants::Text},
        [](Settings &s, const Json::Value &v) { s.tokens.audience = textOf(v); }},
    Row{"auth.jwt.users", {Wants::Text}, readUsers},
    Row{"jobs", {Wants::Object}},
    Row{"jobs.timezone",
        {Wants::Zone},
        [](Settings &s, const Json::Value &v) { s.jobZone = textOf(v); }},
    Row{"jobs.keep",
        {Wants::Number, 0, Huge},
        [](Settings &s, const Json::Value &v) { s.jobRunsKept = v.toInteger(); }},
    Row{"jobs.days",
        {Wants::Number, 0, 36'500},
        [](Settings &s, const Json::Value &v) { s.jobDaysKept = int(v.toInteger()); }},
    Row{"inspector", {Wants::Object}},
    Row{"inspector.record", {Wants::Word, 0, 0, "all errors none"}, readRecording},
    Row{"inspector.keep",
        {Wants::Number, 0, Huge},
        [](Settings &s, const Json::Value &v) { s.inspectorRecordsKept = v.toInteger(); }},
    Row{"inspector.days",
        {Wants::Number, 0, 36'500},
        [](Settings &s, const Json::Value &v) { s.inspectorDaysKept = int(v.toInteger()); }},
    Row{"inspector.bodies",
        {Wants::Bool},
        [](Settings &s, const Json::Value &v) { s.inspectorBodies = v.toBool(); }},
    Row{"realtime", {Wants::Object}},
    Row{"realtime.global", {Wants::Bool}},
};

const Row *rowOf(QByteArrayView path)
{
    const auto *row =
        std::find_if(Rows.begin(), Rows.end(), [&](const Row &each) { return path == each.path; });
    return row == Rows.end() ? nullptr : row;
}

/// The names of the settings right below @p path.
QByteArrayList namesBelow(const QByteArray &path)
{
    QByteArrayList names;
    for (const Row &row : Rows) {
        const QByteArray name = QByteArray(row.path).mid(path.size() + 1);
        if (QByteArrayView(row.path).startsWith(path + '.') && !name.contains('.'))
            names.append(name);
    }
    return names;
}

/// Gives each setting in @p value, which stands at @p path, to @p use, with its row or null.
void forEach(const Json::Value &value, const QByteArray &path,
             const std::function<void(const QByteArray &, const Row *, const Json::Value &)> &use)
{
    const Row *row = rowOf(path);
    use(path, row, value);
    if (!row || row->rule.wants != Wants::Object)
        return;
    for (const Json::Member &member : value.members())
        forEach(member.value, path + '.' + member.key.toByteArray(), use);
}

/// The same for all reserved keys of @p settings.
void forEachReserved(
    const Json::Value &settings,
    const std::function<void(const QByteArray &, const Row *, const Json::Value &)> &use)
{
    for (const Json::Member &member : settings.members()) {
        if (rowOf(member.key))
            forEach(member.value, member.key.toByteArray(), use);
    }
}

QString faultOf(const QByteArray &path, const Row *row, const Json::Value &value)
{
    if (!row) {
        const QByteArray above = path.first(path.lastIndexOf('.'));
        return QStringLiteral("There is no such setting; \"%1\" has: %2.")
            .arg(QString::fromUtf8(above), QString::fromLatin1(namesBelow(above).join(", ")));
    }
    if (value.isNull())
        return QStringLiteral("null is no value; leave the setting out to have its default.");
    return row->rule.faultOf(value);
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
    // Told in the order of the table; what is not in it comes last.
    QMultiMap<const Row *, std::pair<QByteArray, QString>> faults;
    forEachReserved(root, [&](const QByteArray &path, const Row *row, const Json::Value &value) {
        const QString fault = faultOf(path, row, value);
        if (!fault.isEmpty())
            faults.insert(row ? row : Rows.end(), {path, fault});
    });
    Violations violations;
    for (const auto &[path, fault] : std::as_const(faults))
        violations.add(path, fault, "SETTING");
    if (!violations.isEmpty())
        return violations.toFailure();
    return read(json);
}

Settings Settings::read(QByteArrayView json)
{
    Settings settings;
    settings.json = json.toByteArray();
    const auto document = Json::Document::parse(json);
    if (!document)
        return settings;
    forEachReserved(document->root(),
                    [&](const QByteArray &path, const Row *row, const Json::Value &value) {
                        if (row && row->read && faultOf(path, row, value).isEmpty())
                            row->read(settings, value);
                    });
    return settings;
}

bool Settings::isReserved(QByteArrayView name)
{
    return rowOf(name) != nullptr;
}

QList<Settings::Reserved> Settings::reserved()
{
    QList<Reserved> all;
    for (const Row &row : Rows) {
        if (row.rule.wants != Wants::Object)
            all.append({row.path, row.rule.description()});
    }
    return all;
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

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/settings.h"

#include "server/model/fields.h"
#include "server/model/settingstable.h"

#include <QHash>
#include <QMultiMap>

#include <algorithm>
#include <functional>

namespace Model {

namespace {

using Wants = SettingRule::Wants;
using std::chrono::milliseconds;

/// How the server takes a setting.
using Read = void (*)(Settings &settings, const Json::Value &value);

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
    // An empty name would be that of no collection.
    if (!value.text().isEmpty())
        settings.tokens.users = textOf(value);
}

/// How each setting of the table is taken. A setting without a reader would be accepted and
/// ignored; tst_settings finds it.
const QHash<QByteArray, Read> &readers()
{
    using S = Settings;
    using V = Json::Value;
    static const QHash<QByteArray, Read> all = {
        {"codehooks.timeout",
         [](S &s, const V &v) { s.hookTimeout = milliseconds(v.toInteger()); }},
        {"codehooks.jobTimeout",
         [](S &s, const V &v) { s.jobTimeout = milliseconds(v.toInteger()); }},
        {"codehooks.memory", [](S &s, const V &v) { s.hookMemory = int(v.toInteger()); }},
        {"request.allow", readRequestRules},
        {"request.timeout",
         [](S &s, const V &v) { s.requestTimeout = milliseconds(v.toInteger()); }},
        {"slack.url", [](S &s, const V &v) { s.slackUrl = textOf(v); }},
        {"mail.smtp.host", [](S &s, const V &v) { s.mail.host = textOf(v); }},
        {"mail.smtp.port", [](S &s, const V &v) { s.mail.port = int(v.toInteger()); }},
        {"mail.smtp.security", [](S &s, const V &v) { s.mail.security = textOf(v); }},
        {"mail.smtp.username", [](S &s, const V &v) { s.mail.username = textOf(v); }},
        {"mail.smtp.password", [](S &s, const V &v) { s.mail.password = textOf(v); }},
        {"mail.smtp.ca", [](S &s, const V &v) { s.mail.authority = textOf(v); }},
        {"mail.from", [](S &s, const V &v) { s.mail.from = textOf(v); }},
        {"cors.origins", [](S &s, const V &v) { s.origins = v.texts(); }},
        {"auth.jwt.secret", [](S &s, const V &v) { s.tokens.secret = textOf(v); }},
        {"auth.jwt.publicKey", [](S &s, const V &v) { s.tokens.publicKey = textOf(v); }},
        {"auth.jwt.issuer", [](S &s, const V &v) { s.tokens.issuer = textOf(v); }},
        {"auth.jwt.audience", [](S &s, const V &v) { s.tokens.audience = textOf(v); }},
        {"auth.jwt.users", readUsers},
        {"limits.body", [](S &s, const V &v) { s.bodyLimit = v.toInteger(); }},
        {"limits.connections", [](S &s, const V &v) { s.connections = int(v.toInteger()); }},
        {"limits.requestsPerSecond",
         [](S &s, const V &v) { s.requestsPerSecond = int(v.toInteger()); }},
        {"limits.memory", [](S &s, const V &v) { s.memoryLimit = v.toInteger(); }},
        {"limits.array", [](S &s, const V &v) { s.arrayLimit = v.toInteger(); }},
        {"limits.queryTime", [](S &s, const V &v) { s.queryTime = milliseconds(v.toInteger()); }},
        {"proxies", readProxies},
        {"jobs.timezone", [](S &s, const V &v) { s.jobZone = textOf(v); }},
        {"jobs.keep", [](S &s, const V &v) { s.jobRunsKept = v.toInteger(); }},
        {"jobs.days", [](S &s, const V &v) { s.jobDaysKept = int(v.toInteger()); }},
        {"inspector.record", readRecording},
        {"inspector.bodies", [](S &s, const V &v) { s.inspectorBodies = v.toBool(); }},
        {"inspector.keep", [](S &s, const V &v) { s.inspectorRecordsKept = v.toInteger(); }},
        {"inspector.days", [](S &s, const V &v) { s.inspectorDaysKept = int(v.toInteger()); }},
    };
    return all;
}

void take(Settings &settings, const QByteArray &path, const Json::Value &value)
{
    if (const Read read = readers().value(path))
        read(settings, value);
}

const SettingRow *rowOf(QByteArrayView path)
{
    const std::vector<SettingRow> &rows = settingRows();
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const SettingRow &each) { return path == each.path; });
    return row == rows.end() ? nullptr : &*row;
}

/// The names of the settings right below @p path.
QByteArrayList namesBelow(const QByteArray &path)
{
    QByteArrayList names;
    for (const SettingRow &row : settingRows()) {
        const QByteArray name = row.path.mid(path.size() + 1);
        if (row.path.startsWith(path + '.') && !name.contains('.'))
            names.append(name);
    }
    return names;
}

/// Gives each setting in @p value, which stands at @p path, to @p use, with its row or null.
void forEach(
    const Json::Value &value, const QByteArray &path,
    const std::function<void(const QByteArray &, const SettingRow *, const Json::Value &)> &use)
{
    const SettingRow *row = rowOf(path);
    use(path, row, value);
    if (!row || row->rule.wants != Wants::Object)
        return;
    for (const Json::Member &member : value.members())
        forEach(member.value, path + '.' + member.key.toByteArray(), use);
}

/// The same for all reserved keys of @p settings.
void forEachReserved(
    const Json::Value &settings,
    const std::function<void(const QByteArray &, const SettingRow *, const Json::Value &)> &use)
{
    for (const Json::Member &member : settings.members()) {
        if (rowOf(member.key))
            forEach(member.value, member.key.toByteArray(), use);
    }
}

QString faultOf(const QByteArray &path, const SettingRow *row, const Json::Value &value)
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

Settings::Settings()
{
    for (const SettingRow &row : settingRows()) {
        if (const auto otherwise = Json::Document::parse(row.otherwise))
            take(*this, row.path, otherwise->root());
    }
}

Result<Settings> Settings::parse(QByteArrayView json)
{
    const auto document = Json::Document::parse(json);
    if (!document)
        return failure(document);
    const Json::Value root = document->root();
    if (!root.isObject())
        return failure(Error::Kind::BadInput, QStringLiteral("The settings are one JSON object."));
    // Told in the order of the table; what is not in it comes last.
    const SettingRow *rowsEnd = settingRows().data() + settingRows().size();
    QMultiMap<const SettingRow *, std::pair<QByteArray, QString>> faults;
    forEachReserved(root,
                    [&](const QByteArray &path, const SettingRow *row, const Json::Value &value) {
                        const QString fault = faultOf(path, row, value);
                        if (!fault.isEmpty())
                            faults.insert(row ? row : rowsEnd, {path, fault});
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
                    [&](const QByteArray &path, const SettingRow *row, const Json::Value &value) {
                        if (row && faultOf(path, row, value).isEmpty())
                            take(settings, path, value);
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
    for (const SettingRow &row : settingRows()) {
        if (row.rule.wants != Wants::Object)
            all.append({row.path, row.rule.description(), readers().contains(row.path)});
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
        // Patched too: nulls within a new object are left out as well (RFC 7396).
        if (!settings.find(member.key) && !member.value.isNull())
            writer.raw(member.key, patched(Json::Value(), member.value));
    }
    return writer.take();
}

} // namespace Model

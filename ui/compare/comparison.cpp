// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison.h"

#include "ui/widgets/prettyjson.h"
#include "ui/widgets/timetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>

#include <algorithm>
#include <map>

namespace Comparison {

namespace {

using Kind = Difference::Kind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Comparison", text);
}

/// Whether both say the same, in whatever order their members stand.
bool isSame(const Json::Value &a, const Json::Value &b)
{
    if (a.isArray() && b.isArray()) {
        const auto left = a.items();
        const auto right = b.items();
        return std::equal(left.begin(), left.end(), right.begin(), right.end(), isSame);
    }
    if (!a.isObject() || !b.isObject())
        return a.toJson() == b.toJson();
    const auto members = a.members();
    return members.size() == b.members().size()
        && std::all_of(members.begin(), members.end(), [&](const Json::Member &member) {
               const auto other = b.find(member.key);
               return other && isSame(member.value, *other);
           });
}

QByteArray jsonOf(const std::optional<Json::Value> &value)
{
    return value ? value->toJson() : QByteArray();
}

/// The texts of a difference that is JSON.
void setTexts(Difference &difference, const QString &source, const QString &target)
{
    difference.sourceSummary = source;
    difference.targetSummary = target;
    difference.sourceText = PrettyJson::format(difference.source);
    difference.targetText = PrettyJson::format(difference.target);
}

/// What a name stands for on both sides.
template<typename Value>
struct Pair
{
    std::optional<Value> source;
    std::optional<Value> target;

    Difference::Change change() const
    {
        return !target ? Difference::Change::New
            : !source  ? Difference::Change::Removed
                       : Difference::Change::Changed;
    }
};

template<typename Value>
using Pairs = std::map<QString, Pair<Value>>;

// ---- definitions

/// The elements of an array by what names them.
Pairs<Json::Value> elements(const Json::Value &source, const Json::Value &target,
                            QString (*nameOf)(const Json::Value &))
{
    Pairs<Json::Value> pairs;
    for (const Json::Value &each : source.items())
        pairs[nameOf(each)].source = each;
    for (const Json::Value &each : target.items())
        pairs[nameOf(each)].target = each;
    return pairs;
}

/// `number, required, min 0`
QString fieldSummary(const std::optional<Json::Value> &field)
{
    if (!field)
        return {};
    QStringList words = {field->value("type").toString()};
    for (const Json::Member &member : field->members()) {
        const QString key = QString::fromUtf8(member.key);
        if (member.key == "name" || member.key == "type")
            continue;
        if (!member.value.isBool())
            words.append(key + QLatin1Char(' ') + QString::fromUtf8(member.value.toJson()));
        else if (member.value.toBool())
            words.append(key);
    }
    return words.join(QStringLiteral(", "));
}

QString indexSummary(const std::optional<Json::Value> &index)
{
    if (!index)
        return {};
    return index->value("unique").toBool() ? tr("unique") : tr("yes");
}

QString memberSummary(const std::optional<Json::Value> &value)
{
    if (!value)
        return {};
    if (value->isBool())
        return value->toBool() ? tr("yes") : tr("no");
    return value->isString() ? value->toString() : QString::fromUtf8(value->toJson());
}

Difference difference(Kind kind, const Pair<Json::Value> &pair, const QString &name,
                      const QString &part)
{
    Difference made;
    made.kind = kind;
    made.change = pair.change();
    made.name = name;
    made.part = part;
    made.source = jsonOf(pair.source);
    made.target = jsonOf(pair.target);
    return made;
}

bool differs(const Pair<Json::Value> &pair)
{
    return !pair.source || !pair.target || !isSame(*pair.source, *pair.target);
}

/// A member of a definition. Why the server has switched a webhook off is none of its author's.
std::optional<QByteArray> memberJson(const Json::Member &member)
{
    if (member.key != "webhook")
        return member.value.toJson();
    Json::ObjectWriter webhook;
    for (const Json::Member &each : member.value.members()) {
        if (each.key != "fault")
            webhook.value(each.key, each.value);
    }
    return webhook.take();
}

void addMembers(const QString &collection, const Json::Value &source, const Json::Value &target,
                QList<Difference> &list)
{
    Pairs<QByteArray> pairs;
    for (const Json::Member &member : source.members())
        pairs[QString::fromUtf8(member.key)].source = memberJson(member);
    for (const Json::Member &member : target.members())
        pairs[QString::fromUtf8(member.key)].target = memberJson(member);
    for (const auto &[key, pair] : pairs) {
        if (key == QLatin1String("fields") || key == QLatin1String("indexes"))
            continue;
        const auto left = Json::Document::parse(pair.source.value_or("null"));
        const auto right = Json::Document::parse(pair.target.value_or("null"));
        if (!left || !right)
            continue;
        Pair<Json::Value> values;
        if (pair.source)
            values.source = left->root();
        if (pair.target)
            values.target = right->root();
        if (!differs(values))
            continue;
        Difference made = difference(Kind::Member, values, collection, collection);
        made.member = key;
        setTexts(made, memberSummary(values.source), memberSummary(values.target));
        list.append(made);
    }
}

void addDefinition(const StoredPart &source, const StoredPart &target, QList<Difference> &list)
{
    const QString &name = target.name;
    for (const auto &[field, pair] :
         elements(source.value.value("fields"), target.value.value("fields"), fieldName)) {
        if (!differs(pair))
            continue;
        Difference made = difference(Kind::Field, pair, name + QLatin1Char('.') + field, name);
        made.member = field;
        setTexts(made, fieldSummary(pair.source), fieldSummary(pair.target));
        list.append(made);
    }
    for (const auto &[index, pair] :
         elements(source.value.value("indexes"), target.value.value("indexes"), indexName)) {
        if (!differs(pair))
            continue;
        Difference made = difference(Kind::Index, pair, name + QStringLiteral(": ") + index, name);
        made.member = index;
        setTexts(made, indexSummary(pair.source), indexSummary(pair.target));
        list.append(made);
    }
    addMembers(name, source.value, target.value, list);
}

/// The parts of @p kind on both sides by their names.
Pairs<StoredPart> partsOf(const QString &kind, const StoredParts &source, const StoredParts &target)
{
    Pairs<StoredPart> pairs;
    for (const StoredPart &each : source.ofKind(kind))
        pairs[each.name].source = each;
    for (const StoredPart &each : target.ofKind(kind))
        pairs[each.name].target = each;
    return pairs;
}

Pair<Json::Value> valuesOf(const Pair<StoredPart> &pair)
{
    Pair<Json::Value> values;
    if (pair.source)
        values.source = pair.source->value;
    if (pair.target)
        values.target = pair.target->value;
    return values;
}

void addCollections(const StoredParts &source, const StoredParts &target, QList<Difference> &list)
{
    QList<Difference> parts;
    for (const auto &[name, pair] : partsOf(partKind(Kind::Collection), source, target)) {
        if (pair.source && pair.target) {
            addDefinition(*pair.source, *pair.target, parts);
            continue;
        }
        Difference made = difference(Kind::Collection, valuesOf(pair), name, name);
        setTexts(made, pair.source ? tr("yes") : QString(), pair.target ? tr("yes") : QString());
        list.append(made);
    }
    list.append(parts);
}

// ---- scripts and jobs

QString scriptSummary(const std::optional<StoredPart> &script)
{
    if (!script)
        return {};
    QStringList words = {tr("version %1").arg(script->version)};
    const QDateTime changed = QDateTime::fromString(script->changed, Qt::ISODateWithMs);
    if (changed.isValid())
        words.append(timeText(changed.toLocalTime()));
    if (!script->value.value("enabled").toBool())
        words.append(tr("switched off"));
    return words.join(QStringLiteral(", "));
}

void addScripts(Kind kind, const StoredParts &source, const StoredParts &target,
                QList<Difference> &list)
{
    for (const auto &[name, pair] : partsOf(partKind(kind), source, target)) {
        const Pair<Json::Value> values = valuesOf(pair);
        if (!differs(values))
            continue;
        Difference made = difference(
            kind, values, kind == Kind::Module ? QStringLiteral("lib/") + name : name, name);
        made.sourceSummary = scriptSummary(pair.source);
        made.targetSummary = scriptSummary(pair.target);
        const auto text = [](const std::optional<Json::Value> &value) {
            return value ? value->value("source").toString() : QString();
        };
        made.sourceText = text(values.source);
        made.targetText = text(values.target);
        list.append(made);
    }
}

/// A job as a script with its other members before it, for people.
QString jobText(const std::optional<Json::Value> &job)
{
    if (!job)
        return {};
    std::map<QByteArray, QByteArray> members; // the same order on both sides
    for (const Json::Member &member : job->members()) {
        if (member.key != "script")
            members[member.key.toByteArray()] = member.value.toJson();
    }
    QString text;
    for (const auto &[key, value] : members)
        text += QStringLiteral("// %1: %2\n").arg(QString::fromUtf8(key), QString::fromUtf8(value));
    return text + QLatin1Char('\n') + job->value("script").toString();
}

QString jobSummary(const std::optional<Json::Value> &job)
{
    if (!job)
        return {};
    const QString crontab = job->value("crontab").toString();
    const auto active = job->find("active");
    return active && !active->toBool() ? crontab + QStringLiteral(", ") + tr("switched off")
                                       : crontab;
}

/// Jobs of two databases that nobody has compared before have ids of their own: the description
/// tells which are the same, where it names one job alone.
void pairByDescription(Pairs<StoredPart> &pairs)
{
    QHash<QString, QStringList> sources; // ids by description
    QHash<QString, QStringList> targets;
    for (const auto &[id, pair] : pairs) {
        const auto &only = pair.source ? pair.source : pair.target;
        if (!pair.source || !pair.target)
            (pair.source ? sources : targets)[only->value.value("description").toString()].append(
                id);
    }
    for (auto each = sources.cbegin(); each != sources.cend(); ++each) {
        const QStringList found = targets.value(each.key());
        if (each.key().isEmpty() || each->size() != 1 || found.size() != 1)
            continue;
        pairs[found.first()].source = pairs[each->first()].source;
        pairs.erase(each->first());
    }
}

void addJobs(const StoredParts &source, const StoredParts &target, QList<Difference> &list)
{
    auto pairs = partsOf(partKind(Kind::Job), source, target);
    pairByDescription(pairs);
    QList<Difference> jobs;
    for (const auto &[id, pair] : pairs) {
        const Pair<Json::Value> values = valuesOf(pair);
        if (!differs(values))
            continue;
        const Json::Value &named = values.source ? *values.source : *values.target;
        const QString description = named.value("description").toString();
        Difference made =
            difference(Kind::Job, values, description.isEmpty() ? id : description, id);
        made.sourceSummary = jobSummary(values.source);
        made.targetSummary = jobSummary(values.target);
        made.sourceText = jobText(values.source);
        made.targetText = jobText(values.target);
        jobs.append(made);
    }
    std::stable_sort(jobs.begin(), jobs.end(), [](const Difference &left, const Difference &right) {
        return left.name < right.name;
    });
    list.append(jobs);
}

// ---- settings

void addLeaves(const Json::Value &settings, const QStringList &path,
               std::map<QStringList, Json::Value> &leaves)
{
    for (const Json::Member &member : settings.members()) {
        const QStringList inner = path + QStringList{QString::fromUtf8(member.key)};
        if (member.value.isObject())
            addLeaves(member.value, inner, leaves);
        else
            leaves[inner] = member.value;
    }
}

std::map<QStringList, Json::Value> leavesOf(const StoredParts &parts)
{
    std::map<QStringList, Json::Value> leaves;
    if (const StoredPart *settings = parts.find(partKind(Kind::Setting), {}))
        addLeaves(settings->value, {}, leaves);
    return leaves;
}

void addSettings(const StoredParts &source, const StoredParts &target, QList<Difference> &list)
{
    std::map<QStringList, Pair<Json::Value>> pairs;
    for (const auto &[path, value] : leavesOf(source))
        pairs[path].source = value;
    for (const auto &[path, value] : leavesOf(target))
        pairs[path].target = value;
    for (const auto &[path, pair] : pairs) {
        if (!differs(pair))
            continue;
        Difference made = difference(Kind::Setting, pair, path.join(QLatin1Char('.')), {});
        made.path = path;
        setTexts(made, memberSummary(pair.source), memberSummary(pair.target));
        list.append(made);
    }
}

/// That they differ is all that anybody is told.
void addSecrets(const StoredParts &source, const StoredParts &target, QList<Difference> &list)
{
    std::map<QStringList, Pair<QByteArray>> pairs;
    for (const StoredSecret &secret : source.secrets())
        pairs[secret.path].source = secret.digest;
    for (const StoredSecret &secret : target.secrets())
        pairs[secret.path].target = secret.digest;
    const QString hidden(4, QChar(0x25cf));
    for (const auto &[path, pair] : pairs) {
        if (pair.source == pair.target)
            continue;
        Difference made;
        made.kind = Kind::Secret;
        made.change = pair.change();
        made.name = path.join(QLatin1Char('.'));
        made.path = path;
        made.sourceSummary = made.sourceText = pair.source ? hidden : QString();
        made.targetSummary = made.targetText = pair.target ? hidden : QString();
        list.append(made);
    }
}

/// A codehook comes after its collection, and goes before it.
void connectNeeds(QList<Difference> &list)
{
    QHash<QString, int> collections;
    for (int i = 0; i < list.size(); ++i) {
        if (list[i].kind == Kind::Collection)
            collections.insert(list[i].part, i);
    }
    for (int i = 0; i < list.size(); ++i) {
        const int collection =
            list[i].kind == Kind::Codehook ? collections.value(list[i].part, -1) : -1;
        if (collection < 0)
            continue;
        if (list[collection].change == Difference::Change::New)
            list[i].needs.append(collection);
        else
            list[collection].needs.append(i);
    }
}

} // namespace

QString partKind(Difference::Kind kind)
{
    switch (kind) {
    case Kind::Collection:
    case Kind::Field:
    case Kind::Index:
    case Kind::Member:
        break;
    case Kind::Codehook:
        return QStringLiteral("codehook");
    case Kind::Module:
        return QStringLiteral("module");
    case Kind::Job:
        return QStringLiteral("job");
    case Kind::Setting:
    case Kind::Secret:
        return QStringLiteral("settings");
    }
    return QStringLiteral("collection");
}

QList<Difference> between(const StoredParts &source, const StoredParts &target)
{
    QList<Difference> list;
    addCollections(source, target, list);
    addScripts(Kind::Codehook, source, target, list);
    addScripts(Kind::Module, source, target, list);
    addJobs(source, target, list);
    addSettings(source, target, list);
    addSecrets(source, target, list);
    std::stable_sort(list.begin(), list.end(), [](const Difference &left, const Difference &right) {
        return left.kind < right.kind;
    });
    connectNeeds(list);
    return list;
}

} // namespace Comparison

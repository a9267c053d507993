// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/members.h"

#include <QStringList>

#include <algorithm>

namespace Model {

namespace {

bool isScalar(const Json::Value &value)
{
    return value.isString() || value.isNumber() || value.isBool();
}

bool isOfKind(MemberKind kind, const Json::Value &value)
{
    switch (kind) {
    case MemberKind::Anything:
        return true;
    case MemberKind::Bool:
        return value.isBool();
    case MemberKind::Text:
        return value.isString();
    case MemberKind::Texts:
        return areTexts(value);
    case MemberKind::Scalars: {
        const auto items = value.items();
        return value.isArray() && std::all_of(items.begin(), items.end(), isScalar);
    }
    case MemberKind::Object:
        return value.isObject();
    }
    return false;
}

QString expectation(const MemberRule &rule)
{
    if (rule.expected)
        return QString::fromUtf8(rule.expected);
    switch (rule.kind) {
    case MemberKind::Bool:
        return QStringLiteral("true or false");
    case MemberKind::Text:
        return QStringLiteral("a text");
    case MemberKind::Texts:
        return QStringLiteral("an array of texts");
    case MemberKind::Scalars:
        return QStringLiteral("an array of texts, numbers, true and false");
    case MemberKind::Object:
        return QStringLiteral("an object");
    case MemberKind::Anything:
        break;
    }
    return QStringLiteral("a value");
}

bool fits(const MemberRule &rule, const Json::Value &value)
{
    if (value.isNull() && rule.presence == Presence::Nullable)
        return true;
    const auto length = value.isArray() ? qsizetype(value.items().size()) : value.text().size();
    return isOfKind(rule.kind, value) && length >= rule.least;
}

QString unknownText(const QByteArray &member, std::span<const MemberRule> rules, const char *owner)
{
    QStringList known;
    for (const MemberRule &rule : rules)
        known.append(QLatin1String(rule.name));
    const QString last = known.takeLast();
    return QStringLiteral("\"%1\" is nothing that %2 has; known are %3 and %4.")
        .arg(QString::fromUtf8(member), QLatin1String(owner), known.join(QStringLiteral(", ")),
             last);
}

} // namespace

bool areTexts(const Json::Value &value)
{
    const auto items = value.items();
    return value.isArray() && std::all_of(items.begin(), items.end(), [](const Json::Value &item) {
               return item.isString();
           });
}

QList<MemberFault> faultsOf(const Json::Value &object, std::span<const MemberRule> rules,
                            const char *owner)
{
    QList<MemberFault> faults;
    const auto addWrong = [&faults](const MemberRule &rule) {
        faults.append(
            {rule.name,
             QStringLiteral("\"%1\" must be %2.").arg(QLatin1String(rule.name), expectation(rule)),
             QByteArray(rule.name).toUpper()});
    };
    for (const Json::Member &member : object.members()) {
        const auto rule = std::find_if(rules.begin(), rules.end(), [&](const MemberRule &each) {
            return member.key == QByteArrayView(each.name);
        });
        if (rule == rules.end()) {
            const QByteArray name = member.key.toByteArray();
            faults.append({name, unknownText(name, rules, owner), "UNKNOWN"});
        } else if (!fits(*rule, member.value)) {
            addWrong(*rule);
        }
    }
    for (const MemberRule &rule : rules) {
        if (rule.presence == Presence::Required && !object.find(rule.name))
            addWrong(rule);
    }
    return faults;
}

} // namespace Model

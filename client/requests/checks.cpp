// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/checks.h"

#include "client/requests/texts.h"
#include "server/core/json.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>

namespace Requests {

namespace {

using Operator = Check::Operator;

struct Spelling
{
    const char *text;
    Operator op;
};

constexpr std::array Spellings = {
    Spelling{"==", Operator::Equal},
    Spelling{"!=", Operator::NotEqual},
    Spelling{"<=", Operator::LessOrEqual},
    Spelling{">=", Operator::GreaterOrEqual},
    Spelling{"<", Operator::Less},
    Spelling{">", Operator::Greater},
    Spelling{"contains", Operator::Contains},
    Spelling{"matches", Operator::Matches},
    Spelling{"exists", Operator::Exists},
    Spelling{"missing", Operator::Missing},
};

constexpr qsizetype LongestShown = 200; ///< Of a value in a message.

QString shown(QByteArrayView json)
{
    const QString text = QString::fromUtf8(json);
    return text.size() > LongestShown ? text.first(LongestShown) + QChar(0x2026) : text;
}

/// @p text as JSON: where it is none, it is a text without quotes.
QByteArray asJson(const QByteArray &text)
{
    return Json::Document::parseKnown(text) ? text.trimmed()
                                            : Json::quoted(QByteArrayView(text.trimmed()));
}

/// Whether two values are the same; members may have any order, 1 is 1.0.
bool isEqual(const Json::Value &a, const Json::Value &b)
{
    if (a.isNumber() && b.isNumber())
        return a.type() == b.type() && a.type() == Json::Value::Type::Integer
            ? a.toInteger() == b.toInteger()
            : a.toDouble() == b.toDouble();
    if (a.type() != b.type())
        return false;
    if (a.isArray()) {
        const auto left = a.items(), right = b.items();
        return std::equal(left.begin(), left.end(), right.begin(), right.end(), isEqual);
    }
    if (!a.isObject())
        return a.toJson() == b.toJson();
    const auto members = a.members();
    return members.size() == b.members().size()
        && std::all_of(members.begin(), members.end(), [&](const Json::Member &each) {
               const auto other = b.find(each.key);
               return other && isEqual(each.value, *other);
           });
}

/// Less than 0, 0 or more; nothing: the two have no order. Texts are compared as they are, so dates
/// in ISO 8601 are too.
std::optional<int> ordered(const Json::Value &a, const Json::Value &b)
{
    const auto sign = [](auto left, auto right) { return left < right ? -1 : left > right; };
    // A header has texts alone, such as content-length.
    const auto number = [](const Json::Value &value) -> std::optional<double> {
        bool isNumber = value.isNumber();
        const double parsed =
            isNumber ? value.toDouble() : value.text().toByteArray().toDouble(&isNumber);
        return isNumber && std::isfinite(parsed) ? std::optional(parsed) : std::nullopt;
    };
    if (a.isNumber() || b.isNumber()) {
        const auto left = number(a), right = number(b);
        return left && right ? std::optional(sign(*left, *right)) : std::nullopt;
    }
    if (a.isString() && b.isString())
        return sign(a.text().toByteArray(), b.text().toByteArray());
    return {};
}

bool contains(const Json::Value &value, const Json::Value &part, const QByteArray &text)
{
    if (value.isString())
        return value.text().contains(part.isString() ? part.text() : QByteArrayView(text));
    if (value.isObject())
        return value.find(part.isString() ? part.text() : QByteArrayView(text)).has_value();
    const auto items = value.items();
    return std::any_of(items.begin(), items.end(),
                       [&](const Json::Value &each) { return isEqual(each, part); });
}

const char *nameOf(Operator op)
{
    const auto found = std::find_if(Spellings.begin(), Spellings.end(),
                                    [&](const Spelling &each) { return each.op == op; });
    return found->text;
}

} // namespace

Result<Check> Check::parse(QByteArrayView text)
{
    text = text.trimmed();
    Check check;
    check.m_text = text.toByteArray();
    // The operator is the first that stands outside of brackets.
    int depth = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        depth += (text[at] == '[') - (text[at] == ']');
        if (depth > 0 || at == 0)
            continue;
        for (const Spelling &each : Spellings) {
            const QByteArrayView word = each.text;
            if (!text.sliced(at).startsWith(word))
                continue;
            const bool isWord = word.front() >= 'a';
            const bool isAlone = !isWord
                || (text[at - 1] == ' '
                    && (at + word.size() == text.size() || text[at + word.size()] == ' '));
            if (!isAlone)
                continue;
            check.m_operator = each.op;
            check.m_path = text.first(at).trimmed().toByteArray();
            check.m_wanted = text.sliced(at + word.size()).trimmed().toByteArray();
            const bool needsNone = each.op == Operator::Exists || each.op == Operator::Missing;
            if (check.m_wanted.isEmpty() == needsNone && !check.m_path.isEmpty())
                return check;
        }
    }
    return badInput(
        RequestTexts::tr("\"%1\" is no check such as status == 200 or body.name exists. "
                         "The operators are ==, !=, <, <=, >, >=, contains, matches, "
                         "exists and missing.")
            .arg(QString::fromUtf8(text)));
}

/// Why @p found is not @p wanted, which is JSON; empty: it is.
QString Check::faultOf(const Found &found, const QByteArray &wanted) const
{
    const auto foundJson = Json::Document::parseKnown(found.json);
    const auto wantedJson = Json::Document::parseKnown(wanted);
    if (!foundJson || !wantedJson)
        return RequestTexts::tr("is %1").arg(shown(found.json));
    const Json::Value value = foundJson->root(), other = wantedJson->root();
    const auto order = ordered(value, other);
    const auto faultUnless = [&](bool holds) {
        return holds ? QString() : RequestTexts::tr("is %1").arg(shown(found.json));
    };
    // A header is a text, also where it looks like a number.
    const bool isSame = isEqual(value, other)
        || (m_path.startsWith("headers")
            && found.text == (other.isString() ? other.text() : wanted));
    switch (m_operator) {
    case Operator::Equal:
        return faultUnless(isSame);
    case Operator::NotEqual:
        return faultUnless(!isSame);
    case Operator::Contains:
        return faultUnless(contains(value, other, wanted));
    case Operator::Matches: {
        const QRegularExpression expression(other.isString() ? other.toString()
                                                             : QString::fromUtf8(wanted));
        if (!expression.isValid())
            return RequestTexts::tr("cannot be compared: %1").arg(expression.errorString());
        return faultUnless(expression.match(QString::fromUtf8(found.text)).hasMatch());
    }
    default:
        break;
    }
    if (!order)
        return RequestTexts::tr("is %1, which has no order with %2")
            .arg(shown(found.json), shown(wanted));
    return faultUnless(m_operator == Operator::Less              ? *order < 0
                           : m_operator == Operator::LessOrEqual ? *order <= 0
                           : m_operator == Operator::Greater     ? *order > 0
                                                                 : *order >= 0);
}

Check::Outcome Check::run(const Answer &answer, const Variables &variables) const
{
    Outcome outcome{false, QString::fromUtf8(m_text)};
    const auto path = variables.expand(m_path);
    const auto wanted = variables.expand(m_wanted);
    if (!path || !wanted) {
        outcome.message = (path ? wanted : path).error().message;
        return outcome;
    }
    const QString name = QString::fromUtf8(*path);
    const auto found = valueAt(answer, *path);
    const bool isThere = found && *found;
    if (m_operator == Operator::Missing || m_operator == Operator::Exists) {
        outcome.hasPassed = found && isThere == (m_operator == Operator::Exists);
        if (!found)
            outcome.message = found.error().message;
        else if (!outcome.hasPassed)
            outcome.message = isThere
                ? RequestTexts::tr("%1 should be missing, but is %2")
                      .arg(name, shown((*found)->json))
                : RequestTexts::tr("%1 should exist, but is missing").arg(name);
        return outcome;
    }
    const QByteArray json = m_operator == Operator::Matches && !wanted->startsWith('"')
        ? Json::quoted(QByteArrayView(*wanted))
        : asJson(*wanted);
    const QString fault = !found
        ? RequestTexts::tr("cannot be looked at: %1").arg(found.error().message)
        : isThere ? faultOf(**found, json)
                  : RequestTexts::tr("is missing");
    outcome.hasPassed = fault.isEmpty();
    if (!outcome.hasPassed) {
        outcome.message = RequestTexts::tr("expected %1 %2 %3, but it %4")
                              .arg(name, QLatin1String(nameOf(m_operator)), shown(json), fault);
    }
    return outcome;
}

Result<Taking> Taking::parse(QByteArrayView text)
{
    const qsizetype equals = text.indexOf('=');
    const QByteArray name = text.first(std::max<qsizetype>(equals, 0)).trimmed().toByteArray();
    const QByteArray path =
        equals < 0 ? QByteArray() : text.sliced(equals + 1).trimmed().toByteArray();
    static const QRegularExpression valid(QStringLiteral("^[\\w.-]+$"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    if (!valid.match(QString::fromUtf8(name)).hasMatch() || path.isEmpty())
        return badInput(RequestTexts::tr("\"%1\" is not written as name = body.path.")
                            .arg(QString::fromUtf8(text.trimmed())));
    return Taking{name, path};
}

} // namespace Requests

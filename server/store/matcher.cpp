// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/matcher.h"

#include <sqlite3.h>

#include <algorithm>
#include <optional>

namespace Store {

namespace {

/// -1, 0 or 1; nothing when the two are of different types and so do not compare.
std::optional<int> compare(const Json::Value &a, const Json::Value &b);

template<typename T>
int sign(const T &a, const T &b)
{
    return a < b ? -1 : (b < a ? 1 : 0);
}

int compareText(QByteArrayView a, QByteArrayView b)
{
    return sign(std::string_view(a.data(), size_t(a.size())),
                std::string_view(b.data(), size_t(b.size())));
}

std::optional<int> compareItems(const Json::Value &a, const Json::Value &b)
{
    const auto left = a.items();
    const auto right = b.items();
    for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        const auto order = compare(left[i], right[i]);
        if (!order || *order != 0)
            return order;
    }
    return sign(left.size(), right.size());
}

/// Objects are equal when they have the same members in the same order (MongoDB manual).
std::optional<int> compareMembers(const Json::Value &a, const Json::Value &b)
{
    const auto left = a.members();
    const auto right = b.members();
    for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (const int order = compareText(left[i].key, right[i].key))
            return order;
        const auto order = compare(left[i].value, right[i].value);
        if (!order || *order != 0)
            return order;
    }
    return sign(left.size(), right.size());
}

std::optional<int> compare(const Json::Value &a, const Json::Value &b)
{
    if (a.isNumber() && b.isNumber()) {
        return a.type() == Json::Value::Type::Integer && b.type() == Json::Value::Type::Integer
            ? sign(a.toInteger(), b.toInteger())
            : sign(a.toDouble(), b.toDouble());
    }
    if (a.type() != b.type())
        return std::nullopt;
    switch (a.type()) {
    case Json::Value::Type::String:
        return compareText(a.text(), b.text());
    case Json::Value::Type::Bool:
        return sign(a.toBool(), b.toBool());
    case Json::Value::Type::Array:
        return compareItems(a, b);
    case Json::Value::Type::Object:
        return compareMembers(a, b);
    default:
        return 0;
    }
}

bool isEqual(const Json::Value &a, const Json::Value &b)
{
    return compare(a, b) == 0;
}

bool holds(Matcher::Operator comparison, int order)
{
    switch (comparison) {
    case Matcher::Operator::Greater:
        return order > 0;
    case Matcher::Operator::GreaterOrEqual:
        return order >= 0;
    case Matcher::Operator::Less:
        return order < 0;
    case Matcher::Operator::LessOrEqual:
        return order <= 0;
    default:
        return order == 0;
    }
}

void match(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto *matcher =
        static_cast<const Matcher *>(sqlite3_value_pointer(arguments[1], MatcherPointerType));
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(arguments[0]));
    const auto document =
        Json::Document::parse(QByteArrayView(text, sqlite3_value_bytes(arguments[0])));
    if (!document || !matcher) {
        sqlite3_result_int(context, 0);
        return;
    }
    const auto matched = matcher->matches(document->root());
    if (matched)
        sqlite3_result_int(context, *matched);
    else
        sqlite3_result_error(context, matched.error().message.toUtf8().constData(), -1);
}

/// A pattern with MongoDB's `/…/i` taken for what it says is left to $options; here it is PCRE's.
Result<QRegularExpression> makeRegex(const Json::Value &operand)
{
    if (!operand.isString())
        return failure(Error::Kind::BadInput, QStringLiteral("$regex takes a text."));
    // PCRE's own step limit keeps a hostile pattern from holding a thread.
    QRegularExpression regex(QStringLiteral("(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=20000)")
                             + operand.toString());
    if (!regex.isValid()) {
        return failure(Error::Kind::BadInput,
                       QStringLiteral("$regex does not compile: %1.").arg(regex.errorString()));
    }
    return regex;
}

} // namespace

Result<Matcher> Matcher::make(QByteArrayView field, Operator comparison, Json::Value operand)
{
    Matcher matcher;
    matcher.m_field = field.toByteArray();
    matcher.m_path = matcher.m_field.split('.');
    matcher.m_operator = comparison;
    matcher.m_operand = operand;
    if (comparison == Operator::In) {
        if (!operand.isArray())
            return failure(Error::Kind::BadInput, QStringLiteral("$in takes an array."));
        matcher.m_operands = operand.items();
    }
    if (comparison == Operator::Regex) {
        auto regex = makeRegex(operand);
        if (!regex)
            return failure(regex);
        matcher.m_regex = *regex;
    }
    return matcher;
}

Result<bool> Matcher::matchesRegex(const Json::Value &value) const
{
    if (!value.isString())
        return false;
    const auto match = m_regex.match(value.toString());
    if (!match.isValid()) {
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("$regex on \"%1\" takes too many steps; write a simpler pattern.")
                .arg(QString::fromUtf8(m_field)));
    }
    return match.hasMatch();
}

Result<bool> Matcher::matchesValue(const Json::Value &value) const
{
    switch (m_operator) {
    case Operator::Exists:
        return true;
    case Operator::In:
        return std::any_of(m_operands.begin(), m_operands.end(),
                           [&](const Json::Value &operand) { return isEqual(value, operand); });
    case Operator::Regex:
        return matchesRegex(value);
    default:
        break;
    }
    const auto order = compare(value, m_operand);
    return order && holds(m_operator, *order);
}

Result<bool> Matcher::matchesPath(const Json::Value &value, qsizetype depth, bool *found) const
{
    const bool atEnd = depth == m_path.size();
    if (atEnd) {
        *found = true;
        const auto self = matchesValue(value);
        if (!self || *self)
            return self;
    }
    if (value.isArray()) {
        // An array stands for itself, for its elements, and a path goes on in both.
        const auto items = value.items();
        bool isIndex = false;
        const int index = atEnd ? -1 : m_path[depth].toInt(&isIndex);
        for (size_t i = 0; i < items.size(); ++i) {
            if (!atEnd && !items[i].isObject() && !(isIndex && size_t(index) == i))
                continue;
            const bool indexed = !atEnd && isIndex && size_t(index) == i;
            const auto matched = atEnd ? matchesValue(items[i])
                                       : matchesPath(items[i], depth + (indexed ? 1 : 0), found);
            if (!matched || *matched)
                return matched;
        }
        return false;
    }
    if (atEnd)
        return false;
    const auto member = value.find(m_path[depth]);
    return member ? matchesPath(*member, depth + 1, found) : Result<bool>(false);
}

Result<bool> Matcher::matches(const Json::Value &document) const
{
    bool found = false;
    const auto matched = matchesPath(document, 0, &found);
    if (!matched || *matched || found)
        return matched;
    // A missing field equals null.
    const auto isNull = [](const Json::Value &value) { return value.isNull(); };
    switch (m_operator) {
    case Operator::Equal:
    case Operator::GreaterOrEqual:
    case Operator::LessOrEqual:
        return m_operand.isNull();
    case Operator::In:
        return std::any_of(m_operands.begin(), m_operands.end(), isNull);
    default:
        return false;
    }
}

void registerMatcher(sqlite3 *database)
{
    sqlite3_create_function_v2(database, "hookdesk_match", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                               nullptr, match, nullptr, nullptr, nullptr);
}

} // namespace Store

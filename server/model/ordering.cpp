// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/ordering.h"

#include "server/model/path.h"

#include <QtEndian>

#include <algorithm>
#include <bit>

namespace Model {

namespace {

constexpr char NothingRank = 1; ///< Of an empty array that is sorted by.

/// The rank of a type; also the first byte of its keys.
char rank(const Json::Value &value)
{
    switch (value.type()) {
    case Json::Value::Type::Null:
        return 2;
    case Json::Value::Type::Integer:
    case Json::Value::Type::Double:
        return 3;
    case Json::Value::Type::String:
        return 4;
    case Json::Value::Type::Object:
        return 5;
    case Json::Value::Type::Array:
        return 6;
    case Json::Value::Type::Bool:
        return 7;
    }
    return NothingRank;
}

template<typename T>
int sign(const T &a, const T &b)
{
    return a < b ? -1 : (b < a ? 1 : 0);
}

int orderOfTexts(QByteArrayView a, QByteArrayView b)
{
    return sign(std::string_view(a.data(), size_t(a.size())),
                std::string_view(b.data(), size_t(b.size())));
}

int orderOfNumbers(const Json::Value &a, const Json::Value &b)
{
    const bool areIntegers =
        a.type() == Json::Value::Type::Integer && b.type() == Json::Value::Type::Integer;
    return areIntegers ? sign(a.toInteger(), b.toInteger()) : sign(a.toDouble(), b.toDouble());
}

int orderOfItems(const Json::Value &a, const Json::Value &b)
{
    const auto left = a.items();
    const auto right = b.items();
    for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (const int order = totalOrder(left[i], right[i]))
            return order;
    }
    return sign(left.size(), right.size());
}

/// Member for member: the types first, then the names, then the values.
int orderOfMembers(const Json::Value &a, const Json::Value &b)
{
    const auto left = a.members();
    const auto right = b.members();
    for (size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (const int order = sign(rank(left[i].value), rank(right[i].value)))
            return order;
        if (const int order = orderOfTexts(left[i].key, right[i].key))
            return order;
        if (const int order = totalOrder(left[i].value, right[i].value))
            return order;
    }
    return sign(left.size(), right.size());
}

/// A text whose end comes before all that could follow in a longer one: NUL is escaped, and two of
/// them end it.
void appendText(QByteArray &key, QByteArrayView text)
{
    for (const char c : text) {
        key.append(c);
        if (c == '\0')
            key.append('\xff');
    }
    key.append(2, '\0');
}

/// The bits of doubles sort as the doubles do once the sign bit is turned, of negative ones all
/// bits.
void appendNumber(QByteArray &key, double number)
{
    auto bits = std::bit_cast<quint64>(number == 0 ? 0.0 : number);
    bits = bits >> 63 ? ~bits : bits | (quint64(1) << 63);
    std::array<char, sizeof bits> bytes;
    qToBigEndian(bits, bytes.data());
    key.append(bytes.data(), bytes.size());
}

void appendKey(QByteArray &key, const Json::Value &value)
{
    key.append(rank(value));
    switch (value.type()) {
    case Json::Value::Type::Null:
        break;
    case Json::Value::Type::Integer:
    case Json::Value::Type::Double:
        // All numbers have one form, since an integer and a double are compared with each other.
        appendNumber(key, value.toDouble());
        break;
    case Json::Value::Type::String:
        appendText(key, value.text());
        break;
    case Json::Value::Type::Bool:
        key.append(char(value.toBool()));
        break;
    case Json::Value::Type::Array:
        for (const Json::Value &item : value.items())
            appendKey(key, item);
        key.append('\0');
        break;
    case Json::Value::Type::Object:
        for (const Json::Member &member : value.members()) {
            key.append(rank(member.value));
            appendText(key, member.key);
            appendKey(key, member.value);
        }
        key.append('\0');
        break;
    }
}

/// Takes the smallest or greatest key of what @p path leads to from @p value.
void collectKeys(const Json::Value &value, QByteArrayView path, bool descending,
                 std::optional<QByteArray> &best)
{
    const auto take = [&](QByteArray key) {
        if (!best || (descending ? *best < key : key < *best))
            best = std::move(key);
    };
    if (value.isArray()) {
        const auto items = value.items();
        for (const Json::Value &item : items) {
            if (path.isEmpty())
                take(sortKey(item));
            else if (item.isObject())
                collectKeys(item, path, descending, best);
        }
        if (path.isEmpty() && items.empty())
            take(QByteArray(1, NothingRank));
        if (path.isEmpty())
            return;
        bool isIndex = false;
        const PathStep step(path);
        const auto index = step.name.toUInt(&isIndex);
        if (isIndex && index < items.size())
            collectKeys(items[index], step.rest, descending, best);
        return;
    }
    if (path.isEmpty())
        return take(sortKey(value));
    const PathStep step(path);
    const auto member = value.find(step.name);
    if (!member)
        return take(sortKey(Json::Value()));
    collectKeys(*member, step.rest, descending, best);
}

} // namespace

int totalOrder(const Json::Value &a, const Json::Value &b)
{
    if (const int order = sign(rank(a), rank(b)))
        return order;
    switch (a.type()) {
    case Json::Value::Type::Null:
        return 0;
    case Json::Value::Type::Integer:
    case Json::Value::Type::Double:
        return orderOfNumbers(a, b);
    case Json::Value::Type::String:
        return orderOfTexts(a.text(), b.text());
    case Json::Value::Type::Bool:
        return sign(a.toBool(), b.toBool());
    case Json::Value::Type::Array:
        return orderOfItems(a, b);
    case Json::Value::Type::Object:
        return orderOfMembers(a, b);
    }
    return 0;
}

std::optional<int> orderWithinType(const Json::Value &a, const Json::Value &b)
{
    return rank(a) == rank(b) ? std::optional(totalOrder(a, b)) : std::nullopt;
}

QByteArray sortKey(const Json::Value &value)
{
    QByteArray key;
    appendKey(key, value);
    return key;
}

QByteArray sortKeyOf(const Json::Value &document, QByteArrayView field, bool descending)
{
    std::optional<QByteArray> best;
    collectKeys(document, field, descending, best);
    return best.value_or(sortKey(Json::Value()));
}

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QRegularExpression>

struct sqlite3;

namespace Store {

/// One comparison of a query, such as `"age": {"$gt": 3}`, with MongoDB's meaning: an array
/// matches when one of its elements does, dotted paths go through arrays, and values compare only
/// with values of their own type. SQL calls it as `hookdesk_match(doc, ?)`.
/// A value; the thread of the connection it is bound to. Source: MongoDB manual, "Query documents".
class Matcher final
{
public:
    enum class Operator { Equal, Greater, GreaterOrEqual, Less, LessOrEqual, In, Regex, Exists };

    /// @errors BadInput: $in without an array, $regex without a string or that does not compile.
    static Result<Matcher> make(QByteArrayView field, Operator comparison, Json::Value operand);

    const QByteArray &field() const { return m_field; }
    Operator comparison() const { return m_operator; }
    /// Valid while the query's JSON document lives.
    const Json::Value &operand() const { return m_operand; }

    /// Whether @p document, an object, matches.
    /// @errors BadInput: $regex takes too many steps (PRODUCT.md section 8).
    Result<bool> matches(const Json::Value &document) const;

private:
    Matcher() = default;
    Result<bool> matchesValue(const Json::Value &value) const;
    Result<bool> matchesPath(const Json::Value &value, qsizetype depth, bool *found) const;
    Result<bool> matchesRegex(const Json::Value &value) const;

    QByteArray m_field;
    QByteArrayList m_path;
    Operator m_operator = Operator::Equal;
    Json::Value m_operand;
    std::vector<Json::Value> m_operands; ///< The elements of $in.
    QRegularExpression m_regex;
};

/// The type name under which a Matcher is bound to a statement.
inline constexpr char MatcherPointerType[] = "hookdesk-matcher";

/// Registers `hookdesk_match` on a connection.
void registerMatcher(sqlite3 *database);

} // namespace Store

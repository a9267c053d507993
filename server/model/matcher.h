// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/boundedregex.h"

#include <QByteArray>
#include <QByteArrayList>

#include <memory>
#include <optional>
#include <vector>

namespace Model {

class Matcher;

/// A node of a query's condition: all, any or none of its parts, or one comparison. A value.
struct Condition
{
    enum class Kind { All, Any, None, Match };

    Kind kind = Kind::All; ///< All of no parts is true.
    std::vector<Condition> parts;
    std::shared_ptr<const Matcher> matcher; ///< For Match; shared because a query is copied.

    /// Whether @p document, an object, fulfils it. SQL calls it as `hookdesk_match(doc, ?)`: what
    /// a query means is said here and nowhere else.
    /// @p budget is that of the whole query, over all documents.
    /// @errors BadInput: $regex takes too many steps (contract: queries 1).
    Result<bool> holds(const Json::Value &document, RegexBudget &budget) const;
};

/// One comparison of a query, such as `"age": {"$gt": 3}`, with MongoDB's meaning: an array
/// matches when one of its elements does, dotted paths go through arrays, and values compare only
/// with values of their own type.
/// A value; any thread. Source: MongoDB manual, "Query and Projection Operators".
class Matcher final
{
public:
    enum class Operator {
        Equal,
        Greater,
        GreaterOrEqual,
        Less,
        LessOrEqual,
        In,
        Regex,
        Exists,
        Size,
        Type,
        Modulo,
        ElementMatch,
    };

    /// What a value is compared with: a value or, for `{"$date": …}`, a moment.
    struct Operand
    {
        Json::Value value;
        std::optional<qint64> moment; ///< In ms since 1970; compares with texts that say a time.
    };

    /// An empty @p field stands for the value itself, as within $elemMatch.
    /// @errors BadInput, naming the operator: an operand that it does not take.
    static Result<Matcher> make(QByteArrayView field, Operator comparison,
                                const Json::Value &operand);
    /// @p options are those of MongoDB's $options: i, m, s, x.
    static Result<Matcher> makeRegex(QByteArrayView field, const Json::Value &pattern,
                                     const Json::Value &options);
    /// At least one element of the array in @p field fulfils @p condition.
    static Matcher makeElementMatch(QByteArrayView field, Condition condition);

    const QByteArray &field() const { return m_field; }
    Operator comparison() const { return m_operator; }
    /// Valid while the query's JSON document lives; one but for In.
    const std::vector<Operand> &operands() const { return m_operands; }

    /// What $elemMatch asks of an element; null for other operators.
    const Condition *elementCondition() const { return m_elementCondition.get(); }
    /// Whether its answer depends on what lies beneath its field: it compares with an object or
    /// with an array that has elements.
    bool looksWithin() const;

    Result<bool> matches(const Json::Value &document, RegexBudget &budget) const;

private:
    Matcher(QByteArrayView field, Operator comparison);
    Result<Done> readOperand(const Json::Value &operand);
    Result<bool> matchesPath(const Json::Value &value, qsizetype depth, RegexBudget &budget) const;
    Result<bool> matchesArrayOnPath(const Json::Value &array, qsizetype depth,
                                    RegexBudget &budget) const;
    Result<bool> matchesValue(const Json::Value &value, RegexBudget &budget) const;
    Result<bool> matchesRegex(const Json::Value &value, RegexBudget &budget) const;
    bool matchesMissing() const;

    QByteArray m_field;
    QByteArrayList m_path;
    Operator m_operator = Operator::Equal;
    std::vector<Operand> m_operands;
    qint64 m_divisor = 0;
    qint64 m_remainder = 0;
    QByteArrayList m_types;
    QueryRegex m_regex;
    std::shared_ptr<const Condition> m_elementCondition;
};

} // namespace Model

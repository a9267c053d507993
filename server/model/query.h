// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/matcher.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <optional>

namespace Model {

/// A level of groups: `"category"`, or a part of a time such as `"$YEAR:registered"`.
struct Grouping
{
    QByteArray field;
    QByteArray momentFormat; ///< Of formatMoment(); empty: the value itself.
};

/// One of `$aggregate`: `"SUM:score"`, `"COUNT:n"`.
struct Aggregate
{
    enum class Function { Count, Sum, Average, Minimum, Maximum };
    Function function = Function::Count;
    QByteArray field; ///< Of Count: the name under which it is answered.
    QByteArray name; ///< In the answer: `SUM score`.
};

/// What to list of a collection: `q` and `h` of a request (contract: queries 1 and 2), parsed and
/// checked but not yet tied to a collection.
/// A value; any thread, one at a time.
class Query final
{
public:
    struct Order
    {
        QByteArray field;
        bool descending = false;
    };
    enum class Projection { All, Only, Without };

    /// A field that a query names.
    struct Name
    {
        enum class Use {
            Compared, ///< In a condition.
            Ordered,
            Gathered, ///< In $distinct, groups and aggregates.
            Shown, ///< In $fields.
        };
        QByteArray path;
        Use use = Use::Compared;
        bool looksWithin = false; ///< What lies beneath the field decides as well.
    };

    static constexpr qint64 DefaultMaximum = 1000;

    /// Parses @p q and @p h; an empty text is `{}`.
    /// @errors BadInput, naming the operator or hint that is not known or has a wrong value.
    static Result<Query> parse(QByteArrayView q, QByteArrayView h);

    /// Adds what the parameters of a URL say, as hints do. @errors BadInput.
    Result<Done> addOrder(QByteArrayView field, bool descending);
    Result<Done> addGrouping(QByteArrayView text);
    Result<Done> addAggregate(QByteArrayView text);
    /// Only documents in whose words all words of @p text occur (contract: queries 5).
    void setFilter(QByteArrayView text);
    /// Only documents whose @p field is @p text.
    void require(QByteArrayView field, QByteArrayView text);

    /// All fields that it names.
    QList<Name> names() const;
    /// Whether a condition or an order is about @p field.
    bool mentions(QByteArrayView field) const;
    bool isAggregated() const { return !aggregates.isEmpty() || !groupings.isEmpty(); }
    /// Whether an answer is documents as they are, so that nothing is left to do with them.
    bool isPlain() const
    {
        return projection == Projection::All && !metaFields && !isAggregated()
            && distinct.isEmpty();
    }

    Condition condition;
    QByteArrayList filterWords;
    QByteArrayList unsearched; ///< Fields in which `filter` does not look.
    QByteArray distinct; ///< Answer the different values of this field instead of documents.
    QList<Order> orders; ///< Empty: by `_id`.
    qint64 skip = 0;
    std::optional<qint64> wantedMaximum; ///< As the client said.
    QList<Grouping> groupings;
    QList<Aggregate> aggregates;
    bool grandTotals = false;
    Projection projection = Projection::All;
    QByteArrayList fields; ///< The fields that the projection names.
    bool showsId = true; ///< Of Projection::Only.
    bool metaFields = false; ///< Show `_created` and the like.

    /// How many documents at most; -1: all. Aggregates count all unless the client says otherwise.
    qint64 maximum() const
    {
        return wantedMaximum.value_or(aggregates.isEmpty() ? DefaultMaximum : -1);
    }

private:
    Result<Done> readHints(const Json::Value &hints);
    Result<Done> readHint(QByteArrayView name, const Json::Value &value);
    Result<Done> readOrders(const Json::Value &value);
    Result<Done> readFields(const Json::Value &value);

    QList<Json::Document> m_documents; ///< The matchers point into them.
};

} // namespace Model

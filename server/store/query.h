// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/matcher.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <memory>
#include <vector>

namespace Store {

/// A node of a query's condition: all or any of its parts, or one comparison.
struct Condition
{
    enum class Kind { All, Any, None, Match };
    Kind kind = Kind::All; ///< All of no parts is true.
    std::vector<Condition> parts;
    std::shared_ptr<const Matcher> matcher; ///< For Match; shared because a query is copied.
};

/// What to list of a collection: `q` and `h` of a request (PRODUCT.md section 2,
/// classic-rest-api.md section 3), parsed and checked but not yet tied to a collection.
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

    static constexpr qint64 DefaultMaximum = 1000;

    /// Parses @p q and @p h; an empty text is `{}`.
    /// @errors BadInput, naming the operator or hint that is not known or has a wrong value.
    static Result<Query> parse(QByteArrayView q, QByteArrayView h);

    Condition condition;
    QList<Order> orders; ///< Empty: by `_id`.
    qint64 skip = 0;
    qint64 maximum = DefaultMaximum;
    Projection projection = Projection::All;
    QByteArrayList fields; ///< The fields that the projection names.
    bool metaFields = false; ///< Show `_created` and the like.

private:
    Result<Done> readHints(const Json::Value &hints);
    Result<Done> readHint(QByteArrayView name, const Json::Value &value);
    Result<Done> readOrders(const Json::Value &value);
    Result<Done> readFields(const Json::Value &value);

    std::shared_ptr<const Json::Document> m_document; ///< The matchers point into it.
};

/// @p json with the members that the projection of @p query leaves.
QByteArray projected(const Query &query, QByteArrayView json);

} // namespace Store

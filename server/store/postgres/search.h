// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/model/document.h"
#include "server/model/query.h"
#include "server/store/catalog.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/layout.h"
#include "server/store/postgres/plan.h"
#include "server/store/reader.h"

#include <QByteArrayView>
#include <QSet>

#include <functional>
#include <optional>

namespace Store::Postgres {

/// The columns of a document, for documentOf(). Only documentOf() relies on their order.
extern const char AllColumns[];
/// @pre @p rows were selected as AllColumns.
Model::Document documentOf(const Rows &rows, int row);

/// The document @p id with its meta fields; nothing when there is none.
Result<std::optional<Model::Document>> findDocument(Connection &connection, qint64 collection,
                                                    QByteArrayView id);
/// Whether @p query finds a document; made for queries that name its `_id`.
Result<bool> findsDocument(Connection &connection, qint64 collection, const Model::Query &query);

/// Carries out one query over a connection, in a transaction that keeps one snapshot. What SQL does
/// not decide is decided here, by Selection. Lives for one answer. Thread: the connection's.
class Search final
{
public:
    /// All of them outlive this. @p odd: the columns of the collection that had odd keys; more are
    /// added. @p depth: how many searches of this connection are giving their documents.
    Search(Connection &connection, const Layout &layout, const Model::Query &query,
           QSet<qint64> &odd, int depth)
        : m_connection(connection)
        , m_layout(layout)
        , m_query(query)
        , m_odd(odd)
        , m_depth(depth)
    {
    }

    /// Gives each document, in order. @p use may read over the same connection.
    /// @errors BadInput: too many documents would have to be sorted.
    Result<Done> documents(const std::function<void(Model::Document)> &use);
    /// The same with the stored texts alone.
    Result<Done> texts(const std::function<void(QByteArrayView)> &use);
    /// How many documents match.
    Result<qint64> count();
    /// How the query is carried out.
    Result<QueryPlan> explain();

private:
    /// Takes a row; false ends the search.
    using TakeRow = std::function<Result<bool>(const Rows &rows, int row)>;
    /// How a plan becomes the last statements of a flush.
    using Queue = std::function<void(const Plan &plan)>;

    /// Runs what @p queue queues, until it is known that no key on which the plan relies is odd.
    Result<Rows> begin(const Queue &queue);
    /// Gives all rows of the plan to @p take.
    Result<Done> rows(const QByteArray &columns, const TakeRow &take);
    Result<Done> stream(const QByteArray &columns, const TakeRow &take);
    /// Gives the documents that match, without an order, to @p take.
    Result<Done> matching(const std::function<bool(Model::Document)> &take);
    /// All that match, sorted here.
    Result<Done> sorted(const std::function<void(Model::Document)> &use);
    bool isDirect() const;

    Connection &m_connection;
    const Layout &m_layout;
    const Model::Query &m_query;
    QSet<qint64> &m_odd;
    const int m_depth;
    std::optional<Plan> m_plan;
};

} // namespace Store::Postgres

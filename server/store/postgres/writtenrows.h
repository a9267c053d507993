// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"
#include "server/store/documentrows.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/layout.h"

#include <QSet>

namespace Store::Postgres {

/// The rows of documents, their keys, links, counters and webhook events, in the transaction of a
/// write. Lives for one write. Thread: the connection's.
class WrittenRows final : public DocumentRows
{
public:
    /// All of them outlive this. The numbers of collections whose keys are written are added to
    /// @p touched: the layouts must still be right at the commit.
    WrittenRows(Connection &connection, const Layouts &layouts, const Collection &collection,
                QSet<qint64> &touched)
        : m_connection(connection)
        , m_layouts(layouts)
        , m_collection(collection)
        , m_touched(touched)
    {
    }

    Result<qint64> countUp(const Model::Field &field, std::optional<qint64> given) override;
    Result<std::optional<Json::Document>> find(qint64 collection, QByteArrayView id) override;
    Result<bool> finds(const Lookup &lookup) override;

    Result<Done> add(const Model::Document &document) override;
    Result<std::optional<Model::Document>> read(QByteArrayView id) override;
    Result<Done> change(const Model::Document &document) override;
    Result<bool> remove(QByteArrayView id) override;
    Result<Done> addLink(QByteArrayView id, const DocumentRules::Link &link) override;
    Result<Done> removeLinks(QByteArrayView id) override;
    Result<QList<Holder>> holders(QByteArrayView id) override;
    Result<Done> removeHolders(QByteArrayView id) override;
    Result<std::optional<QByteArray>> text(qint64 collection, QByteArrayView id) override;
    Result<qint64> setText(qint64 collection, QByteArrayView id, const QByteArray &text,
                           const std::optional<Author> &author) override;
    Result<Done> addWebhookEvent(WebhookEvent &event, const QByteArrayList &payload) override;

private:
    /// What of a row is made of the text of its document: the names of its columns and their
    /// values.
    struct Keys
    {
        QByteArrayList names;
        Connection::Parameters values;
    };
    Keys keysOf(const Layout &layout, QByteArrayView id, const QByteArray &text);
    /// @errors NotFound: the collection is gone.
    Result<Layout> layoutOf(qint64 collection) const;
    /// The error of a write that the database refused.
    Failure refusal(const Error &error) const;
    /// The highest number that documents have in @p field.
    Result<qint64> highest(const Model::Field &field);

    Connection &m_connection;
    const Layouts &m_layouts;
    const Collection &m_collection;
    QSet<qint64> &m_touched;
};

} // namespace Store::Postgres

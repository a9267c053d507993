// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"
#include "server/store/documentrows.h"

namespace Store::Sqlite {

class Connection;
class Tables;

/// The rows of documents, their links, counters and webhook events, in the transaction of a write.
/// Lives for one write. Thread: the connection's.
class WrittenRows final : public DocumentRows
{
public:
    /// All of them outlive this.
    WrittenRows(Connection &connection, Tables &tables, const Collection &collection)
        : m_connection(connection)
        , m_tables(tables)
        , m_collection(collection)
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
    /// The last number of a counter, or the highest one in documents where it is new.
    Result<qint64> lastCount(const Model::Field &field);

    Connection &m_connection;
    Tables &m_tables; ///< The texts of statements.
    const Collection &m_collection;
};

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/address.h"
#include "server/store/contents.h"
#include "server/store/copy.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/copyrows.h"
#include "server/store/postgres/layout.h"

#include <QHash>
#include <QString>

#include <memory>

namespace Store::Postgres {

/// Gives each row of @p table to @p use, in the order of its key, until that fails. Reads piece by
/// piece: in a transaction it is one moment.
Result<Done> readRows(Connection &connection, const CopiedTable &table, const Contents::Use &use);

/// What a schema holds, read in one transaction. Thread: the one that opened it.
class SchemaContents final : public Contents
{
public:
    /// @p shown names the database in messages.
    /// @errors BadInput: there is no database of ours, or an older one. Unavailable: it is not
    /// reached, or served, unless @p options allow that.
    static Result<std::unique_ptr<Contents>> open(const Address &address, const QString &shown,
                                                  const CopyOptions &options);
    ~SchemaContents() override;

    Result<Done> read(const CopiedTable &table, const Use &use) override;

private:
    SchemaContents() = default;

    std::unique_ptr<Connection> m_connection;
};

/// A schema that is being made in one transaction. Thread: the one that made it.
class NewSchema final : public NewContents
{
public:
    /// Reserves the schema until this ends. @errors BadInput: it holds a database, and @p options
    /// do not replace it. Unavailable: it is served, or not reached, or the role may not make it.
    static Result<std::unique_ptr<NewContents>> make(const QString &address,
                                                     const CopyOptions &options);
    ~NewSchema() override;

    Result<Done> read(const CopiedTable &table, const Use &use) override;
    Result<Done> setFacts(const QByteArray &settings, qint64 keysGeneration) override;
    Result<Done> addCollection(const Collection &collection, const QByteArray &created) override;
    Result<Done> add(const CopiedTable &table, const CopiedRow &row) override;
    Result<Done> endTable(const CopiedTable &table) override;
    Result<Done> makeIndexes(const Collection &collection) override;
    Result<QString> finish() override;

private:
    explicit NewSchema(Address address)
        : m_address(std::move(address))
    {
    }
    /// Begins the transaction and makes room for the new tables. @p shown names the database.
    Result<Done> begin(const QString &shown, const CopyOptions &options);
    /// Gives the schema another name.
    Result<Done> rename();
    /// Adds the keys and words of a document to the row that was begun.
    void addKeys(const Layout &layout, const CopiedRow &row);
    /// Sends the rows that wait.
    Result<Done> send(const CopiedTable &table);

    const Address m_address;
    std::unique_ptr<Connection> m_connection;
    Layouts m_layouts; ///< Of the collections so far.
    CopyRows m_rows;
    QString m_kept; ///< The new name of the schema that was there.
};

} // namespace Store::Postgres

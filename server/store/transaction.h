// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/model/document.h"
#include "server/store/documentwriter.h"

#include <QByteArray>
#include <QByteArrayList>

#include <vector>

namespace Store {

class Connection;

/// The changes that a write job may make. Lives while the Writer runs a group of jobs.
/// Thread: the writer's.
class Transaction final
{
public:
    explicit Transaction(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Stores new documents; defaults, counters and computed fields are filled in.
    /// @errors Validation: a field breaks a rule or a unique value exists. Conflict: an id exists.
    /// NotFound: the collection is gone.
    Result<Done> insert(const Collection &collection, std::vector<Model::Document> &documents,
                        const WriteRules &rules = {});
    /// Puts @p changes over the document @p id, as mergedText() does, and counts its version up.
    /// @errors NotFound, PreconditionFailed, Validation, BadInput.
    Result<Model::Document> update(const Collection &collection, QByteArrayView id,
                                   const Json::Value &changes, const WriteRules &rules);
    /// Removes what is there of @p ids and gives the ids that it removed.
    /// @errors PreconditionFailed: nothing is removed.
    Result<QByteArrayList> remove(const Collection &collection, const QByteArrayList &ids,
                                  const WriteRules &rules = {});

    /// The collection @p name as it is now. @errors NotFound.
    Result<Collection> collection(const QByteArray &name);
    /// Creates or changes a collection. @errors BadInput: the name, or an index's field.
    Result<Done> saveCollection(const QByteArray &name, const QByteArray &definition);
    /// Creates what is missing of the collections that the server itself keeps.
    Result<Done> makeSystemCollections();
    /// Drops a collection and all its documents. @errors NotFound; BadInput: the server keeps it.
    Result<Done> dropCollection(const QByteArray &name);
    /// Gives a collection the name @p wanted, also where the fields of others name it and in the
    /// scripts' names. @errors NotFound; BadInput: the name, or the server keeps it; Conflict: the
    /// name is taken.
    Result<Done> renameCollection(const QByteArray &name, const QByteArray &wanted);
    /// The JSON of the settings as they are now.
    Result<QByteArray> settings();
    Result<Done> saveSettings(const QByteArray &settings);

    /// For the rooms that keep tables of their own in the database, such as the keys.
    Connection &connection() { return m_connection; }
    /// Call when the catalog's contents change; the Writer then publishes a new one.
    void touchCatalog() { m_catalogTouched = true; }
    bool isCatalogTouched() const { return m_catalogTouched; }

private:
    Result<Done> putCollection(const QByteArray &name, const QByteArray &definition);
    Result<Done> execute(const QByteArray &sql, const QByteArrayList &values);
    Result<Done> renameInDefinitions(const QByteArray &name, const QByteArray &wanted);

    Connection &m_connection;
    bool m_catalogTouched = false;
};

} // namespace Store

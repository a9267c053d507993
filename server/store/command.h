// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/transaction.h"

/// The writes of requests, as values that a store may group. Each is also the work that a
/// transaction does for it. For all that is rare see Database::change().
namespace Store {

/// Stores new documents, all or none.
/// The catalog goes along, because the command runs later, in the writer's thread, when the server
/// may have another one. This holds for all commands here.
struct Insert
{
    using Output = std::vector<Model::Document>; ///< As they are stored.

    Snapshot catalog; ///< Keeps the collection.
    const Collection *collection = nullptr;
    std::vector<Model::Document> documents;
    WriteRules rules; ///< Its versions mean nothing here.

    /// Moves the documents away, unless it may be called again.
    Result<Output> operator()(Transaction &transaction)
    {
        if (transaction.mayBeRepeated()) {
            Output copy = documents;
            const auto stored = transaction.insert(*collection, copy, rules);
            return stored ? Result<Output>(std::move(copy)) : failure(stored);
        }
        const auto inserted = transaction.insert(*collection, documents, rules);
        return inserted ? Result<Output>(std::move(documents)) : failure(inserted);
    }
};

/// Changes one document.
struct Update
{
    using Output = Model::Document; ///< As it is stored.

    Snapshot catalog; ///< Keeps the collection.
    const Collection *collection = nullptr;
    QByteArray id; ///< Of the document.
    Json::Document changes; ///< As Model::mergedText() takes them.
    WriteRules rules; ///< What else the request asks for, such as `If-Match`.

    /// @errors As Transaction::update().
    Result<Output> operator()(Transaction &transaction) const
    {
        return transaction.update(*collection, id, changes.root(), rules);
    }
};

/// Removes documents by their ids. What is gone already is no error.
struct Remove
{
    using Output = QByteArrayList; ///< The ids of the documents that there were.

    Snapshot catalog; ///< Keeps the collection.
    const Collection *collection = nullptr;
    QByteArrayList ids;
    WriteRules rules;

    /// @errors As Transaction::remove().
    Result<Output> operator()(Transaction &transaction) const
    {
        return transaction.remove(*collection, ids, rules);
    }
};

} // namespace Store

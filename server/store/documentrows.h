// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/model/document.h"
#include "server/store/commit.h"
#include "server/store/documentrules.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <optional>

namespace Store {

/// What a database does for a DocumentWriter, within the transaction of one write to one
/// collection. Unless a function names another collection, it is about that one.
///
/// All functions fail with NotFound when a collection that they need is gone.
/// Thread: the one that writes.
class DocumentRows : public RuleSource
{
public:
    /// A relation that keeps a copy of a document.
    struct Holder
    {
        qint64 collection = 0; ///< The number of the collection with the relation.
        QByteArray id; ///< The document with the relation.
        QByteArray field;
    };
    /// Who has changed a document, and when.
    struct Author
    {
        QByteArray time; ///< ISO 8601.
        QByteArray name;
    };

    /// Stores a new document. @errors Conflict: its id exists. Validation: a unique value exists.
    virtual Result<Done> add(const Model::Document &document) = 0;
    /// The document @p id, to be changed or removed: its text, its parent, its version, and when
    /// and by whom it was created. Nothing when there is none.
    virtual Result<std::optional<Model::Document>> read(QByteArrayView id) = 0;
    /// Stores the text, the version and the last author of a document.
    /// @errors Validation: a unique value exists.
    virtual Result<Done> change(const Model::Document &document) = 0;
    /// Removes the document @p id; false: there was none.
    virtual Result<bool> remove(QByteArrayView id) = 0;

    /// Keeps that the document @p id has a relation to another one.
    virtual Result<Done> addLink(QByteArrayView id, const DocumentRules::Link &link) = 0;
    /// Forgets the relations of the document @p id.
    virtual Result<Done> removeLinks(QByteArrayView id) = 0;
    /// The relations that keep copies of the document @p id, those of one document side by side.
    virtual Result<QList<Holder>> holders(QByteArrayView id) = 0;
    /// Forgets the relations that keep copies of the document @p id.
    virtual Result<Done> removeHolders(QByteArrayView id) = 0;
    /// The text of a document of any collection; nothing when there is none.
    virtual Result<std::optional<QByteArray>> text(qint64 collection, QByteArrayView id) = 0;
    /// Replaces the text of a document of any collection. With an @p author its version counts up,
    /// and it is given. @errors Validation: a unique value exists.
    virtual Result<qint64> setText(qint64 collection, QByteArrayView id, const QByteArray &text,
                                   const std::optional<Author> &author) = 0;

    /// Stores an event with its payload, which is JSON, and sets its number and its size.
    virtual Result<Done> addWebhookEvent(WebhookEvent &event, const QByteArrayList &payload) = 0;
};

} // namespace Store

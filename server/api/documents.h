// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/http/message.h"
#include "server/store/catalog.h"
#include "server/store/reader.h"
#include "server/model/document.h"
#include "server/store/writerules.h"
#include "server/model/query.h"

#include <optional>
#include <vector>

/// `/rest/<collection>`: paths and writes (contract: documents 1).
namespace Api {

/// What a path under /rest names.
struct DocumentPath
{
    QByteArray collection;
    QByteArray parentId; ///< With childField: `/rest/<collection>/<parentId>/<childField>`.
    QByteArray childField;
    QByteArray id; ///< Empty for the collection itself.
    bool isAll = false; ///< `/rest/<collection>/*`
    QByteArray format; ///< `html`, `js` or `json` after the collection's name; else empty.

    bool isOne() const { return !id.isEmpty() && !isAll; }
    /// What it names, part by part, whatever the way in which it was written.
    QByteArrayList segments() const
    {
        QByteArrayList all = {collection, parentId, childField, id};
        all.removeAll(QByteArray());
        return all;
    }

    /// @errors NotFound: no such path.
    static Result<DocumentPath> parse(QByteArrayView path);
};

/// The body of a write: JSON, also where it is called a form or plain text, or a form, whose values
/// become what the fields of @p collection (null: none) want. @errors BadInput;
/// UnsupportedMediaType.
Result<Json::Document> parseBody(const Http::Request &request,
                                 const Store::Collection *collection = nullptr);

/// Documents to be stored from a POST's body, an object or an array of them: each has its id and
/// its times already. Children name @p parent. @errors BadInput: something else, or an `_id` that
/// is none.
Result<std::vector<Model::Document>>
newDocuments(const Json::Value &body, const QByteArray &createdBy, const Model::Parent &parent);
/// Puts what a before-hook made of @p document in its place; id and times stay.
void replaceData(Model::Document &document, const Json::Value &data);

/// The versions that `If-Match` names; nothing without that header or for `*`.
/// @errors BadInput: no versions.
Result<std::optional<QList<qint64>>> versionsOf(const Http::Request &request);

/// What a DELETE is about.
struct Deletion
{
    const Store::Collection &collection;
    const DocumentPath &path;
    const Http::Request &request;
    const Store::WriteRules &rules; ///< With whose documents are meant, and `If-Match`.
    Model::Parent parent; ///< Only its children; empty: all.
};

/// The documents that a DELETE names: by id, by an array of ids, or by `q`. Thread: the reader's.
/// @errors BadInput: the ids or `q`. NotFound: the one in the path. PreconditionFailed.
Result<std::vector<Model::Document>> documentsToDelete(Store::Reader &reader,
                                                       const Deletion &deletion);

/// `{"result":[ids]}`
QByteArray deletedJson(const QByteArrayList &ids);

/// The error for an id that no document has.
Failure noDocument(const QByteArray &id);

} // namespace Api

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/core/json.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/http/message.h"
#include "server/store/catalog.h"
#include "server/store/document.h"
#include "server/store/query.h"

#include <optional>
#include <vector>

/// `/rest/<collection>`: documents (classic-rest-api.md sections 1 to 4).
namespace Api {

/// What a path under /rest names.
struct DocumentPath
{
    QByteArray collection;
    QByteArray id; ///< Empty for the collection itself.
    bool isAll = false; ///< `/rest/<collection>/*`

    /// @errors NotFound: no such path.
    static Result<DocumentPath> parse(QByteArrayView path);
};

/// `q`, `h` and the parameters that say the same, as the client sent them.
struct ListParameters
{
    QByteArray q; ///< JSON.
    QByteArray h; ///< JSON.

    static ListParameters of(const Http::Request &request);
    /// The query that they and the other parameters of @p request make.
    Result<Store::Query> query(const Http::Request &request) const;
};

/// The body of a write. @errors BadInput; UnsupportedMediaType.
Result<Json::Document> parseBody(const Http::Request &request);

/// Documents to be stored from a POST's body, an object or an array of them: each has its id and
/// its times already. @errors BadInput: something else, or an `_id` that is none.
Result<std::vector<Store::Document>> newDocuments(const Json::Value &body,
                                                  const QByteArray &createdBy);
/// Puts what a before-hook made of @p document in its place; id and times stay.
Result<Done> replaceData(Store::Document &document, QByteArrayView data);

/// The response to a list or, with an id, to one document.
Result<Http::Response> readDocuments(Context &context, const Store::Collection &collection,
                                     const Http::Request &request, const Store::Query &query);
Result<Http::Response> readDocument(Context &context, const Store::Collection &collection,
                                    QByteArrayView id, const Store::Query &query);

/// The documents that a DELETE names: by id, by an array of ids, or by `q`.
Result<std::vector<Store::Document>> documentsToDelete(Context &context,
                                                       const Store::Collection &collection,
                                                       const DocumentPath &path,
                                                       const Http::Request &request);

/// `{"result":[ids]}`
QByteArray deletedJson(const QByteArrayList &ids);

} // namespace Api

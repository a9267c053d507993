// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/answerbody.h"
#include "server/api/documents.h"
#include "server/core/result.h"
#include "server/http/message.h"
#include "server/store/catalog.h"
#include "server/store/reader.h"
#include "server/model/query.h"
#include "server/store/view.h"

/// What a GET under /rest answers: lists, single documents, values, groups, and the forms that
/// the parameters ask for (contract: queries 2).
namespace Api {

/// Refuses a parameter of @p request that is read once and given twice: one of them would be left
/// out without a word.
/// @errors BadInput
Result<Done> requireSingle(const Http::Request &request);

/// `q`, `h` and the parameters that say the same, as the client sent them.
struct ListParameters
{
    QByteArray q; ///< JSON.
    QByteArray h; ///< JSON.
    bool isWhole = false; ///< `h` says all: other parameters are not looked at.

    /// Empty where the request has no query.
    static ListParameters of(const Http::Request &request);
    /// `h`, and as hints what the other parameters of @p request ask for: what hooks see. JSON.
    /// @pre query() takes them.
    QByteArray hints(const Http::Request &request) const;
    /// The query that they and the other parameters of @p request make.
    Result<Model::Query> query(const Http::Request &request) const;
};

/// The form of the answer: that of the path's ending, else what the parameter `format` says; `json`
/// where neither does.
QByteArray formatOf(const Http::Request &request, const DocumentPath &path);

/// What a reading request is about.
struct Reading
{
    const Store::Catalog &catalog; ///< The snapshot that the request sees.
    const Store::Collection &collection;
    const Http::Request &request;
    const Model::Query &query; ///< From the parameters, the path and `beforeGET`.
    const DocumentPath &path; ///< Without an id it is a list.
    /// Only what the query finds is there: its conditions hold for a single document too.
    bool isRestricted = false;
    const Store::Views *views = nullptr; ///< What the caller may see; null: all.
    AnswerBody::Room room = {}; ///< Of a list.
};

/// Thread: the reader's. @errors NotFound; BadInput: a parameter.
/// Takes a list, one document, or with `explain` the plan of the query instead of its documents.
Result<Http::Response> answerReading(Store::Reader &reader, const Reading &reading);

} // namespace Api

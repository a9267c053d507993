// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/document.h"
#include "server/model/query.h"
#include "server/model/words.h"

#include <QByteArray>

#include <optional>

namespace Store {

/// Says which documents a query finds and how it orders them, by Condition::holds() and nothing
/// else: for stores whose database cannot decide all of it. Lives for one answer; the query must
/// outlive it. One thread at a time.
class Selection final
{
public:
    explicit Selection(const Model::Query &query)
        : m_query(query)
        , m_words(query.filterWords)
    {
    }

    /// Whether the query finds @p document. @errors BadInput: $regex takes too many steps.
    Result<bool> finds(const Model::Document &document);
    /// Bytes that are ordered as @p document is among those that the query finds.
    QByteArray placeOf(const Model::Document &document) const;

    /// The meta fields that a document keeps beside its text, and the others of them.
    static bool isColumn(const QByteArray &field);

private:
    Result<bool> holds(const Model::Condition &condition, const Model::Document &document,
                       const Json::Value &root);
    bool hasWords(const Model::Document &document, const Json::Value &root) const;

    const Model::Query &m_query;
    const Model::WordSearch m_words; ///< What `filter` asks for.
    Model::RegexBudget m_budget; ///< One for the whole query.
};

} // namespace Store

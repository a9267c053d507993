// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/model/document.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace Store {

class Views;

/// What one write asks for besides its data. A value.
struct WriteRules
{
    QByteArray changedBy = {};
    bool validate = true; ///< False: fields may break the collection's rules.
    std::optional<QList<qint64>> versions = {}; ///< Of `If-Match`: else PreconditionFailed.
    QByteArray owner = {}; ///< Only documents that this user made; empty: all.
    const Views *views = nullptr; ///< Limits which documents relations may name; null: no limit.

    /// Whether @p document is one that the write may see.
    bool sees(const Model::Document &document) const
    {
        return owner.isEmpty() || document.createdBy == owner;
    }
    /// @errors PreconditionFailed: @p document has a version that is not asked for.
    Result<Done> checkVersion(const Model::Document &document) const;
};

/// The error of a new document whose id exists already.
Failure idExists();

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/model/document.h"
#include "server/model/fields.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>

#include <optional>

namespace Store {

class Views;

/// What one write asks for besides its data. A value.
struct WriteRules
{
    QByteArray changedBy = {}; ///< Who writes, for `_changedby`.
    bool validate = true; ///< False: fields may break the collection's rules.
    std::optional<QList<qint64>> versions = {}; ///< Of `If-Match`: else PreconditionFailed.
    /// The versions that a before-hook decided on, by id: else PreconditionFailed.
    QHash<QByteArray, qint64> decidedOn = {};
    QByteArray owner = {}; ///< Only documents that this user made; empty: all.
    /// Limits which documents relations and children may name; null: no limit.
    const Views *views = nullptr;
    /// The numbers of the collections, by name, whose documents new ones name as parents. Such a
    /// parent must be there for the caller.
    QHash<QByteArray, qint64> parents = {};
    /// The request and its method, for a write that the webhook of its collection is told of.
    struct Told
    {
        QByteArray requestId = {}; ///< Empty: the webhook is not told.
        QByteArray method = {}; ///< POST, PUT, PATCH or DELETE.
    };
    Told webhook = {};
    /// What an update makes of one text of its document. Its version does not tell the text: one
    /// that was deleted and made anew under its id begins at 0 again.
    struct Merged
    {
        QByteArray from = {}; ///< The text of the document.
        QByteArray json = {}; ///< As Model::mergedText() gives it.
    };
    /// What was merged before the writer has the update: stored where the document still has this
    /// text.
    std::optional<Merged> merged = {};
    /// Whether the writer merges documents of any size. False: a large one that is not merged, or
    /// into another text, is Unprepared.
    bool mergesAll = true;

    /// Whether @p document is one that the write may see.
    bool sees(const Model::Document &document) const
    {
        return owner.isEmpty() || document.createdBy == owner;
    }
    /// @errors PreconditionFailed: @p document has another version than `versions` or `decidedOn`
    /// name.
    Result<Done> checkVersion(const Model::Document &document) const;
};

/// The error of a new document whose id exists already.
Failure idExists();
/// The error of a document that is to be changed and is not there.
Failure noDocument(QByteArrayView id);
/// The error of values of @p fields, those of one unique index, that another document has.
Failure notUnique(const QByteArrayList &fields);
/// The error of a counter that has reached Model::Field::LastCount.
Failure counterUsedUp(const Model::Field &field);
/// The error of a new document whose parent is not there, or not for the caller.
Failure noParent(const Model::Parent &parent);

} // namespace Store

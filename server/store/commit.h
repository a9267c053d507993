// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <vector>

namespace Store {

/// What a write has done to one document. A value.
struct Change
{
    enum class Kind {
        Created,
        Changed, ///< Also a document whose copy in a relation was brought up to date.
        Computed, ///< The server has set members of it, without a new version.
        Removed,
    };

    qint64 collection = 0; ///< The number of the collection.
    QByteArray id;
    qint64 version = 0; ///< After the change; 0 for a removed document.
    Kind kind = Kind::Created;
};

/// How many documents were changed in each way. A value.
struct ChangeCounts
{
    qint64 created = 0;
    qint64 changed = 0; ///< Also those whose members the server computed.
    qint64 removed = 0;

    void add(Change::Kind kind)
    {
        switch (kind) {
        case Change::Kind::Created:
            ++created;
            return;
        case Change::Kind::Changed:
        case Change::Kind::Computed:
            ++changed;
            return;
        case Change::Kind::Removed:
            ++removed;
            return;
        }
    }
    void add(const ChangeCounts &others)
    {
        created += others.created;
        changed += others.changed;
        removed += others.removed;
    }
};

/// What a write has done to something that is not a document. A value.
struct DefinitionChange
{
    enum class Subject {
        Collection, ///< Its definition alone: its documents and its script are reported apart.
        Script, ///< What it says, or whether it may run.
        Keys, ///< Any of them; which one is not told.
        Settings, ///< Any of them.
    };
    /// Only collections are created and renamed: a script that is saved for the first time is
    /// Changed, and so are keys that were created or removed.
    enum class Kind { Created, Changed, Renamed, Removed };

    Subject subject = Subject::Collection;
    Kind kind = Kind::Changed;
    QByteArray name = {}; ///< Of a collection, or of a script as Reader::script() names it.
    QByteArray before = {}; ///< The former name of what was renamed.
};

/// What the webhook of a collection is to be told of one write; its payload, which may be large, is
/// read when it is sent. A value.
struct WebhookEvent
{
    qint64 number = 0; ///< Grows with each write; for Reader::webhookPayload().
    QByteArray requestId; ///< Of the request that wrote.
    QByteArray collection;
    QByteArray url; ///< As in the catalog of the request that wrote.
    QByteArray method; ///< POST, PUT, PATCH or DELETE.
    qint64 size = 0; ///< Of the payload, in bytes.
};

/// What a commit has changed in a form of limited size, without the catalog, so that it can be kept
/// for those who are away for a moment. A value.
struct CommitSummary
{
    /// So many documents of one commit are named; of a larger commit only their numbers are known.
    static constexpr size_t MostNamed = 500;

    struct OfCollection : ChangeCounts
    {
        QByteArray name;
        std::vector<Change> documents = {}; ///< In their order; empty when they are too many.
    };

    quint64 number = 0; ///< See Commit::number.
    std::vector<DefinitionChange> definitions; ///< All of the commit.
    std::vector<OfCollection> collections; ///< Those whose documents have changed.

    /// Null when nothing of the collection @p name has changed.
    const OfCollection *find(QByteArrayView name) const;
    /// About how much memory it takes, in bytes.
    qsizetype size() const;
};

/// What is on disk since the commit before. A value.
struct Commit
{
    /// Grows with each commit. The numbers of a later start of the server are greater than those of
    /// an earlier one, unless the clock of the machine was set back.
    quint64 number = 0;
    Snapshot catalog; ///< As it is after the commit.
    bool changesCatalog = false; ///< Whether `catalog` is a new one.
    /// Another server made it: `definitions` is what differs, and its documents are told apart from
    /// that, while somebody wants those of all collections.
    bool isOfAnotherServer = false;
    /// Before this one other servers may have changed documents of which nobody was told: what is
    /// shown has to be read again.
    bool areSomeMissing = false;
    std::vector<DefinitionChange> definitions; ///< In the order in which they were made.
    std::vector<Change> changes; ///< In the order in which they were made.
    /// Instead of `changes`, for a commit of another server that has changed too many documents: by
    /// the number of the collection.
    QHash<qint64, ChangeCounts> counts;
    std::vector<WebhookEvent> webhookEvents; ///< In the order of their writes.
    /// Of the definitions and the changes; null when there are none.
    std::shared_ptr<const CommitSummary> summary;
};

} // namespace Store

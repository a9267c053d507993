// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/model/document.h"
#include "server/model/query.h"
#include "server/store/catalog.h"
#include "server/store/commit.h"
#include "server/store/jobrun.h"
#include "server/store/key.h"
#include "server/store/nodes.h"
#include "server/store/scriptversion.h"
#include "server/core/stopflag.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>

#include <chrono>
#include <functional>
#include <optional>

namespace Store {

class QuickAsk;
class Views;
struct Lookup;

/// A relation that holds a copy of a document. A value.
struct Link
{
    QByteArray source; ///< The id of the document with the relation.
    QByteArray field;
};

/// An index as it is now. A value.
struct IndexState
{
    qint64 bytes = 0;
    /// Queries may use it. False: it is being built.
    bool isReady = true;
    double built = 1; ///< The part of an index that is being built; 0 to 1.
};

/// How a query is carried out. A value.
struct QueryPlan
{
    bool usesIndex = false;
    bool sorts = false; ///< All documents found are sorted before the first is given.
    QByteArrayList steps; ///< In the database's own words.
};

/// Reads the database. All that is read until endSnapshot() is one snapshot; a commit of this
/// process begins a new one, so what was answered as stored is always seen.
///
/// All functions fail with Unavailable when the database cannot be read.
/// Thread: the one that opened it.
class Reader
{
public:
    virtual ~Reader() = default;
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    /// The stored JSON and the version of one document; nothing when there is none with that id.
    virtual Result<std::optional<Model::Document>> get(const Collection &collection,
                                                       QByteArrayView id) = 0;
    /// The same with its meta fields.
    virtual Result<std::optional<Model::Document>> document(const Collection &collection,
                                                            QByteArrayView id) = 0;
    /// Gives each document of @p query to @p use, in order. @p use may read, too.
    virtual Result<Done> find(const Collection &collection, const Model::Query &query,
                              const std::function<void(Model::Document)> &use) = 0;
    /// The same without the meta fields: the stored texts, each valid only during its call.
    virtual Result<Done> findTexts(const Collection &collection, const Model::Query &query,
                                   const std::function<void(QByteArrayView)> &use) = 0;
    /// How many documents match; skip and maximum of @p query do not count.
    virtual Result<qint64> count(const Collection &collection, const Model::Query &query) = 0;
    /// How @p query would be carried out in this snapshot. Which indexes may be used also depends
    /// on the values that documents hold, so the answer may change with the data.
    virtual Result<QueryPlan> explain(const Collection &collection, const Model::Query &query) = 0;
    /// Whether @p lookup finds its document.
    virtual Result<bool> finds(const Lookup &lookup) = 0;
    /// Whether the caller of @p views sees the document @p id of the collection with this number.
    Result<bool> sees(const Views &views, qint64 collection, const QByteArray &id);

    /// The relations that hold copies of the document @p id, by the number of their collection.
    virtual Result<QHash<qint64, QList<Link>>> linksTo(const Collection &collection,
                                                       QByteArrayView id) = 0;
    /// The state of each index of @p collection, in the order of Collection::indexes.
    virtual Result<QList<IndexState>> indexStates(const Collection &collection) = 0;
    /// The state of the full-text index of @p collection. @pre the collection has one
    virtual Result<IndexState> fullTextState(const Collection &collection) = 0;

    /// All keys, by id.
    virtual Result<QList<Key>> keys() = 0;
    /// All keys with what their secrets are checked against.
    virtual Result<QList<StoredKey>> storedKeys() = 0;
    /// A number that grows with each change of a key, also by another process.
    virtual Result<qint64> keysGeneration() = 0;

    /// The script @p name as it was last saved: that of a collection, of a module (`lib/…`) or of a
    /// job (`job/…`). @errors NotFound.
    virtual Result<Script> script(const QByteArray &name) = 0;
    /// The versions of a script without their sources, the newest first.
    virtual Result<QList<ScriptVersion>> scriptVersions(const QByteArray &name) = 0;
    /// One version, with its source. @errors NotFound.
    virtual Result<ScriptVersion> scriptVersion(const QByteArray &name, int version) = 0;
    /// The scripts that have @p text in their source, by name.
    virtual Result<QList<ScriptSource>> scriptsWith(const QByteArray &text) = 0;

    /// What webhooks have still to be told, in the order of the writes. Where several servers share
    /// the database: by @p node, and by dead ones.
    virtual Result<QList<WebhookEvent>> webhookEvents(const QByteArray &node) = 0;
    /// What an event tells: a JSON array of the documents as stored, or of their ids after a
    /// DELETE. @errors NotFound.
    virtual Result<QByteArray> webhookPayload(qint64 number) = 0;

    /// The servers that the database was served by in the last day, by name; none for one that has
    /// one server alone.
    virtual Result<QList<Node>> nodes() = 0;

    /// The runs of jobs that are under way, or were when the program ended.
    virtual Result<QList<JobRun>> runs() = 0;
    /// The last due time of each job that was handled, in seconds since 1970 UTC.
    virtual Result<QHash<QByteArray, qint64>> dues() = 0;

    /// From now on reads fail once @p end has passed or @p gone is true, until they are set anew;
    /// nothing and null: they take the time that they need. See TimeLimit.
    virtual void setEnd(std::optional<std::chrono::steady_clock::time_point> end,
                        StopFlag gone) = 0;
    /// Whether a read failed because its end had passed, since setEnd() was called.
    virtual bool isPastEnd() const = 0;

    /// From now on, until it is called with null, nothing waits for another machine: a read that
    /// would asks for its rows instead, notes that in @p ask, and fails. Once they have arrived the
    /// same work can be done again, over the same @p ask, and finds them. A database on this
    /// machine is read at once.
    virtual void readQuickly(QuickAsk *ask) { (void)ask; }

    /// Ends the snapshot. Call before the thread waits for events: requests that come together
    /// share one as long as nothing is committed here.
    virtual void endSnapshot() = 0;

protected:
    Reader() = default;
};

/// Limits how long a reader may read, and for whom, as long as it lives. Thread: the reader's.
class TimeLimit final
{
public:
    TimeLimit(Reader &reader, std::chrono::milliseconds allowed, StopFlag gone)
        : m_reader(reader)
    {
        m_reader.setEnd(std::chrono::steady_clock::now() + allowed, std::move(gone));
    }
    ~TimeLimit() { m_reader.setEnd(std::nullopt, {}); }
    TimeLimit(const TimeLimit &) = delete;
    TimeLimit &operator=(const TimeLimit &) = delete;

    /// Whether a read failed because its time was over.
    bool isExceeded() const { return m_reader.isPastEnd(); }

private:
    Reader &m_reader;
};

} // namespace Store

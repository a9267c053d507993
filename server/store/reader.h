// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/jobrun.h"
#include "server/store/key.h"
#include "server/store/scriptversion.h"
#include "server/model/document.h"
#include "server/model/query.h"
#include "server/store/sqlbuilder.h"
#include "server/store/stopflag.h"
#include "server/store/tables.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace Store {

class Connection;
class Views;

/// Reads documents over a connection of its own. Thread: the one that opened it.
class Reader final
{
public:
    /// @p commits counts the commits of this process; null where nobody counts.
    /// @p stop stops its statements.
    /// @errors Unavailable: the file cannot be opened.
    static Result<std::unique_ptr<Reader>> open(const QString &path,
                                                const std::atomic<quint64> *commits = nullptr,
                                                const StopFlag &stop = {});
    /// A reader that sees what @p change does to the database at the beginning of each moment, and
    /// undoes it at its end: see Rehearsal.
    static std::unique_ptr<Reader> overChanges(std::unique_ptr<Connection> connection,
                                               std::function<Result<Done>(Connection &)> change);
    ~Reader();

    /// The stored JSON and the version of one document; nothing when there is none with that id.
    Result<std::optional<Model::Document>> json(const Collection &collection, QByteArrayView id);
    /// The same with its meta fields beside it.
    Result<std::optional<Model::Document>> document(const Collection &collection,
                                                    QByteArrayView id);

    /// Gives each document of @p query to @p use, in order.
    Result<Done> find(const Collection &collection, const Model::Query &query,
                      const std::function<void(Model::Document)> &use);
    /// The same without the meta fields: the stored texts, each valid during its call alone.
    Result<Done> findTexts(const Collection &collection, const Model::Query &query,
                           const std::function<void(QByteArrayView)> &use);
    /// A relation that holds a copy of a document.
    struct Link
    {
        QByteArray source; ///< The id of the document with the relation.
        QByteArray field;
    };
    /// The relations that hold copies of the document @p id, by the number of their collection.
    Result<QHash<qint64, QList<Link>>> linksTo(const Collection &collection, QByteArrayView id);
    /// How many documents match, limits aside.
    Result<qint64> count(const Collection &collection, const Model::Query &query);
    /// The plan of SQLite for @p query, a step a line: what `explain` shows.
    Result<QByteArray> explain(const Collection &collection, const Model::Query &query);

    /// Whether the caller of @p views sees the document @p id of the collection with this number.
    Result<bool> sees(const Views &views, qint64 collection, const QByteArray &id);

    /// The size of each of the indexes of @p collection in the file, in bytes, in their order.
    Result<QList<qint64>> indexSizes(const Collection &collection);

    /// All keys, by id.
    Result<QList<Key>> keys();
    /// The keys whose secrets begin with @p prefix.
    Result<QList<StoredKey>> keysByPrefix(const QByteArray &prefix);
    /// Grows with each change of a key, also by another process.
    Result<qint64> keysGeneration();

    /// The script @p name, which is that of a collection, of a module (`lib/…`) or a job
    /// (`job/…`), as it was last saved. @errors NotFound.
    Result<Script> script(const QByteArray &name);
    /// The versions of a script without their sources, the newest first.
    Result<QList<ScriptVersion>> scriptVersions(const QByteArray &name);
    /// One version, with its source. @errors NotFound.
    Result<ScriptVersion> scriptVersion(const QByteArray &name, int version);
    /// The scripts that have @p text in their source, by name.
    Result<QList<ScriptSource>> scriptsWith(const QByteArray &text);

    /// The runs of jobs that are under way, or were when the program ended.
    Result<QList<JobRun>> runs();
    /// The last due time of each job that was handled, in seconds since 1970 UTC.
    Result<QHash<QByteArray, qint64>> dues();

    /// Ends the look at one moment, so that the next reading sees what others have written since.
    /// Call before the thread waits for events: requests that come together share a moment as long
    /// as nothing is committed here, which spares each of them SQLite's locks.
    void endMoment();

    /// For the rest of this room, outside of any moment.
    Connection &connection() { return *m_connection; }

private:
    Reader();
    Result<Done> beginMoment();
    /// What @p read gives of @p arguments, at the present moment.
    template<typename Read, typename... Arguments>
    std::invoke_result_t<Read, Connection &, const Arguments &...>
    atMoment(Read read, const Arguments &...arguments)
    {
        if (const auto begun = beginMoment(); !begun)
            return failure(begun);
        return read(*m_connection, arguments...);
    }
    /// What an index's field keeps beside texts and numbers, which SQLite and MongoDB order alike.
    enum class OddValues { None, Other, Blind };
    Result<OddValues> oddValues(const IndexedField &field);
    Result<UsableIndexes> usableIndexes(const Collection &collection, const Model::Query &query);
    Result<Done> forEachRow(const Collection &collection, const Model::Query &query,
                            const char *columns, const std::function<void(const Statement &)> &use);

    std::unique_ptr<Connection> m_connection;
    std::function<Result<Done>(Connection &)> m_change; ///< See overChanges(); else empty.
    const std::atomic<quint64> *m_commits = nullptr;
    quint64 m_seenCommits = 0; ///< When the moment began.
    bool m_inMoment = false;
    int m_readings = 0; ///< That give their rows to a function at the moment, which may read too.
    Tables m_tables;
    QHash<QByteArray, OddValues> m_oddValues; ///< By the query that tells; of this commit alone.
    quint64 m_oddCommits = 0; ///< The commit.
    quint64 m_mappedCommits = 0;
    std::chrono::steady_clock::time_point m_mapped;
};

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/database.h"
#include "server/store/readlane.h"
#include "server/store/singlenode.h"
#include "server/store/sqlite/filelock.h"
#include "server/store/sqlite/writer.h"

#include <QString>

#include <atomic>
#include <memory>
#include <mutex>

namespace Store::Sqlite {

/// A database in one SQLite file: its lock, its writer and its catalog. Any thread.
class Database final : public Store::Database
{
public:
    /// As Store::Database::open().
    /// The steps have an order: the header is looked at before SQLite may change the file, and a
    /// server has the lock before it migrates.
    static Result<std::unique_ptr<Store::Database>> open(const QString &path, Use use,
                                                         const NodeOptions &node);

    const QString &address() const override { return m_path; }
    QString name() const override;
    QString fileForScratch() const override { return m_path; }
    bool isNew() const override { return m_isNew; }
    Snapshot catalog() const override;
    Nodes &nodes() override { return m_node; }
    Result<std::unique_ptr<Store::Reader>> openReader() override;
    ReadQueue &reads() override { return m_reads; }
    Result<std::unique_ptr<Store::Rehearsal>> rehearse() override;
    Copier copier() const override;
    void submit(WriteJob &job) override { m_writer->submit(job); }
    Subscription subscribe(QObject *home, Interest interest, Feed::Listener listener) override;
    const RecentCommits &recentCommits() const override { return m_feed.recent(); }
    void interrupt() override { *m_interrupted = true; }
    StopFlag stopFlag() const override { return m_interrupted; }
    void endWriting() override { m_writer->end(); }

private:
    Database(const QString &path, const NodeOptions &node);
    /// Called by the writer's thread for each commit. The new catalog is in its place before
    /// anybody is told, so whoever hears of a commit finds what it changed.
    void publish(Commit commit);

    const QString m_path;
    SingleNode m_node;
    bool m_isNew = false; ///< As open() found it.
    /// Null for Use::Share. It stands before the writer, so it is released after the writer's
    /// connection is closed.
    std::unique_ptr<FileLock> m_lock;
    mutable std::mutex m_mutex; ///< Guards m_catalog.
    std::atomic<quint64> m_commits = 0; ///< Readers compare it: is their snapshot current?
    const std::shared_ptr<std::atomic<bool>> m_interrupted =
        std::make_shared<std::atomic<bool>>(false); ///< See StopFlag.
    Feed m_feed;
    Snapshot m_catalog; ///< Shared with every request that looks at it.
    std::unique_ptr<Writer> m_writer; ///< Its thread uses the others until it ends.
    ReadLane m_reads; ///< Last: its threads use all above until they end.
};

} // namespace Store::Sqlite

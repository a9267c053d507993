// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/address.h"
#include "server/store/database.h"
#include "server/store/postgres/control.h"
#include "server/store/postgres/indexbuilder.h"
#include "server/store/postgres/lane.h"
#include "server/store/postgres/layout.h"
#include "server/store/readlane.h"

#include <QString>

#include <memory>
#include <mutex>

namespace Store::Postgres {

/// A database in a schema of PostgreSQL, which several servers may serve: see Control. Any thread.
class Database final : public Store::Database
{
public:
    /// As Store::Database::open().
    static Result<std::unique_ptr<Store::Database>> open(const QString &address, Use use,
                                                         const NodeOptions &node);

    const QString &address() const override { return m_shown; }
    QString name() const override { return QString::fromUtf8(m_address.schema()); }
    QString fileForScratch() const override;
    bool isNew() const override { return m_isNew; }
    Snapshot catalog() const override { return state()->catalog; }
    Nodes &nodes() override { return *m_control; }
    Result<std::unique_ptr<Store::Reader>> openReader() override;
    ReadQueue &reads() override { return m_reads; }
    Result<std::unique_ptr<Store::Rehearsal>> rehearse() override;
    Copier copier() const override;
    void submit(WriteJob &job) override { m_lane->submit(job); }
    Subscription subscribe(QObject *home, Interest interest, Feed::Listener listener) override;
    const RecentCommits &recentCommits() const override { return m_feed.recent(); }
    void interrupt() override { *m_interrupted = true; }
    StopFlag stopFlag() const override { return m_interrupted; }
    void endWriting() override;

private:
    Database(const QString &address, Address parsed, Use use, const NodeOptions &node);
    SharedState state() const;
    Lane::House houseOfLane();
    Control::House houseOfControl();
    IndexBuilder::House houseOfBuilder();
    /// Called for each commit of this node. The new state is in its place before anybody is told,
    /// so whoever hears of a commit finds what it changed.
    void publish(Commit commit, SharedState next);
    /// The same for a commit of another node that has changed documents, or of which nothing is
    /// known.
    void publishOther(Commit commit);
    /// Loads the state, where another node has made a new one, and tells of it.
    Result<Done> refresh(Connection &connection);

    const QString m_shown; ///< The address without a password.
    const Address m_address;
    bool m_isNew = false; ///< As open() found it.
    const std::shared_ptr<std::atomic<bool>> m_interrupted =
        std::make_shared<std::atomic<bool>>(false); ///< See StopFlag.
    Feed m_feed;
    std::mutex m_publishing; ///< One thread at a time publishes.
    mutable std::mutex m_mutex; ///< Guards the state.
    SharedState m_state; ///< Shared with every request that looks at it.
    /// Null for Use::Share. Outlives those who publish, since it is woken by them.
    std::unique_ptr<IndexBuilder> m_builder;
    std::unique_ptr<Control> m_control; ///< The lane hands its jobs to it.
    std::unique_ptr<Lane> m_lane; ///< Its thread uses the others until it ends.
    ReadLane m_reads; ///< Last: its threads use all above until they end.
};

} // namespace Store::Postgres

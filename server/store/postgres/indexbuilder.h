// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/stopflag.h"
#include "server/store/address.h"
#include "server/store/postgres/layout.h"

#include <QByteArray>
#include <QByteArrayList>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace Store::Postgres {

class Connection;

/// Builds the indexes of large collections while servers read and write: works out the keys of a
/// thousand documents after the other, makes the indexes, and only then lets queries rely on them.
/// What is left to be done stands in the layout of a collection, so it goes on after a restart, and
/// when the server that did it is gone. Of several servers one builds at a time.
/// A thread of its own, over a connection of its own.
class IndexBuilder final
{
public:
    /// What the builder needs of its database.
    struct House
    {
        std::function<SharedState()> state; ///< The present one.
        /// Loads the State that the builder has made.
        std::function<Result<Done>(Connection &)> refresh;
    };

    IndexBuilder(Address address, House house);
    /// Ends what is under way; the next builder goes on with it.
    ~IndexBuilder();
    IndexBuilder(const IndexBuilder &) = delete;
    IndexBuilder &operator=(const IndexBuilder &) = delete;

    /// There may be something to be built in a new State. Any thread.
    void wake();

private:
    void run();
    /// Builds what is to be built of one collection. False: nothing is, or it cannot be done now.
    bool buildNext();
    /// The next collection with something to be built.
    std::optional<Collection> next(Layout &layout) const;
    /// Opens the connection where there is none, and keeps other servers from building.
    /// @errors Unavailable: the database is not reached, or another server builds.
    Result<Done> prepare();
    Result<Done> build(const Collection &collection, const Layout &layout);
    /// Works out the keys that are missing.
    Result<Done> fill(const Layout &layout);
    /// The same of the documents behind @p last, which becomes the id of the last one; false: there
    /// are none.
    Result<bool> fillPart(const Layout &layout, QByteArray &last);
    /// Runs the statements that make what is missing of the indexes.
    Result<Done> makeIndexes(const Collection &collection, const Layout &layout);
    /// Lets queries rely on what @p built had still to be built.
    Result<Done> markReady(const Layout &built);
    bool isEnding() const { return *m_ending; }

    const Address m_address;
    const House m_house;
    const std::shared_ptr<std::atomic<bool>> m_ending =
        std::make_shared<std::atomic<bool>>(false); ///< See StopFlag.
    std::unique_ptr<Connection> m_connection; ///< Null while nothing is built.
    std::mutex m_mutex; ///< Guards the next one.
    bool m_isWoken = true; ///< At the start there may be something left.
    std::condition_variable m_wake;
    std::thread m_thread; ///< Last: it uses all above.
};

} // namespace Store::Postgres

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/backup.h"
#include "server/store/catalog.h"
#include "server/store/command.h"
#include "server/store/feed.h"
#include "server/store/nodes.h"
#include "server/store/read.h"
#include "server/store/reader.h"
#include "server/store/rehearsal.h"
#include "server/core/stopflag.h"
#include "server/store/transaction.h"
#include "server/store/writejob.h"

#include <QString>

#include <functional>
#include <memory>

namespace Store {

/// One open database: the way to its catalog, its readers and its writes. Any thread.
///
/// Reads go through a Reader for each thread; see Read. Writes are queued, and each is stored as a
/// whole or not at all; a write is on disk when it is answered.
class Database : public WriteQueue
{
public:
    /// Serve takes a file for this process alone, or joins the servers of a schema, and creates
    /// the database when there is none. ServeExisting does the same without creating it. Share may
    /// be used beside a server, for the administrator's short commands, and creates nothing either.
    enum class Use { Serve, ServeExisting, Share };

    /// Opens the database at @p address, the path of a file or `postgres://…` (see Address).
    /// @p node is about a database that several servers may have, one of PostgreSQL.
    /// @errors NotFound: there is none, and @p use creates none. Unavailable: another server has it
    /// (and who that is) or has this one's name, not a database, made by a newer program, no
    /// access; for PostgreSQL also: the module is not installed.
    static Result<std::unique_ptr<Database>> open(const QString &address, Use use,
                                                  const NodeOptions &node = {});

    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// The address as it may be shown: a path as it was given to open(), without any password.
    virtual const QString &address() const = 0;
    /// What a copy of it is named by: the file's name without its ending, or the schema.
    virtual QString name() const = 0;
    /// The path of a file, beside which there is room for files of this process.
    virtual QString fileForScratch() const = 0;
    /// True when nobody has used it so far: it holds no key and no collection but the server's own.
    virtual bool isNew() const = 0;
    /// The catalog as it is now; never null. A write that changes it is answered after this.
    virtual Snapshot catalog() const = 0;
    /// The servers of this database.
    virtual Nodes &nodes() = 0;
    /// A reader for the calling thread. @errors Unavailable.
    virtual Result<std::unique_ptr<Reader>> openReader() = 0;
    /// Where reads go on that are not quick. A read may take as long as the setting
    /// limits.queryTime allows, else it ends with QueryTimeout.
    virtual ReadQueue &reads() = 0;
    /// Writes that never happen, for the calling thread. @errors Unavailable.
    virtual Result<std::unique_ptr<Rehearsal>> rehearse() = 0;

    /// What makes copies of it.
    virtual Copier copier() const = 0;

    /// Carries out a command; the coroutine that awaits it goes on in the thread of @p home.
    template<typename Command>
    AwaitedWrite<typename Command::Output, Command> write(QObject *home, Command command)
    {
        return AwaitedWrite<typename Command::Output, Command>(*this, home, std::move(command));
    }
    /// Does @p work, for changes that are rare. When its result is an error, its changes are
    /// undone. The coroutine that awaits it goes on in the thread of @p home.
    template<typename T>
    AwaitedWrite<T> change(QObject *home, std::function<Result<T>(Transaction &)> work)
    {
        return AwaitedWrite<T>(*this, home, std::move(work));
    }
    /// The same for code that is not a coroutine: @p answer gets the result in the thread that
    /// writes, once it is on disk, or the error that kept it from there.
    template<typename T>
    void change(std::function<Result<T>(Transaction &)> work, std::function<void(Result<T>)> answer)
    {
        CallbackWrite<T>::begin(*this, std::move(work), std::move(answer));
    }

    /// Tells @p listener of commits: see Feed::subscribe(). A write is answered after its commit is
    /// on its way to those whom it concerns.
    virtual Subscription subscribe(QObject *home, Interest interest, Feed::Listener listener) = 0;
    /// What the last commits have changed, for one who comes back. Who subscribes before looking
    /// misses nothing, and knows by the numbers what comes twice.
    virtual const RecentCommits &recentCommits() const = 0;

    /// Makes reads and writes that are under way fail, and all later ones.
    virtual void interrupt() = 0;
    /// What interrupt() sets, for others that work on the database.
    virtual StopFlag stopFlag() const = 0;
    /// Ends writing after the group that is being written. What waits fails, and so does what is
    /// submitted later.
    virtual void endWriting() = 0;

protected:
    Database() = default;
};

} // namespace Store

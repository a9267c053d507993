// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/core/task.h"
#include "server/store/catalog.h"
#include "server/store/filelock.h"
#include "server/store/reader.h"
#include "server/store/stopflag.h"
#include "server/store/writer.h"

#include <QString>

#include <atomic>
#include <memory>
#include <mutex>

namespace Store {

/// One open database: its file, its writer and its catalog. Any thread.
class Database final
{
public:
    /// Serve takes the file for this process alone; Share may be used beside a server, for the
    /// administrator's short commands.
    enum class Use { Serve, Share };

    /// Opens @p path, creating it when there is none.
    /// @errors Unavailable: another server has it (and who that is), no database, newer, no access.
    static Result<std::unique_ptr<Database>> open(const QString &path, Use use);

    /// The path as it was given to open().
    const QString &path() const { return m_path; }
    /// True when nobody has used it so far: it holds no key and no collection but the server's own.
    bool isNew() const { return m_isNew; }

    /// The present snapshot; never null.
    std::shared_ptr<const Catalog> catalog() const;
    /// A reader for the calling thread. @errors Unavailable.
    Result<std::unique_ptr<Reader>> openReader() const;

    /// Makes the statements of the writer and of all readers fail from now on.
    void interrupt() { *m_interrupted = true; }
    /// What interrupt() sets, for others that work on the file.
    StopFlag stopFlag() const { return m_interrupted; }
    /// Ends the writer's thread after the group that it is writing. What waits fails, and so does
    /// what is submitted later.
    void endWriting() { m_writer->end(); }

    /// Runs @p work in the writer's thread, with others in one transaction. When its result is an
    /// error, its changes are undone. @p answer gets the result, in the writer's thread, once it is
    /// on disk, or the error that kept it from there.
    template<typename T>
    void write(std::function<Result<T>(Transaction &)> work, std::function<void(Result<T>)> answer)
    {
        CallbackWrite<T>::begin(*m_writer, std::move(work), std::move(answer));
    }
    /// The same to be awaited; the coroutine goes on in the thread of @p home.
    template<typename T>
    AwaitedWrite<T> write(QObject *home, std::function<Result<T>(Transaction &)> work)
    {
        return AwaitedWrite<T>(*m_writer, home, std::move(work));
    }

private:
    explicit Database(const QString &path)
        : m_path(path)
    {
    }
    void publish(std::shared_ptr<const Catalog> catalog);

    const QString m_path;
    bool m_isNew = false;
    std::unique_ptr<FileLock> m_lock;
    mutable std::mutex m_mutex; ///< Guards m_catalog.
    std::atomic<quint64> m_commits = 0;
    const std::shared_ptr<std::atomic<bool>> m_interrupted =
        std::make_shared<std::atomic<bool>>(false); ///< See StopFlag.
    std::shared_ptr<const Catalog> m_catalog; ///< Shared with every request that looks at it.
    std::unique_ptr<Writer> m_writer; ///< Last: its thread uses the others until it ends.
};

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/reader.h"
#include "server/store/transaction.h"

#include <functional>
#include <memory>
#include <optional>

namespace Store {

/// Writes that never happen: what is written here is seen by reader() alone, and is gone with this.
///
/// Each step is a transaction of its own that is rolled back; what the steps before have changed is
/// kept as a change set of SQLite and put in first. So other writers wait for single steps, never
/// for the whole rehearsal. Thread: the one that opened it.
class Rehearsal final
{
public:
    /// @p stop stops its statements. @errors Unavailable: the file cannot be opened.
    static Result<std::unique_ptr<Rehearsal>> open(const QString &path, const StopFlag &stop);
    ~Rehearsal();

    Reader &reader() { return *m_reader; }

    /// Does @p work, which may run once alone; when its result is an error, its changes are undone.
    template<typename T>
    Result<T> write(const std::function<Result<T>(Transaction &)> &work)
    {
        std::optional<Result<T>> result;
        const auto done = step([&](Transaction &transaction) {
            result.emplace(work(transaction));
            return result->hasValue();
        });
        if (!done)
            return failure(done);
        return std::move(*result);
    }

    /// The ends of a look at one moment, as Reader::endMoment(): call before the thread waits.
    void endMoment() { m_reader->endMoment(); }

private:
    Rehearsal() = default;
    Result<Done> step(const std::function<bool(Transaction &)> &work);
    Result<Done> putChanges(Connection &connection);

    std::unique_ptr<Reader> m_reader;
    Tables m_tables;
    QByteArray m_changes; ///< Of all steps so far; empty: none.
};

} // namespace Store

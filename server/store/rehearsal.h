// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/reader.h"
#include "server/store/transaction.h"

#include <functional>
#include <optional>

namespace Store {

/// Writes that never happen: what is written here is only seen by reader(), and is gone with this.
/// Other writers wait for single writes, never for the whole rehearsal.
/// Thread: the one that opened it.
class Rehearsal
{
public:
    virtual ~Rehearsal() = default;
    Rehearsal(const Rehearsal &) = delete;
    Rehearsal &operator=(const Rehearsal &) = delete;

    /// Also sees what was written here. End its snapshot before the thread waits for events.
    virtual Reader &reader() = 0;

    /// Does @p work, a function of a Transaction that gives a Result<T>; when it is an error, its
    /// changes are undone.
    /// @errors Those of @p work. Unavailable: the database cannot be locked, or cannot replay what
    /// was rehearsed so far.
    template<typename T, typename Work>
    Result<T> write(Work &&work)
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

protected:
    Rehearsal() = default;
    /// Calls @p work once; false undoes what it has changed. Not a template, since a store
    /// implements it.
    virtual Result<Done> step(const std::function<bool(Transaction &)> &work) = 0;
};

} // namespace Store

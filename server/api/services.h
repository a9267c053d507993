// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/task.h"
#include "server/hooks/hookrun.h"
#include "server/store/database.h"
#include "server/store/rehearsal.h"

#include <QObject>

class Metrics;
class RecordNext;
class Webhooks;

namespace Auth {
class RateLimiter;
}
namespace Hooks {
class HookPool;
}
namespace Inspector {
class Recorder;
}
namespace Jobs {
class Scheduler;
}
namespace Scripts {
class StoredScripts;
}
/// What requests become: one file a resource.
namespace Api {

/// The parts that all threads share; each is safe to call from any.
struct Services
{
    Store::Database &database;
    Hooks::HookPool &hooks; ///< Runs and compiles scripts, in processes of their own.
    Scripts::StoredScripts &scripts; ///< Compiles anew what an older program compiled.
    Inspector::Recorder &inspector; ///< Takes the records of requests.
    Auth::RateLimiter &limiter; ///< One for all threads, so limits hold for the whole server.
    Metrics &metrics; ///< See `GET /metrics`.
    Jobs::Scheduler &jobs; ///< Answers in its own thread; see Async.
    Webhooks &webhooks;
    RecordNext &recordNext; ///< Knows who waits for the recording of a request.
    const StopFlag isStopping; ///< The server takes no more requests.
    const QByteArray windowToken; ///< Has the rights of the window, for clients on this machine.
};

/// What differs for the requests of a test run (contract: codehooks 7).
struct Rehearsing
{
    Store::Rehearsal &store; ///< What the request reads and writes in the place of the database.
    std::shared_ptr<const Store::Catalog> catalog; ///< With the draft as the collection's script.
    QByteArray collection; ///< Whose script the draft is.
    Hooks::CallHandler calls; ///< Carries out what its hooks ask for.
    /// Called after each run of the draft.
    std::function<void(const Hooks::HookRun &, const Hooks::HookOutcome &)> ran;
    bool isRecorded = false; ///< The draft was compiled to tell each step.
    qsizetype recordingRoom = 0; ///< Bytes that are left for what further runs tell.
};

/// What a request finds in the thread that answers it.
struct Context
{
    Services &services;
    Store::Reader &ownReader; ///< Of this thread; see read().
    QObject *home; ///< Where coroutines go on.
    const Rehearsing *rehearsing = nullptr; ///< Of a test run alone.

    /// The catalog as it is at this moment. A handler keeps to that of its Exchange, so that it
    /// sees one state, and asks this one for what it has just changed itself.
    std::shared_ptr<const Store::Catalog> catalog() const
    {
        return rehearsing ? rehearsing->catalog : services.database.catalog();
    }
    /// Reads for @p asker: @p work is a function of a Reader that gives a Result. What is not quick
    /// is done by another thread, and so is what @p pace says takes long; see Store::Read. A test
    /// run, whose reader sees what it wrote, reads here.
    template<typename Work>
    auto read(const Store::Asker &asker, Work work, Store::Pace pace = Store::Pace::Quick) const
    {
        return Store::readOver(ownReader, rehearsing ? nullptr : &services.database.reads(), home,
                               asker, std::move(work), pace);
    }
    /// Changes documents: on disk when it answers or, in a test run, never.
    template<typename Command>
    Store::AwaitedWrite<typename Command::Output, Command> write(Command command) const
    {
        using Output = typename Command::Output;
        if (!rehearsing)
            return services.database.write(home, std::move(command));
        return Store::AwaitedWrite<Output, Command>(rehearsing->store.write<Output>(command));
    }
    /// The same for work that no command does.
    template<typename T>
    Store::AwaitedWrite<T> change(std::function<Result<T>(Store::Transaction &)> work) const
    {
        if (!rehearsing)
            return services.database.change<T>(home, std::move(work));
        return Store::AwaitedWrite<T>(rehearsing->store.write<T>(work));
    }
};

} // namespace Api

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <memory>

/// What a hook host says without a frame: which of its runs has its turn, and since when. A turn is
/// the time in which code of one run computes, until all of it waits. The page is memory that the
/// server and the hook host share: the hook host writes, and the server reads. A hostile script
/// can write anything there, so the server uses it only where runs of that script alone bear the
/// consequences. Thread: any; one writes.
class TurnPage final
{
public:
    using Time = std::chrono::steady_clock; ///< CLOCK_MONOTONIC, which all processes share.
    struct Turn
    {
        quint32 run = 0; ///< The number of a run as in frames; 0: none has its turn.
        Time::time_point since = {};
    };

    /// A page of its own. Null when the system has no memory or descriptors.
    static std::unique_ptr<TurnPage> make();
    /// The page that another process made and handed over as @p descriptor, which is closed. Null
    /// when it is no page.
    static std::unique_ptr<TurnPage> of(int descriptor);
    ~TurnPage();
    TurnPage(const TurnPage &) = delete;
    TurnPage &operator=(const TurnPage &) = delete;

    /// To be handed to the other process; -1 once it was closed.
    int descriptor() const { return m_descriptor; }
    /// The page itself stays.
    void closeDescriptor();
    void begin(quint32 run);
    void end() { begin(0); }
    Turn turn() const;

private:
    struct Shared
    {
        std::atomic<quint32> run;
        std::atomic<Time::rep> since;
    };

    TurnPage(Shared *shared, int descriptor)
        : m_shared(shared)
        , m_descriptor(descriptor)
    {
    }

    Shared *m_shared;
    int m_descriptor;
};

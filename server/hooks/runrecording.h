// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace Hooks {

/// The steps of a recorded run, as its hook host tells them (docs/replay.md, "The format"). A hook
/// host is hostile: what it tells is bounded and well-formed, and nothing else is known of it.
/// Thread: the hooks' while the run is under way, afterwards that of whoever has it.
class RunRecording final
{
public:
    /// All that is kept of a run; the hook host itself stops adding steps at 16 MiB.
    static constexpr qsizetype MaximumBytes = 18 * 1024 * 1024;

    RunRecording() = default;
    /// @p over is called once nobody adds to it any more, in any thread. Null: nothing is. @p room:
    /// so many bytes are kept; runs of one request share MaximumBytes.
    explicit RunRecording(std::function<void(const RunRecording &)> over,
                          qsizetype room = MaximumBytes)
        : m_over(std::move(over))
        , m_room(room)
    {
    }
    ~RunRecording();
    RunRecording(const RunRecording &) = delete;
    RunRecording &operator=(const RunRecording &) = delete;

    /// Adds @p events, JSON texts with commas between them. What is no such list, or too much, is
    /// left out, and isCut() from then on.
    void add(const QByteArray &events);
    /// The run begins anew.
    void clear();
    /// What is left of @p room for the runs that follow.
    qsizetype roomLeft() const { return m_room - m_events.size(); }
    /// A JSON array of all events.
    QByteArray eventsJson() const { return '[' + m_events + ']'; }
    /// Whether the hook host told what was not kept.
    bool isCut() const { return m_isCut; }

private:
    QByteArray m_events;
    bool m_isCut = false;
    std::function<void(const RunRecording &)> m_over;
    qsizetype m_room = MaximumBytes;
};

} // namespace Hooks

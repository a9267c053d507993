// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookhost/engine.h"
#include "server/hookwire/hookframe.h"

#include <QByteArray>

#include <chrono>

namespace HookHost {

/// A forked hook host: reads frames from its socket, lets the Engine handle them and writes what
/// it answers. While more frames wait to be handled, answers wait for each other, up to a
/// millisecond: each packet wakes the server. Thread: the process's only one.
class Child final
{
public:
    explicit Child(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    /// Serves until the socket closes; never returns.
    [[noreturn]] void serve(Engine &engine);
    /// Writes a frame, at once or with those that follow; ends the process when the server has
    /// gone.
    void send(const HookFrame::Frame &frame, Engine::Hurry hurry);

private:
    using Time = std::chrono::steady_clock;

    void flush();

    int m_descriptor;
    HookFrame::Reader m_reader;
    QByteArray m_output; ///< Not written yet.
    Time::time_point m_outputSince; ///< When its first frame came.
};

} // namespace HookHost

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/hookframe.h"

#include <QByteArray>

namespace HookHost {

class Engine;

/// A forked hook host: reads frames from its socket, lets the Engine handle them and writes what
/// it answers. Thread: the process's only one.
class Child final
{
public:
    explicit Child(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    /// Serves until the socket closes; never returns.
    [[noreturn]] void serve(Engine &engine);
    /// Writes one frame; ends the process when the server has gone.
    void send(const HookFrame::Frame &frame) const;

private:
    int m_descriptor;
    HookFrame::Reader m_reader;
};

} // namespace HookHost

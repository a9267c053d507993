// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/hookframe.h"

#include <QObject>
#include <QSocketNotifier>

namespace Hooks {

/// The server's end of a hook host's socket. What comes out of it is hostile until checked.
/// Thread: the hooks'.
class ChildSocket final : public QObject
{
    Q_OBJECT

public:
    /// Takes the non-blocking socket @p descriptor.
    explicit ChildSocket(int descriptor);
    /// Closes it, also while one of its signals is emitted.
    ~ChildSocket() override;

    /// Sends @p frame with others that are sent before the thread turns to its events again, since
    /// each packet wakes the child. What it does not read yet is sent when it does: this never
    /// waits for a child, which may have stopped reading on purpose.
    void send(const HookFrame::Frame &frame);
    /// Bytes that the child has not taken yet.
    qsizetype unsent() const { return m_output.size(); }
    /// Reads the frames that the child sent before it ended. The zygote reports the end over its
    /// own socket, so the report can arrive before these frames are read.
    void receiveRest();

signals:
    void received(const HookFrame::Frame &frame);
    /// The child closed its end, or sent what is no frame. Nothing is received after it.
    void closed();

private:
    /// False when there is nothing more for now, or ever.
    bool receive();
    void flush();

    int m_descriptor;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    HookFrame::Reader m_reader; ///< Has what came of a frame that is not whole yet.
    QByteArray m_output; ///< What the child has not read yet.
    bool m_willFlush = false;
};

} // namespace Hooks

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
    ~ChildSocket() override;

    void send(const HookFrame::Frame &frame);
    /// Reads the frames that the child sent before it ended. The zygote reports the end over its
    /// own socket, so the report can arrive before these frames are read.
    void receiveRest();

signals:
    void received(const HookFrame::Frame &frame);
    /// The child closed its end, or sent what is no frame.
    void closed();

private:
    /// False when there is nothing more for now, or ever.
    bool receive();
    void flush();

    int m_descriptor;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    HookFrame::Reader m_reader;
    QByteArray m_output;
};

} // namespace Hooks

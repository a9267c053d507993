// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/hookwire/turnpage.h"
#include "server/hookwire/zygotemessage.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <optional>

namespace Hooks {

/// The server's side of one zygote: starts it, asks it to fork and to kill.
/// Thread: the hooks'.
class ZygoteClient final : public QObject
{
    Q_OBJECT

public:
    /// What a child does before it reads anything.
    enum class Isolation {
        Frozen, ///< Freezes the built-ins: it may serve many runs.
        Open, ///< Leaves them as they are: it serves one run.
    };

    /// Starts `hookdesk-hookhost`, which says begun(), loads its runtime and says ready().
    /// @errors Unavailable: the program is missing or cannot be started.
    static Result<std::unique_ptr<ZygoteClient>> start();
    /// Ends the zygote and with it its children.
    ~ZygoteClient() override;

    /// What the server has of a child.
    struct ChildEnd
    {
        int socket = -1;
        std::unique_ptr<TurnPage> page;
    };
    /// Forks child @p serial; the other end of its socket is served at once.
    /// @errors Unavailable: the system has no more descriptors or memory.
    Result<ChildEnd> forkChild(quint32 serial, int heapMegabytes, Isolation isolation);
    /// Has it load Zygote::Libraries[@p index] for the children that are forked from now on.
    void loadLibrary(int index);
    /// Kills child @p serial; childExited() follows. Nothing happens where it has ended.
    void killChild(quint32 serial);
    /// Gives a child less of the processor than others get, for the rest of its life.
    void lowerChild(quint32 serial);
    /// Whether it can fork.
    bool isReady() const { return m_ready; }

signals:
    /// The process runs and can lock its children up.
    void begun();
    void ready();
    /// Child @p serial has the process number @p process, of this machine.
    void childForked(quint32 serial, int process);
    /// @p status is a wait status; -1 when the child could not be forked.
    void childExited(quint32 serial, int status);
    /// The zygote itself ended; all of its children with it.
    void died();

private:
    ZygoteClient(int control, pid_t process);
    /// Reads what the zygote says. It runs no user code, so it is believed, unlike its children.
    void receive();
    /// Sends @p message, with @p ends for the other side to keep.
    bool send(const Zygote::Message &message, const std::optional<Zygote::Ends> &ends);

    int m_control;
    pid_t m_process;
    QSocketNotifier m_readable;
    bool m_ready = false;
};

} // namespace Hooks

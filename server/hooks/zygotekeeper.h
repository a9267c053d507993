// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArrayList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace Hooks {

class ZygoteClient;

/// Keeps one zygote running: starts it again whenever it ends, also while it starts. The first
/// restart follows at once; when a zygote ends soon after its start, the next one waits twice as
/// long as the last, up to 5 s. Thread: the hooks'.
class ZygoteKeeper final : public QObject
{
    Q_OBJECT

public:
    ZygoteKeeper();
    ~ZygoteKeeper() override;

    /// Starts the first zygote. @p done is called once, when it has begun to load its runtime or
    /// has ended; ready() follows.
    void start(std::function<void(Result<Done>)> done);
    /// The zygote that children can be forked from; null while none is ready.
    ZygoteClient *zygote() const;
    /// Has this zygote and all later ones load those of @p names that are bundled libraries.
    void require(const QByteArrayList &names);
    /// Ends the zygote and with it its children.
    void stop();

signals:
    void ready();
    void childForked(quint32 serial, int process);
    /// @p status is a wait status; -1 when the child could not be forked.
    void childExited(quint32 serial, int status);
    /// The zygote ended by itself, and all of its children with it.
    void lost();

private:
    using Time = std::chrono::steady_clock;

    /// Starts a zygote; where the program cannot be started, it is tried again after the pause.
    void launch();
    /// Children may be forked from now on; what scripts need is loaded first.
    void becomeReady();
    /// Starts the next one after a pause that grows: a zygote that cannot live must not take a
    /// processor for itself.
    void restart();
    /// Calls what start() was given; only the first time counts.
    void answerStart(const Result<Done> &result);

    std::unique_ptr<ZygoteClient> m_zygote; ///< Null between two.
    std::function<void(Result<Done>)> m_startAnswer;
    QTimer m_pause;
    Time::time_point m_launched; ///< When the last one was.
    std::chrono::milliseconds m_nextPause{0}; ///< Before the next start.
    std::vector<int> m_libraries; ///< Indexes in Zygote::Libraries.
    bool m_isStopped = false;
};

} // namespace Hooks

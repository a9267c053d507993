// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/zygotemessage.h"

#include <QByteArray>
#include <QHash>

#include <sys/types.h>

namespace HookHost {

class Child;
class Engine;

/// Loads the runtime and libraries once and forks children that have them loaded. It gets no
/// script. Thread: the process's only one.
class ZygoteProcess final
{
public:
    /// Serves the server's requests until it goes away. @return the exit status.
    int run();

private:
    bool serveOnce();
    void forkChild(const Zygote::Message &message, const Zygote::Ends &ends);
    [[noreturn]] void serveAsChild(const Zygote::Message &message, const Zygote::Ends &ends,
                                   pid_t parent);
    void reap();
    void send(const Zygote::Message &message) const;

    QByteArray m_filter;
    Engine *m_engine = nullptr; ///< On run()'s stack.
    Child *m_child = nullptr; ///< In a forked child: where the engine sends to.
    QHash<pid_t, quint32> m_serials;
};

} // namespace HookHost

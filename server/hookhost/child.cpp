// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/child.h"

#include "server/hookhost/engine.h"
#include "server/hookwire/exitstatus.h"

#include <array>
#include <cerrno>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace HookHost {

void Child::serve(Engine &engine)
{
    std::array<char, 64 * 1024> bytes;
    while (true) {
        while (auto frame = m_reader.next())
            engine.handle(std::move(*frame));
        if (m_reader.isBroken())
            _exit(ExitStatus::BrokenStream);
        if (const int wait = engine.nextTimer(); wait >= 0) {
            pollfd socket = {m_descriptor, POLLIN, 0};
            if (::poll(&socket, 1, wait) == 0) {
                engine.fireTimers();
                continue;
            }
        }
        const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            _exit(0);
        m_reader.append(QByteArrayView(bytes.data(), count));
    }
}

void Child::send(const HookFrame::Frame &frame) const
{
    const QByteArray bytes = HookFrame::encode(frame);
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(m_descriptor, bytes.constData() + sent,
                                     size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            _exit(0);
        sent += count;
    }
}

} // namespace HookHost

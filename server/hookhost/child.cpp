// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/child.h"

#include "server/hookwire/exitstatus.h"

#include <array>
#include <cerrno>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace HookHost {

namespace {

constexpr qsizetype MostOutput = 32 * 1024; ///< Then it is written.
constexpr std::chrono::milliseconds LongestWait{1};

} // namespace

void Child::serve(Engine &engine)
{
    std::array<char, 64 * 1024> bytes;
    while (true) {
        while (auto frame = m_reader.next()) {
            engine.handle(std::move(*frame));
            if (!m_output.isEmpty() && Time::now() - m_outputSince >= LongestWait)
                flush();
        }
        if (m_reader.isBroken())
            _exit(ExitStatus::BrokenStream);
        if (engine.nextTimer() == 0)
            engine.fireTimers();
        flush();
        if (const int wait = engine.nextTimer(); wait >= 0) {
            pollfd socket = {m_descriptor, POLLIN, 0};
            if (::poll(&socket, 1, wait) == 0)
                continue;
        }
        const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            _exit(0);
        m_reader.append(QByteArrayView(bytes.data(), count));
    }
}

void Child::send(const HookFrame::Frame &frame, Engine::Hurry hurry)
{
    if (m_output.isEmpty())
        m_outputSince = Time::now();
    m_output.append(HookFrame::encode(frame));
    if (hurry == Engine::Hurry::Yes || !m_reader.hasMore() || m_output.size() >= MostOutput)
        flush();
}

void Child::flush()
{
    qsizetype sent = 0;
    while (sent < m_output.size()) {
        const ssize_t count = ::send(m_descriptor, m_output.constData() + sent,
                                     size_t(m_output.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            _exit(0);
        sent += count;
    }
    m_output.clear();
}

} // namespace HookHost

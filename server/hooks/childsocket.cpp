// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/childsocket.h"

#include <QPointer>

#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace Hooks {

ChildSocket::ChildSocket(int descriptor)
    : m_descriptor(descriptor)
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
{
    m_writable.setEnabled(false);
    connect(&m_readable, &QSocketNotifier::activated, this, &ChildSocket::receive);
    connect(&m_writable, &QSocketNotifier::activated, this, &ChildSocket::flush);
}

ChildSocket::~ChildSocket()
{
    // Before the descriptor is closed, because another file may get its number at once.
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    ::close(m_descriptor);
}

void ChildSocket::send(const HookFrame::Frame &frame)
{
    m_output.append(HookFrame::encode(frame));
    if (std::exchange(m_willFlush, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_willFlush = false;
            flush();
        },
        Qt::QueuedConnection);
}

void ChildSocket::flush()
{
    while (!m_output.isEmpty()) {
        // Without MSG_NOSIGNAL a child that has ended would end the server by SIGPIPE.
        const ssize_t sent = ::send(m_descriptor, m_output.constData(), size_t(m_output.size()),
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            break; // a child that has gone says so when it is read from
        m_output.remove(0, sent);
    }
    m_writable.setEnabled(!m_output.isEmpty());
}

void ChildSocket::receiveRest()
{
    const QPointer<ChildSocket> self(this);
    while (self && m_readable.isEnabled() && receive()) { }
}

bool ChildSocket::receive()
{
    std::array<char, 64 * 1024> bytes;
    const ssize_t count = ::recv(m_descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return errno == EINTR;
    if (count > 0)
        m_reader.append(QByteArrayView(bytes.data(), count));
    // Whoever takes a frame may let go of the child, and of this with it.
    const QPointer<ChildSocket> self(this);
    while (self) {
        const auto frame = m_reader.next();
        if (!frame)
            break;
        emit received(*frame);
    }
    if (self && (count <= 0 || m_reader.isBroken())) {
        m_readable.setEnabled(false);
        m_writable.setEnabled(false);
        emit closed();
        return false;
    }
    return !self.isNull();
}

} // namespace Hooks

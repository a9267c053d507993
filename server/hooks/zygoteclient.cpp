// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/zygoteclient.h"

#include "server/core/helperprogram.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Hooks {

namespace {

/// The new process has @p control as descriptor 3. It passes through a high number, because a
/// descriptor that is copied onto itself would stay close-on-exec.
int spawn(const QByteArray &program, int control, pid_t *process)
{
    constexpr int High = 100;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, control, High);
    posix_spawn_file_actions_adddup2(&actions, High, Zygote::ControlDescriptor);
    posix_spawn_file_actions_addclose(&actions, High);
    QByteArray zone = "TZ=" + qgetenv("TZ");
    if (zone == "TZ=")
        zone = "TZ=UTC";
    // Nothing of the server's own environment, which may hold a key (HOOKDESK_KEY). The cage allows
    // no executable memory, so the engine has to interpret.
    std::array<const char *, 6> environment = {zone.constData(),
                                               "LC_ALL=C.UTF-8",
                                               "QT_NO_GLIB=1",
                                               "QV4_FORCE_INTERPRETER=1",
                                               "QT_LOGGING_RULES=qt.qml.compiler=false",
                                               nullptr};
    std::array<const char *, 2> arguments = {program.constData(), nullptr};
    // In a group of its own, because Ctrl+C in a terminal is meant for the server alone.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int error =
        posix_spawn(process, program.constData(), &actions, &attributes,
                    const_cast<char **>(arguments.data()), const_cast<char **>(environment.data()));
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

} // namespace

Result<std::unique_ptr<ZygoteClient>> ZygoteClient::start()
{
    const QByteArray program =
        QFile::encodeName(helperProgram(QStringLiteral("hookdesk-hookhost")));
    if (program.isEmpty()) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("hookdesk-hookhost is not beside this program, so no codehook can "
                           "run. Install Hookdesk again."));
    }
    std::array<int, 2> sockets = {-1, -1};
    pid_t process = 0;
    int error = EIO;
    // SEQPACKET keeps messages apart: each recv() gives one, whole.
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()) == 0)
        error = spawn(program, sockets[1], &process);
    ::close(sockets[1]);
    if (error != 0) {
        ::close(sockets[0]);
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("hookdesk-hookhost cannot be started: %1.")
                           .arg(QString::fromLocal8Bit(std::strerror(error))));
    }
    return std::unique_ptr<ZygoteClient>(new ZygoteClient(sockets[0], process));
}

ZygoteClient::ZygoteClient(int control, pid_t process)
    : m_control(control)
    , m_process(process)
    , m_readable(control, QSocketNotifier::Read)
{
    connect(&m_readable, &QSocketNotifier::activated, this, &ZygoteClient::receive);
}

ZygoteClient::~ZygoteClient()
{
    m_readable.setEnabled(false);
    ::close(m_control);
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
}

void ZygoteClient::receive()
{
    Zygote::Message message;
    const ssize_t count = ::recv(m_control, &message, sizeof message, MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count != sizeof message) {
        m_readable.setEnabled(false);
        emit died();
        return;
    }
    if (message.verb == Zygote::Verb::Begun) {
        emit begun();
    } else if (message.verb == Zygote::Verb::Ready) {
        m_ready = true;
        emit ready();
    } else if (message.verb == Zygote::Verb::Forked) {
        emit childForked(message.serial, message.value);
    } else if (message.verb == Zygote::Verb::Exited) {
        emit childExited(message.serial, message.value);
    }
}

Result<ZygoteClient::ChildEnd> ZygoteClient::forkChild(quint32 serial, int heapMegabytes,
                                                       Isolation isolation)
{
    std::array<int, 2> sockets = {-1, -1};
    auto page = TurnPage::make();
    const bool made =
        page && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) == 0;
    const auto verb = isolation == Isolation::Open ? Zygote::Verb::ForkOpen : Zygote::Verb::Fork;
    const bool sent =
        made && send({verb, serial, heapMegabytes}, Zygote::Ends{sockets[1], page->descriptor()});
    ::close(sockets[1]);
    if (!sent) {
        ::close(sockets[0]);
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("No hook host can be started now."));
    }
    // Our end alone: ChildSocket never waits for a child, while a child waits for the server in
    // read().
    ::fcntl(sockets[0], F_SETFL, O_NONBLOCK);
    page->closeDescriptor();
    return ChildEnd{sockets[0], std::move(page)};
}

void ZygoteClient::loadLibrary(int index)
{
    (void)send({Zygote::Verb::Library, 0, index}, std::nullopt);
}

void ZygoteClient::killChild(quint32 serial)
{
    (void)send({Zygote::Verb::Kill, serial, 0}, std::nullopt);
}

void ZygoteClient::lowerChild(quint32 serial)
{
    (void)send({Zygote::Verb::Lower, serial, 0}, std::nullopt);
}

bool ZygoteClient::send(const Zygote::Message &message, const std::optional<Zygote::Ends> &ends)
{
    Zygote::Message copy = message;
    iovec part = {&copy, sizeof copy};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(Zygote::Ends))> control = {};
    msghdr header = {};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (ends) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr *attached = CMSG_FIRSTHDR(&header);
        attached->cmsg_level = SOL_SOCKET;
        attached->cmsg_type = SCM_RIGHTS;
        attached->cmsg_len = CMSG_LEN(sizeof *ends);
        std::memcpy(CMSG_DATA(attached), &*ends, sizeof *ends);
    }
    return ::sendmsg(m_control, &header, MSG_NOSIGNAL) == ssize_t(sizeof copy);
}

} // namespace Hooks

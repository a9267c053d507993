// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/zygote.h"

#include "server/core/scheduling.h"
#include "server/hookhost/cage.h"
#include "server/hookhost/child.h"
#include "server/hookhost/engine.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace HookHost {

namespace {

constexpr int MaximumFiles = 64; ///< Open ones, of a zygote.
constexpr int LowPriority =
    10; ///< About a tenth of the processor beside one of the usual priority.

int childSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

int ZygoteProcess::run()
{
    // Its own session would outlive a killed server: it goes with its parent instead.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    Scheduling::workInBatches(); // and so all children
    // The server's own limit may be large; children close so many descriptors and no more.
    const rlimit files = {rlim_t(MaximumFiles), rlim_t(MaximumFiles)};
    setrlimit(RLIMIT_NOFILE, &files);
    m_filter = Cage::makeFilter();
    if (m_filter.isEmpty() || !Cage::forbidExecutableMemory()) {
        std::fputs("hookdesk-hookhost: the system-call filter cannot be made\n", stderr);
        return 1;
    }
    send({Zygote::Verb::Begun, 0, 0});
    Engine engine([this](const HookFrame::Frame &frame, Engine::Hurry hurry) {
        if (m_child)
            m_child->send(frame, hurry);
    });
    m_engine = &engine;
    engine.makeRoom();
    const int childEnded = childSignals();
    send({Zygote::Verb::Ready, 0, 0});
    std::array<pollfd, 2> waits = {pollfd{Zygote::ControlDescriptor, POLLIN, 0},
                                   pollfd{childEnded, POLLIN, 0}};
    while (true) {
        if (poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            return 1;
        signalfd_siginfo signal;
        if (waits[1].revents && read(childEnded, &signal, sizeof signal) > 0)
            reap();
        if (waits[0].revents && !serveOnce())
            return 0;
    }
}

bool ZygoteProcess::serveOnce()
{
    Zygote::Message message;
    iovec part = {&message, sizeof message};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(Zygote::Ends))> control;
    msghdr header = {};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = recvmsg(Zygote::ControlDescriptor, &header, MSG_CMSG_CLOEXEC);
    if (count < 0 && errno == EINTR)
        return true;
    if (count != sizeof message)
        return false;
    Zygote::Ends ends;
    if (const cmsghdr *attached = CMSG_FIRSTHDR(&header); attached
        && attached->cmsg_type == SCM_RIGHTS && attached->cmsg_len == CMSG_LEN(sizeof ends))
        std::memcpy(&ends, CMSG_DATA(attached), sizeof ends);
    const bool isFork =
        message.verb == Zygote::Verb::Fork || message.verb == Zygote::Verb::ForkOpen;
    if (isFork && ends.socket >= 0)
        forkChild(message, ends);
    if (message.verb == Zygote::Verb::Library && size_t(message.value) < Zygote::Libraries.size())
        m_engine->loadLibrary(QLatin1String(Zygote::Libraries[size_t(message.value)]));
    // Only a child that is not reaped yet, so that the number cannot be somebody else's.
    const pid_t child = m_serials.key(message.serial, 0);
    if (message.verb == Zygote::Verb::Kill && child > 0)
        kill(child, SIGKILL);
    if (message.verb == Zygote::Verb::Lower && child > 0)
        setpriority(PRIO_PROCESS, id_t(child), LowPriority);
    return true;
}

void ZygoteProcess::forkChild(const Zygote::Message &message, const Zygote::Ends &ends)
{
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0)
        serveAsChild(message, ends, parent);
    ::close(ends.socket);
    ::close(ends.page);
    if (child > 0) {
        m_serials.insert(child, message.serial);
        send({Zygote::Verb::Forked, message.serial, child});
    } else {
        send({Zygote::Verb::Exited, message.serial, -1});
    }
}

void ZygoteProcess::serveAsChild(const Zygote::Message &message, const Zygote::Ends &ends,
                                 pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto page = TurnPage::of(ends.page);
    // All descriptors but the socket are closed: the signals', the control's, standard input.
    for (int other = 0; other < MaximumFiles; ++other) {
        if (other != ends.socket && other != STDERR_FILENO)
            ::close(other);
    }
    if (!page || getppid() != parent || !Cage::lock(m_filter, message.value))
        _exit(1);
    Child self(ends.socket);
    m_child = &self;
    m_engine->tellTurns(page.get());
    if (message.verb == Zygote::Verb::Fork)
        m_engine->freeze();
    self.serve(*m_engine);
}

void ZygoteProcess::reap()
{
    int status = 0;
    while (true) {
        const pid_t child = waitpid(-1, &status, WNOHANG);
        if (child <= 0)
            break;
        send({Zygote::Verb::Exited, m_serials.take(child), status});
    }
}

void ZygoteProcess::send(const Zygote::Message &message) const
{
    (void)::send(Zygote::ControlDescriptor, &message, sizeof message, MSG_NOSIGNAL);
}

} // namespace HookHost

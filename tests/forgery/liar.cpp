// SPDX-License-Identifier: GPL-3.0-or-later
// A hook host that lies: it takes the place of hookdesk-hookhost beside tst_forgery. Its children
// answer a run as the run's collection names it.

#include "server/hookwire/hookframe.h"
#include "server/hookwire/turnpage.h"
#include "server/core/json.h"
#include "server/hookwire/zygotemessage.h"

#include <QByteArray>
#include <QHash>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <memory>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using HookFrame::Type;

int socketOfChild = -1;
std::unique_ptr<TurnPage> page;

void send(const QByteArray &bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(socketOfChild, bytes.constData() + sent,
                                     size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            _exit(0);
        sent += count;
    }
}

void say(Type type, quint32 run, const QByteArray &payload = {})
{
    send(HookFrame::encode({type, run, payload}));
}

void end(quint32 run)
{
    say(Type::End, run, R"({"fine":true})");
    say(Type::Finished, run);
}

/// About which run has its turn, and which is over.
void lieAboutTurns(const QByteArray &how, quint32 run)
{
    if (how == "turn-of-nobody")
        page->begin(run + 7);
    if (how == "turn-for-ever")
        page->begin(run);
    if (how == "finished-twice")
        end(run);
    for (int i = 0; how == "waits-flood" && i < 100'000; ++i)
        say(Type::Waits, run);
    end(run);
}

/// About the steps of a recorded run.
void lieAboutSteps(const QByteArray &how, quint32 run)
{
    say(Type::Recorded, run, "[7,0,0,0]");
    if (how == "recorded-beyond-its-list")
        say(Type::Recorded, run, R"([0]],"status":200,"more":[[0])");
    if (how == "recorded-no-json")
        say(Type::Recorded, run, "\xff\xfe[");
    if (how == "recorded-nothing")
        say(Type::Recorded, run);
    if (how == "recorded-too-deep")
        say(Type::Recorded, run, QByteArray(5000, '[') + QByteArray(5000, ']'));
    const QByteArray much = '[' + QByteArray("0,").repeated(512 * 1024) + "0]";
    for (int i = 0; how == "recorded-flood" && i < 40; ++i)
        say(Type::Recorded, run, much);
    end(run);
}

void lie(const QByteArray &how, quint32 run)
{
    if (how.startsWith("recorded"))
        return lieAboutSteps(how, run);
    constexpr std::array Turns = {"turn-of-nobody", "turn-for-ever", "finished-twice",
                                  "waits-flood"};
    if (std::find(Turns.begin(), Turns.end(), how) != Turns.end())
        return lieAboutTurns(how, run);
    if (how == "honest" || how == "other-run")
        return end(how == "honest" ? run : run + 7);
    if (how == "huge-length")
        return send(QByteArray(64, '\xff'));
    if (how == "unknown-type")
        return send(QByteArray("\0\0\0\5\x63\0\0\0\1", 9));
    if (how == "type-of-the-server")
        return say(Type::Run, run, "c\n{}");
    if (how == "call-without-json")
        return say(Type::Call, run, "xx");
    if (how == "call-of-the-shell")
        return say(Type::Call, run, R"(1 shell ["id"])");
    if (how == "call-flood") {
        for (int i = 0; i < 20000; ++i)
            say(Type::Call, run, R"(1 db.get ["/rest/c"])");
    } else if (how == "two-ends") {
        say(Type::End, run, R"({"first":1})");
        say(Type::End, run, R"({"second":2})");
        say(Type::Finished, run);
    } else if (how == "end-after-finished") {
        say(Type::Finished, run);
        say(Type::End, run, R"({"late":1})");
    } else if (how == "odd-logs") {
        say(Type::Log, run, "xx");
        say(Type::Log, run, R"({"level":"root","message":7,"line":-1e300})");
        end(run);
    } else if (how == "log-flood" || how == "late-logs") {
        if (how == "late-logs")
            say(Type::End, run, R"({"fine":true})");
        for (int i = 0; i < 5000; ++i)
            say(Type::Log, run, R"({"level":"info","message":"x","line":1})");
        end(run); // a second End says nothing
    } else if (how == "logs-without-end") {
        while (true)
            say(Type::Log, run, R"({"level":"info","message":"x","line":1})");
    } else if (how == "huge-end") {
        say(Type::End, run, QByteArray(HookFrame::MaximumPayload + 1, ' '));
    } else if (how == "odd-failure") {
        say(Type::Failed, run, R"({"message":5,"line":1e300,"column":-5})");
        say(Type::Finished, run);
    } else if (how == "byte-by-byte") {
        for (const char byte : HookFrame::encode({Type::End, run, R"({"fine":true})"})) {
            send(QByteArray(1, byte));
            usleep(300);
        }
        say(Type::Finished, run);
    } else if (how == "exit") {
        _exit(0);
    }
    // "silence" and all others: nothing
}

void serve(const Zygote::Ends &ends)
{
    socketOfChild = ends.socket;
    page = TurnPage::of(ends.page);
    if (!page)
        _exit(1);
    HookFrame::Reader reader;
    QByteArray name;
    std::array<char, 4096> bytes;
    while (true) {
        const ssize_t count = read(ends.socket, bytes.data(), bytes.size());
        if (count <= 0)
            _exit(0);
        reader.append(QByteArrayView(bytes.data(), count));
        while (const auto frame = reader.next()) {
            if (frame->type == Type::Load)
                name = Json::Document::parse(frame->payload)
                           ->root()
                           .value("name")
                           .text()
                           .toByteArray();
            else if (frame->type == Type::Run)
                lie(name, frame->run);
        }
    }
}

void tell(Zygote::Message message)
{
    (void)::send(Zygote::ControlDescriptor, &message, sizeof message, MSG_NOSIGNAL);
}

} // namespace

int main()
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    const int ended = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    QHash<pid_t, quint32> children;
    tell({Zygote::Verb::Begun, 0, 0});
    tell({Zygote::Verb::Ready, 0, 0});
    while (true) {
        std::array<pollfd, 2> waits = {pollfd{Zygote::ControlDescriptor, POLLIN, 0},
                                       pollfd{ended, POLLIN, 0}};
        poll(waits.data(), waits.size(), -1);
        signalfd_siginfo signal;
        if (waits[1].revents && read(ended, &signal, sizeof signal) > 0) {
            int status = 0;
            for (pid_t child = 0; (child = waitpid(-1, &status, WNOHANG)) > 0;)
                tell({Zygote::Verb::Exited, children.take(child), status});
        }
        if (!waits[0].revents)
            continue;
        Zygote::Message message;
        iovec part = {&message, sizeof message};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(Zygote::Ends))> control;
        msghdr header = {};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        if (recvmsg(Zygote::ControlDescriptor, &header, MSG_CMSG_CLOEXEC) != sizeof message)
            return 0;
        if (const pid_t child = children.key(message.serial, 0);
            message.verb == Zygote::Verb::Kill && child > 0)
            kill(child, SIGKILL);
        const cmsghdr *attached = CMSG_FIRSTHDR(&header);
        const bool isFork =
            message.verb == Zygote::Verb::Fork || message.verb == Zygote::Verb::ForkOpen;
        if (!isFork || !attached)
            continue;
        Zygote::Ends ends;
        std::memcpy(&ends, CMSG_DATA(attached), sizeof ends);
        const pid_t child = fork();
        if (child == 0)
            serve(ends);
        close(ends.socket);
        close(ends.page);
        children.insert(child, message.serial);
    }
}

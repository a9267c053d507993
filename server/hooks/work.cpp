// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/work.h"

#include "server/hookwire/exitstatus.h"

#include <csignal>

#include <sys/wait.h>

namespace Hooks {

namespace {

using namespace std::chrono_literals;

// A compilation is our own code over a text of limited size. On a loaded machine it waits longer
// for the processor than a hook may, so what counts is what it computes.
constexpr auto CompileTime = 60s;
constexpr auto CompileProcessorTime = 15s;

/// Why a child ended by itself.
QString reasonOf(int status)
{
    if (status == -1)
        return QStringLiteral("no hook host could be started; the machine is short of memory");
    if (WIFEXITED(status) && WEXITSTATUS(status) == ExitStatus::OutOfMemory)
        return QStringLiteral("it used more memory than its limit");
    if (WIFEXITED(status) && WEXITSTATUS(status) == ExitStatus::Spoiled)
        return QStringLiteral(
            "it added elements to Array.prototype or Object.prototype, which other "
            "runs would see");
    if (WIFSIGNALED(status)) {
        switch (WTERMSIG(status)) {
        case SIGSYS:
            return QStringLiteral("it tried what a hook may not do");
        case SIGXCPU:
            return QStringLiteral("it used more processor time than its limit");
        case SIGKILL:
            return QStringLiteral("it was killed");
        default:
            return QStringLiteral("it crashed the engine or ran out of memory");
        }
    }
    return QStringLiteral("its process ended");
}

} // namespace

bool isWantOfMemory(int status)
{
    if (status == -1)
        return false;
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == ExitStatus::OutOfMemory;
    const QList<int> others = {SIGKILL, SIGSYS, SIGXCPU};
    return WIFSIGNALED(status) && !others.contains(WTERMSIG(status));
}

std::chrono::milliseconds Work::timeout() const
{
    return run() ? run()->what.timeout : CompileTime;
}

bool Work::isOverdue(Time::time_point now, std::chrono::microseconds used) const
{
    return now - started >= timeout() || (!run() && used >= CompileProcessorTime);
}

bool Work::isUnwanted() const
{
    const Run *of = run();
    return of && of->what.gone && *of->what.gone && !of->answered && !isAbandoned();
}

void Work::give(Result<QByteArray> result)
{
    if (Run *of = run())
        of->give(std::move(result));
    else
        std::get<Compiling>(content).give(result);
}

Error Work::endReason(int status) const
{
    if (run() && !run()->stopReason.isEmpty())
        return {Error::Kind::HookFailed, run()->stopReason};
    if (run() && run()->isReading && status != -1)
        return {Error::Kind::TooLarge,
                QStringLiteral("The request is too large for the hooks of this collection.")};
    if (!run() && status != -1)
        return compilerEndReason(status);
    const QString name = run() ? QStringLiteral("hook %1").arg(QString::fromUtf8(run()->what.hook))
                               : QStringLiteral("compiler");
    if (timedOut)
        return {Error::Kind::HookFailed,
                QStringLiteral("The %1 was stopped: it ran longer than %2 ms.")
                    .arg(name)
                    .arg(timeout().count())};
    return {Error::Kind::HookFailed,
            QStringLiteral("The %1 was stopped: %2.").arg(name, reasonOf(status))};
}

Error Work::compilerEndReason(int status) const
{
    const QString reason = timedOut ? QStringLiteral("it took too long") : reasonOf(status);
    return {Error::Kind::Unprocessable,
            QStringLiteral("The script is too large or nested too deeply to be compiled: the "
                           "compiler was stopped because %1. Divide the script into modules.")
                .arg(reason)};
}

} // namespace Hooks

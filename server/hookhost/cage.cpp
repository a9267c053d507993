// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/cage.h"

#include "server/hookwire/exitstatus.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#include <linux/filter.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace HookHost::Cage {

namespace {

constexpr rlim_t Megabyte = 1024 * 1024;

// Memory, time, the socket that is there, and the end: a hook needs no more.
constexpr std::array Allowed = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_yield),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
};

// Libraries try these and go on without them.
constexpr std::array Denied = {
    SCMP_SYS(open),      SCMP_SYS(openat),     SCMP_SYS(openat2),  SCMP_SYS(stat),
    SCMP_SYS(lstat),     SCMP_SYS(newfstatat), SCMP_SYS(statx),    SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(socket),    SCMP_SYS(fstat),      SCMP_SYS(ioctl),    SCMP_SYS(close),
};

bool addRules(scmp_filter_ctx filter)
{
    for (const int call : Allowed) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0)
            return false;
    }
    for (const int call : Denied) {
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) != 0)
            return false;
    }
    // The engine asks for a memfd first and takes plain memory when there is none.
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(memfd_create), 0) != 0)
        return false;
    // Memory, but never executable memory: the engine interprets.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0))
            != 0)
            return false;
    }
    return true;
}

/// The BPF program of a filter whose other calls have @p action; empty when libseccomp fails.
QByteArray programOf(uint32_t action, bool (*addTo)(scmp_filter_ctx))
{
    // Said here, libseccomp does not find it out by calls of seccomp(2), which systemd's
    // @system-service does not allow (systemd 252). Level 3 knows SCMP_ACT_KILL_PROCESS.
    constexpr unsigned int KnowsKillProcess = 3;
    if (seccomp_api_set(KnowsKillProcess) != 0)
        return {};
    QByteArray program;
    scmp_filter_ctx filter = seccomp_init(action);
    const int file = memfd_create("filter", MFD_CLOEXEC);
    if (filter && file >= 0 && addTo(filter) && seccomp_export_bpf(filter, file) == 0) {
        program.resize(lseek(file, 0, SEEK_END));
        if (pread(file, program.data(), size_t(program.size()), 0) != program.size())
            program.clear();
    }
    if (file >= 0)
        close(file);
    seccomp_release(filter);
    return program;
}

/// Sets the filter for this process and its children, for good. By prctl(2), see above.
bool apply(const QByteArray &filter)
{
    const sock_fprog program = {
        static_cast<unsigned short>(filter.size() / qsizetype(sizeof(sock_filter))),
        reinterpret_cast<sock_filter *>(const_cast<char *>(filter.constData()))};
    return !filter.isEmpty() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

/// The size of this process's address space in bytes; 0 when it cannot be read.
rlim_t addressSpace()
{
    unsigned long pages = 0;
    if (FILE *file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%lu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return rlim_t(pages) * rlim_t(sysconf(_SC_PAGESIZE));
}

bool limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both = {value, value};
    return setrlimit(resource, &both) == 0;
}

[[noreturn]] void endOutOfMemory()
{
    _exit(ExitStatus::OutOfMemory);
}

} // namespace

bool forbidExecutableMemory()
{
    constexpr int WriteAndExecute = PROT_WRITE | PROT_EXEC;
    return apply(programOf(SCMP_ACT_ALLOW, [](scmp_filter_ctx filter) {
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(mmap), 1,
                                SCMP_A2(SCMP_CMP_MASKED_EQ, WriteAndExecute, WriteAndExecute))
            == 0;
    }));
}

QByteArray makeFilter()
{
    return programOf(SCMP_ACT_KILL_PROCESS, addRules);
}

bool lock(const QByteArray &filter, int heapMegabytes)
{
    constexpr rlim_t CpuSeconds =
        3600; // over the life of a child; the server's deadline is for a run
    const rlim_t space = addressSpace();
    if (filter.isEmpty() || space == 0)
        return false;
    std::set_terminate(endOutOfMemory);
    if (!limit(RLIMIT_AS, space + rlim_t(heapMegabytes) * Megabyte)
        || !limit(RLIMIT_CPU, CpuSeconds) || !limit(RLIMIT_NOFILE, 16) || !limit(RLIMIT_CORE, 0)
        || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_NPROC, 0))
        return false;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && apply(filter);
}

} // namespace HookHost::Cage

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/cage.h"

#include <QFile>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <functional>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a process in the cage of hook hosts can still do: the last wall, behind the engine's.
class TestCage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void systemCallsAreRefused_data();
    void systemCallsAreRefused();
    void memoryIsLimited();
    void whatHooksNeedWorks();

private:
    /// How a child ended that does @p attempt in the cage: its wait status. Exit status 0 says that
    /// it succeeded, 1 that it was refused with EACCES, EPERM or ENOSYS, 2 something else.
    int statusOf(const std::function<bool()> &attempt) const;

    QByteArray m_filter;
};

namespace {

using Attempt = bool (*)();

bool opensFile()
{
    return ::open("/etc/passwd", O_RDONLY) >= 0;
}
bool readsProc()
{
    return ::open("/proc/self/mem", O_RDONLY) >= 0;
}
bool writesFile()
{
    return ::open("/tmp/hookdesk-cage", O_CREAT | O_WRONLY, 0600) >= 0;
}
bool lists()
{
    return ::syscall(SYS_getdents64, 0, nullptr, 0) >= 0;
}
bool removes()
{
    return ::unlink("/tmp/hookdesk-cage") == 0;
}
bool makesSocket()
{
    return ::socket(AF_INET, SOCK_STREAM, 0) >= 0;
}
bool connects()
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    return ::connect(0, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
}
bool forks()
{
    return ::fork() >= 0;
}
bool clones()
{
    return ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr) >= 0;
}
bool executes()
{
    char name[] = "/bin/true";
    char *const arguments[] = {name, nullptr};
    return ::execve(name, arguments, nullptr) == 0;
}
bool traces()
{
    return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0;
}
bool readsOthersMemory()
{
    return ::syscall(SYS_process_vm_readv, getppid(), nullptr, 0, nullptr, 0, 0) >= 0;
}
bool killsParent()
{
    return ::kill(getppid(), 0) == 0;
}
bool makesExecutableMemory()
{
    return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
                  -1, 0)
        != MAP_FAILED;
}
bool makesMemoryExecutable()
{
    void *memory =
        ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return ::mprotect(memory, 4096, PROT_READ | PROT_EXEC) == 0;
}
bool liftsLimits()
{
    const rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    return ::setrlimit(RLIMIT_AS, &limit) == 0;
}
bool makesMemoryFile()
{
    return ::memfd_create("x", 0) >= 0;
}
bool copiesDescriptor()
{
    return ::dup(0) >= 0;
}
bool becomesRoot()
{
    return ::setuid(0) == 0;
}
bool mounts()
{
    return ::syscall(SYS_mount, "x", "/mnt", "tmpfs", 0, nullptr) == 0;
}
bool changesFilter()
{
    return ::syscall(SYS_seccomp, 0, 0, nullptr) == 0;
}
bool loadsProgram()
{
    return ::syscall(SYS_bpf, 0, nullptr, 0) >= 0;
}
bool usesRing()
{
    return ::syscall(SYS_io_uring_setup, 1, nullptr) >= 0;
}
bool sharesMemory()
{
    return ::syscall(SYS_shmget, 1, 4096, 01600) >= 0;
}
bool setsTime()
{
    return ::syscall(SYS_clock_settime, 0, nullptr) == 0;
}

} // namespace

Q_DECLARE_METATYPE(Attempt)

void TestCage::initTestCase()
{
    m_filter = HookHost::Cage::makeFilter();
    QVERIFY(!m_filter.isEmpty());
}

int TestCage::statusOf(const std::function<bool()> &attempt) const
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(20); // a child that hangs fails the test instead of hanging it
        if (!HookHost::Cage::lock(m_filter, 64))
            _exit(3);
        errno = 0;
        if (attempt())
            _exit(0);
        _exit(errno == EACCES || errno == EPERM || errno == ENOSYS ? 1 : 2);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

void TestCage::systemCallsAreRefused_data()
{
    QTest::addColumn<Attempt>("attempt");
    const auto row = [](const char *name, Attempt attempt) { QTest::newRow(name) << attempt; };
    row("open a file", opensFile);
    row("read /proc", readsProc);
    row("write a file", writesFile);
    row("list a folder", lists);
    row("remove a file", removes);
    row("make a socket", makesSocket);
    row("connect", connects);
    row("fork", forks);
    row("clone", clones);
    row("execute", executes);
    row("trace", traces);
    row("read another's memory", readsOthersMemory);
    row("signal another", killsParent);
    row("map executable memory", makesExecutableMemory);
    row("make memory executable", makesMemoryExecutable);
    row("lift limits", liftsLimits);
    row("make a file in memory", makesMemoryFile);
    row("copy a descriptor", copiesDescriptor);
    row("become root", becomesRoot);
    row("mount", mounts);
    row("change the filter", changesFilter);
    row("load a BPF program", loadsProgram);
    row("use io_uring", usesRing);
    row("share memory", sharesMemory);
    row("set the clock", setsTime);
}

void TestCage::systemCallsAreRefused()
{
    QFETCH(Attempt, attempt);
    const int status = statusOf(attempt);
    const bool isKilled = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
    const bool isRefused = WIFEXITED(status) && WEXITSTATUS(status) == 1;
    QVERIFY2(isKilled || isRefused, QByteArray::number(status).constData());
}

void TestCage::memoryIsLimited()
{
    // That the engine ends by itself then, with ExitStatus::OutOfMemory, is tested with hostile
    // hooks.
    const int status = statusOf([] {
        void *memory = ::mmap(nullptr, 200 * 1024 * 1024, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return memory == MAP_FAILED && errno == ENOMEM;
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestCage::whatHooksNeedWorks()
{
    const int status = statusOf([] {
        auto *memory = static_cast<char *>(std::malloc(8 * 1024 * 1024));
        memory[8 * 1024 * 1024 - 1] = 1;
        std::free(memory);
        timespec now = {};
        return ::clock_gettime(CLOCK_REALTIME, &now) == 0 && ::getpid() > 0;
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QVERIFY(!QFile::exists(QStringLiteral("/tmp/hookdesk-cage")));
}

QTEST_APPLESS_MAIN(TestCage)
#include "tst_cage.moc"

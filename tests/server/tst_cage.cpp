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
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
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
    void limitsAreSet();
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
    QTest::addColumn<bool>("isKilled");
    constexpr bool killed = true;
    constexpr bool refused = false; // with an error, which libraries bear
    const auto row = [](const char *name, Attempt attempt, bool isKilled) {
        QTest::newRow(name) << attempt << isKilled;
    };
    row("open a file", opensFile, refused);
    row("read /proc", readsProc, refused);
    row("write a file", writesFile, refused);
    row("list a folder", lists, killed);
    row("remove a file", removes, killed);
    row("make a socket", makesSocket, refused);
    row("connect", connects, killed);
    row("fork", forks, killed);
    row("clone", clones, killed);
    row("execute", executes, killed);
    row("trace", traces, killed);
    row("read another's memory", readsOthersMemory, killed);
    row("signal another", killsParent, killed);
    row("map executable memory", makesExecutableMemory, killed);
    row("make memory executable", makesMemoryExecutable, killed);
    row("lift limits", liftsLimits, killed);
    row("make a file in memory", makesMemoryFile, refused);
    row("copy a descriptor", copiesDescriptor, killed);
    row("become root", becomesRoot, killed);
    row("mount", mounts, killed);
    row("change the filter", changesFilter, killed);
    row("load a BPF program", loadsProgram, killed);
    row("use io_uring", usesRing, killed);
    row("share memory", sharesMemory, killed);
    row("set the clock", setsTime, killed);
}

void TestCage::systemCallsAreRefused()
{
    QFETCH(Attempt, attempt);
    const int status = statusOf(attempt);
    QFETCH(bool, isKilled);
    // Without rights of its own a process is refused some of them anyway: that is not the cage.
    const bool isRight = isKilled ? WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS
                                  : WIFEXITED(status) && WEXITSTATUS(status) == 1;
    QVERIFY2(isRight, QByteArray::number(status).constData());
}

/// What the kernel says of a process in the cage.
void TestCage::limitsAreSet()
{
    constexpr uid_t Nobody = 65534;
    int ready[2];
    int done[2];
    QVERIFY(::pipe(ready) == 0 && ::pipe(done) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(20);
        char byte = 0;
        // The files in /proc of a process that can be dumped are its own, else they are root's.
        const bool isNobody = ::getuid() != 0 || ::setuid(Nobody) == 0;
        const bool isLocked = isNobody && ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0
            && HookHost::Cage::lock(m_filter, 64);
        _exit(isLocked && ::write(ready[1], &byte, 1) == 1 && ::read(done[0], &byte, 1) == 1 ? 0
                                                                                             : 3);
    }
    char byte = 0;
    ::close(ready[1]);
    QCOMPARE(::read(ready[0], &byte, 1), ssize_t(1));
    const QString folder = QStringLiteral("/proc/%1").arg(child);
    QFile file(folder + QStringLiteral("/limits"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString limits = QString::fromLatin1(file.readAll()).simplified();
    for (const char *limit : {"Max core file size 0 0", "Max open files 16 16", "Max processes 0 0",
                              "Max file size 0 0", "Max cpu time 3600 3600"})
        QVERIFY2(limits.contains(QLatin1String(limit)), limit);
    struct stat entry = {};
    QVERIFY(::stat(qPrintable(folder + QStringLiteral("/mem")), &entry) == 0);
    QCOMPARE(entry.st_uid, uid_t(0));
    QCOMPARE(::write(done[1], &byte, 1), ssize_t(1));
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    for (const int end : {ready[0], done[0], done[1]})
        ::close(end);
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

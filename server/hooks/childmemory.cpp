// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hooks/childmemory.h"

#include <array>
#include <charconv>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace Hooks {

namespace {

/// The addresses that @p process has in use, in bytes; 0 when the system does not tell.
/// Source: proc_pid_statm(5).
qint64 addressSpaceOf(pid_t process)
{
    std::array<char, 32> path;
    std::snprintf(path.data(), path.size(), "/proc/%d/statm", int(process));
    const int file = ::open(path.data(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    std::array<char, 128> text;
    const ssize_t count = ::read(file, text.data(), text.size());
    ::close(file);
    qint64 pages = 0;
    if (count > 0)
        std::from_chars(text.data(), text.data() + count, pages);
    return pages * sysconf(_SC_PAGESIZE);
}

} // namespace

void ChildMemory::begin(pid_t process)
{
    m_process = process;
    m_atFirst = m_now = process > 0 ? addressSpaceOf(process) : 0;
}

bool ChildMemory::isHalfUsed(int heapMegabytes)
{
    using namespace std::chrono_literals;
    if (m_atFirst == 0)
        return false;
    if (const auto now = Time::now(); now - m_looked > 2ms) {
        m_looked = now;
        m_now = addressSpaceOf(m_process);
    }
    return m_now - m_atFirst > qint64(heapMegabytes) * 1024 * 1024 / 2;
}

} // namespace Hooks

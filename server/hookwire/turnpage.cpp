// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookwire/turnpage.h"

#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr size_t PageSize = 4096;

void *mapped(int descriptor)
{
    void *memory = ::mmap(nullptr, PageSize, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

} // namespace

std::unique_ptr<TurnPage> TurnPage::make()
{
    static_assert(std::atomic<quint32>::is_always_lock_free
                  && std::atomic<Time::rep>::is_always_lock_free);
    const int descriptor = ::memfd_create("turn", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    // Sealed, because reading a page that the other side cut off would end this process.
    const bool isMade = descriptor >= 0 && ::ftruncate(descriptor, off_t(PageSize)) == 0
        && ::fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
    void *memory = isMade ? mapped(descriptor) : nullptr;
    if (memory)
        return std::unique_ptr<TurnPage>(new TurnPage(new (memory) Shared{}, descriptor));
    if (descriptor >= 0)
        ::close(descriptor);
    return nullptr;
}

std::unique_ptr<TurnPage> TurnPage::of(int descriptor)
{
    void *memory = mapped(descriptor);
    ::close(descriptor);
    if (!memory)
        return nullptr;
    return std::unique_ptr<TurnPage>(new TurnPage(static_cast<Shared *>(memory), -1));
}

TurnPage::~TurnPage()
{
    closeDescriptor();
    ::munmap(m_shared, PageSize);
}

void TurnPage::closeDescriptor()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void TurnPage::begin(quint32 run)
{
    m_shared->since.store(Time::now().time_since_epoch().count(), std::memory_order_relaxed);
    m_shared->run.store(run, std::memory_order_release);
}

TurnPage::Turn TurnPage::turn() const
{
    const quint32 run = m_shared->run.load(std::memory_order_acquire);
    const auto since = Time::duration(m_shared->since.load(std::memory_order_relaxed));
    return {run, Time::time_point(since)};
}

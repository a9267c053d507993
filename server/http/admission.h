// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/requesthead.h"

#include <QtGlobal>

#include <atomic>
#include <functional>
#include <utility>

namespace Http {

/// The memory of all large bodies that are on their way, of requests and of answers, of all
/// connections. Any thread.
class BodyMemory final
{
public:
    /// Takes @p bytes, unless more than @p most would be taken then.
    bool take(qsizetype bytes, qsizetype most)
    {
        if (m_taken.fetch_add(bytes, std::memory_order_relaxed) + bytes <= most)
            return true;
        give(bytes);
        return false;
    }
    void give(qsizetype bytes) { m_taken.fetch_sub(bytes, std::memory_order_relaxed); }
    /// Bytes that are taken now.
    qsizetype taken() const { return m_taken.load(std::memory_order_relaxed); }

private:
    std::atomic<qsizetype> m_taken = 0;
};

/// A part of a BodyMemory, which outlives it; given back when this ends. Thread: its owner's.
class BodyShare final
{
public:
    BodyShare() = default;
    explicit BodyShare(BodyMemory *memory)
        : m_memory(memory)
    {
    }
    BodyShare(BodyShare &&other) noexcept
        : m_memory(other.m_memory)
        , m_bytes(std::exchange(other.m_bytes, 0))
    {
    }
    BodyShare &operator=(BodyShare &&other) noexcept
    {
        giveBack();
        m_memory = other.m_memory;
        m_bytes = std::exchange(other.m_bytes, 0);
        return *this;
    }
    ~BodyShare() { giveBack(); }

    /// Takes @p bytes more, within the limit @p most of all. Without a memory nothing is counted.
    bool take(qsizetype bytes, qsizetype most)
    {
        if (m_memory && !m_memory->take(bytes, most))
            return false;
        m_bytes += bytes;
        return true;
    }
    void giveBack()
    {
        if (m_memory && m_bytes > 0)
            m_memory->give(std::exchange(m_bytes, 0));
    }

private:
    BodyMemory *m_memory = nullptr;
    qsizetype m_bytes = 0;
};

/// What the guard asks before it takes a large body. Thread: the connection's.
struct Admission
{
    /// A body of at most so many bytes is taken of anybody, and not counted.
    static constexpr qsizetype OfUnknown = 64 * 1024;

    /// Whether the key or the token of the request is known.
    std::function<bool(const RequestHead &)> isKnown;
    BodyMemory *memory = nullptr; ///< Of the server, which outlives all connections.
};

} // namespace Http

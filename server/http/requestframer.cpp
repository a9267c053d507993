// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestframer.h"

#include "server/core/headtext.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace Http {

namespace {

constexpr const char *UnknownSender = "A body of more than 64 KiB needs an API key or a token.";
constexpr const char *NoMemory =
    "Too many large bodies are on their way now; send the request again in a moment.";

} // namespace

bool RequestFramer::refuse(int status, const char *reason)
{
    m_refusal = {status, reason};
    return false;
}

RequestFramer::State RequestFramer::advance()
{
    while (m_refusal.status == 0 && m_stage != Stage::Complete) {
        bool advanced = false;
        switch (m_stage) {
        case Stage::Head:
            advanced = readHead();
            break;
        case Stage::Body:
            advanced = readBody();
            break;
        case Stage::ChunkSize:
            advanced = readChunkSize();
            break;
        case Stage::ChunkData:
            advanced = readChunkData();
            break;
        case Stage::Trailer:
            advanced = readTrailer();
            break;
        case Stage::Complete:
            break;
        }
        if (!advanced)
            break;
    }
    if (m_refusal.status != 0)
        return State::Refused;
    return m_stage == Stage::Complete ? State::Complete : State::NeedMore;
}

bool RequestFramer::readHead()
{
    // Blank lines before a request are skipped (RFC 9112 section 2.2).
    while (m_buffer.startsWith("\r\n")) {
        m_buffer.remove(0, 2);
        m_searched = 0;
    }
    const qsizetype end = indexOfEnd(m_buffer, "\r\n\r\n", std::max<qsizetype>(0, m_searched - 3));
    if (end < 0) {
        m_searched = m_buffer.size();
        if (!m_buffer.contains("\r\n") && m_buffer.size() > m_limits.requestLine)
            return refuse(414, "The request line is too long.");
        if (m_buffer.size() > m_limits.requestLine + m_limits.headerBytes)
            return refuse(431, "The headers are too large.");
        return false;
    }
    if (end > m_limits.requestLine + m_limits.headerBytes)
        return refuse(431, "The headers are too large.");
    m_searched = 0;
    m_refusal = m_head.read(QByteArrayView(m_buffer).first(end), m_limits);
    if (m_refusal.status != 0)
        return false;
    if (!admitBody())
        return false;
    m_size = end + 4;
    m_remaining = m_head.length();
    m_expectsContinue = m_head.expectsContinue();
    m_trailerBytes = 0;
    if (!m_head.isNormal() || m_head.isChunked() || m_remaining > LargestPassedOn) {
        m_written = m_head.written();
        m_buffer.remove(0, std::exchange(m_size, 0));
    }
    m_stage = m_head.isChunked() ? Stage::ChunkSize : Stage::Body;
    return true;
}

bool RequestFramer::admitBody()
{
    m_largestBody = m_limits.body;
    m_isCounted = false;
    m_counted = 0;
    if (m_head.length() > m_limits.body)
        return refuse(413, "The body is too large.");
    const bool isLarge = m_head.isChunked() || m_head.length() > LargestPassedOn;
    if (!isLarge || !m_admission)
        return true;
    if (!m_admission->isKnown(m_head))
        m_largestBody = std::min(m_largestBody, Admission::OfUnknown);
    if (m_head.length() > m_largestBody)
        return refuse(401, UnknownSender);
    m_isCounted = m_admission->memory != nullptr;
    return hasMemoryFor(m_head.length());
}

bool RequestFramer::admitChunk()
{
    const qsizetype size = m_body.size() + m_remaining;
    if (size > m_limits.body)
        return refuse(413, "The body is too large.");
    if (size > m_largestBody)
        return refuse(401, UnknownSender);
    return hasMemoryFor(m_remaining);
}

bool RequestFramer::hasMemoryFor(qsizetype bytes)
{
    const bool hasMemory = !m_isCounted || m_admission->memory->taken() + bytes <= m_limits.memory;
    return hasMemory || refuse(503, NoMemory);
}

/// Who only announces a body, or stops in its middle, keeps nobody else out.
bool RequestFramer::countArrived(qsizetype bytes)
{
    if (!m_isCounted)
        return true;
    const qsizetype more = bytes - std::exchange(m_counted, bytes);
    return m_share.take(more, m_limits.memory) || refuse(503, NoMemory);
}

BodyShare RequestFramer::takeShare()
{
    return std::exchange(m_share, m_admission ? BodyShare(m_admission->memory) : BodyShare());
}

bool RequestFramer::readBody()
{
    if (!countArrived(std::min(m_buffer.size() - m_size, m_remaining)))
        return false;
    if (m_buffer.size() - m_size < m_remaining)
        return false;
    m_stage = Stage::Complete;
    if (m_written.isEmpty()) {
        m_size += m_remaining;
    } else if (m_buffer.size() == m_remaining) {
        complete(std::exchange(m_buffer, {}));
    } else {
        complete(m_buffer.first(m_remaining));
        m_buffer.remove(0, m_remaining);
    }
    return true;
}

bool RequestFramer::readChunkSize()
{
    constexpr qsizetype MaximumLine = 1024;
    const qsizetype end = indexOfEnd(m_buffer, "\r\n");
    if (end < 0) {
        if (m_buffer.size() > MaximumLine)
            return refuse(400, "The size of a chunk is not a number.");
        return false;
    }
    // What follows a semicolon are extensions, which nobody needs.
    const QByteArrayView line = QByteArrayView(m_buffer).first(end);
    const qsizetype semicolon = line.indexOf(';');
    const QByteArrayView digits = (semicolon < 0 ? line : line.first(semicolon)).trimmed();
    const bool isHex = !digits.isEmpty() && digits.size() <= 8
        && std::all_of(digits.begin(), digits.end(),
                       [](char c) { return std::isxdigit(uchar(c)); });
    if (!isHex || !isHeadText(line))
        return refuse(400, "The size of a chunk is not a number.");
    m_remaining = digits.toByteArray().toLongLong(nullptr, 16);
    m_buffer.remove(0, end + 2);
    if (!admitChunk())
        return false;
    m_stage = m_remaining > 0 ? Stage::ChunkData : Stage::Trailer;
    return true;
}

bool RequestFramer::readChunkData()
{
    if (!countArrived(m_body.size() + std::min(m_buffer.size(), m_remaining)))
        return false;
    if (m_buffer.size() < m_remaining + 2)
        return false;
    if (QByteArrayView(m_buffer).sliced(m_remaining, 2) != "\r\n")
        return refuse(400, "A chunk is longer than its size.");
    m_body.append(QByteArrayView(m_buffer).first(m_remaining));
    m_buffer.remove(0, m_remaining + 2);
    m_stage = Stage::ChunkSize;
    return true;
}

bool RequestFramer::readTrailer()
{
    const qsizetype end = indexOfEnd(m_buffer, "\r\n");
    m_trailerBytes += std::max<qsizetype>(end, 0);
    if (m_trailerBytes > m_limits.headerBytes
        || (end < 0 && m_buffer.size() > m_limits.headerBytes))
        return refuse(431, "The trailers are too large.");
    if (end < 0)
        return false;
    m_buffer.remove(0, end + 2);
    if (end == 0)
        complete(std::exchange(m_body, {}));
    return true;
}

/// Ends a request that is not handed on as it came.
void RequestFramer::complete(const QByteArray &body)
{
    m_stage = Stage::Complete;
    if (body.size() > LargestPassedOn) {
        m_body = body;
        m_written.append("\r\n");
        return;
    }
    if (m_head.hasLength() || m_head.isChunked())
        m_written.append("Content-Length: ").append(QByteArray::number(body.size())).append("\r\n");
    m_written.append("\r\n").append(body);
}

QByteArrayView RequestFramer::message() const
{
    return m_written.isEmpty() ? QByteArrayView(m_buffer).first(m_size) : QByteArrayView(m_written);
}

void RequestFramer::drop()
{
    m_head = {};
    m_buffer.clear();
    m_body.clear();
    m_written.clear();
    m_share = {};
}

void RequestFramer::next()
{
    constexpr qsizetype KeptBuffer = 16 * 1024; // of a connection that waits
    m_stage = Stage::Head;
    m_written.clear();
    m_body.clear();
    if (m_size < m_buffer.size())
        m_buffer.remove(0, m_size);
    else if (m_buffer.capacity() > KeptBuffer)
        m_buffer.clear();
    else
        m_buffer.resize(0);
    m_size = 0;
}

} // namespace Http

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace Http {

/// What a connection may send.
struct Limits
{
    qsizetype requestLine = 16 * 1024;
    qsizetype headerBytes = 32 * 1024;
    int headerCount = 100;
    qsizetype body = 16 * 1024 * 1024;
    int connections = 1024; ///< Of all threads.
};

/// The limits of the moment, for each new connection and each request. Any thread.
using LimitsNow = std::function<Limits()>;

/// Cuts the bytes of a connection into requests and refuses what RFC 9112 refuses, above all what
/// two parsers could read differently (request smuggling). It stands before QtHttpServer, which
/// has no limits and takes almost anything.
/// A value; the thread of its connection.
class RequestFramer final
{
public:
    enum class State { NeedMore, Complete, Refused };

    explicit RequestFramer(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// For the requests whose head is not read yet.
    void setLimits(const Limits &limits) { m_limits = limits; }

    /// Takes the next bytes of the connection.
    void append(QByteArrayView bytes) { m_buffer.append(bytes); }
    /// Goes on as far as the bytes reach.
    State advance();

    /// The request, once complete; the framer then begins the next one.
    Request take();

    /// After Refused: the status to answer with and why.
    int refusalStatus() const { return m_refusalStatus; }
    const char *refusal() const { return m_refusal; }

    bool isIdle() const { return m_stage == Stage::Head && m_buffer.isEmpty(); }
    bool isReadingBody() const { return m_stage != Stage::Head; }
    /// True once when the client waits for `100 Continue`.
    bool takeExpectsContinue() { return std::exchange(m_expectsContinue, false); }
    /// Whether the connection stays open after the request just taken.
    bool keepsAlive() const { return m_keepsAlive; }

private:
    enum class Stage { Head, Body, ChunkSize, ChunkData, Trailer, Complete };

    State refuse(int status, const char *reason);
    bool readHead();
    bool readRequestLine(QByteArrayView line);
    bool readHeader(QByteArrayView line);
    bool finishHead(bool http11);
    bool readBody();
    bool readChunkSize();
    bool readChunkData();
    bool readTrailer();

    Limits m_limits;
    QByteArray m_buffer;
    qsizetype m_searched = 0; ///< Bytes of the buffer in which the head does not end.
    Stage m_stage = Stage::Head;
    Request m_request;
    qsizetype m_remaining = 0; ///< Of the body or the chunk.
    qsizetype m_trailerBytes = 0;
    bool m_http11 = false;
    bool m_keepsAlive = true;
    bool m_expectsContinue = false;
    int m_refusalStatus = 0;
    const char *m_refusal = "";
};

} // namespace Http

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/admission.h"
#include "server/http/requesthead.h"

#include <QByteArray>
#include <QByteArrayView>

#include <utility>

namespace Http {

/// The guard: cuts the bytes of a connection into requests, refuses what RFC 9110 and 9112 refuse,
/// above all what two parsers could read differently (request smuggling), and keeps the limits. It
/// stands before QtHttpServer, which has no limits and takes almost anything, and hands each
/// request on in normal form:
///
/// * one of the methods GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS;
/// * a target in origin-form, percent-encoded, or `*`;
/// * each header once, those that came several times as one list;
/// * a Host that is one, that of the target where it is in absolute-form;
/// * no chunks, trailers, `Expect` and `Upgrade`; a `Content-Length` where there is a body.
///
/// Bytes that are in this form already are handed on as they came. It builds no request:
/// QtHttpServer parses what it hands on.
/// A value; the thread of its connection.
class RequestFramer final
{
public:
    enum class State { NeedMore, Complete, Refused };

    /// Bytes of a body that are handed on with the head. QtHttpServer 6.4 has three copies of a
    /// body while it reads it, and keeps one until the next request: larger ones go past it.
    static constexpr qsizetype LargestPassedOn = 64 * 1024;

    /// @p admission, which outlives this, is asked before large bodies are taken; null: all are.
    explicit RequestFramer(const Limits &limits, const Admission *admission = nullptr)
        : m_limits(limits)
        , m_admission(admission)
        , m_share(admission ? BodyShare(admission->memory) : BodyShare())
    {
    }

    /// For the requests whose head is not read yet.
    void setLimits(const Limits &limits) { m_limits = limits; }

    /// Takes the next bytes of the connection.
    void append(QByteArrayView bytes) { m_buffer.append(bytes); }
    /// Goes on as far as the bytes reach.
    State advance();

    /// Once complete: the request in normal form. Valid until next().
    QByteArrayView message() const;
    /// Once complete: the body where it is too large for message(), which then has no length;
    /// else empty.
    QByteArray takeLargeBody() { return std::exchange(m_body, {}); }
    /// Once complete: what its body takes of the server's memory.
    BodyShare takeShare();
    /// Drops the complete request and begins the next one.
    void next();

    /// After Refused: the status to answer with and why.
    const Refusal &refusal() const { return m_refusal; }
    /// After Refused: gives back what came of the request, and its share of the memory.
    void drop();

    bool isIdle() const { return m_stage == Stage::Head && m_buffer.isEmpty(); }
    bool isReadingBody() const { return m_stage != Stage::Head; }
    /// True once when the client waits for `100 Continue`.
    bool takeExpectsContinue() { return std::exchange(m_expectsContinue, false); }
    /// The last head that was read: what it says besides its bytes.
    const RequestHead &head() const { return m_head; }

private:
    enum class Stage { Head, Body, ChunkSize, ChunkData, Trailer, Complete };

    /// Ends it all: after a refusal nobody knows where the next request begins.
    bool refuse(int status, const char *reason);
    // Each reads one part; false: it needs more bytes, or the request was refused.
    bool readHead();
    /// Whether the body of the head that was read is taken, as far as the head tells.
    bool admitBody();
    bool admitChunk();
    /// Whether there is memory for so much of a body, which nobody holds for it until it comes.
    bool hasMemoryFor(qsizetype bytes);
    /// Holds the memory of the @p bytes of the body that have come.
    bool countArrived(qsizetype bytes);
    bool readBody();
    bool readChunkSize();
    bool readChunkData();
    bool readTrailer();
    /// Writes the request in normal form, with @p body and its length; a large body is kept apart.
    void complete(const QByteArray &body);

    Limits m_limits;
    const Admission *m_admission; ///< Null: everything is taken.
    BodyShare m_share; ///< Of the body that is being read.
    bool m_isCounted = false; ///< Whether the body of this request is.
    qsizetype m_counted = 0; ///< Bytes of it so far.
    qsizetype m_largestBody = 0; ///< Bytes; of this request.
    QByteArray m_buffer;
    qsizetype m_searched = 0; ///< Bytes of the buffer in which the head does not end.
    Stage m_stage = Stage::Head;
    RequestHead m_head;
    qsizetype m_size = 0; ///< Of what is in normal form as it came, at the buffer's beginning.
    QByteArray m_written; ///< What is not, in normal form.
    QByteArray m_body; ///< Of chunks, and a large one.
    qsizetype m_remaining = 0; ///< Of the body or the chunk.
    qsizetype m_trailerBytes = 0; ///< So far: trailers are dropped, and yet have a limit.
    bool m_expectsContinue = false;
    Refusal m_refusal;
};

} // namespace Http

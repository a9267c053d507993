// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <functional>
#include <vector>

namespace Http {

/// What a connection may send.
struct Limits
{
    qsizetype requestLine = 16 * 1024; ///< Bytes; else 414.
    qsizetype headerBytes = 32 * 1024; ///< Plus what the request line leaves unused; else 431.
    int headerCount = 100; ///< Else 431.
    qsizetype body = 16 * 1024 * 1024; ///< Bytes, without what chunks add; else 413.
    int connections = 1024; ///< Of all threads.
    /// A thread that has fewer takes one in any case: another has more than its part of all, and
    /// makes room with the next one that it gets.
    int connectionsOfThread = 0;
    qsizetype memory = 512 * 1024 * 1024; ///< Bytes of all large bodies on their way; else 503.
    /// From the first byte to the end of the headers; else 408.
    std::chrono::milliseconds headTime{10'000};
    std::chrono::milliseconds bodyTime{30'000}; ///< Without a byte of the body; else 408.
};

/// The limits of the moment, for each new connection and each request. Any thread.
using LimitsNow = std::function<Limits()>;

/// Why the guard takes no more of a connection.
struct Refusal
{
    int status = 0; ///< 0: it does.
    const char *reason = ""; ///< A sentence.
};

/// The head of a request, its request line and headers: refuses what RFC 9110 and 9112 refuse, and
/// brings the rest into normal form (RequestFramer).
/// It looks at bytes of others, so written() is to be called while they are there. Any thread.
class RequestHead final
{
public:
    /// Reads @p head, which ends before the blank line.
    /// The status of the result is 0 when there is nothing to refuse.
    Refusal read(QByteArrayView head, const Limits &limits);

    /// Whether the head is in normal form as it came.
    bool isNormal() const { return m_isNormal; }
    /// The head in normal form, without a length of the body and without the blank line.
    QByteArray written() const;

    /// The path and the query as they came.
    QByteArrayView target() const { return m_target; }
    /// The first value of the header @p name, in lower case; empty: there is none.
    QByteArrayView value(QByteArrayView name) const;

    bool isHttp11() const { return m_isHttp11; }
    /// In upper case; one of those that are known.
    QByteArrayView method() const { return m_method; }
    bool isHead() const { return m_method == "HEAD"; }
    /// Whether the connection stays open after this request.
    bool keepsAlive() const { return m_keepsAlive; }
    bool expectsContinue() const { return m_expectsContinue; }
    bool hasLength() const { return m_hasLength; }
    qsizetype length() const { return m_length; } ///< 0 where the body comes in chunks.
    bool isChunked() const { return m_isChunked; }

private:
    struct Header
    {
        QByteArrayView name;
        QByteArrayView value;
    };

    bool refuse(int status, const char *reason);
    /// Each reads one part; false: it was refused.
    bool readLines(QByteArrayView head, const Limits &limits);
    bool readRequestLine(QByteArrayView line, const Limits &limits);
    bool readTarget(QByteArrayView target);
    bool readHeader(QByteArrayView line, const Limits &limits);
    bool readMeanings();
    bool readLength();

    Refusal m_refusal;
    std::vector<Header> m_headers; ///< Kept from one request to the next, for its memory.
    QByteArrayView m_method; ///< One of those that are known, as a literal.
    QByteArrayView m_target; ///< The path and the query; empty: `/`.
    QByteArrayView m_authority; ///< Of a target in absolute-form: it goes before Host.
    bool m_isHttp11 = false;
    bool m_isNormal = true; ///< See isNormal().
    bool m_keepsAlive = true;
    bool m_expectsContinue = false;
    bool m_hasLength = false; ///< There is a Content-Length, be it 0.
    bool m_isChunked = false;
    qsizetype m_length = 0; ///< See length().
};

} // namespace Http

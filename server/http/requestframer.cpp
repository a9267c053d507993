// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestframer.h"

#include <algorithm>
#include <array>

namespace Http {

namespace {

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isKnownMethod(QByteArrayView method)
{
    static constexpr std::array<QByteArrayView, 7> methods = {"GET",    "POST", "PUT",    "PATCH",
                                                              "DELETE", "HEAD", "OPTIONS"};
    return std::find(methods.begin(), methods.end(), method) != methods.end();
}

/// Clients send JSON raw in the request line (contract: queries 1): what a URL does not
/// allow is percent-encoded here, so that all who read it after us agree.
QByteArray encodedTarget(QByteArrayView target)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    QByteArray encoded;
    encoded.reserve(target.size());
    for (const char c : target) {
        const bool raw = uchar(c) <= 0x20 || uchar(c) >= 0x7f
            || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
        if (raw)
            encoded.append('%').append(Hex[uchar(c) >> 4]).append(Hex[uchar(c) & 15]);
        else
            encoded.append(c);
    }
    return encoded;
}

bool hasControlCharacter(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (uchar(c) < 0x20 && c != '\t') || uchar(c) == 0x7f; });
}

} // namespace

RequestFramer::State RequestFramer::refuse(int status, const char *reason)
{
    m_refusalStatus = status;
    m_refusal = reason;
    return State::Refused;
}

RequestFramer::State RequestFramer::advance()
{
    while (m_refusalStatus == 0 && m_stage != Stage::Complete) {
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
    if (m_refusalStatus != 0)
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
    const qsizetype end = m_buffer.indexOf("\r\n\r\n", std::max<qsizetype>(0, m_searched - 3));
    if (end < 0) {
        m_searched = m_buffer.size();
        if (!m_buffer.contains("\r\n") && m_buffer.size() > m_limits.requestLine)
            refuse(414, "The request line is too long.");
        else if (m_buffer.size() > m_limits.requestLine + m_limits.headerBytes)
            refuse(431, "The headers are too large.");
        return false;
    }
    if (end > m_limits.requestLine + m_limits.headerBytes) {
        refuse(431, "The headers are too large.");
        return false;
    }
    const QByteArray head = m_buffer.first(end);
    m_buffer.remove(0, end + 4);
    m_searched = 0;
    m_request = {};
    m_request.headers.reserve(8);
    qsizetype start = 0;
    for (bool first = true; start <= head.size(); first = false) {
        qsizetype stop = head.indexOf("\r\n", start);
        if (stop < 0)
            stop = head.size();
        const QByteArrayView line = QByteArrayView(head).sliced(start, stop - start);
        if (!(first ? readRequestLine(line) : readHeader(line)))
            return false;
        start = stop + 2;
    }
    return finishHead(m_http11);
}

bool RequestFramer::readRequestLine(QByteArrayView line)
{
    if (line.size() > m_limits.requestLine) {
        refuse(414, "The request line is too long.");
        return false;
    }
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first || hasControlCharacter(line)) {
        refuse(400, "The request line is not METHOD PATH HTTP/1.1.");
        return false;
    }
    const QByteArrayView version = line.sliced(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        const bool isHttp = version.startsWith("HTTP/") && version.size() == 8;
        refuse(isHttp ? 505 : 400, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
        return false;
    }
    const QByteArrayView method = line.first(first);
    if (!isKnownMethod(method)) {
        refuse(isToken(method) ? 501 : 400, "The method is not known.");
        return false;
    }
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (!target.startsWith('/') && !(target == "*" && method == "OPTIONS")) {
        refuse(400, "The path does not begin with a slash.");
        return false;
    }
    const QByteArray encoded = encodedTarget(target);
    const qsizetype question = encoded.indexOf('?');
    m_request.method = method.toByteArray();
    m_request.path = question < 0 ? encoded : encoded.first(question);
    m_request.query = question < 0 ? QByteArray() : encoded.sliced(question + 1);
    m_http11 = version == "HTTP/1.1";
    return true;
}

bool RequestFramer::readHeader(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)) || hasControlCharacter(line)) {
        refuse(400, "A header is not NAME: VALUE.");
        return false;
    }
    if (m_request.headers.size() == m_limits.headerCount) {
        refuse(431, "There are too many headers.");
        return false;
    }
    m_request.headers.append({line.first(colon).toByteArray().toLower(),
                              line.sliced(colon + 1).trimmed().toByteArray()});
    return true;
}

bool RequestFramer::finishHead(bool http11)
{
    int lengths = 0;
    int codings = 0;
    int hosts = 0;
    QByteArray length;
    QByteArray coding;
    QByteArray connection;
    m_expectsContinue = false;
    for (const auto &[name, value] : std::as_const(m_request.headers)) {
        if (name == "content-length" && ++lengths)
            length = value;
        else if (name == "transfer-encoding" && ++codings)
            coding = value.toLower();
        else if (name == "connection")
            connection = value.toLower();
        else if (name == "host")
            ++hosts;
        else if (name == "expect")
            m_expectsContinue = value.toLower() == "100-continue" && http11;
    }
    m_keepsAlive = http11 ? !connection.contains("close") : connection.contains("keep-alive");
    if (hosts > 1 || (http11 && hosts == 0))
        return refuse(400, "The header Host is missing or there twice."), false;
    if (lengths > 1 || codings > 1 || (lengths && codings))
        return refuse(400, "The length of the body is given twice."), false;
    if (codings && (coding != "chunked" || !http11))
        return refuse(501, "The only transfer coding known here is chunked."), false;
    if (lengths && (!isDigits(length) || length.size() > 18))
        return refuse(400, "Content-Length is not a number."), false;
    m_remaining = lengths ? qsizetype(length.toLongLong()) : 0;
    if (m_remaining > m_limits.body)
        return refuse(413, "The body is too large."), false;
    m_expectsContinue = m_expectsContinue && (codings || m_remaining > 0);
    m_trailerBytes = 0;
    m_stage = codings ? Stage::ChunkSize : (m_remaining > 0 ? Stage::Body : Stage::Complete);
    return true;
}

bool RequestFramer::readBody()
{
    if (m_buffer.size() < m_remaining)
        return false;
    m_request.body = m_buffer.first(m_remaining);
    m_buffer.remove(0, m_remaining);
    m_stage = Stage::Complete;
    return true;
}

bool RequestFramer::readChunkSize()
{
    constexpr qsizetype MaximumLine = 1024;
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0) {
        if (m_buffer.size() > MaximumLine)
            refuse(400, "The size of a chunk is not a number.");
        return false;
    }
    // What follows a semicolon are extensions, which nobody needs.
    const QByteArrayView line = QByteArrayView(m_buffer).first(end);
    const qsizetype semicolon = line.indexOf(';');
    const QByteArrayView digits = (semicolon < 0 ? line : line.first(semicolon)).trimmed();
    const bool isHex = !digits.isEmpty() && digits.size() <= 8
        && std::all_of(digits.begin(), digits.end(),
                       [](char c) { return std::isxdigit(uchar(c)); });
    if (!isHex || hasControlCharacter(line)) {
        refuse(400, "The size of a chunk is not a number.");
        return false;
    }
    m_remaining = digits.toByteArray().toLongLong(nullptr, 16);
    m_buffer.remove(0, end + 2);
    if (m_request.body.size() + m_remaining > m_limits.body) {
        refuse(413, "The body is too large.");
        return false;
    }
    m_stage = m_remaining > 0 ? Stage::ChunkData : Stage::Trailer;
    return true;
}

bool RequestFramer::readChunkData()
{
    if (m_buffer.size() < m_remaining + 2)
        return false;
    if (QByteArrayView(m_buffer).sliced(m_remaining, 2) != "\r\n") {
        refuse(400, "A chunk is longer than its size.");
        return false;
    }
    m_request.body.append(QByteArrayView(m_buffer).first(m_remaining));
    m_buffer.remove(0, m_remaining + 2);
    m_stage = Stage::ChunkSize;
    return true;
}

bool RequestFramer::readTrailer()
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    m_trailerBytes += std::max<qsizetype>(end, 0);
    if (m_trailerBytes > m_limits.headerBytes
        || (end < 0 && m_buffer.size() > m_limits.headerBytes)) {
        refuse(431, "The trailers are too large.");
        return false;
    }
    if (end < 0)
        return false;
    m_buffer.remove(0, end + 2);
    if (end == 0)
        m_stage = Stage::Complete;
    return true;
}

Request RequestFramer::take()
{
    m_stage = Stage::Head;
    return std::exchange(m_request, {});
}

} // namespace Http

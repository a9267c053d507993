// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requesthead.h"

#include "server/core/headtext.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace Http {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The literal of @p method; null for one that is not known.
QByteArrayView knownMethod(QByteArrayView method)
{
    static constexpr std::array<QByteArrayView, 7> methods = {"GET",    "POST", "PUT",    "PATCH",
                                                              "DELETE", "HEAD", "OPTIONS"};
    const auto found = std::find(methods.begin(), methods.end(), method);
    return found == methods.end() ? QByteArrayView() : *found;
}

bool isName(QByteArrayView name, QByteArrayView lower)
{
    return name.size() == lower.size() && name.compare(lower, Qt::CaseInsensitive) == 0;
}

/// Whether @p target may stand in a URL at @p i as it is. A `%` without two digits and `#` may not,
/// nor a second slash at the beginning, which would begin the name of a host.
bool isPlainAt(QByteArrayView target, qsizetype i)
{
    const char c = target[i];
    if (c == '%')
        return i + 2 < target.size() && isHexDigit(target[i + 1]) && isHexDigit(target[i + 2]);
    if (c == '/')
        return i != 1 || target[0] != '/';
    return uchar(c) > 0x20 && uchar(c) < 0x7f
        && std::string_view("\"#<>\\^`{|}").find(c) == std::string_view::npos;
}

/// Clients send JSON raw in the request line (contract: queries 1): what a URL does not allow is
/// percent-encoded here, so that all who read it after us agree.
QByteArray encodedTarget(QByteArrayView target)
{
    static constexpr char Hex[] = "0123456789ABCDEF";
    QByteArray encoded;
    encoded.reserve(target.size() + 16);
    for (qsizetype i = 0; i < target.size(); ++i) {
        const char c = target[i];
        if (isPlainAt(target, i))
            encoded.append(c);
        else
            encoded.append('%').append(Hex[uchar(c) >> 4]).append(Hex[uchar(c) & 15]);
    }
    return encoded;
}

bool isEncoded(QByteArrayView target)
{
    for (qsizetype i = 0; i < target.size(); ++i) {
        if (!isPlainAt(target, i))
            return false;
    }
    return !target.isEmpty();
}

/// `uri-host [ ":" port ]`, as far as one character tells; empty is allowed (RFC 9112 section 3.2).
bool isHost(QByteArrayView host)
{
    const qsizetype colon = host.lastIndexOf(':');
    const bool isPort = colon >= 0 && colon > host.lastIndexOf(']');
    const QByteArrayView port = isPort ? host.sliced(colon + 1) : QByteArrayView();
    const QByteArrayView name = isPort ? host.first(colon) : host;
    const bool isAddress = name.startsWith('[') && name.endsWith(']');
    return port.size() <= 5 && std::all_of(port.begin(), port.end(), isDigit)
        && std::all_of(name.begin(), name.end(), [isAddress](char c) {
               return isTokenCharacter(c)
                   ? c != '#' && c != '^' && c != '`' && c != '|'
                   : (isAddress ? c == ':' || c == '[' || c == ']'
                                : c != '\0'
                              && std::string_view("(),;=").find(c) != std::string_view::npos);
           });
}

} // namespace

Refusal RequestHead::read(QByteArrayView head, const Limits &limits)
{
    m_refusal = {};
    m_headers.clear();
    m_authority = {};
    m_isNormal = true;
    m_expectsContinue = m_hasLength = m_isChunked = false;
    m_length = 0;
    if (readLines(head, limits))
        (void)readMeanings();
    return m_refusal;
}

QByteArrayView RequestHead::value(QByteArrayView name) const
{
    const auto found = std::find_if(m_headers.begin(), m_headers.end(), [&](const Header &header) {
        return isName(header.name, name);
    });
    return found == m_headers.end() ? QByteArrayView() : found->value;
}

bool RequestHead::refuse(int status, const char *reason)
{
    m_refusal = {status, reason};
    return false;
}

bool RequestHead::readLines(QByteArrayView head, const Limits &limits)
{
    qsizetype start = 0;
    for (bool isFirst = true; start <= head.size(); isFirst = false) {
        qsizetype stop = indexOfEnd(head, "\r\n", start);
        if (stop < 0)
            stop = head.size();
        const QByteArrayView line = head.sliced(start, stop - start);
        if (!(isFirst ? readRequestLine(line, limits) : readHeader(line, limits)))
            return false;
        start = stop + 2;
    }
    return true;
}

bool RequestHead::readRequestLine(QByteArrayView line, const Limits &limits)
{
    if (line.size() > limits.requestLine)
        return refuse(414, "The request line is too long.");
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first || !isHeadText(line))
        return refuse(400, "The request line is not METHOD PATH HTTP/1.1.");
    const QByteArrayView version = line.sliced(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        const bool isHttp = version.startsWith("HTTP/") && version.size() == 8;
        return refuse(isHttp ? 505 : 400, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    }
    m_isHttp11 = version == "HTTP/1.1";
    const QByteArrayView method = line.first(first);
    m_method = knownMethod(method);
    if (m_method.isEmpty())
        return refuse(isToken(method) ? 501 : 400, "The method is not known.");
    return readTarget(line.sliced(first + 1, last - first - 1));
}

/// Takes origin-form, `*` and absolute-form (RFC 9112 section 3.2).
bool RequestHead::readTarget(QByteArrayView target)
{
    m_target = target;
    if (target == "*" && m_method == "OPTIONS")
        return true;
    if (target.startsWith('/')) {
        m_isNormal = isEncoded(target);
        return true;
    }
    const qsizetype scheme = target.indexOf("://");
    if (scheme < 0
        || !(isName(target.first(scheme), "http") || isName(target.first(scheme), "https")))
        return refuse(400, "The path does not begin with a slash.");
    const QByteArrayView rest = target.sliced(scheme + 3);
    const auto ends = [](char c) { return c == '/' || c == '?' || c == '#'; };
    const qsizetype end = std::find_if(rest.begin(), rest.end(), ends) - rest.begin();
    m_authority = rest.first(end);
    m_target = rest.sliced(end);
    m_isNormal = false;
    return (!m_authority.isEmpty() && isHost(m_authority))
        || refuse(400, "The host of the address is not HOST:PORT.");
}

bool RequestHead::readHeader(QByteArrayView line, const Limits &limits)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.first(colon)) || !isHeadText(line))
        return refuse(400, "A header is not NAME: VALUE.");
    if (m_headers.size() == size_t(limits.headerCount))
        return refuse(431, "There are too many headers.");
    const QByteArrayView name = line.first(colon);
    const auto isSame = [name](const Header &other) { return isName(other.name, name); };
    if (std::any_of(m_headers.begin(), m_headers.end(), isSame))
        m_isNormal = false;
    m_headers.push_back({name, line.sliced(colon + 1).trimmed()});
    return true;
}

/// What the headers say about the request as a whole.
bool RequestHead::readMeanings()
{
    int hosts = 0;
    QByteArrayView host;
    QByteArrayView connection;
    for (const auto &[name, value] : m_headers) {
        if (isName(name, "host") && ++hosts)
            host = value;
        else if (isName(name, "connection"))
            connection = value;
        else if (isName(name, "expect"))
            m_expectsContinue = m_isHttp11 && isName(value, "100-continue");
        // QtHttpServer would take these two as its own.
        if (isName(name, "expect") || isName(name, "upgrade"))
            m_isNormal = false;
    }
    const QByteArray options = connection.toByteArray().toLower();
    m_keepsAlive = m_isHttp11 ? !options.contains("close") : options.contains("keep-alive");
    if (hosts > 1 || (m_isHttp11 && hosts == 0))
        return refuse(400, "The header Host is missing or there twice.");
    if (!isHost(host))
        return refuse(400, "The header Host is not HOST:PORT.");
    if (!readLength())
        return false;
    m_expectsContinue = m_expectsContinue && (m_isChunked || m_length > 0);
    return true;
}

/// Where the body ends (RFC 9112 section 6.3).
bool RequestHead::readLength()
{
    int lengths = 0;
    int codings = 0;
    QByteArrayView length;
    QByteArrayView coding;
    for (const auto &[name, value] : m_headers) {
        if (isName(name, "content-length") && ++lengths)
            length = value;
        else if (isName(name, "transfer-encoding") && ++codings)
            coding = value;
    }
    if (lengths > 1 || codings > 1 || (lengths && codings))
        return refuse(400, "The length of the body is given twice.");
    if (codings && (!isName(coding, "chunked") || !m_isHttp11))
        return refuse(501, "The only transfer coding known here is chunked.");
    if (lengths
        && (length.isEmpty() || length.size() > 18
            || !std::all_of(length.begin(), length.end(), isDigit)))
        return refuse(400, "Content-Length is not a number.");
    m_hasLength = lengths > 0;
    m_isChunked = codings > 0;
    m_length = lengths ? qsizetype(length.toLongLong()) : 0;
    return true;
}

QByteArray RequestHead::written() const
{
    static constexpr std::array<QByteArrayView, 4> dropped = {"content-length", "transfer-encoding",
                                                              "expect", "upgrade"};
    QByteArray text;
    text.reserve(1024);
    text.append(m_method).append(' ');
    if (!m_authority.isEmpty() && m_target.isEmpty())
        text.append(m_method == "OPTIONS" ? '*' : '/');
    else if (!m_authority.isEmpty() && !m_target.startsWith('/'))
        text.append('/');
    text.append(encodedTarget(m_target)).append(m_isHttp11 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
    if (!m_authority.isEmpty())
        text.append("Host: ").append(m_authority).append("\r\n");
    for (auto header = m_headers.begin(); header != m_headers.end(); ++header) {
        const auto isSame = [header](const Header &other) {
            return isName(other.name, header->name);
        };
        const bool isDropped =
            std::any_of(dropped.begin(), dropped.end(),
                        [header](QByteArrayView name) { return isName(header->name, name); });
        const bool isWritten = std::any_of(m_headers.begin(), header, isSame)
            || (!m_authority.isEmpty() && isName(header->name, "host"));
        if (isDropped || isWritten)
            continue;
        text.append(header->name).append(": ").append(header->value);
        for (auto other = header + 1; other != m_headers.end(); ++other) {
            if (isSame(*other))
                text.append(isName(other->name, "cookie") ? "; " : ", ").append(other->value);
        }
        text.append("\r\n");
    }
    return text;
}

} // namespace Http

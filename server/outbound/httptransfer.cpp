// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/httptransfer.h"

#include "server/http/status.h"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

namespace Outbound {

namespace {

/// Of all heads of an answer. To list its headers, libcurl looks at each as often as there are
/// others: tens of thousands would keep all other calls waiting for half a minute.
constexpr int MaximumLines = 1000;

/// Node's name for what @p code and the system's @p systemError mean; hooks compare with these.
const char *nodeCodeOf(CURLcode code, long systemError)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return "ENOTFOUND";
    case CURLE_COULDNT_CONNECT:
        switch (systemError) {
        case EHOSTUNREACH:
            return "EHOSTUNREACH";
        case ENETUNREACH:
            return "ENETUNREACH";
        case ETIMEDOUT:
            return "ETIMEDOUT";
        default:
            return "ECONNREFUSED";
        }
    case CURLE_OPERATION_TIMEDOUT:
        return "ETIMEDOUT";
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return "ECONNRESET";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
        return "EPROTO";
    default:
        return "EIO";
    }
}

/// `https://example.com:8443/`. The path and the query go apart, as libcurl would write them in its
/// own way.
QByteArray originOf(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    return url.scheme().toLatin1() + "://" + (host.contains(':') ? '[' + host + ']' : host) + ':'
        + QByteArray::number(portOf(url)) + '/';
}

QByteArray targetOf(const QUrl &url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target.append('?').append(url.query(QUrl::FullyEncoded).toLatin1());
    return target;
}

/// What an address of the web may have as its host. Others never get to libcurl's parser, which
/// might see another host in them than the rules have.
bool isPlainHost(const QString &host)
{
    return std::all_of(host.begin(), host.end(), [](QChar c) {
        return (c < QChar(0x7f) && c.isLetterOrNumber()) || c == QLatin1Char('.')
            || c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char(':');
    });
}

} // namespace

HttpTransfer::HttpTransfer(const HttpCall &call, const AddressRules &rules, qint64 maximumBody)
    : m_call(call)
    , m_rules(rules)
    , m_maximumBody(maximumBody)
    , m_curl(curl_easy_init())
{
    m_isReady = m_curl && isPlainHost(m_call.url.host(QUrl::FullyEncoded));
    if (!m_isReady)
        return;
    setTarget();
    setBody();
    setHeaders();
    setTls();
    setGuards();
}

template<typename Value>
void HttpTransfer::set(CURLoption option, Value value)
{
    m_isReady = curl_easy_setopt(m_curl.get(), option, value) == CURLE_OK && m_isReady;
}

void HttpTransfer::setTarget()
{
    const bool isTls = m_call.url.scheme() == QLatin1String("https");
    set(CURLOPT_URL, originOf(m_call.url).constData());
    set(CURLOPT_REQUEST_TARGET, targetOf(m_call.url).constData());
    set(CURLOPT_HTTP_VERSION, long(isTls ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    set(CURLOPT_HEADERFUNCTION, &HttpTransfer::readHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &HttpTransfer::readBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_ERRORBUFFER, m_fault.data());
}

void HttpTransfer::setBody()
{
    if (m_call.method == "HEAD") {
        set(CURLOPT_NOBODY, 1L);
        return;
    }
    // These say how long their body is also when there is none: RFC 9110 section 8.6.
    const bool isUpload =
        m_call.method == "POST" || m_call.method == "PUT" || m_call.method == "PATCH";
    if (isUpload || !m_call.body.isEmpty()) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_call.body.size()));
        set(CURLOPT_POSTFIELDS, m_call.body.constData());
        set(CURLOPT_UPLOAD_BUFFERSIZE, 16L * 1024); // 64 kB would be kept for each call
    }
    set(CURLOPT_CUSTOMREQUEST, m_call.method.constData());
}

void HttpTransfer::addHeader(const QByteArray &line)
{
    curl_slist *longer = curl_slist_append(m_headers.get(), line.constData());
    m_isReady = m_isReady && longer;
    if (longer) {
        (void)m_headers.release(); // it is the begin of the longer list
        m_headers.reset(longer);
    }
}

/// libcurl leaves out a header of its own that is named here without a value.
void HttpTransfer::setHeaders()
{
    const auto isGiven = [this](const char *name) {
        return std::any_of(m_call.headers.begin(), m_call.headers.end(), [&](const auto &header) {
            return header.first.compare(name, Qt::CaseInsensitive) == 0;
        });
    };
    for (const auto &[name, value] : m_call.headers)
        addHeader(value.trimmed().isEmpty() ? name + ';' : name + ": " + value);
    if (!isGiven("User-Agent"))
        addHeader("User-Agent: Hookdesk");
    if (!isGiven("Content-Type"))
        addHeader(m_call.body.isEmpty() ? "Content-Type:"
                                        : "Content-Type: text/plain; charset=utf-8");
    if (!isGiven("Accept"))
        addHeader("Accept:");
    // Waiting for "100 Continue" costs a second where the server does not know it.
    if (!isGiven("Expect"))
        addHeader("Expect:");
    if (m_call.unpacks)
        set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br");
    else if (!isGiven("Accept-Encoding"))
        addHeader("Accept-Encoding: identity");
    set(CURLOPT_HTTPHEADER, m_headers.get());
}

void HttpTransfer::setTls()
{
    set(CURLOPT_SSL_VERIFYPEER, m_call.verifies ? 1L : 0L);
    set(CURLOPT_SSL_VERIFYHOST, m_call.verifies ? 2L : 0L);
    if (!m_call.authorities.isEmpty()) {
        // They take the place of the system's file of certificates; its folder stays.
        curl_blob blob = {const_cast<char *>(m_call.authorities.constData()),
                          size_t(m_call.authorities.size()), CURL_BLOB_COPY};
        set(CURLOPT_CAINFO_BLOB, &blob);
    }
    // A connection that was made without looking at the certificate must serve no other call.
    if (!m_call.verifies || !m_call.authorities.isEmpty()) {
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    }
}

void HttpTransfer::setGuards()
{
    set(CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::openSocket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_PREREQFUNCTION, &HttpTransfer::checkConnection);
    set(CURLOPT_PREREQDATA, this);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, ""); // nor one of the environment
    set(CURLOPT_NOSIGNAL, 1L); // the programs ignore SIGPIPE (app/signalwatch.cpp)
    // Ending a call does not wait for the thread that looks its name up.
    set(CURLOPT_QUICK_EXIT, 1L);
}

bool HttpTransfer::allows(const QHostAddress &address)
{
    const bool isAllowed = m_rules.allows(m_call.url.host(), quint16(portOf(m_call.url)), address);
    if (!isAllowed && m_refused.isNull())
        m_refused = address;
    return isAllowed;
}

curl_socket_t HttpTransfer::openSocket(void *self, curlsocktype, curl_sockaddr *address)
{
    auto *transfer = static_cast<HttpTransfer *>(self);
    if (!transfer->allows(QHostAddress(&address->addr)))
        return CURL_SOCKET_BAD;
    transfer->m_hasConnected = true;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// The rules may have changed since the connection was made.
int HttpTransfer::checkConnection(void *self, char *address, char *, int, int)
{
    auto *transfer = static_cast<HttpTransfer *>(self);
    return transfer->allows(QHostAddress(QString::fromLatin1(address))) ? CURL_PREREQFUNC_OK
                                                                        : CURL_PREREQFUNC_ABORT;
}

/// Only the reason is not to be had otherwise: `HTTP/1.1 404 Not Found`.
size_t HttpTransfer::readHeader(char *data, size_t, size_t count, void *self)
{
    if (++static_cast<HttpTransfer *>(self)->m_lines > MaximumLines)
        return 0;
    const QByteArray line = QByteArray(data, qsizetype(count)).trimmed();
    if (line.startsWith("HTTP/")) {
        const qsizetype end = line.indexOf(' ', line.indexOf(' ') + 1);
        static_cast<HttpTransfer *>(self)->m_reason = end < 0 ? QByteArray() : line.mid(end + 1);
    }
    return count;
}

size_t HttpTransfer::readBody(char *data, size_t, size_t count, void *self)
{
    auto *transfer = static_cast<HttpTransfer *>(self);
    if (transfer->m_body.size() + qint64(count) > transfer->m_maximumBody) {
        transfer->m_isTooLarge = true;
        return CURL_WRITEFUNC_ERROR;
    }
    transfer->m_body.append(data, qsizetype(count));
    return count;
}

Error HttpTransfer::errorOf(CURLcode code) const
{
    const QString host = m_call.url.host();
    const auto error = [](Error::Kind kind, const char *nodeCode, const QString &message) {
        Error made{kind, message};
        made.code = nodeCode;
        return made;
    };
    if (m_isTooLarge)
        return error(Error::Kind::TooLarge, "EMSGSIZE",
                     QStringLiteral("The answer of %1 is larger than %2 bytes.")
                         .arg(host)
                         .arg(m_maximumBody));
    if (m_lines > MaximumLines)
        return error(Error::Kind::TooLarge, "HPE_HEADER_OVERFLOW",
                     QStringLiteral("The answer of %1 has more than %2 headers.")
                         .arg(host)
                         .arg(MaximumLines));
    const bool isRefused = code == CURLE_ABORTED_BY_CALLBACK || !m_hasConnected;
    if (isRefused && !m_refused.isNull())
        return error(Error::Kind::Forbidden, "EACCES",
                     QStringLiteral("Hooks may not reach %1 (%2), which is no public address. To "
                                    "allow it, put it into the setting request.allow.")
                         .arg(host, m_refused.toString()));
    if (code == CURLE_COULDNT_RESOLVE_HOST)
        return error(Error::Kind::Unavailable, "ENOTFOUND",
                     QStringLiteral("The name %1 cannot be resolved.").arg(host));
    if (code == CURLE_PARTIAL_FILE)
        return error(Error::Kind::Unavailable, "ECONNRESET",
                     QStringLiteral("The answer of %1 was cut.").arg(host));
    long systemError = 0;
    curl_easy_getinfo(m_curl.get(), CURLINFO_OS_ERRNO, &systemError);
    const char *said = m_fault.front() != '\0' ? m_fault.data() : curl_easy_strerror(code);
    return error(Error::Kind::Unavailable, nodeCodeOf(code, systemError),
                 QStringLiteral("The call to %1 failed: %2.").arg(host, QString::fromUtf8(said)));
}

Result<HttpAnswer> HttpTransfer::takeAnswer(CURLcode code)
{
    if (code != CURLE_OK)
        return failure(errorOf(code));
    long status = 0;
    long version = 0;
    curl_easy_getinfo(m_curl.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(m_curl.get(), CURLINFO_HTTP_VERSION, &version);
    HttpAnswer answer;
    answer.status = int(status);
    // HTTP/2 has no reasons; hooks that read them do not know which version a server speaks.
    answer.reason = version == CURL_HTTP_VERSION_2_0 ? QByteArray(Http::reasonOf(answer.status))
                                                     : std::move(m_reason);
    curl_header *header = nullptr;
    while ((header = curl_easy_nextheader(m_curl.get(), CURLH_HEADER, -1, header)))
        answer.headers.append({QByteArray(header->name).toLower(), QByteArray(header->value)});
    answer.body = std::move(m_body);
    answer.url = m_call.url;
    return answer;
}

} // namespace Outbound

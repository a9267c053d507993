// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/httpfetch.h"

#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <utility>

namespace Outbound {

namespace {

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

/// Node's name for what the network reports; hooks compare with these.
const char *codeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return "ECONNREFUSED";
    case QNetworkReply::RemoteHostClosedError:
        return "ECONNRESET";
    case QNetworkReply::TimeoutError:
        return "ETIMEDOUT";
    case QNetworkReply::SslHandshakeFailedError:
        return "EPROTO";
    default:
        return "EIO";
    }
}

/// The header `Host` of @p url.
QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    return url.port() > 0 ? host + ':' + QByteArray::number(url.port()) : host;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

HttpFetch::HttpFetch(HttpCall call, AddressRules rules, qint64 maximumBody,
                     QNetworkAccessManager *manager, Answer answer)
    : m_call(std::move(call))
    , m_rules(std::move(rules))
    , m_maximumBody(maximumBody)
    , m_manager(manager)
    , m_answer(std::move(answer))
{
    // A connection that was made without looking at the certificate must serve no other call.
    if (!m_call.verifies || !m_call.authorities.isEmpty()) {
        m_manager = new QNetworkAccessManager(this);
        m_manager->setProxy(QNetworkProxy::NoProxy);
    }
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, [this] {
        fail(Error::Kind::Unavailable, "ETIMEDOUT",
             QStringLiteral("%1 did not answer within %2 ms.")
                 .arg(m_call.url.host())
                 .arg(m_call.timeout.count()));
    });
    m_deadline.start(m_call.timeout);
    resolve();
}

HttpFetch::~HttpFetch()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    delete m_reply;
}

void HttpFetch::resolve()
{
    if (const auto checked = m_call.checkHead(); !checked) {
        fail(checked.error().kind, "EINVAL", checked.error().message);
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_call.url.host(QUrl::FullyDecoded), this,
                                     [this](const QHostInfo &info) {
                                         m_lookup = -1;
                                         connectToOne(info);
                                     });
}

void HttpFetch::connectToOne(const QHostInfo &info)
{
    const QString host = m_call.url.host();
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty()) {
        fail(Error::Kind::Unavailable, "ENOTFOUND",
             QStringLiteral("The name %1 cannot be resolved.").arg(host));
        return;
    }
    m_addresses.clear();
    for (const QHostAddress &address : info.addresses()) {
        if (m_rules.allows(host, quint16(portOf(m_call.url)), address))
            m_addresses.append(address);
    }
    if (m_addresses.isEmpty()) {
        fail(Error::Kind::Forbidden, "EACCES",
             QStringLiteral("Hooks may not reach %1 (%2), which is no public address. To allow it, "
                            "put it into the setting request.allow.")
                 .arg(host, info.addresses().constFirst().toString()));
        return;
    }
    send();
}

QNetworkRequest HttpFetch::requestTo(const QHostAddress &address) const
{
    QUrl url = m_call.url;
    url.setHost(address.toString());
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    // No run sees what servers told another one.
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // HTTP/2 would name the address as the authority instead of the host.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setPeerVerifyName(m_call.url.host());
    bool hasEncoding = false;
    for (const auto &[name, value] : m_call.headers) {
        request.setRawHeader(name, value);
        hasEncoding = hasEncoding || name.toLower() == "accept-encoding";
    }
    request.setRawHeader("Host", hostHeader(m_call.url));
    if (!hasEncoding && !m_call.unpacks)
        request.setRawHeader("Accept-Encoding", "identity");
    if (!request.hasRawHeader("User-Agent"))
        request.setRawHeader("User-Agent", "Hookdesk");
    if (!m_call.body.isEmpty() && !request.hasRawHeader("Content-Type"))
        request.setRawHeader("Content-Type", "text/plain; charset=utf-8");
    if (!m_call.authorities.isEmpty() || !m_call.verifies) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.addCaCertificates(QSslCertificate::fromData(m_call.authorities, QSsl::Pem));
        if (!m_call.verifies)
            tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        request.setSslConfiguration(tls);
    }
    return request;
}

void HttpFetch::send()
{
    m_body.clear();
    const QNetworkRequest request = requestTo(m_addresses.takeFirst());
    m_reply = m_manager->sendCustomRequest(request, m_call.method, m_call.body);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpFetch::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &HttpFetch::finish);
}

void HttpFetch::readSome()
{
    m_body.append(m_reply->readAll());
    if (m_body.size() > m_maximumBody) {
        fail(Error::Kind::TooLarge, "EMSGSIZE",
             QStringLiteral("The answer of %1 is larger than %2 bytes.")
                 .arg(m_call.url.host())
                 .arg(m_maximumBody));
    }
}

void HttpFetch::tryNextAddress()
{
    m_reply->deleteLater();
    m_reply = nullptr;
    send();
}

void HttpFetch::finish()
{
    if (!m_reply)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto error = m_reply->error();
    // From 201 on they tell what the status tells.
    const bool isBroken =
        error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied;
    if (status == 0 || isBroken) {
        const bool isConnecting = error == QNetworkReply::ConnectionRefusedError
            || error == QNetworkReply::HostNotFoundError || error == QNetworkReply::TimeoutError;
        if (isConnecting && !m_addresses.isEmpty()) {
            tryNextAddress();
            return;
        }
        fail(Error::Kind::Unavailable, codeOf(error),
             QStringLiteral("The call to %1 failed: %2.")
                 .arg(m_call.url.host(), m_reply->errorString()));
        return;
    }
    readSome();
    if (!m_reply || (isRedirect(status) && followRedirect()))
        return;
    // Qt does not always say that the connection broke.
    const QByteArray length = m_reply->rawHeader("Content-Length");
    if (!length.isEmpty() && !m_call.unpacks && m_call.method != "HEAD" && status != 304
        && m_body.size() < length.toLongLong()) {
        fail(Error::Kind::Unavailable, "ECONNRESET",
             QStringLiteral("The answer of %1 was cut.").arg(m_call.url.host()));
        return;
    }
    HttpAnswer answer;
    answer.status = status;
    answer.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        // Qt joins lines of one name by line feeds for cookies alone.
        for (const QByteArray &line :
             name.toLower() == "set-cookie" ? value.split('\n') : QByteArrayList{value})
            answer.headers.append({name.toLower(), line});
    }
    answer.body = std::move(m_body);
    answer.url = m_call.url;
    give(std::move(answer));
}

/// Source: RFC 9110 section 15.4, and what browsers do with 301 and 302 of a POST.
bool HttpFetch::followRedirect()
{
    const QByteArray location = m_reply->rawHeader("Location");
    if (location.isEmpty() || m_call.redirects < 0)
        return false;
    if (m_call.redirects == 0) {
        fail(Error::Kind::Unavailable, "ELOOP",
             QStringLiteral("%1 redirects too often.").arg(m_call.url.host()));
        return true;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QUrl next = m_call.url.resolved(QUrl::fromEncoded(location));
    const bool isHttp =
        next.scheme() == QLatin1String("http") || next.scheme() == QLatin1String("https");
    if (!isHttp || next.host().isEmpty())
        return false;
    --m_call.redirects;
    const bool becomesGet = status == 303 || (status < 303 && m_call.method == "POST");
    if (becomesGet && m_call.method != "HEAD") {
        m_call.method = "GET";
        m_call.body.clear();
        m_call.headers.removeIf(
            [](const auto &header) { return header.first.toLower().startsWith("content-"); });
    }
    // Credentials were meant for the first host alone.
    if (next.host() != m_call.url.host() || portOf(next) != portOf(m_call.url)
        || next.scheme() != m_call.url.scheme()) {
        m_call.headers.removeIf([](const auto &header) {
            const QByteArray name = header.first.toLower();
            return name == "authorization" || name == "cookie";
        });
    }
    m_call.url = next;
    m_call.url.setUserInfo({});
    m_reply->deleteLater();
    m_reply = nullptr;
    resolve();
    return true;
}

void HttpFetch::fail(Error::Kind kind, const char *code, const QString &message)
{
    Error error{kind, message};
    error.code = code;
    give(failure(error));
}

void HttpFetch::give(Result<HttpAnswer> answer)
{
    if (!m_answer)
        return;
    m_deadline.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    deleteLater();
    std::exchange(m_answer, nullptr)(std::move(answer));
}

} // namespace Outbound

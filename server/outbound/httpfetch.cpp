// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/httpfetch.h"

#include "server/outbound/curlmulti.h"

#include <algorithm>
#include <utility>

namespace Outbound {

namespace {

/// Who shares the places of @p url in the queue.
QByteArray placeOf(const QUrl &url)
{
    return url.host(QUrl::FullyEncoded).toLatin1() + ' ' + QByteArray::number(portOf(url));
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

QByteArray headerOf(const HttpAnswer &answer, const char *name)
{
    const auto found = std::find_if(answer.headers.begin(), answer.headers.end(),
                                    [&](const auto &header) { return header.first == name; });
    return found == answer.headers.end() ? QByteArray() : found->second;
}

} // namespace

HttpFetch::HttpFetch(HttpCall call, AddressRules rules, qint64 maximumBody, CallQueue &queue,
                     CurlMulti &curl, Answer answer, QObject *parent)
    : QObject(parent)
    , m_call(std::move(call))
    , m_rules(std::move(rules))
    , m_maximumBody(maximumBody)
    , m_queue(queue)
    , m_curl(curl)
    , m_answer(std::move(answer))
{
    m_deadline.setSingleShot(true);
    m_deadline.callOnTimeout(this, [this] {
        fail(Error::Kind::Unavailable, "ETIMEDOUT",
             QStringLiteral("%1 did not answer within %2 ms.")
                 .arg(m_call.url.host())
                 .arg(m_call.timeout.count()));
    });
}

HttpFetch::~HttpFetch()
{
    endTransfer();
}

void HttpFetch::begin()
{
    m_deadline.start(m_call.timeout);
    enterQueue();
}

void HttpFetch::enterQueue()
{
    if (const auto checked = m_call.checkHead(); !checked) {
        fail(checked.error().kind, "EINVAL", checked.error().message);
        return;
    }
    m_place.leave();
    m_place = m_queue.enter(placeOf(m_call.url), [this] { send(); });
}

void HttpFetch::send()
{
    m_transfer = std::make_unique<HttpTransfer>(m_call, m_rules, m_maximumBody);
    if (CURL *transfer = m_transfer->handle())
        m_curl.add(transfer, [this](CURLcode code) { finish(code); });
    else
        fail(Error::Kind::Unavailable, "ENOTFOUND",
             QStringLiteral("The name %1 cannot be resolved.").arg(m_call.url.host()));
}

void HttpFetch::endTransfer()
{
    if (m_transfer && m_transfer->handle())
        m_curl.remove(m_transfer->handle());
    m_transfer.reset();
}

void HttpFetch::finish(CURLcode code)
{
    auto answer = m_transfer->takeAnswer(code);
    m_transfer.reset();
    if (!answer || !isRedirect(answer->status) || !followRedirect(*answer))
        give(std::move(answer));
}

/// Source: RFC 9110 section 15.4, and what browsers do with 301 and 302 of a POST.
bool HttpFetch::followRedirect(const HttpAnswer &answer)
{
    const QByteArray location = headerOf(answer, "location");
    if (location.isEmpty() || m_call.redirects < 0)
        return false;
    if (m_call.redirects == 0) {
        fail(Error::Kind::Unavailable, "ELOOP",
             QStringLiteral("%1 redirects too often.").arg(m_call.url.host()));
        return true;
    }
    const QUrl next = m_call.url.resolved(QUrl::fromEncoded(location));
    const bool isHttp =
        next.scheme() == QLatin1String("http") || next.scheme() == QLatin1String("https");
    if (!isHttp || next.host().isEmpty())
        return false;
    --m_call.redirects;
    const bool becomesGet =
        answer.status == 303 || (answer.status < 303 && m_call.method == "POST");
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
    enterQueue();
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
    endTransfer();
    deleteLater();
    // Who gets the answer may call again, so the place is free by then.
    m_place.leave();
    std::exchange(m_answer, nullptr)(std::move(answer));
}

} // namespace Outbound

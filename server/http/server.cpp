// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/server.h"

#include "server/http/requestsocket.h"

#include <QHttpServerRequest>
#include <QMetaObject>
#include <QUrl>

#include <sys/socket.h>
#include <unistd.h>

#include <tuple>

namespace Http {

namespace {

QByteArray nameOf(QHttpServerRequest::Method method)
{
    using Method = QHttpServerRequest::Method;
    switch (method) {
    case Method::Get:
        return QByteArrayLiteral("GET");
    case Method::Head:
        return QByteArrayLiteral("HEAD");
    case Method::Post:
        return QByteArrayLiteral("POST");
    case Method::Put:
        return QByteArrayLiteral("PUT");
    case Method::Patch:
        return QByteArrayLiteral("PATCH");
    case Method::Delete:
        return QByteArrayLiteral("DELETE");
    case Method::Options:
        return QByteArrayLiteral("OPTIONS");
    default:
        return {}; // the guard lets no other pass
    }
}

/// What QtHttpServer has parsed, in our own words: its request cannot be copied, and is gone once
/// the handler returns.
Request requestOf(const QHttpServerRequest &parsed)
{
    Request request;
    request.method = nameOf(parsed.method());
    const QUrl url = parsed.url();
    request.path = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        request.query = url.query(QUrl::FullyEncoded).toLatin1();
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    const auto headers = parsed.headers();
#else
    const auto headers = parsed.headers().toListOfPairs();
#endif
    request.headers.reserve(headers.size() + 1);
    for (const auto &[name, value] : headers)
        request.headers.append(Header(name.toLower(), value));
    request.body = parsed.body();
    return request;
}

/// Tells the client of @p descriptor to come again later, and closes it.
void refuse(int descriptor)
{
    static constexpr char Busy[] =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
        "Connection: close\r\nRetry-After: 1\r\nContent-Length: 78\r\n\r\n"
        "{\"name\":\"Unavailable\",\"message\":\"Too many connections are "
        "open.\",\"status\":503}";
    (void)::send(descriptor, Busy, sizeof Busy - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
    ::close(descriptor);
}

} // namespace

Responder::Responder(RequestSocket *socket)
    : m_socket(socket)
{
}

void Responder::send(const Response &response) const
{
    if (m_socket)
        m_socket->respond(response);
}

void ConnectionSource::add(QTcpSocket *socket)
{
    m_sockets.append(socket);
    // The signal that QtHttpServer waits for is private to QTcpServer.
    QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
}

QTcpSocket *ConnectionSource::nextPendingConnection()
{
    return m_sockets.isEmpty() ? nullptr : m_sockets.takeFirst();
}

Server::Server(Handler handler, LimitsNow limits, Admission admission,
               std::shared_ptr<const TlsContext> tls, std::atomic<int> *connections,
               QObject *parent)
    : QAbstractHttpServer(parent)
    , m_handler(std::move(handler))
    , m_limits(std::move(limits))
    , m_admission(std::move(admission))
    , m_tls(std::move(tls))
    , m_connections(connections)
    , m_source(new ConnectionSource(this))
{
    bindSource();
    using namespace std::chrono_literals;
    m_deadlines.callOnTimeout(this, [this] {
        const auto sockets = m_sockets;
        for (RequestSocket *socket : sockets)
            socket->checkDeadlines();
    });
    m_deadlines.start(500ms);
}

void Server::bindSource()
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    bind(m_source);
#else
    // It binds only what listens; the source has its sockets from elsewhere.
    m_source->listen(QHostAddress::LocalHost);
    bind(m_source);
    m_source->close();
#endif
}

void Server::adopt(qintptr descriptor)
{
    QMetaObject::invokeMethod(
        this, [this, descriptor] { take(descriptor); }, Qt::QueuedConnection);
}

void Server::take(qintptr descriptor)
{
    if (m_stopping) {
        ::close(int(descriptor));
        --*m_connections;
        return;
    }
    const Limits limits = m_limits();
    if (*m_connections > limits.connections && !makeRoom()
        && m_sockets.size() >= limits.connectionsOfThread) {
        refuse(int(descriptor));
        --*m_connections;
        return;
    }
    auto *socket = new RequestSocket(descriptor, m_limits, &m_admission, m_tls.get(), m_source);
    m_sockets.insert(socket);
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        if (m_sockets.remove(socket))
            --*m_connections;
    });
    connect(socket, &RequestSocket::outputWaits, this, [this, socket] { queueOutput(socket); });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(socket, &RequestSocket::delivers, this, [this, socket] { m_delivering = socket; });
#endif
    m_source->add(socket);
}

/// Closes a connection that waits for nothing: of the address that has the most, so that one client
/// does not take the room of all, and first one that never sent a request. One that had an answer a
/// moment ago is likely to send its next request just now: only an address with more than its share
/// loses such. False: there is none.
bool Server::makeRoom()
{
    using namespace std::chrono_literals;
    const auto justNow = std::chrono::steady_clock::now() - 1s;
    QHash<QByteArray, int> counts;
    for (const RequestSocket *socket : std::as_const(m_sockets))
        ++counts[socket->peer()];
    const auto isInUse = [&](const RequestSocket *socket) {
        return socket->hasRequested() && socket->lastActivity() > justNow;
    };
    const auto ranked = [&](const RequestSocket *socket) {
        return std::make_tuple(-counts.value(socket->peer()), isInUse(socket),
                               socket->hasRequested(), socket->lastActivity());
    };
    RequestSocket *best = nullptr;
    for (RequestSocket *socket : std::as_const(m_sockets)) {
        if (socket->isIdle() && (!best || ranked(socket) < ranked(best)))
            best = socket;
    }
    if (!best || (isInUse(best) && counts.value(best->peer()) <= m_sockets.size() / counts.size()))
        return false;
    best->disconnectFromHost();
    return true;
}

/// Answers go out together once all requests that have come are handled: a client on the same
/// machine is woken once for them instead of once for each, which costs more than the answer.
void Server::queueOutput(RequestSocket *socket)
{
    if (m_outputs.isEmpty())
        QMetaObject::invokeMethod(this, &Server::sendOutputs, Qt::QueuedConnection);
    m_outputs.append(socket);
}

void Server::sendOutputs()
{
    const auto outputs = std::exchange(m_outputs, {});
    for (const auto &socket : outputs) {
        if (socket)
            socket->sendOutput();
    }
}

void Server::stop()
{
    m_stopping = true;
    const auto sockets = m_sockets;
    for (RequestSocket *socket : sockets)
        socket->closeWhenIdle();
}

void Server::handle(const QHttpServerRequest &parsed, RequestSocket &connection)
{
    Request request = requestOf(parsed);
    connection.complete(request);
    m_handler(std::move(request), Responder(&connection));
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

bool Server::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    handle(request, *static_cast<RequestSocket *>(socket));
    return true;
}

void Server::missingHandler(const QHttpServerRequest &, QTcpSocket *)
{
    // handleRequest() takes everything.
}

#else

/// The responder ends here, without an answer, and with it QtHttpServer's part in the request.
bool Server::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &)
{
    handle(request, *m_delivering);
    return true;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
void Server::missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) { }
#else
void Server::missingHandler(const QHttpServerRequest &, QHttpServerResponder &) { }
#endif

#endif

} // namespace Http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/server.h"

#include "server/http/requestsocket.h"

#include <QHttpServerRequest>
#include <QMetaObject>

#include <unistd.h>

namespace Http {

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

Server::Server(Handler handler, LimitsNow limits, std::shared_ptr<const TlsContext> tls,
               std::atomic<int> *connections, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_handler(std::move(handler))
    , m_limits(std::move(limits))
    , m_tls(std::move(tls))
    , m_connections(connections)
    , m_source(new ConnectionSource(this))
{
    bind(m_source);
    using namespace std::chrono_literals;
    m_deadlines.callOnTimeout(this, [this] {
        const auto sockets = m_sockets;
        for (RequestSocket *socket : sockets)
            socket->checkDeadlines();
    });
    m_deadlines.start(500ms);
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
    auto *socket = new RequestSocket(descriptor, m_limits, m_tls.get(), m_source);
    m_sockets.insert(socket);
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        if (m_sockets.remove(socket))
            --*m_connections;
    });
    connect(socket, &RequestSocket::outputWaits, this, [this, socket] { queueOutput(socket); });
    m_source->add(socket);
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

bool Server::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    auto *connection = static_cast<RequestSocket *>(socket);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    Q_UNUSED(request)
#else
    connection->setResponder(makeResponder(request, socket));
#endif
    m_handler(connection->request(), Responder(connection));
    return true;
}

void Server::missingHandler(const QHttpServerRequest &, QTcpSocket *)
{
    // handleRequest() takes everything.
}

} // namespace Http

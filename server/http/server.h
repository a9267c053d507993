// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"
#include "server/http/requestframer.h"
#include "server/http/tls.h"

#include <QAbstractHttpServer>
#include <QHttpServerResponder>
#include <QPointer>
#include <QSet>
#include <QTcpServer>
#include <QTimer>

#include <atomic>
#include <functional>

namespace Http {

class RequestSocket;

/// Answers one request, once. Does nothing when the client has gone.
/// Thread: that of the Server it came from.
class Responder final
{
public:
    explicit Responder(RequestSocket *socket);
    /// Thread: the server's.
    void send(const Response &response) const;

private:
    QPointer<RequestSocket> m_socket;
};

/// Hands sockets that another thread accepted to QtHttpServer.
class ConnectionSource final : public QTcpServer
{
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;
    /// QtHttpServer takes it at once and reads what it delivers.
    void add(QTcpSocket *socket);
    bool hasPendingConnections() const override { return !m_sockets.isEmpty(); }
    QTcpSocket *nextPendingConnection() override;

private:
    QList<QTcpSocket *> m_sockets;
};

/// One thread's share of the connections: QtHttpServer behind the guard (RequestFramer). Method,
/// path, query, headers and body of each request are what QtHttpServer has parsed.
/// Thread: the one it was made in; adopt() from any.
class Server final : public QAbstractHttpServer
{
    Q_OBJECT

public:
    using Handler = std::function<void(Request, Responder)>;

    /// @p handler gets each request, and @p admission is asked, in this server's thread.
    /// Connections speak TLS when there is a @p tls. @p connections, the open ones of all servers,
    /// is counted down for each connection that ends.
    Server(Handler handler, LimitsNow limits, Admission admission,
           std::shared_ptr<const TlsContext> tls, std::atomic<int> *connections, QObject *parent);

    /// Serves the connected socket @p descriptor. Where there are more connections than the limits
    /// allow, an idle one makes room; where none is idle, this one is refused. Any thread.
    void adopt(qintptr descriptor);
    /// Takes no more requests and closes each connection once it is idle.
    void stop();

protected:
    // QtHttpServer has changed these with its versions.
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest &request,
                        QHttpServerResponder &&responder) override;
#else
    void missingHandler(const QHttpServerRequest &request,
                        QHttpServerResponder &responder) override;
#endif
#endif

private:
    /// Binds QtHttpServer to the source, which versions do differently.
    void bindSource();
    void handle(const QHttpServerRequest &request, RequestSocket &connection);
    /// The part of adopt() in this server's thread.
    void take(qintptr descriptor);
    bool makeRoom();
    void queueOutput(RequestSocket *socket);
    void sendOutputs();

    Handler m_handler;
    LimitsNow m_limits;
    const Admission m_admission;
    std::shared_ptr<const TlsContext> m_tls; ///< Null without TLS.
    std::atomic<int> *m_connections; ///< Shared with all servers and the Listener.
    ConnectionSource *m_source; ///< The parent of all sockets.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    RequestSocket *m_delivering = nullptr; ///< Whose request QtHttpServer reads.
#endif
    QSet<RequestSocket *> m_sockets; ///< Those that are open.
    QList<QPointer<RequestSocket>> m_outputs; ///< Those whose answers wait to be sent.
    QTimer m_deadlines; ///< Twice a second; see RequestSocket::checkDeadlines().
    bool m_stopping = false;
};

} // namespace Http

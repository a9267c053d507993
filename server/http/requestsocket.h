// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"
#include "server/http/requestframer.h"
#include "server/http/tls.h"

#include <QHttpServerResponder>
#include <QSocketNotifier>
#include <QTcpSocket>

#include <chrono>
#include <optional>

namespace Http {

/// One client connection as QtHttpServer sees it: a socket on which whole, checked requests
/// arrive, one at a time. The real socket is behind it, guarded by a RequestFramer.
/// Thread: that of its Server.
class RequestSocket final : public QTcpSocket
{
    Q_OBJECT

public:
    /// Takes the connected socket @p descriptor, which is non-blocking; it speaks TLS when there is
    /// a @p tls.
    RequestSocket(qintptr descriptor, LimitsNow limits, const TlsContext *tls, QObject *parent);
    ~RequestSocket() override;

    /// The request that QtHttpServer was just given, in our own words.
    const Request &request() const { return m_request; }
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    /// QtHttpServer's way to answer it; kept here because it must not outlive this socket. Before
    /// 6.8 QtHttpServer does not mind who writes the answer.
    void setResponder(QHttpServerResponder responder)
    {
        m_responder.emplace(std::move(responder));
    }
#endif
    /// Answers the request under way. A HEAD request gets no body. A small answer is sent by the
    /// next sendOutput().
    void respond(const Response &response);
    /// Sends what waits to be sent.
    void sendOutput();
    /// Ends what has waited too long; called about twice a second.
    void checkDeadlines();
    /// Closes once the request under way is answered; at once when there is none.
    void closeWhenIdle();

    qint64 bytesAvailable() const override;
    void close() override
    {
        closeNow();
    }
    void disconnectFromHost() override
    {
        closeNow();
    }

signals:
    /// There is something for sendOutput() to do.
    void outputWaits();

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 readLineData(char *data, qint64 maximum) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    using Clock = std::chrono::steady_clock;

    void receive();
    bool receiveOnce();
    void becomeWritable();
    void processBuffer();
    void deliver();
    void refuse();
    void appendHead(const Response &response, qint64 size, bool isEmpty);
    void beginStream(const Response &response);
    bool sendPiece(const QByteArray &piece);
    bool readFile();
    void afterOutput();
    void closeNow();

    int m_descriptor;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    std::unique_ptr<TlsSession> m_tls; ///< Null without TLS.
    LimitsNow m_limits;
    RequestFramer m_framer;
    QByteArray m_peer; ///< Its address as text.
    Request m_request;
    QByteArray m_message; ///< What QtHttpServer reads: that a request is there, no more.
    qsizetype m_messageRead = 0;
    QByteArray m_output;
    qsizetype m_outputSent = 0;
    std::shared_ptr<QFile> m_file; ///< Of the answer that is being sent; null for most.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    std::optional<QHttpServerResponder> m_responder;
#endif
    Clock::time_point m_activity = Clock::now(); ///< The last time that something moved.
    Clock::time_point m_requestBegan = Clock::now();
    bool m_busy = false; ///< A request is with the server.
    bool m_processing = false;
    bool m_closing = false; ///< Close after the output is sent.
    bool m_streaming = false; ///< The answer goes on until somebody closes.
    bool m_draining = false; ///< The answer is out; what still comes in is dropped.
    bool m_closed = false;
};

} // namespace Http

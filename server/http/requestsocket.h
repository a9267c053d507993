// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"
#include "server/http/requestframer.h"
#include "server/http/tls.h"

#include <QSocketNotifier>
#include <QTcpSocket>

#include <chrono>

namespace Http {

/// One client connection, as a socket that QtHttpServer reads: on it whole requests arrive, one at
/// a time, as the guard (RequestFramer) hands them on. The real socket is behind it.
///
/// QtHttpServer parses requests and does no more: answers are written here, since its responder
/// takes three writes for one and cannot outlive the client. Bodies over
/// RequestFramer::LargestPassedOn, and answers that are files or streams, go past it.
/// Thread: that of its Server.
class RequestSocket final : public QTcpSocket
{
    Q_OBJECT

public:
    /// Takes the connected socket @p descriptor, which is non-blocking; it speaks TLS when there is
    /// a @p tls. @p admission outlives this.
    RequestSocket(qintptr descriptor, LimitsNow limits, const Admission *admission,
                  const TlsContext *tls, QObject *parent);
    ~RequestSocket() override;

    /// Adds to @p request, which QtHttpServer has parsed just now, what only the connection knows,
    /// and a large body.
    void complete(Request &request);
    /// Answers the request under way. A HEAD request gets no body. A small answer is sent by the
    /// next sendOutput().
    void respond(const Response &response);
    /// Sends what waits to be sent.
    void sendOutput();
    /// Ends what has waited too long; called about twice a second.
    void checkDeadlines();
    /// Whether nothing is under way: neither a request nor a part of one, nor an answer.
    bool isIdle() const;
    /// Whether a request has come.
    bool hasRequested() const { return m_hasRequested; }
    /// The last time that something moved.
    std::chrono::steady_clock::time_point lastActivity() const { return m_activity; }
    /// The address of the client as text.
    const QByteArray &peer() const { return m_peer; }
    /// Closes once the request under way is answered; at once when there is none.
    void closeWhenIdle();

    // QtHttpServer reads a head byte by byte within a transaction, in which QIODevice looks each
    // byte of a sequential device up anew. The bytes of a request are all here, so this is a device
    // with a size instead, which grows with each request: that takes 2 µs less.
    bool isSequential() const override { return false; }
    qint64 size() const override { return m_messageBytes; }
    qint64 bytesAvailable() const override { return QIODevice::bytesAvailable(); }
    void close() override { closeNow(); }
    void disconnectFromHost() override { closeNow(); }

signals:
    /// QtHttpServer gets a request with the next readyRead().
    void delivers();
    /// There is something for sendOutput() to do.
    void outputWaits();

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 readLineData(char *data, qint64 maximum) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    using Clock = std::chrono::steady_clock;

    /// Reads what has come, and with TLS what is decrypted of it already.
    void receive();
    bool receiveOnce();
    /// The socket takes bytes again: of the TLS handshake, or of the output.
    void becomeWritable();
    void lookForClient();
    /// Hands on the requests that are complete, one after the other, as long as each is answered at
    /// once; then sees to the output.
    void processBuffer();
    void deliver();
    void refuse(const Refusal &refusal);
    /// Whether the body of an answer may be sent: large ones share what the setting limits.memory
    /// allows.
    bool takesMemoryFor(const QByteArray &body);
    /// Puts the status line and the headers into the output. @p size below 0: the body has no
    /// length.
    void appendHead(const Response &response, qint64 size, bool isEmpty);
    void beginStream(const Response &response);
    /// The BodySink of a stream.
    bool sendPiece(const QByteArray &piece);
    /// Takes the next piece of an answer whose head is sent. False: there is none.
    bool takeNextPiece();
    bool isSending() const { return m_file || !m_rest.isEmpty(); }
    /// Whether so much waits to be sent that no more requests are taken.
    bool isBackedUp() const;
    /// All output is sent: gives back its memory, and closes a connection that shall not stay.
    void afterOutput();
    /// Closes the socket, and deletes this object once control is back in the event loop.
    void closeNow();

    int m_descriptor;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    std::unique_ptr<TlsSession> m_tls; ///< Null without TLS.
    LimitsNow m_limits;
    RequestFramer m_framer;
    QByteArray m_peer; ///< Its address as text.
    bool m_isFromLoopback = false;
    qint64 m_messageBytes = 0; ///< Of all requests so far.
    QByteArrayView m_message; ///< What QtHttpServer has not read yet of the request.
    QByteArray m_body; ///< Of the request, where it goes past QtHttpServer.
    BodyShare m_share; ///< Of the request under way.
    QByteArray m_output; ///< Answers that wait to be sent.
    QByteArray m_rest; ///< The large body of the answer whose head is in the output.
    BodyMemory *m_memory; ///< Of the server; null: nothing is counted.
    BodyShare m_answerShare; ///< Of that body.
    qsizetype m_outputSent = 0; ///< Bytes of it that are sent.
    std::shared_ptr<QFile> m_file; ///< Of the answer that is being sent; null for most.
    Clock::time_point m_activity = Clock::now(); ///< The last time that something moved.
    Clock::time_point m_requestBegan = Clock::now(); ///< The first byte of the request.
    bool m_busy = false; ///< A request is with the server.
    bool m_isTaken = false; ///< QtHttpServer has given it to the Server.
    bool m_processing = false; ///< processBuffer() runs; respond() must not enter it again.
    bool m_closing = false; ///< Close after the output is sent.
    bool m_streaming = false; ///< The answer goes on until somebody closes.
    bool m_draining = false; ///< The answer is out; what still comes in is dropped.
    Clock::time_point m_drainBegan;
    bool m_closed = false; ///< The socket is closed; this object goes soon.
    bool m_isHeldBack = false; ///< Requests wait until the output is sent.
    bool m_hasRequested = false; ///< See hasRequested().
    bool m_hasAsked = false; ///< See lookForClient().
    const std::shared_ptr<std::atomic<bool>> m_gone = std::make_shared<std::atomic<bool>>(false);
};

} // namespace Http

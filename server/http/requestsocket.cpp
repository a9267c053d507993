// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestsocket.h"

#include "server/core/json.h"
#include "server/http/status.h"

#include <QFile>
#include <QHostAddress>
#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Http {

namespace {

using namespace std::chrono_literals;

/// So much of a stream may wait for a client before pieces are dropped.
constexpr qsizetype MaximumStreamed = 4 * 1024 * 1024;
constexpr auto IdleTime = 75s; ///< Between two requests.
constexpr auto AnswerTime = 30s; ///< Without a byte of the answer being taken.
constexpr auto DrainTime = 1s; ///< Without a byte.
constexpr auto LongestDrain = 30s;
constexpr qsizetype KeptOutput = 32 * 1024; ///< Bytes of a busy connection's buffer.
constexpr qint64 FilePiece = 256 * 1024;
constexpr qsizetype SentAtOnce = 1024 * 1024; ///< Bytes of a large answer.
constexpr qsizetype SmallOutput = 64 * 1024; ///< Bytes that may wait to be sent with others.

QByteArray errorBody(int status, QByteArrayView message)
{
    return Json::ObjectWriter()
        .text("name", QByteArrayView(errorNameOf(status)))
        .text("message", message)
        .number("status", status)
        .take();
}

Response noMemoryForAnswer()
{
    Response response;
    response.status = 503;
    response.body =
        errorBody(503,
                  "The answers that are on their way have as much memory as the setting "
                  "limits.memory allows. Send the request again in a moment, or ask for "
                  "fewer documents with max.");
    response.headers.append(Header("Retry-After", "1"));
    return response;
}

} // namespace

RequestSocket::RequestSocket(qintptr descriptor, LimitsNow limits, const Admission *admission,
                             const TlsContext *tls, QObject *parent)
    : QTcpSocket(parent)
    , m_descriptor(int(descriptor))
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
    , m_tls(tls ? std::make_unique<TlsSession>(*tls, int(descriptor)) : nullptr)
    , m_limits(std::move(limits))
    , m_framer(m_limits(), admission)
    , m_memory(admission ? admission->memory : nullptr)
    , m_answerShare(m_memory)
{
    m_writable.setEnabled(false);
    const int on = 1;
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_storage address = {};
    socklen_t size = sizeof address;
    if (getpeername(m_descriptor, reinterpret_cast<sockaddr *>(&address), &size) == 0)
        setPeerAddress(QHostAddress(reinterpret_cast<const sockaddr *>(&address)));
    size = sizeof address;
    if (getsockname(m_descriptor, reinterpret_cast<sockaddr *>(&address), &size) == 0)
        setLocalAddress(QHostAddress(reinterpret_cast<const sockaddr *>(&address)));
    m_peer = peerAddress().toString().toLatin1();
    // Who calls an address of this machine from here has that address too.
    m_isFromLoopback =
        peerAddress().isLoopback() || (!peerAddress().isNull() && peerAddress() == localAddress());
    setSocketState(ConnectedState);
    setOpenMode(ReadWrite); // buffered, since QtHttpServer reads a head byte by byte
    connect(&m_readable, &QSocketNotifier::activated, this, &RequestSocket::receive);
    connect(&m_writable, &QSocketNotifier::activated, this, &RequestSocket::becomeWritable);
}

RequestSocket::~RequestSocket()
{
    closeNow();
}

void RequestSocket::receive()
{
    // What TLS has decrypted already makes no socket readable.
    while (receiveOnce() && m_tls && m_tls->hasPending()) { }
}

void RequestSocket::becomeWritable()
{
    const bool isHandshake = m_tls && m_tls->wantsWrite() && m_outputSent == m_output.size();
    m_writable.setEnabled(false);
    if (isHandshake)
        receive();
    sendOutput();
}

/// False when there is nothing more to receive for now.
bool RequestSocket::receiveOnce()
{
    std::array<char, 64 * 1024> bytes;
    const ssize_t count = m_tls ? m_tls->read(bytes.data(), bytes.size())
                                : ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        if (m_tls && m_tls->wantsWrite())
            m_writable.setEnabled(true);
        return false;
    }
    if (count <= 0) {
        // An answer under way may still be wanted: many clients close their half early.
        if (m_busy && count == 0 && !m_streaming) {
            m_closing = true;
            m_readable.setEnabled(false);
        } else {
            closeNow();
        }
        return false;
    }
    m_activity = Clock::now();
    if (m_draining || m_streaming)
        return true;
    if (m_framer.isIdle())
        m_requestBegan = m_activity;
    m_framer.append(QByteArrayView(bytes.data(), count));
    processBuffer();
    return !m_closed;
}

void RequestSocket::processBuffer()
{
    if (m_processing)
        return;
    m_processing = true;
    while (!m_busy && !m_closing && !m_closed && !isBackedUp()) {
        if (!m_framer.isReadingBody())
            m_framer.setLimits(m_limits());
        const auto state = m_framer.advance();
        if (m_framer.takeExpectsContinue() && state == RequestFramer::State::NeedMore)
            m_output.append("HTTP/1.1 100 Continue\r\n\r\n");
        if (state == RequestFramer::State::Refused)
            refuse(m_framer.refusal());
        else if (state == RequestFramer::State::Complete)
            deliver();
        else
            break;
    }
    m_processing = false;
    if (m_closed)
        return;
    // While a request is under way the client may send no more than the socket's buffer holds.
    m_isHeldBack = isBackedUp();
    m_readable.setEnabled((!m_busy && !m_isHeldBack) || m_closing || m_streaming);
    if (m_output.isEmpty())
        afterOutput();
    else if (m_output.size() > SmallOutput)
        sendOutput();
    else
        emit outputWaits();
}

/// QtHttpServer reads the request while the signal is emitted, and gives it to the Server, which
/// calls complete().
void RequestSocket::deliver()
{
    m_message = m_framer.message();
    m_messageBytes += m_message.size();
    m_body = m_framer.takeLargeBody();
    m_share = m_framer.takeShare();
    m_busy = m_hasRequested = true;
    m_isTaken = false;
    emit delivers();
    emit readyRead();
    const bool isRead = bytesAvailable() == 0;
    m_message = {};
    m_body = {};
    m_framer.next();
    if (m_closed || (m_isTaken && isRead))
        return;
    // The two do not read the same, which must not become a request that nobody sent.
    if (m_isTaken)
        return closeNow();
    m_busy = false;
    refuse({400, "The request cannot be read."});
}

void RequestSocket::complete(Request &request)
{
    m_isTaken = true;
    request.peer = m_peer;
    request.isEncrypted = m_tls != nullptr;
    request.received = m_requestBegan;
    request.isFromLoopback = m_isFromLoopback;
    request.memory = m_memory;
    request.gone = m_gone;
    if (m_body.isEmpty())
        return;
    request.headers.append(Header("content-length", QByteArray::number(m_body.size())));
    request.body = std::exchange(m_body, {});
}

void RequestSocket::refuse(const Refusal &refusal)
{
    const QByteArray body = errorBody(refusal.status, refusal.reason);
    m_output.append("HTTP/1.1 " + QByteArray::number(refusal.status) + ' '
                    + reasonOf(refusal.status) + (refusal.status == 503 ? "\r\nRetry-After: 1" : "")
                    + "\r\nContent-Type: application/json; charset=utf-8\r\n"
                      "Connection: close\r\nContent-Length: "
                    + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    m_closing = true;
    m_framer.drop();
}

/// The status line and the headers (RFC 9112 sections 4 and 5). A @p size below 0 is not known: the
/// body ends with the connection.
void RequestSocket::appendHead(const Response &response, qint64 size, bool isEmpty)
{
    m_output.reserve(m_output.size() + 256 + response.body.size());
    // QStringBuilder writes each line in one go.
    m_output += "HTTP/1.1 " % QByteArray::number(response.status) % ' ' % reasonOf(response.status)
        % "\r\n";
    if (!isEmpty)
        m_output += "Content-Type: " % headerValue(response.contentType) % "\r\n";
    if (!isEmpty && size >= 0)
        m_output += "Content-Length: " % QByteArray::number(size) % "\r\n";
    if (m_closing || size < 0)
        m_output += "Connection: close\r\n";
    for (const auto &[name, value] : response.headers)
        m_output += name % ": " % headerValue(value) % "\r\n";
    m_output += "\r\n";
}

void RequestSocket::respond(const Response &response)
{
    if (!m_busy || m_closed)
        return;
    m_closing = m_closing || !m_framer.head().keepsAlive();
    const bool isEmpty = response.status == 204 || response.status == 304;
    const bool hasBody = !isEmpty && !m_framer.head().isHead();
    if (hasBody && response.stream)
        return beginStream(response);
    if (hasBody && !takesMemoryFor(response.body))
        return respond(noMemoryForAnswer());
    appendHead(response, response.file ? response.file->size() : response.body.size(), isEmpty);
    if (hasBody) {
        m_file = response.file;
        if (!m_file && response.body.size() > SmallOutput)
            m_rest = response.body; // not copied
        else if (!m_file)
            m_output.append(response.body);
    }
    m_busy = false;
    m_share = {};
    m_activity = m_requestBegan = Clock::now();
    if (!m_processing)
        processBuffer();
}

bool RequestSocket::takesMemoryFor(const QByteArray &body)
{
    m_share = {}; // of the request's own body
    if (body.size() <= Admission::OfUnknown)
        return true;
    // What a write has stored is told in any case.
    const bool isRead = m_framer.head().method() == "GET";
    return m_answerShare.take(body.size(),
                              isRead ? m_limits().memory : std::numeric_limits<qsizetype>::max());
}

/// The request stays under way, so no other is taken from this connection.
void RequestSocket::beginStream(const Response &response)
{
    m_streaming = true;
    appendHead(response, -1, false);
    sendOutput();
    if (m_closed)
        return;
    m_readable.setEnabled(true); // else nobody would see the client go
    QObject *source = response.stream([this](const QByteArray &piece) { return sendPiece(piece); });
    source->setParent(this);
    connect(source, &QObject::destroyed, this, &RequestSocket::closeNow);
}

bool RequestSocket::sendPiece(const QByteArray &piece)
{
    if (m_closed || m_output.size() - m_outputSent > MaximumStreamed)
        return false;
    m_output.append(piece);
    sendOutput();
    return true;
}

void RequestSocket::sendOutput()
{
    qsizetype sentNow = 0;
    while (!m_closed && (m_outputSent < m_output.size() || takeNextPiece())) {
        // The others of this thread come first, even where the client takes all at once.
        if (sentNow > SentAtOnce) {
            m_writable.setEnabled(true);
            return;
        }
        const char *data = m_output.constData() + m_outputSent;
        const auto size = size_t(m_output.size() - m_outputSent);
        const ssize_t sent =
            m_tls ? m_tls->write(data, size) : ::send(m_descriptor, data, size, MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
            m_writable.setEnabled(true);
            return;
        }
        if (sent < 0) {
            closeNow();
            return;
        }
        m_outputSent += sent;
        sentNow += sent;
        m_activity = Clock::now();
    }
    afterOutput();
    // What came while much was being sent has waited for its end.
    if (!m_closed && std::exchange(m_isHeldBack, false))
        QMetaObject::invokeMethod(this, &RequestSocket::processBuffer, Qt::QueuedConnection);
}

bool RequestSocket::takeNextPiece()
{
    if (!m_rest.isEmpty()) {
        m_output = std::exchange(m_rest, {});
        m_outputSent = 0;
        return true;
    }
    if (!m_file)
        return false;
    m_output = m_file->read(FilePiece);
    m_outputSent = 0;
    if (!m_output.isEmpty())
        return true;
    // Fewer bytes than were promised: the client must see that.
    const bool isWhole = m_file->atEnd() && m_file->error() == QFileDevice::NoError;
    m_file.reset();
    if (!isWhole)
        closeNow();
    return false;
}

void RequestSocket::afterOutput()
{
    // What a large answer took is given back; what all answers need is kept.
    if (m_output.capacity() > KeptOutput)
        m_output.clear();
    else
        m_output.resize(0);
    m_outputSent = 0;
    m_answerShare.giveBack();
    if (m_closed)
        return;
    m_writable.setEnabled(false);
    if (!m_closing || m_busy || m_draining)
        return;
    // Closing at once would reset the connection while the client still sends, and it would lose
    // the answer: so only our half is closed, and the rest is read and dropped for a while.
    if (m_tls)
        m_tls->finish();
    ::shutdown(m_descriptor, SHUT_WR);
    m_draining = true;
    m_drainBegan = Clock::now();
    m_readable.setEnabled(true);
}

void RequestSocket::checkDeadlines()
{
    if (m_closed)
        return;
    const auto now = Clock::now();
    const auto quiet = now - m_activity;
    if (m_draining)
        return quiet > DrainTime || now - m_drainBegan > LongestDrain ? closeNow() : void();
    if (m_outputSent < m_output.size() || isSending())
        return quiet > AnswerTime ? closeNow() : void();
    if (m_busy)
        return lookForClient();
    if (quiet > DrainTime)
        m_output.squeeze();
    if (m_framer.isIdle())
        return quiet > IdleTime ? closeNow() : void();
    const Limits limits = m_limits();
    if (m_framer.isReadingBody() ? quiet > limits.bodyTime
                                 : now - m_requestBegan > limits.headTime) {
        refuse({408, "The request did not come to its end in time."});
        sendOutput();
    }
}

/// Nothing is received while a request is with the server, so whoever leaves then is looked for. A
/// client that has closed its half may still wait for the answer, or have left: TCP tells the two
/// apart only when something is sent. An interim response (RFC 9110 section 15.2) is what clients
/// skip; where nobody is left, the connection is reset.
void RequestSocket::lookForClient()
{
    pollfd look{m_descriptor, POLLRDHUP, 0};
    if (m_streaming || ::poll(&look, 1, 0) <= 0)
        return;
    if (look.revents & (POLLERR | POLLHUP))
        return closeNow();
    if (!m_framer.head().isHttp11() || std::exchange(m_hasAsked, true))
        return;
    m_output.append("HTTP/1.1 102 Processing\r\n\r\n");
    sendOutput();
}

bool RequestSocket::isIdle() const
{
    return m_draining || (!m_busy && !isSending() && m_output.isEmpty() && m_framer.isIdle());
}

/// A client that sends many requests and reads no answer shall not pile answers up here.
bool RequestSocket::isBackedUp() const
{
    return isSending() || m_output.size() - m_outputSent > SmallOutput;
}

void RequestSocket::closeWhenIdle()
{
    m_closing = true;
    if (m_streaming || (!m_busy && m_output.isEmpty()))
        closeNow();
}

void RequestSocket::closeNow()
{
    if (std::exchange(m_closed, true))
        return;
    *m_gone = true;
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    ::close(m_descriptor);
    m_busy = false;
    setOpenMode(NotOpen);
    setSocketState(UnconnectedState);
    emit disconnected();
    deleteLater();
}

qint64 RequestSocket::readData(char *data, qint64 maximum)
{
    const qint64 count = std::min<qint64>(maximum, m_message.size());
    std::memcpy(data, m_message.data(), size_t(count));
    m_message = m_message.sliced(count);
    return count;
}

qint64 RequestSocket::readLineData(char *data, qint64 maximum)
{
    return QIODevice::readLineData(data, maximum);
}

qint64 RequestSocket::writeData(const char *data, qint64 size)
{
    m_output.append(data, size);
    return size;
}

} // namespace Http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/remoteclient.h"

#include "client/changesummary.h"
#include "client/eventstreamreader.h"
#include "client/joining.h"
#include "client/routes.h"
#include "server/http/headernames.h"
#include "server/http/message.h"

#include <QIODevice>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslError>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr int Unauthorized = 401; ///< Source: RFC 9110, section 15.5.2.
constexpr auto LongestSilence = 60s; ///< Of a request that is under way.
constexpr qsizetype LargestBody = 512 * 1024 * 1024; ///< Unpacked; a server may be hostile.
constexpr qint64 PieceSize = 1024 * 1024;
constexpr auto TellAfter = 50ms; ///< So long records are collected, as the server itself does.

RemoteClient::Address withoutSlash(RemoteClient::Address address)
{
    while (address.url.endsWith(QLatin1Char('/')))
        address.url.chop(1);
    return address;
}

/// A body that is sent once. Qt sends a request again when a connection that it used before ends
/// without an answer, and then a document would be stored twice: the server may have stored it, and
/// ended or been too slow. Source: RFC 9110, section 9.2.2.
class BodySentOnce final : public QIODevice
{
public:
    BodySentOnce(const QByteArray &body, QObject *parent)
        : QIODevice(parent)
        , m_body(body)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    qint64 size() const override { return m_body.size(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_body.size() - m_at);
        std::copy_n(m_body.constData() + m_at, count, data);
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_body;
    qint64 m_at = 0;
};

/// Whether an answer is not all that the server wanted to say: the connection was lost, or it is no
/// HTTP. Other errors of Qt only repeat the status.
bool isBroken(QNetworkReply::NetworkError error)
{
    // ProtocolInvalidOperationError stands between them, and is the status 400.
    return (error > QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        || error == QNetworkReply::ProtocolUnknownError || error == QNetworkReply::ProtocolFailure;
}

/// The answer to a request that did not reach the server: an error's body, as servers give it.
Client::Reply failed(const QString &message)
{
    return {0, Json::ObjectWriter().text("message", message).take()};
}

} // namespace

RemoteClient::RemoteClient(const Address &address, QObject *parent)
    : Client(parent)
    , m_address(withoutSlash(address))
{
    connect(&m_manager, &QNetworkAccessManager::sslErrors, this, &RemoteClient::judge);
    m_tellTimer.setSingleShot(true);
    m_tellTimer.setInterval(TellAfter);
    m_tellTimer.callOnTimeout(this, &RemoteClient::tellRecords);
    // What is sent there goes there alone.
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

RemoteClient::~RemoteClient()
{
    for (EventStreamReader *stream : m_streams)
        delete stream;
}

QString RemoteClient::identity() const
{
    return m_address.database.isEmpty() ? m_address.url : m_address.database;
}

QString RemoteClient::name() const
{
    if (!m_address.database.isEmpty())
        return nameOfFile(m_address.database);
    const QUrl url(m_address.url);
    return url.port() < 0 ? url.host() : QStringLiteral("%1:%2").arg(url.host()).arg(url.port());
}

/// Only a certificate that was shown to the user and is still the same is believed.
void RemoteClient::judge(QNetworkReply *reply, const QList<QSslError> &errors)
{
    // Not that of an error, which may be any of the chain: of this one alone the server has proved
    // that it has the key.
    const QSslCertificate shown =
        errors.isEmpty() ? QSslCertificate() : reply->sslConfiguration().peerCertificate();
    const QByteArray digest = shown.digest(QCryptographicHash::Sha256).toHex();
    if (!shown.isNull() && digest == m_address.certificate)
        reply->ignoreSslErrors();
    else if (!shown.isNull())
        m_unknownCertificate = digest;
}

QNetworkRequest RemoteClient::requestTo(const QByteArray &pathAndQuery) const
{
    QByteArray target = m_address.url.toUtf8() + pathAndQuery;
    if (!m_address.node.isEmpty())
        target += (target.contains('?') ? "&node=" : "?node=") + m_address.node.toPercentEncoding();
    QNetworkRequest request{QUrl::fromEncoded(target, QUrl::StrictMode)};
    // A line break in a key would begin another header.
    request.setRawHeader("x-apikey", Http::headerValue(m_address.key));
    // Watching must not fill what is watched.
    request.setRawHeader(Http::ClientHeader, Http::WindowClient);
    // Documents that resemble each other get a hundred times smaller, which Qt takes for an attack.
    request.setDecompressedSafetyCheckThreshold(-1);
    return request;
}

void RemoteClient::send(const Http::Request &request, const Pending<Reply> &pending)
{
    QNetworkRequest sent =
        requestTo(request.query.isEmpty() ? request.path : request.path + '?' + request.query);
    for (const auto &[name, value] : request.headers)
        sent.setRawHeader(name, value);
    sent.setTransferTimeout(int(std::chrono::milliseconds(LongestSilence).count()));
    auto *once = new BodySentOnce(request.body, this);
    QNetworkReply *reply = request.method == "GET"
        ? m_manager.get(sent)
        : m_manager.sendCustomRequest(sent, request.method, once);
    once->setParent(reply);
    const auto body = std::make_shared<QByteArray>(); // both connections below fill it
    const auto read = [reply, body] {
        // In pieces, since a few packed bytes can become more than there is memory.
        while (reply->bytesAvailable() > 0 && body->size() <= LargestBody)
            body->append(reply->read(PieceSize));
        if (body->size() > LargestBody)
            reply->abort();
    };
    connect(reply, &QNetworkReply::readyRead, this, read);
    connect(reply, &QNetworkReply::finished, this, [this, reply, body, pending] {
        reply->deleteLater();
        if (body->size() <= LargestBody)
            body->append(reply->readAll());
        finish(*reply, *body, pending);
    });
}

void RemoteClient::finish(QNetworkReply &reply, const QByteArray &body,
                          const Pending<Reply> &pending)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Only a stream tells whether the key is taken: a hook may answer with any status. A server
    // that came back may have other keys: what refuses this one is no connection.
    if (status == 0)
        note(State::Silent);
    else if (m_state == State::Silent && status != Unauthorized)
        note(m_isKeyRefused ? State::Refused : State::Answers);
    if (body.size() > LargestBody)
        pending.set(failed(tr("The answer of %1 is too large.").arg(m_address.url)));
    else if (reply.error() == QNetworkReply::ContentReSendError)
        pending.set(failed(tr("%1 closed the connection without an answer. Reload to see what is "
                              "stored.")
                               .arg(m_address.url)));
    else if (reply.error() == QNetworkReply::SslHandshakeFailedError)
        pending.set(failed(tr("%1 is not trusted: %2. Add the authority of its certificate to "
                              "those of this system.")
                               .arg(m_address.url, reply.errorString())));
    else if (status == 0)
        pending.set(failed(tr("%1 does not answer: %2. See that the server runs there.")
                               .arg(m_address.url, reply.errorString())));
    else if (isBroken(reply.error()))
        pending.set(failed(tr("The answer of %1 is incomplete: %2. Reload to see what is stored.")
                               .arg(m_address.url, reply.errorString())));
    else
        pending.set(
            {status, body, reply.rawHeader("etag"), reply.hasRawHeader("x-hookdesk-saved")});
}

void RemoteClient::note(State state)
{
    if (std::exchange(m_state, state) != state)
        emit reachableChanged();
}

// ---- what happens there

std::array<QNetworkRequest, 2> RemoteClient::streamRequests() const
{
    return {requestTo(Routes::changes()), requestTo(Routes::inspectorStream())};
}

void RemoteClient::follow()
{
    if (m_streams[1])
        return;
    const auto requests = streamRequests();
    const auto begin = [this](const QNetworkRequest &request,
                              void (RemoteClient::*take)(const QByteArray &, const QByteArray &)) {
        auto *stream = new EventStreamReader(m_manager, request, this);
        connect(stream, &EventStreamReader::opened, this, [this] {
            m_isKeyRefused = false;
            note(State::Answers);
        });
        connect(stream, &EventStreamReader::lost, this, &RemoteClient::noteLost);
        connect(stream, &EventStreamReader::event, this, take);
        return stream;
    };
    m_streams[1] = begin(requests[1], &RemoteClient::takeRecords);
    if (!m_address.node.isEmpty())
        return; // changes are the same for all servers
    m_streams[0] = begin(requests[0], &RemoteClient::takeChanges);
    // What changed between a first answer and this moment was told to nobody.
    connect(m_streams[0], &EventStreamReader::opened, this, [this] { forgetAnswers(); });
}

void RemoteClient::noteLost(int status)
{
    if (status != 0)
        m_isKeyRefused = status == 401 || status == 403;
    note(status != 0 && m_isKeyRefused ? State::Refused : State::Silent);
    if (!m_address.database.isEmpty() && !m_isJoining)
        joinAgain();
}

/// Another program that serves the file has another address and another token.
void RemoteClient::joinAgain()
{
    m_isJoining = true;
    joinServerOf(m_address.database).then(this, [this](const std::optional<Address> &address) {
        m_isJoining = false;
        if (!address)
            return;
        m_address = *address;
        const auto requests = streamRequests();
        for (size_t i = 0; i < requests.size(); ++i) {
            if (m_streams[i])
                m_streams[i]->setRequest(requests[i]);
        }
    });
}

void RemoteClient::takeChanges(const QByteArray &name, const QByteArray &data)
{
    const auto changes = Json::Document::parse(data);
    if (name == "reset")
        emit changesMissed();
    else if (changes && name.isEmpty())
        emit changed(changeSummary(changes->root()));
}

void RemoteClient::takeRecords(const QByteArray &name, const QByteArray &data)
{
    const auto event = Json::Document::parse(data);
    if (!event)
        return;
    const Json::Value root = event->root();
    if (name.isEmpty()) {
        m_records.append(Inspector::Record::fromJson(root));
        tellRecordsSoon();
    } else if (name == "dropped") {
        m_dropped += int(root.value("count").toInteger());
        tellRecordsSoon();
    } else if (name == "log") {
        tellRecords(); // the lines may be of one of them
        emit logAdded(root.value("number").toInteger(), Inspector::logLinesOf(root.value("log")));
    } else if (name == "cleared") {
        tellRecords();
        emit inspectorCleared();
    }
}

void RemoteClient::tellRecordsSoon()
{
    if (!m_tellTimer.isActive())
        m_tellTimer.start();
}

void RemoteClient::tellRecords()
{
    m_tellTimer.stop();
    if (!m_records.isEmpty() || m_dropped > 0)
        emit recorded(std::exchange(m_records, {}), std::exchange(m_dropped, 0), 0);
}

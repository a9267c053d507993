// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/othernode.h"

#include "server/api/respond.h"
#include "server/core/secret.h"
#include "server/http/headernames.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>

namespace Api {

namespace {

using namespace std::chrono_literals;

constexpr auto Patience = 5s; ///< For an answer to begin, and for each part of it.
constexpr auto LongestSilence = 45s; ///< Of a stream, which says something each 15 s.
constexpr auto BetweenTries = 50ms; ///< To hand on what the client did not take.
constexpr qint64 LargestAnswer = 64 * 1024 * 1024;
constexpr qint64 PieceSize = 64 * 1024;

Failure unavailable(const Store::Node &node, const QString &why)
{
    Error error{Error::Kind::Unavailable,
                QStringLiteral("The server \"%1\" cannot be asked: %2")
                    .arg(QString::fromUtf8(node.name), why)};
    error.retryAfter = 2;
    return failure(error);
}

/// A body without an end that comes from another server. It asks for no more than the client takes,
/// so that the other server knows when that does not keep up. Thread: the connection's.
class PassedStream final : public QObject
{
public:
    PassedStream(std::shared_ptr<QNetworkAccessManager> manager, QNetworkReply *reply,
                 Http::BodySink sink)
        : m_manager(std::move(manager))
        , m_reply(reply)
        , m_sink(std::move(sink))
    {
        connect(reply, &QIODevice::readyRead, this, &PassedStream::handOn);
        // The client is to come back, and learns then whether that server is still there.
        connect(reply, &QNetworkReply::finished, this, &QObject::deleteLater);
        m_again.setSingleShot(true);
        m_again.callOnTimeout(this, &PassedStream::handOn);
        m_silence.callOnTimeout(this, &QObject::deleteLater);
        if (reply->isFinished())
            deleteLater();
        handOn();
    }
    ~PassedStream() override
    {
        m_reply->disconnect(this);
        m_reply->abort();
    }

private:
    void handOn()
    {
        m_silence.start(LongestSilence);
        while (m_reply->bytesAvailable() > 0 && !m_again.isActive()) {
            const QByteArray piece = m_reply->peek(PieceSize);
            if (piece.isEmpty())
                return;
            if (!m_sink(piece)) {
                m_again.start(BetweenTries);
                return;
            }
            m_reply->skip(piece.size());
        }
    }

    const std::shared_ptr<QNetworkAccessManager> m_manager; ///< Owns the reply.
    QNetworkReply *const m_reply;
    const Http::BodySink m_sink;
    QTimer m_again;
    QTimer m_silence;
};

/// One request to another server, until its answer is there. It deletes itself.
/// Thread: the one that makes it.
class NodeRequest final : public QObject
{
public:
    using Answer = std::function<void(Result<Http::Response>)>;

    NodeRequest(const Http::Request &request, const Store::Node &node, const QByteArray &self,
                Answer answer)
        : m_node(node)
        , m_answer(std::move(answer))
        , m_manager(std::make_shared<QNetworkAccessManager>())
    {
        // The key goes there alone.
        m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        m_manager->setProxy(QNetworkProxy::NoProxy);
        connect(m_manager.get(), &QNetworkAccessManager::sslErrors, this,
                [this](QNetworkReply *reply, const QList<QSslError> &) { judge(reply); });
        send(request, self);
        connect(m_reply, &QNetworkReply::metaDataChanged, this, &NodeRequest::takeHead);
        connect(m_reply, &QNetworkReply::finished, this, &NodeRequest::takeAll);
        m_patience.setSingleShot(true);
        m_patience.callOnTimeout(m_reply, &QNetworkReply::abort);
        m_patience.start(Patience);
    }

private:
    void send(const Http::Request &request, const QByteArray &self)
    {
        // A key is sent as a header, since addresses get into logs.
        QByteArrayList query = request.query.split('&');
        query.removeIf([](const QByteArray &each) { return each.startsWith("apikey="); });
        QNetworkRequest sent(QUrl::fromEncoded(
            m_node.address + request.path + '?' + query.join('&'), QUrl::StrictMode));
        for (const char *name : {"x-apikey", "accept", "last-event-id", Http::ClientHeader}) {
            if (const QByteArray value = request.header(name); !value.isEmpty())
                sent.setRawHeader(name, Http::headerValue(value));
        }
        sent.setRawHeader(Http::PassedOnHeader, Http::headerValue(self));
        m_reply = m_manager->sendCustomRequest(sent, request.method);
        m_reply->setReadBufferSize(4 * PieceSize);
    }
    /// A certificate that nobody known has signed is believed where that server says it is its own.
    void judge(QNetworkReply *reply)
    {
        const QSslCertificate shown = reply->sslConfiguration().peerCertificate();
        if (!shown.isNull() && !m_node.certificate.isEmpty()
            && Secret::isSame(shown.digest(QCryptographicHash::Sha256).toHex(), m_node.certificate))
            reply->ignoreSslErrors();
    }
    int status() const
    {
        return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    bool isOfNode() const
    {
        return m_reply->rawHeader(Http::NodeHeader) == Http::headerValue(m_node.name);
    }
    Http::Response head() const
    {
        Http::Response response{status(), {}, m_reply->rawHeader("content-type")};
        for (const char *name : {"Cache-Control", "Content-Disposition", "X-Accel-Buffering",
                                 "X-Next-Cursor", "Retry-After", Http::NodeHeader}) {
            if (m_reply->hasRawHeader(name))
                response.headers.append({name, m_reply->rawHeader(name)});
        }
        return response;
    }
    void takeHead()
    {
        const bool isStream = status() == 200 && isOfNode()
            && m_reply->rawHeader("content-type").startsWith("text/event-stream");
        if (!isStream) {
            // All of it is read before it is handed on, since it may still break off.
            if (status() != 0)
                connect(m_reply, &QIODevice::readyRead, this, &NodeRequest::takePart,
                        Qt::UniqueConnection);
            return;
        }
        Http::Response response = head();
        response.stream = [manager = m_manager, reply = m_reply](const Http::BodySink &sink) {
            return new PassedStream(manager, reply, sink);
        };
        finish(std::move(response));
    }
    void takePart()
    {
        m_patience.start(Patience);
        m_body.append(m_reply->readAll());
        if (m_body.size() > LargestAnswer)
            m_reply->abort();
    }
    void takeAll()
    {
        m_body.append(m_reply->readAll());
        if (m_body.size() > LargestAnswer)
            finish(unavailable(m_node,
                               QStringLiteral("its answer is too large. Ask it at %1.")
                                   .arg(QString::fromUtf8(m_node.address))));
        else if (!m_patience.isActive())
            finish(unavailable(m_node,
                               QStringLiteral("it does not answer at %1.")
                                   .arg(QString::fromUtf8(m_node.address))));
        else if (status() == 0)
            finish(unavailable(m_node,
                               QStringLiteral("%1: %2.").arg(QString::fromUtf8(m_node.address),
                                                             m_reply->errorString())));
        else if (!isOfNode())
            finish(unavailable(m_node,
                               QStringLiteral("another server answers at %1.")
                                   .arg(QString::fromUtf8(m_node.address))));
        else {
            Http::Response response = head();
            response.body = std::move(m_body);
            finish(std::move(response));
        }
    }
    void finish(Result<Http::Response> response)
    {
        m_patience.stop();
        m_reply->disconnect(this);
        deleteLater();
        std::exchange(m_answer, nullptr)(std::move(response));
    }

    const Store::Node m_node;
    Answer m_answer;
    /// Owns the reply; shared, since a stream has it once this is gone.
    const std::shared_ptr<QNetworkAccessManager> m_manager;
    QNetworkReply *m_reply = nullptr;
    QByteArray m_body;
    QTimer m_patience;
};

} // namespace

Task<Result<std::optional<Store::Node>>> otherNode(const Exchange &exchange)
{
    using Found = std::optional<Store::Node>;
    const auto name = exchange.request.parameter("node");
    const Store::Nodes &nodes = exchange.context.services.database.nodes();
    if (!name || name->isEmpty() || *name == nodes.name())
        co_return Found();
    const auto noNode = [&name] {
        return failure(Error::Kind::NotFound,
                       QStringLiteral("This database has no server \"%1\"; GET /admin/v1/nodes "
                                      "lists them.")
                           .arg(QString::fromUtf8(*name)));
    };
    if (!nodes.areMany())
        co_return noNode();
    if (!exchange.request.header(Http::PassedOnHeader).isEmpty())
        co_return noNode(); // it was meant for whoever had this address before
    const auto all = co_await exchange.context.read(
        exchange.asker, [](Store::Reader &reader) { return reader.nodes(); });
    if (!all)
        co_return failure(all);
    const auto found = std::find_if(all->begin(), all->end(),
                                    [&](const Store::Node &each) { return each.name == *name; });
    if (found == all->end())
        co_return noNode();
    if (!found->isAlive)
        co_return unavailable(
            *found,
            QStringLiteral("nobody has seen it since %1.").arg(QString::fromUtf8(found->seen)));
    if (found->address.isEmpty())
        co_return unavailable(*found, QStringLiteral("its network is closed."));
    if (!found->address.startsWith("http://") && !found->address.startsWith("https://"))
        co_return unavailable(*found, QStringLiteral("it has no address."));
    co_return Found(*found);
}

Task<Result<Http::Response>> askNode(const Exchange &exchange, const Store::Node &node)
{
    const Http::Request &request = exchange.request;
    const Services &services = exchange.context.services;
    if (request.header("x-apikey").isEmpty()
        || Secret::isSame(request.header("x-apikey"), services.windowToken))
        co_return badInput(QStringLiteral("Another server is asked with a full-access key: send it "
                                          "as the header x-apikey."));
    const QByteArray self = services.database.nodes().name();
    auto answer = co_await Async<Result<Http::Response>>(exchange.context.home, [&](auto deliver) {
        new NodeRequest(request, node, self, deliver);
    });
    co_return answer;
}

} // namespace Api

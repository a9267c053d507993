// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requestsender.h"

#include "client/remoteclient.h"
#include "client/requests/prepare.h"
#include "client/routes.h"
#include "client/texts.h"
#include "server/core/json.h"

#include <QElapsedTimer>
#include <QMap>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslError>
#include <QUrl>
#include <QUuid>

#include <memory>

using Requests::Answer;
using Requests::Header;
using Requests::Outgoing;

namespace {

constexpr char IdHeader[] = "X-Request-Id";

/// Keeps no cookie: what is sent is what is written.
class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

/// What stands between the values of a header that is written more than once.
QByteArray betweenValuesOf(const QByteArray &name)
{
    return name.toLower() == "cookie" ? "; " : ", ";
}

/// The path and the query of an address, or of a path.
std::pair<QByteArray, QByteArray> targetOf(const QByteArray &url)
{
    // A path may have an address in its query.
    const qsizetype scheme = url.startsWith('/') ? -1 : url.indexOf("://");
    const qsizetype slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    const QByteArray target = slash < 0 ? QByteArray("/") : url.sliced(slash);
    const qsizetype mark = target.indexOf('?');
    return {target.first(mark < 0 ? target.size() : mark),
            mark < 0 ? QByteArray() : target.sliced(mark + 1)};
}

/// @p request as `POST /admin/v1/requests` takes it.
QByteArray envelopeOf(const Outgoing &request, const QByteArray &id)
{
    const auto [path, query] = targetOf(request.url);
    // An object has each name once.
    QMap<QByteArray, QByteArray> joined;
    for (const Header &each : request.headers) {
        QByteArray &value = joined[each.first.toLower()];
        value += (value.isEmpty() ? QByteArray() : betweenValuesOf(each.first)) + each.second;
    }
    Json::ObjectWriter headers;
    for (auto each = joined.cbegin(); each != joined.cend(); ++each)
        headers.text(each.key(), QByteArrayView(each.value()));
    if (!id.isEmpty())
        headers.text("x-request-id", QByteArrayView(id));
    Json::ObjectWriter envelope;
    if (request.as == Outgoing::As::Key)
        envelope.text("key", QByteArrayView(request.sender));
    if (request.as == Outgoing::As::User)
        envelope.text("user", QByteArrayView(request.sender));
    envelope.text("method", QByteArrayView(request.method))
        .text("path", QByteArrayView(path))
        .text("query", QByteArrayView(query))
        .raw("headers", headers.take());
    if (!request.body.isEmpty())
        envelope.text("body", QByteArrayView(request.body));
    return envelope.take();
}

Answer answerIn(const Json::Value &report, const QByteArray &id)
{
    Answer answer;
    answer.status = int(report.value("status").toInteger());
    for (const Json::Member &each : report.value("headers").members())
        answer.headers.append({each.key.toByteArray(), each.value.text().toByteArray()});
    const Json::Value body = report.value("body");
    answer.body = body.isString() ? body.text().toByteArray() : body.toJson();
    answer.microseconds = report.value("microseconds").toInteger();
    answer.id = id;
    return answer;
}

} // namespace

RequestSender::RequestSender(Client *client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setCookieJar(new NoCookies(&m_manager));
    // The certificate that the user has accepted for the connection is good for its server alone.
    connect(&m_manager, &QNetworkAccessManager::sslErrors, this,
            [this](QNetworkReply *reply, const QList<QSslError> &) {
                const auto *remote = dynamic_cast<RemoteClient *>(m_client);
                const QSslCertificate shown = reply->sslConfiguration().peerCertificate();
                if (remote && !shown.isNull()
                    && Requests::isOfServer(reply->url().toEncoded(), remote->url().toUtf8())
                    && shown.digest(QCryptographicHash::Sha256).toHex()
                        == remote->address().certificate)
                    reply->ignoreSslErrors();
            });
}

RequestSender::~RequestSender()
{
    cancel();
}

void RequestSender::cancel()
{
    delete m_waiting;
    if (QNetworkReply *reply = m_reply) {
        m_reply = nullptr;
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
}

void RequestSender::send(const Outgoing &request, std::function<void(Result<Answer>)> then)
{
    cancel();
    m_waiting = new QObject(this);
    const auto fail = [&](const QString &message) {
        QMetaObject::invokeMethod(
            m_waiting, [then, message] { then(failure(Error::Kind::BadInput, message)); },
            Qt::QueuedConnection);
    };
    if (request.as != Outgoing::As::Headers && m_client)
        return sendByClient(request, then);
    if (request.as != Outgoing::As::Headers)
        return fail(ClientTexts::tr("This request needs the key of a connection."));
    if (request.url.startsWith('/'))
        return fail(ClientTexts::tr("The network of this database is closed. Start its server, or "
                                    "send the request with the key of the connection."));
    sendByNetwork(request, then);
}

void RequestSender::sendByClient(const Outgoing &request, Then then)
{
    if (!request.body.isValidUtf8()) {
        QMetaObject::invokeMethod(
            m_waiting,
            [then] {
                then(badInput(ClientTexts::tr(
                    "A body that is no text is sent with a key of its own alone: put {{key}} into "
                    "the private environment, or write the key's variable into the header.")));
            },
            Qt::QueuedConnection);
        return;
    }
    const bool hasId = !Requests::headerOf(request.headers, IdHeader).isEmpty();
    const QByteArray id = hasId ? Requests::headerOf(request.headers, IdHeader)
                                : QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_client->request("POST", Routes::requests(), envelopeOf(request, hasId ? QByteArray() : id))
        .then(m_waiting, [id, then](const Client::Reply &reply) {
            const auto report = reply.json();
            if (!reply.isOk())
                return then(failure(Error::Kind::Unavailable, reply.explanation()));
            then(answerIn(report.root(), id));
        });
}

void RequestSender::sendByNetwork(const Outgoing &request, Then then)
{
    const QUrl url = QUrl::fromEncoded(request.url, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty()) {
        QMetaObject::invokeMethod(
            m_waiting,
            [then, written = QString::fromUtf8(request.url.left(200))] {
                then(badInput(ClientTexts::tr("%1 is no address.").arg(written)));
            },
            Qt::QueuedConnection);
        return;
    }
    QNetworkRequest sent{url};
    for (const Header &each : request.headers)
        sent.setRawHeader(each.first,
                          sent.hasRawHeader(each.first) ? sent.rawHeader(each.first)
                                  + betweenValuesOf(each.first) + each.second
                                                        : each.second);
    QByteArray id = sent.rawHeader(IdHeader);
    if (id.isEmpty() && m_client && Requests::isOfServer(request.url, m_client->url().toUtf8())) {
        id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        sent.setRawHeader(IdHeader, id);
    }
    // Without a type Qt would name one for a form.
    if (!request.body.isEmpty() && !sent.hasRawHeader("content-type"))
        sent.setRawHeader("content-type", "text/plain; charset=utf-8");
    sent.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    sent.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // Qt unpacks a body as a whole to count its bytes; beyond this it refuses what was packed to
    // less than a fortieth.
    sent.setDecompressedSafetyCheckThreshold(LargestBody);
    const int seconds = request.timeout > 0 ? request.timeout : UsualTimeout;
    sent.setTransferTimeout(seconds * 1000);
    const auto body = std::make_shared<QByteArray>();
    QElapsedTimer timer;
    timer.start();
    // Of a method that it takes for an unknown one, Qt waits for the body that HEAD has not.
    QNetworkReply *reply = request.method == "HEAD"
        ? m_manager.head(sent)
        : m_manager.sendCustomRequest(sent, request.method, request.body);
    m_reply = reply;
    connect(reply, &QNetworkReply::readyRead, this, [reply, body] {
        body->append(reply->read(LargestBody + 1 - body->size()));
        if (body->size() > LargestBody)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, body, timer, id, then] {
        const qint64 microseconds = timer.nsecsElapsed() / 1000;
        reply->deleteLater();
        m_reply = nullptr;
        // No more than that: a body that was packed may be much larger.
        if (reply->isOpen() && body->size() <= LargestBody)
            body->append(reply->read(LargestBody + 1 - body->size()));
        finish(*reply, *body, microseconds, id, then);
    });
}

void RequestSender::finish(QNetworkReply &reply, const QByteArray &body, qint64 microseconds,
                           const QByteArray &id, const Then &then)
{
    Answer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.isCut = body.size() > LargestBody;
    const auto error = reply.error();
    // Errors of the server and of what is there only repeat the status.
    const bool isBroken =
        (error > QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        || error == QNetworkReply::ProtocolUnknownError || error == QNetworkReply::ProtocolFailure;
    const QString reason = error == QNetworkReply::OperationCanceledError
        ? QStringLiteral("nothing came in time; # @timeout sets the seconds")
        : reply.errorString();
    if (answer.status == 0 || (isBroken && !answer.isCut))
        return then(
            failure(Error::Kind::Unavailable, ClientTexts::tr("No answer: %1.").arg(reason)));
    for (const auto &[name, value] : reply.rawHeaderPairs())
        answer.headers.append({name, value});
    answer.body = body.first(std::min(body.size(), LargestBody));
    answer.microseconds = microseconds;
    answer.id = id;
    then(answer);
}

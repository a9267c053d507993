// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/requester.h"

#include "app/signalwatch.h"
#include "server/http/message.h"
#include "server/server.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>
#include <memory>

QString messageOf(const Requester::Reply &reply)
{
    const auto body = Json::Document::parse(reply.body);
    const QString message = body ? body->root().value("message").toString() : QString();
    return message.isEmpty() ? QStringLiteral("The server answered %1.").arg(reply.status)
                             : message;
}

QString explanationOf(const Requester::Reply &reply)
{
    QString text = messageOf(reply);
    const auto body = Json::Document::parse(reply.body);
    const Json::Value list = body ? body->root().value("list") : Json::Value();
    for (const Json::Value &each : list.items()) {
        const QString field = each.value("field").toString();
        QStringList messages;
        for (const QByteArray &message : each.value("message").texts())
            messages.append(QString::fromUtf8(message));
        text.append(QStringLiteral("\n  "));
        if (!field.isEmpty())
            text.append(field + QStringLiteral(": "));
        text.append(messages.join(QLatin1Char(' ')));
    }
    return text;
}

Failure endedBySignal()
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("It was ended by a signal before it was done."));
}

Result<Requester::Reply> LocalRequester::send(const QByteArray &method, const QByteArray &path,
                                              const QByteArray &body)
{
    if (SignalWatch::isAsked())
        return endedBySignal();
    const Http::Response response = m_server.requestAndWait(method, path, body);
    const bool isSaved =
        std::any_of(response.headers.begin(), response.headers.end(),
                    [](const Http::Header &header) { return header.first == "X-Hookdesk-Saved"; });
    return Reply{response.status, response.body, isSaved};
}

Result<Requester::Reply> RemoteRequester::send(const QByteArray &method, const QByteArray &path,
                                               const QByteArray &body)
{
    QNetworkAccessManager manager;
    QNetworkRequest request{QUrl(m_url + QString::fromLatin1(path))};
    request.setRawHeader("x-apikey", m_key);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    // Documents that resemble each other get a hundred times smaller, which Qt takes for an attack.
    request.setDecompressedSafetyCheckThreshold(-1);
    request.setTransferTimeout(30000);
    // A command has nothing else to do than to wait.
    QEventLoop loop;
    const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, body));
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(&m_watch, &SignalWatch::asked, &loop, &QEventLoop::quit);
    if (!SignalWatch::isAsked())
        loop.exec();
    if (SignalWatch::isAsked())
        return endedBySignal();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("%1 does not answer: %2. See that the server runs there.")
                           .arg(m_url, reply->errorString()));
    }
    return Reply{status, reply->readAll(), reply->hasRawHeader("X-Hookdesk-Saved")};
}

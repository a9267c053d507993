// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"

#include <QEventLoop>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

QByteArray HttpClient::Reply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.toLower() == name.toLower())
            return value;
    }
    return {};
}

Json::Document HttpClient::Reply::json() const
{
    auto document = Json::Document::parse(body);
    return document ? *document : *Json::Document::parse("null");
}

QByteArray HttpClient::Reply::member(const char *name) const
{
    const auto document = json();
    const auto value = document.root().find(name);
    if (!value)
        return {};
    return value->isString() ? value->text().toByteArray() : value->toJson();
}

QNetworkReply *HttpClient::begin(const QByteArray &method, const QByteArray &path,
                                 const QByteArray &body, const QByteArray &contentType)
{
    QNetworkRequest request{QUrl::fromEncoded(m_url.toUtf8() + path)};
    if (!m_key.isEmpty())
        request.setRawHeader("x-apikey", m_key);
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    request.setTransferTimeout(60000);
    request.setDecompressedSafetyCheckThreshold(-1); // tests send bodies of one letter
    return m_manager.sendCustomRequest(request, method, body);
}

HttpClient::Reply HttpClient::finish(QNetworkReply *reply)
{
    if (!reply->isFinished()) {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    Reply result;
    result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    result.body = reply->readAll();
    for (const auto &header : reply->rawHeaderPairs())
        result.headers.append({header.first, header.second});
    reply->deleteLater();
    return result;
}

HttpClient::Reply HttpClient::send(const QByteArray &method, const QByteArray &path,
                                   const QByteArray &body, const QByteArray &contentType)
{
    return finish(begin(method, path, body, contentType));
}

HttpClient::Reply HttpClient::hook(const QByteArray &collection, const QByteArray &source)
{
    return send("PUT", "/admin/v1/collections/" + collection + "/codehook", source,
                "text/javascript");
}

QByteArray HttpClient::raw(const QString &url, const QByteArray &request)
{
    // The listener lives in this thread, so nothing here may block it.
    QTcpSocket socket;
    const QUrl server(url);
    socket.connectToHost(server.host(), quint16(server.port()));
    socket.write(request);
    (void)QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; },
                          20000);
    return socket.readAll();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QString>

#include <utility>

/// A client of the API: sends one request and waits for its answer.
class HttpClient
{
public:
    struct Reply
    {
        int status = 0;
        QByteArray body;
        QList<std::pair<QByteArray, QByteArray>> headers;

        QByteArray header(const QByteArray &name) const;
        Json::Document json() const;
        /// The text or JSON of a member; empty when there is none.
        QByteArray member(const char *name) const;
    };

    HttpClient(QString url, QByteArray key)
        : m_url(std::move(url))
        , m_key(std::move(key))
    {
    }

    const QByteArray &key() const { return m_key; }
    Reply send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
               const QByteArray &contentType = "application/json");
    Reply get(const QByteArray &path) { return send("GET", path); }
    Reply post(const QByteArray &path, const QByteArray &body) { return send("POST", path, body); }
    Reply put(const QByteArray &path, const QByteArray &body) { return send("PUT", path, body); }
    /// Saves a codehook.
    Reply hook(const QByteArray &collection, const QByteArray &source);

    QNetworkReply *begin(const QByteArray &method, const QByteArray &path,
                         const QByteArray &body = {},
                         const QByteArray &contentType = "application/json");
    static Reply finish(QNetworkReply *reply);
    /// Sends these bytes to the server at @p url: everything that it answers until it closes the
    /// connection, or for 20 s.
    static QByteArray raw(const QString &url, const QByteArray &request);

private:
    QString m_url;
    QByteArray m_key;
    QNetworkAccessManager m_manager;
};

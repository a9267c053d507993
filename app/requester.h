// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

class Server;

/// Sends one request and waits for its answer. For the administrator's commands.
class Requester
{
public:
    struct Reply
    {
        int status = 0;
        QByteArray body;
        bool isSaved = false; ///< What was sent is stored, whatever the status.
    };
    virtual ~Requester() = default;

    /// @errors Unavailable: nobody answers.
    virtual Result<Reply> send(const QByteArray &method, const QByteArray &path,
                               const QByteArray &body) = 0;
};

/// The sentence of an error's body, or its status where there is none.
QString messageOf(const Requester::Reply &reply);
/// The same, with the fields that are wrong and what is wrong with each, one a line.
QString explanationOf(const Requester::Reply &reply);

/// Asks a server inside this process, with full rights.
class LocalRequester final : public Requester
{
public:
    explicit LocalRequester(Server &server)
        : m_server(server)
    {
    }
    Result<Reply> send(const QByteArray &method, const QByteArray &path,
                       const QByteArray &body) override;

private:
    Server &m_server;
};

/// Asks a server over HTTP, with a key.
class RemoteRequester final : public Requester
{
public:
    RemoteRequester(const QString &url, const QByteArray &key)
        : m_url(url)
        , m_key(key)
    {
    }
    Result<Reply> send(const QByteArray &method, const QByteArray &path,
                       const QByteArray &body) override;

private:
    QString m_url;
    QByteArray m_key;
};

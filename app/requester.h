// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

class Server;
class SignalWatch;

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

    /// @errors Unavailable: nobody answers, or this process was asked to end.
    virtual Result<Reply> send(const QByteArray &method, const QByteArray &path,
                               const QByteArray &body) = 0;
};

/// The sentence of an error's body, or its status where there is none.
QString messageOf(const Requester::Reply &reply);
/// The same, with the fields that are wrong and what is wrong with each, one a line.
QString explanationOf(const Requester::Reply &reply);

/// The failure of a command that was ended by a signal before it was done.
Failure endedBySignal();

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
    /// @p watch outlives this.
    RemoteRequester(const QString &url, const QByteArray &key, const SignalWatch &watch)
        : m_url(url)
        , m_key(key)
        , m_watch(watch)
    {
    }
    Result<Reply> send(const QByteArray &method, const QByteArray &path,
                       const QByteArray &body) override;

private:
    QString m_url;
    QByteArray m_key;
    const SignalWatch &m_watch;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/core/result.h"

class SignalWatch;

/// Sends one request after the other, and waits for each answer in an event loop: a command has
/// nothing else to do. Thread: the main one.
class Requester final
{
public:
    using Reply = Client::Reply;

    /// @p client and @p watch outlive this.
    Requester(Client &client, const SignalWatch &watch)
        : m_client(client)
        , m_watch(watch)
    {
    }

    /// @p path may have a query.
    /// @errors Unavailable: nobody answers, or this process was asked to end.
    Result<Reply> send(const QByteArray &method, const QByteArray &path, const QByteArray &body);

private:
    Client &m_client;
    const SignalWatch &m_watch;
};

/// The sentence of an error's body, or its status where there is none.
QString messageOf(const Requester::Reply &reply);
/// The same, with the fields that are wrong and what is wrong with each, one a line.
QString explanationOf(const Requester::Reply &reply);

/// The failure of a command that was ended by a signal before it was done.
Failure endedBySignal();

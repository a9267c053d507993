// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/server.h"

#include <QTest>

#include <optional>

#include <sys/socket.h>
#include <unistd.h>

/// A Http::Server at one end of a connection, and the client's end of it. The server answers each
/// request with its path.
class Conversation
{
public:
    explicit Conversation(const Http::Limits &limits = {})
        : m_server([this](const Http::Request &request,
                          Http::Responder responder) { take(request, responder); },
                   [limits] { return limits; },
                   Http::Admission{[](const Http::RequestHead &) { return true; }}, nullptr,
                   &m_connections, nullptr)
    {
        int ends[2] = {-1, -1};
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends);
        m_client = ends[1];
        m_server.adopt(ends[0]);
    }
    ~Conversation() { leave(); }

    /// Closes the client's end, or its half alone.
    void leave() { ::close(std::exchange(m_client, -1)); }
    void closeHalf() { ::shutdown(m_client, SHUT_WR); }
    void stopServer() { m_server.stop(); }
    /// Answers what has waited because of isSilent.
    void answer()
    {
        isSilent = false;
        m_responder->send({200, "late"});
    }

    /// Sends @p bytes and waits for @p count requests more, or until the server closes.
    /// @return whether they came.
    bool send(QByteArray bytes, qsizetype count = 1)
    {
        const qsizetype wanted = requests.size() + count;
        return QTest::qWaitFor([&] {
                   const ssize_t sent =
                       ::send(m_client, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
                   bytes.remove(0, std::max<ssize_t>(sent, 0));
                   receive();
                   return requests.size() >= wanted || m_connections == 0;
               })
            && requests.size() == wanted;
    }
    /// Waits for @p text in what the server has answered.
    bool hears(const QByteArray &text)
    {
        return QTest::qWaitFor([&] {
            receive();
            return answers.contains(text);
        });
    }

    QList<Http::Request> requests;
    QByteArray answers;
    bool isSilent = false; ///< Requests are not answered.

private:
    void take(const Http::Request &request, const Http::Responder &responder)
    {
        requests.append(request);
        m_responder = responder;
        if (!isSilent)
            responder.send({200, request.path});
    }
    void receive()
    {
        char bytes[4096];
        ssize_t count = 0;
        while ((count = ::recv(m_client, bytes, sizeof bytes, 0)) > 0)
            answers.append(bytes, count);
    }

    std::atomic<int> m_connections = 1;
    Http::Server m_server;
    int m_client = -1;
    std::optional<Http::Responder> m_responder;
};

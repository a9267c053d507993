// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/http/message.h"

/// Reads from another client, and refuses all changes.
class RefusingClient final : public Client
{
public:
    explicit RefusingClient(Client &client)
        : Client(nullptr)
        , m_client(client)
    {
    }
    QString identity() const override { return m_client.identity(); }
    QString name() const override { return m_client.name(); }
    bool isReachable() const override { return true; }
    QString url() const override { return m_client.url(); }
    void follow() override { }

private:
    void send(const Http::Request &request, const Pending<Reply> &pending) override
    {
        if (request.method == "GET")
            return forward(m_client, request, pending);
        QMetaObject::invokeMethod(
            this,
            [pending] {
                pending.set({400, R"({"message":"jobs are frozen"})"});
            },
            Qt::QueuedConnection);
    }

    Client &m_client;
};

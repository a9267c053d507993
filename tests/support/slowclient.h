// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/http/message.h"

#include <QList>

/// A server that answers when a test has it answer.
class SlowClient final : public Client
{
public:
    SlowClient()
        : Client(nullptr)
    {
    }

    QString identity() const override { return QStringLiteral("slow"); }
    QString name() const override { return identity(); }
    bool isReachable() const override { return true; }
    QString url() const override { return {}; }
    void follow() override { }

    /// All requests, in their order.
    const QList<Http::Request> &asked() const { return m_asked; }
    /// Answers the first that is not answered.
    void answer(const QByteArray &body) { m_pending.takeFirst().set({200, body}); }

private:
    void send(const Http::Request &request, const Pending<Reply> &pending) override
    {
        m_asked.append(request);
        m_pending.append(pending);
    }

    QList<Http::Request> m_asked;
    QList<Pending<Reply>> m_pending;
};

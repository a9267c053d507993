// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "client/requests/sender.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>

class QNetworkReply;

/// Sends requests over the network, as any client would, without following redirections and without
/// cookies. Those that are to have the rights of the connection, of a key or of a user go by a
/// client, which sends them with these rights.
///
/// A request to the server of that client gets a header `X-Request-Id`, where it has none, by which
/// its record is found in the inspector. Thread: that of the event loop which makes it.
class RequestSender final : public QObject, public Requests::Sender
{
    Q_OBJECT

public:
    static constexpr qsizetype LargestBody = 64 * 1024 * 1024; ///< Of an answer, unpacked.
    static constexpr int UsualTimeout = 60; ///< Seconds without a byte.

    /// @p client: null: there is no connection. It outlives this.
    RequestSender(Client *client, QObject *parent);
    ~RequestSender() override;

    void send(const Requests::Outgoing &request,
              std::function<void(Result<Requests::Answer>)> then) override;
    void cancel() override;

private:
    using Then = std::function<void(Result<Requests::Answer>)>;

    void sendByClient(const Requests::Outgoing &request, Then then);
    void sendByNetwork(const Requests::Outgoing &request, Then then);
    void finish(QNetworkReply &reply, const QByteArray &body, qint64 microseconds,
                const QByteArray &id, const Then &then);

    Client *m_client;
    QNetworkAccessManager m_manager;
    QPointer<QNetworkReply> m_reply; ///< Null: nothing is under way in the network.
    QPointer<QObject> m_waiting; ///< Gone: nothing is waited for.
};

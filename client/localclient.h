// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/store/feed.h"

#include <memory>

class Server;

/// The client of a server in this process, with the rights of its window. Thread: the window's.
class LocalClient final : public Client
{
    Q_OBJECT

public:
    LocalClient(Server &server, QObject *parent);

    QString identity() const override;
    QString name() const override;
    bool isReachable() const override;
    QString url() const override;
    void follow() override;
    bool mayListen() const override;
    LocalClient *local() override { return this; }

    QString databasePath() const;
    /// Writes a backup to @p target. Gives a sentence for the user when it cannot, else nothing.
    Pending<QString> backUp(const QString &target);
    /// Opens the network on @p address. Gives a sentence for the user when it cannot, else nothing.
    QString startListening(const QString &address);
    /// Closes the network once the requests under way are answered.
    void stopListening();

private:
    void send(const Http::Request &request, const Pending<Reply> &pending) override;
    template<typename T>
    std::function<void(T)> giver(const Pending<T> &pending);

    Server &m_server;
    const std::shared_ptr<char> m_life = std::make_shared<char>(); ///< Ends with this.
    Store::Subscription m_subscription;
};

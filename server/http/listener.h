// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QHostAddress>
#include <QTcpServer>

#include <atomic>
#include <functional>

namespace Http {

/// Accepts connections and deals their sockets out. Thread: the one it was made in.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    /// Takes over a connected, non-blocking socket, which it closes.
    using Deal = std::function<void(qintptr descriptor)>;

    /// @p connections is counted up for each connection.
    Listener(Deal deal, std::atomic<int> *connections, QObject *parent);

    /// Where to listen.
    struct Address
    {
        QHostAddress host;
        quint16 port = 0; ///< 0: a free one.
    };
    /// Reads `ADDRESS:PORT`, such as `127.0.0.1:8787`, `[::1]:0` or `localhost:80`.
    /// @errors BadInput: it is nothing like that.
    static Result<Address> parseAddress(const QString &address);

    /// Listens on @p address, such as `127.0.0.1:8787`; port 0 takes a free one.
    /// @errors BadInput: no such address. Unavailable: the port is taken.
    Result<Done> listenOn(const QString &address);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Deal m_deal;
    std::atomic<int> *m_connections; ///< Counted down by the Server that gets the socket.
};

} // namespace Http

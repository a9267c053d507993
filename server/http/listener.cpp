// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/listener.h"

#include <QTimer>

#include <fcntl.h>

namespace Http {

Listener::Listener(Deal deal, std::atomic<int> *connections, QObject *parent)
    : QTcpServer(parent)
    , m_deal(std::move(deal))
    , m_connections(connections)
{
    setListenBacklogSize(512);
    // Qt stops accepting when it fails, as it does without a free file descriptor.
    connect(this, &QTcpServer::acceptError, this, [this] {
        using namespace std::chrono_literals;
        QTimer::singleShot(100ms, this, &QTcpServer::resumeAccepting);
    });
}

Result<Listener::Address> Listener::parseAddress(const QString &address)
{
    const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
    QString host = address.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    bool isNumber = false;
    const quint16 port = address.mid(colon + 1).toUShort(&isNumber);
    const QHostAddress parsed(host == QLatin1String("localhost") ? QStringLiteral("127.0.0.1")
                                                                 : host);
    if (colon <= 0 || !isNumber || parsed.isNull()) {
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("\"%1\" is not ADDRESS:PORT, such as 127.0.0.1:8787.").arg(address));
    }
    return Address{parsed, port};
}

Result<Done> Listener::listenOn(const QString &address)
{
    const auto parsed = parseAddress(address);
    if (!parsed)
        return failure(parsed);
    if (!listen(parsed->host, parsed->port)) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("Cannot listen on %1: %2. Choose another port, or 0 for a free one.")
                .arg(address, errorString()));
    }
    return Done();
}

void Listener::incomingConnection(qintptr descriptor)
{
    ++*m_connections;
    ::fcntl(int(descriptor), F_SETFL, ::fcntl(int(descriptor), F_GETFL) | O_NONBLOCK);
    m_deal(descriptor);
}

} // namespace Http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door.h"

#include "server/core/json.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QRandomGenerator>

#include <array>

Door::Door(const Address &address)
    : m_address(address)
    , m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &Door::answer);
}

Door::~Door() = default;

std::unique_ptr<Door> Door::open(const QString &database, const Address &address)
{
    const QString path = database + QStringLiteral(".socket");
    std::unique_ptr<Door> door(new Door(address));
    // The lock on the database says that nobody else answers there: what lies there is left over.
    QLocalServer::removeServer(path);
    return door->m_server->listen(path) ? std::move(door) : nullptr;
}

QByteArray Door::makeToken()
{
    std::array<quint32, 8> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

void Door::answer()
{
    while (QLocalSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        socket->write(Json::ObjectWriter()
                          .text("url", m_address.url)
                          .text("token", QByteArrayView(m_address.token))
                          .text("certificate", QByteArrayView(m_address.certificate))
                          .take()
                      + '\n');
        socket->disconnectFromServer();
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/door.h"

#include "server/core/json.h"

#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QRandomGenerator>

#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace {

/// Whether a socket can be made at @p path. One that lies there was left by a program that was
/// killed, since the lock on the database says that nobody else answers; anything else is
/// somebody's.
bool isFree(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat facts = {};
    if (::lstat(name.constData(), &facts) != 0)
        return errno == ENOENT;
    return S_ISSOCK(facts.st_mode) && ::unlink(name.constData()) == 0;
}

} // namespace

Door::Door(const Address &address)
    : m_address(address)
    , m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, &Door::answer);
}

Door::~Door() = default;

QString Door::pathOf(const QString &database)
{
    const QString file = QFileInfo(database).canonicalFilePath();
    return file.isEmpty() ? QString() : file + QStringLiteral(".socket");
}

std::unique_ptr<Door> Door::open(const QString &database, const Address &address)
{
    const QString path = pathOf(database);
    if (path.isEmpty() || !isFree(path))
        return nullptr;
    std::unique_ptr<Door> door(new Door(address));
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
                          .text("certificate", QByteArrayView(m_address.certificate()))
                          .take()
                      + '\n');
        socket->disconnectFromServer();
    }
}

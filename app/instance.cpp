// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"

#include "ui/widgets/textdigest.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSettings>
#include <QStandardPaths>

namespace {

constexpr int Patience = 2000; ///< Milliseconds, for a program that hangs.
constexpr qint64 LongestPath = 64 * 1024;

/// A folder of settings has one program: who has another one, such as another home, has another
/// program.
QString socketName()
{
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::TempLocation);
    return QStringLiteral("%1/hookdesk-%2.socket")
        .arg(folder, textDigest(QSettings().fileName()).left(12));
}

} // namespace

Instance::Instance()
    : m_name(socketName())
    , m_server(std::make_unique<QLocalServer>())
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection())
            take(socket);
    });
}

Instance::~Instance() = default;

void Instance::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine() && socket->bytesAvailable() < LongestPath)
            return;
        const QString file = QString::fromUtf8(socket->readLine(LongestPath)).chopped(1);
        socket->write("ok\n");
        socket->disconnectFromServer();
        emit asked(file);
    });
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
}

bool Instance::handOver(const QString &file)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (socket.waitForConnected(Patience)) {
        socket.write(file.toUtf8() + '\n');
        if (socket.waitForReadyRead(Patience) && socket.readLine() == "ok\n")
            return true;
        return false; // it hangs: better a second one than none
    }
    // What lies there was left by a program that was killed.
    QLocalServer::removeServer(m_name);
    m_server->listen(m_name);
    return false;
}

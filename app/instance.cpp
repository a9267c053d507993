// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"

#include "server/core/localpeer.h"
#include "ui/widgets/textdigest.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QSettings>
#include <QStandardPaths>
#include <QStringDecoder>

#include <optional>

#include <unistd.h>

namespace {

constexpr int Patience = 2000; ///< Milliseconds, for a program that hangs.
constexpr qint64 LongestLine = 64 * 1024;

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

/// The file that @p line names, an absolute path; empty: none is to be opened. Nothing: the line is
/// of no program of ours.
std::optional<QString> fileOf(const QByteArray &line)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString file = decoder(QByteArray::fromPercentEncoding(line.chopped(1)));
    const bool isFile = file.startsWith(QLatin1Char('/')) && !file.contains(QChar::Null);
    if (!line.endsWith('\n') || decoder.hasError() || !(file.isEmpty() || isFile))
        return std::nullopt;
    return file;
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
        if (!socket->canReadLine() && socket->bytesAvailable() < LongestLine)
            return;
        const auto file = fileOf(socket->readLine(LongestLine));
        if (!file)
            return socket->abort();
        socket->write("ok\n");
        socket->disconnectFromServer();
        emit asked(*file);
    });
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
}

bool Instance::handOver(const QString &file)
{
    // Of two that start at the same time, each would take the name from the other.
    QLockFile turn(m_name + QStringLiteral(".lock"));
    (void)turn.tryLock(2 * Patience); // better two programs than none
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (socket.waitForConnected(Patience)) {
        turn.unlock();
        // In a folder that all may write to another user may have taken the name.
        if (userOfPeer(socket.socketDescriptor()) != geteuid())
            return false;
        socket.write(file.toUtf8().toPercentEncoding() + '\n'); // a name may have several lines
        if (socket.waitForReadyRead(Patience) && socket.readLine() == "ok\n")
            return true;
        return false; // it hangs: better a second one than none
    }
    // What lies there was left by a program that was killed.
    QLocalServer::removeServer(m_name);
    m_server->listen(m_name);
    return false;
}

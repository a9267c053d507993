// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/joining.h"

#include "server/core/json.h"
#include "server/core/localpeer.h"
#include "server/door.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>
#include <memory>

#include <unistd.h>

namespace {

using namespace std::chrono_literals;

constexpr auto Patience = 3s; ///< A program that hangs is as good as one that lets nobody in.

constexpr qint64 LongestAnswer = 64 * 1024;

/// Whether who serves @p file is this user, who owns it, or may do anything: else somebody else has
/// put a socket there, to be given what is meant for the database.
bool isTrusted(const std::optional<uid_t> &user, const QString &file)
{
    return user && (*user == geteuid() || *user == 0 || *user == QFileInfo(file).ownerId());
}

std::optional<RemoteClient::Address> addressOf(const QByteArray &line, const QString &path)
{
    const auto answer = Json::Document::parse(line);
    if (!answer)
        return std::nullopt;
    const Json::Value root = answer->root();
    RemoteClient::Address address{root.value("url").toString(),
                                  root.value("token").text().toByteArray(),
                                  root.value("certificate").text().toByteArray(), path};
    // A server that listens at all addresses is reached at the nearest.
    address.url.replace(QLatin1String("//0.0.0.0:"), QLatin1String("//127.0.0.1:"));
    address.url.replace(QLatin1String("//[::]:"), QLatin1String("//[::1]:"));
    const bool isServer = address.url.startsWith(QLatin1String("http://"))
        || address.url.startsWith(QLatin1String("https://"));
    return isServer ? std::optional(address) : std::nullopt;
}

} // namespace

Pending<std::optional<RemoteClient::Address>> joinServerOf(const QString &path)
{
    const Pending<std::optional<RemoteClient::Address>> pending;
    const QString file = QFileInfo(path).canonicalFilePath();
    auto *socket = new QLocalSocket;
    socket->setReadBufferSize(LongestAnswer);
    const auto isBelieved = std::make_shared<bool>(false); // known as long as it is connected
    const auto finish = [socket, pending, file, isBelieved] {
        socket->disconnect();
        socket->deleteLater();
        pending.set(*isBelieved ? addressOf(socket->readAll(), file) : std::nullopt);
    };
    QObject::connect(socket, &QLocalSocket::connected, socket, [socket, file, isBelieved] {
        *isBelieved = isTrusted(userOfPeer(socket->socketDescriptor()), file);
    });
    QObject::connect(socket, &QLocalSocket::disconnected, socket, finish);
    QObject::connect(socket, &QLocalSocket::errorOccurred, socket, finish, Qt::QueuedConnection);
    QTimer::singleShot(Patience, socket, finish);
    socket->connectToServer(Door::pathOf(path), QIODevice::ReadOnly);
    return pending;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/joining.h"

#include "server/core/json.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>

namespace {

using namespace std::chrono_literals;

constexpr auto Patience = 3s; ///< A program that hangs is as good as one that lets nobody in.

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
    return address.url.isEmpty() ? std::nullopt : std::optional(address);
}

} // namespace

Pending<std::optional<RemoteClient::Address>> joinServerOf(const QString &path)
{
    const Pending<std::optional<RemoteClient::Address>> pending;
    const QString file = QFileInfo(path).canonicalFilePath();
    auto *socket = new QLocalSocket;
    const auto finish = [socket, pending, file] {
        socket->disconnect();
        socket->deleteLater();
        pending.set(addressOf(socket->readAll(), file));
    };
    QObject::connect(socket, &QLocalSocket::disconnected, socket, finish);
    QObject::connect(socket, &QLocalSocket::errorOccurred, socket, finish, Qt::QueuedConnection);
    QTimer::singleShot(Patience, socket, finish);
    socket->connectToServer(file + QStringLiteral(".socket"), QIODevice::ReadOnly);
    return pending;
}

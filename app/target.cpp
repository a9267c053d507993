// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/target.h"

#include "client/localclient.h"
#include "client/remoteclient.h"
#include "server/server.h"

#include <QCommandLineParser>
#include <QFile>
#include <QUrl>

#include <algorithm>

namespace {

constexpr qint64 LongestKey = 1024;

Failure noKey(const QString &source, const QString &reason)
{
    return failure(
        Error::Kind::Unavailable,
        QStringLiteral("%1 %2. It must hold a key alone, as hookdeskd key create prints it.")
            .arg(source, reason));
}

Result<QByteArray> readKeyFile(const QString &path)
{
    QFile file(path);
    const QString source = QStringLiteral("The key file %1").arg(path);
    if (!file.open(QIODevice::ReadOnly))
        return noKey(source, QStringLiteral("cannot be read: %1").arg(file.errorString()));
    // A pipe gives as much as there is at once; the key of one comes in one piece.
    const QByteArray key = file.read(LongestKey).trimmed();
    return key.isEmpty() ? Result<QByteArray>(noKey(source, QStringLiteral("is empty"))) : key;
}

} // namespace

Result<QByteArray> keyOf(const QCommandLineParser &parser)
{
    const QString option = QStringLiteral("key");
    const QString fileOption = QStringLiteral("key-file");
    QString source = QStringLiteral("The value of --key");
    Result<QByteArray> key = QByteArray();
    if (parser.isSet(option)) {
        key = parser.value(option).toUtf8();
    } else if (parser.isSet(fileOption)) {
        source = QStringLiteral("The key file %1").arg(parser.value(fileOption));
        key = readKeyFile(parser.value(fileOption));
    } else {
        source = QStringLiteral("The environment variable HOOKDESK_KEY");
        key = qgetenv("HOOKDESK_KEY");
    }
    // It becomes a header.
    const auto isPrintable = [](char c) { return c > ' ' && c < 0x7f; };
    if (key && !std::all_of(key->begin(), key->end(), isPrintable))
        return noKey(source, QStringLiteral("holds more than a key"));
    return key;
}

Target::Connection::Connection() = default;
Target::Connection::~Connection() = default;

Result<Target> Target::parse(const QString &command, const QStringList &arguments,
                             const QStringList &own)
{
    QCommandLineParser parser;
    const QStringList names = QStringList{QStringLiteral("database"), QStringLiteral("server"),
                                          QStringLiteral("key"), QStringLiteral("key-file")}
        + own;
    for (const QString &name : names)
        parser.addOption({name, {}, QStringLiteral("VALUE")});
    if (!parser.parse(QStringList{command} + arguments))
        return badInput(parser.errorText());
    Target target;
    target.words = parser.positionalArguments();
    target.database = parser.value(QStringLiteral("database"));
    target.url = parser.value(QStringLiteral("server"));
    for (const QString &name : own) {
        if (parser.isSet(name))
            target.values.insert(name, parser.value(name));
    }
    const int keys = parser.isSet(QStringLiteral("key")) + parser.isSet(QStringLiteral("key-file"));
    if (keys > 1)
        return badInput(QStringLiteral("--key and --key-file exclude each other"));
    if (target.database.isEmpty() == target.url.isEmpty() || (target.url.isEmpty() && keys > 0))
        return badInput(
            QStringLiteral("%1 needs --database FILE, or --server URL and a key").arg(command));
    if (target.url.isEmpty())
        return target;
    const QUrl address(target.url, QUrl::StrictMode);
    if (!address.scheme().startsWith(QLatin1String("http")) || address.host().isEmpty())
        return badInput(QStringLiteral("--server takes a URL such as http://127.0.0.1:8787"));
    const auto key = keyOf(parser);
    if (!key)
        return failure(key);
    if (key->isEmpty())
        return badInput(
            QStringLiteral("%1 --server needs a key: --key-file FILE, HOOKDESK_KEY or --key KEY")
                .arg(command));
    target.key = *key;
    return target;
}

Result<std::unique_ptr<Target::Connection>> Target::open(const SignalWatch &watch) const
{
    auto connection = std::make_unique<Connection>();
    if (!url.isEmpty()) {
        connection->client =
            std::make_unique<RemoteClient>(RemoteClient::Address{url, key, {}}, nullptr);
        connection->requester = std::make_unique<Requester>(*connection->client, watch);
        return connection;
    }
    Server::Options options;
    options.databasePath = database;
    options.createsDatabase = false;
    auto server = Server::open(options);
    if (!server)
        return failure(server);
    connection->server = std::move(*server);
    connection->client = std::make_unique<LocalClient>(*connection->server, nullptr);
    connection->requester = std::make_unique<Requester>(*connection->client, watch);
    return connection;
}

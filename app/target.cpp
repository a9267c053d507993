// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/target.h"

#include "server/server.h"

#include <QCommandLineParser>

Target::Connection::Connection() = default;
Target::Connection::~Connection() = default;

Result<Target> Target::parse(const QString &command, const QStringList &arguments,
                             const QStringList &own)
{
    QCommandLineParser parser;
    const QStringList names =
        QStringList{QStringLiteral("database"), QStringLiteral("server"), QStringLiteral("key")}
        + own;
    for (const QString &name : names)
        parser.addOption({name, {}, QStringLiteral("VALUE")});
    if (!parser.parse(QStringList{command} + arguments))
        return badInput(parser.errorText());
    Target target;
    target.words = parser.positionalArguments();
    target.database = parser.value(QStringLiteral("database"));
    target.url = parser.value(QStringLiteral("server"));
    target.key = parser.value(QStringLiteral("key")).toUtf8();
    for (const QString &name : own) {
        if (parser.isSet(name))
            target.values.insert(name, parser.value(name));
    }
    if (target.database.isEmpty() == target.url.isEmpty()
        || target.url.isEmpty() != target.key.isEmpty())
        return badInput(
            QStringLiteral("%1 needs --database FILE, or --server URL and --key KEY").arg(command));
    return target;
}

Result<std::unique_ptr<Target::Connection>> Target::open() const
{
    auto connection = std::make_unique<Connection>();
    if (!url.isEmpty()) {
        connection->requester = std::make_unique<RemoteRequester>(url, key);
        return connection;
    }
    Server::Options options;
    options.databasePath = database;
    auto server = Server::open(options);
    if (!server)
        return failure(server);
    connection->server = std::move(*server);
    connection->requester = std::make_unique<LocalRequester>(*connection->server);
    return connection;
}

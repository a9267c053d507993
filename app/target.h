// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/requester.h"
#include "server/core/result.h"

#include <QHash>
#include <QStringList>

#include <memory>

class Server;

/// What a command works on: a database file, or a server and a key.
struct Target
{
    QString database;
    QString url;
    QByteArray key;
    QStringList words; ///< The arguments that are no options.
    QHash<QString, QString> values; ///< Of the command's own options.

    /// Reads `--database FILE` or `--server URL --key KEY`, and the options @p own of the command.
    /// @errors BadInput: wrong usage, in one line.
    static Result<Target> parse(const QString &command, const QStringList &arguments,
                                const QStringList &own = {});

    struct Connection
    {
        std::unique_ptr<Server> server; ///< Only for a file.
        std::unique_ptr<Requester> requester;

        Connection();
        ~Connection();
    };
    /// @errors Unavailable: the database cannot be opened.
    Result<std::unique_ptr<Connection>> open() const;
};

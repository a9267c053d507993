// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/requester.h"
#include "server/core/result.h"

#include <QHash>
#include <QStringList>

#include <memory>

class QCommandLineParser;
class Server;
class SignalWatch;

/// The key of `--key KEY` or `--key-file FILE`, or else of the environment variable HOOKDESK_KEY.
/// Empty: there is none.
/// @pre @p parser knows both options.
/// @errors Unavailable: the file holds no key.
Result<QByteArray> keyOf(const QCommandLineParser &parser);

/// What a command works on: a database file, or a server and a key.
struct Target
{
    QString database;
    QString url;
    QByteArray key; ///< Empty for a file.
    QStringList words; ///< The arguments that are no options.
    QHash<QString, QString> values; ///< Of the command's own options.

    /// Reads `--database FILE` or `--server URL`, and the options @p own of the command. The key of
    /// a server is that of `--key KEY`, the content of `--key-file FILE`, or else the environment
    /// variable HOOKDESK_KEY.
    /// @errors BadInput: wrong usage, in one line. Unavailable: the key file holds no key.
    static Result<Target> parse(const QString &command, const QStringList &arguments,
                                const QStringList &own = {});

    struct Connection
    {
        std::unique_ptr<Server> server; ///< Only for a file.
        std::unique_ptr<Client> client;
        std::unique_ptr<Requester> requester;

        Connection();
        ~Connection();
    };
    /// The requests of the connection fail from the moment in which @p watch sees a signal.
    /// @pre @p watch outlives the connection.
    /// @errors NotFound: there is no such database. Unavailable: it cannot be opened.
    Result<std::unique_ptr<Connection>> open(const SignalWatch &watch) const;
};

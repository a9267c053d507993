// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/server.h"
#include "tests/support/httpclient.h"

#include <QTemporaryDir>

#include <memory>

/// A server on a new database in this process, with a client that has its full-access key.
class EmbeddedServer
{
public:
    /// @return false: it does not start.
    bool start();
    HttpClient &client() { return *m_client; }
    QString url() const { return m_server->url(); }
    const QByteArray &key() const { return m_key; }
    Server &server() { return *m_server; }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    /// A client with another key.
    HttpClient clientWith(const QByteArray &key) const { return HttpClient(url(), key); }
    /// Makes the collection @p name.
    bool define(const QByteArray &name, const QByteArray &definition = "{}");

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<HttpClient> m_client;
    QByteArray m_key;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include "server/auth/keys.h"
#include "server/store/database.h"
#include "tests/support/cluster.h"

#include <future>

bool EmbeddedServer::start()
{
    Server::Options options;
    options.databasePath = testAddress(path("x.hookdesk"));
    options.inspectorPath = path("x.hookdesk.inspector");
    auto server = Server::open(options);
    if (!server || !(*server)->listen(QStringLiteral("127.0.0.1:0")))
        return false;
    m_server = std::move(*server);
    std::promise<Result<Auth::NewKey>> promise;
    auto future = promise.get_future();
    m_server->database().change<Auth::NewKey>(
        [](Store::Transaction &transaction) { return Auth::createKey(transaction, Auth::Key()); },
        [&promise](Result<Auth::NewKey> key) { promise.set_value(std::move(key)); });
    m_key = future.get()->key;
    m_client = std::make_unique<HttpClient>(m_server->url(), m_key);
    return true;
}

bool EmbeddedServer::define(const QByteArray &name, const QByteArray &definition)
{
    return m_client->put("/admin/v1/collections/" + name, definition).status < 300;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/embeddedserver.h"

#include <QObject>

#include <memory>

/// What tests of a whole server share: a new server for each test, with empty collections.
class ServerTest : public QObject
{
    Q_OBJECT

public:
    explicit ServerTest(QByteArrayList collections)
        : m_collections(std::move(collections))
    {
    }

protected slots:
    void init();
    void cleanup() { m_server.reset(); }

protected:
    HttpClient &client() { return m_server->client(); }
    /// See HttpClient::raw().
    QByteArray raw(const QByteArray &request) { return HttpClient::raw(m_server->url(), request); }

    std::unique_ptr<EmbeddedServer> m_server;

private:
    const QByteArrayList m_collections;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/servertest.h"

#include <QTest>

void ServerTest::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    for (const QByteArray &name : m_collections)
        QVERIFY(m_server->define(name));
}

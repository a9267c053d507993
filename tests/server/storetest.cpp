// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/storetest.h"

#include "server/core/objectid.h"
#include "tests/support/cluster.h"

#include <QTest>

using namespace Model;
using namespace Store;

void StoreTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_address = testAddress(path("x.hookdesk"));
    auto database = Database::open(m_address, Database::Use::Serve);
    QVERIFY2(database, database ? "" : qPrintable(database.error().message));
    m_database = std::move(*database);
    define("{}");
    auto reader = m_database->openReader();
    QVERIFY(reader);
    m_reader = std::move(*reader);
}

bool StoreTest::isOnPostgres()
{
    return Cluster::isWanted();
}

void StoreTest::cleanup()
{
    m_reader.reset();
    m_database.reset();
}

void StoreTest::define(const QByteArray &definition)
{
    QVERIFY(change<Done>(
        [&](Transaction &transaction) { return transaction.saveCollection("c", definition); }));
}

void StoreTest::insert(const QByteArray &json)
{
    const auto body = Json::Document::parse(json);
    QVERIFY(body);
    Document document;
    document.id = ObjectId::create();
    document.json = storedText(document.id, body->root());
    document.created = document.changed = "2026-01-01T00:00:00.000Z";
    document.createdBy = document.changedBy = "api";
    const Collection collection = *m_database->catalog()->find("c");
    std::vector<Document> documents{document};
    QVERIFY(change<Done>(
        [&](Transaction &transaction) { return transaction.insert(collection, documents); }));
}

QByteArray StoreTest::find(const QByteArray &q, const QByteArray &h)
{
    const auto query = Query::parse(q, h);
    if (!query)
        return query.error().message.toUtf8();
    QByteArray names;
    const auto found = m_reader->findTexts(*m_database->catalog()->find("c"), *query,
                                           [&](QByteArrayView document) {
                                               const auto json = Json::Document::parse(document);
                                               names.append(json->root().find("n")->text());
                                           });
    return found ? names : found.error().message.toUtf8();
}

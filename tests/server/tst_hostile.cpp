// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

/// Hostile hooks, each with a known attack or a known crash of the engine: tests/hooks/hostile.js.
class TestHostile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void hooksAreContained_data();
    void hooksAreContained();

private:
    HttpClient &client() { return m_server->client(); }
    std::unique_ptr<EmbeddedServer> m_server;
};

void TestHostile::initTestCase()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
    QVERIFY(m_server->define("other"));
    QCOMPARE(
        client()
            .hook("other",
                  "let runs = 0;\nfunction beforeGET(req, res) { const clean = ++runs === 1 && "
                  "typeof [].evil === 'undefined' && JSON.stringify([1]) === '[1]';\n"
                  "res.end(clean ? {query: {}} : {error: 'not clean'}); }")
            .status,
        200);
}

void TestHostile::hooksAreContained_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    QFile file(QStringLiteral(SOURCE_FOLDER "/tests/hooks/hostile.js"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    for (const QByteArray &block :
         QByteArray(text).replace("\n//# ", QByteArray(1, '\0')).split('\0').mid(1)) {
        const qsizetype end = block.indexOf('\n');
        const qsizetype colon = block.indexOf(": ");
        QTest::newRow(block.first(colon).constData())
            << block.sliced(end + 1) << QString::fromUtf8(block.mid(colon + 2, end - colon - 2));
    }
}

void TestHostile::hooksAreContained()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    // Only what is to run out of time is hurried: what the rest does may take long on a busy
    // machine.
    const QByteArray timeout = said.contains(QLatin1String("ran longer")) ? "700" : "20000";
    QCOMPARE(client()
                 .put("/admin/v1/settings",
                      "{\"codehooks\":{\"memory\":64,\"timeout\":" + timeout + "}}")
                 .status,
             200);
    const auto saved = client().hook(
        "c", "async function never() {}\nfunction beforeGET(req, res) {\n" + body + "}");
    const auto reply = saved.status == 200 ? client().get("/rest/c") : saved;
    // The answer says what happened.
    const QString answer = QString::number(reply.status) + QLatin1Char(' ')
        + QString::fromUtf8(reply.member("message"));
    QVERIFY2(QRegularExpression(said).match(answer).hasMatch(), qPrintable(answer));
    QVERIFY2(QList<int>({200, 404, 500, 422}).contains(reply.status), qPrintable(answer));
    // Everybody else goes on, and so does the collection itself with a better script.
    QCOMPARE(client().get("/rest/other").status, 200);
    QCOMPARE(client()
                 .hook("c",
                       "function beforeGET(req, res) { const clean = typeof [].evil === "
                       "'undefined' && JSON.stringify([1]) === '[1]' && typeof s === 'undefined';\n"
                       "res.end({error: {statuscode: clean ? 418 : 500, message: 'next'}}); }")
                 .status,
             200);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client().get("/rest/c").status, 418);
}

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"

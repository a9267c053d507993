// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <optional>

/// What hooks find as `crypto`, in the cage. tests/hooks/crypto.txt compares it with Node's.
class TestHookCrypto : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void agreesWithNode_data();
    void agreesWithNode();
    void refusesWhatExceedsALimit_data();
    void refusesWhatExceedsALimit();
    void memoryThatIsNotThereIsAnException();
    void failuresBeyondTheFirstAnswerAreTold_data();
    void failuresBeyondTheFirstAnswerAreTold();
    void severalKeysThatTakeTooLongAreStopped();

private:
    HttpClient &client() { return m_server->client(); }
    /// What a hook with this body answers a POST with.
    HttpClient::Reply answerOf(const QByteArray &body);
    bool runAll(const QByteArrayList &expressions);

    std::unique_ptr<EmbeddedServer> m_server;
    std::optional<Json::Document> m_ofNode;
    std::optional<Json::Document> m_ofHook;
};

HttpClient::Reply TestHookCrypto::answerOf(const QByteArray &body)
{
    const auto saved = client().hook("c", "async function beforePOST(req, res) {\n" + body + "\n}");
    return saved.status == 200 ? client().post("/rest/c", "{}") : saved;
}

void TestHookCrypto::initTestCase()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("c"));
}

/// Lets Node and a hook evaluate @p expressions: bytes are told in hexadecimal digits, errors by
/// their name and code.
bool TestHookCrypto::runAll(const QByteArrayList &expressions)
{
    QByteArray source = "const results = [];\n";
    for (const QByteArray &expression : expressions)
        source += "try { const value = (" + expression
            + "); results.push(value instanceof Uint8Array ? Array.from(value, (byte) => "
              "byte.toString(16).padStart(2, '0')).join('') : value); } catch (error) { "
              "results.push(error.name + ' ' + error.code); }\n";
    QProcess node;
    node.start(QStringLiteral("node"), {QStringLiteral("-")});
    node.write("const crypto = require('crypto');\n(async () => {\n" + source
               + "console.log(JSON.stringify(results));\n})();\n");
    node.closeWriteChannel();
    if (!node.waitForFinished() || node.exitCode() != 0) {
        qWarning("%s", node.readAllStandardError().constData());
        return false;
    }
    const auto reply = answerOf(source + "res.end({data: {results}});");
    auto ofNode = Json::Document::parse(node.readAllStandardOutput());
    auto ofHook = Json::Document::parse(reply.member("results"));
    if (!ofNode || !ofHook) {
        qWarning("%s", reply.body.constData());
        return false;
    }
    m_ofNode.emplace(std::move(*ofNode));
    m_ofHook.emplace(std::move(*ofHook));
    return true;
}

void TestHookCrypto::agreesWithNode_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("known");
    QFile file(QStringLiteral(SOURCE_FOLDER "/tests/hooks/crypto.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArrayList expressions;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype arrow = line.indexOf(" -> ");
        const QByteArray expression = arrow < 0 ? line : line.first(arrow);
        QTest::newRow(expression.constData())
            << int(expressions.size()) << (arrow < 0 ? QByteArray() : line.sliced(arrow + 4));
        expressions.append(expression);
    }
    QVERIFY(runAll(expressions));
}

void TestHookCrypto::agreesWithNode()
{
    QFETCH(int, number);
    QFETCH(QByteArray, known);
    QVERIFY(m_ofHook && m_ofNode); // runAll() has said what went wrong
    const QByteArray ofHook = m_ofHook->root().items().at(size_t(number)).toJson();
    QCOMPARE(ofHook, m_ofNode->root().items().at(size_t(number)).toJson());
    if (!known.isEmpty())
        QCOMPARE(ofHook, '"' + known + '"');
}

void TestHookCrypto::refusesWhatExceedsALimit_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const char *expression, const char *said) {
        QTest::newRow(name) << QByteArray(expression) << QByteArray(said);
    };
    row("iterations", "crypto.pbkdf2Sync('p', 's', 10000001, 20, 'sha1')", "at most 10000000");
    row("iterations of a long key", "crypto.pbkdf2Sync('p', 's', 5000001, 33, 'sha256')",
        "at most 10000000");
    row("iterations without a key", "crypto.pbkdf2Sync('p', 's', 10000001, 0, 'sha1')",
        "at most 10000000");
    row("length", "crypto.pbkdf2Sync('p', 's', 1, 65537, 'sha1')", "at most 65536 bytes");
    row("length of scrypt", "crypto.scryptSync('p', 's', 2 ** 31 - 1)", "at most 65536 bytes");
    row("cost", "crypto.scryptSync('p', 's', 32, {N: 2 ** 21, maxmem: 2 ** 50})",
        "N * r * p is at most 8388608");
    row("cost that overflows",
        "crypto.scryptSync('p', 's', 32, {N: 2 ** 40, r: 2 ** 40, p: 2 ** 40})",
        "N * r * p is at most 8388608");
    row("parallelization", "crypto.scryptSync('p', 's', 32, {N: 2, p: 2 ** 29})",
        "N * r * p is at most 8388608");
    row("maxmem", "crypto.scryptSync('p', 's', 32, {N: 2 ** 15})", "maxmem allows 33554432");
    row("no power of two", "crypto.scryptSync('p', 's', 32, {N: 1000})", "power of two");
    row("option that does not exist", "crypto.scryptSync('p', 's', 32, {n: 2 ** 15})",
        "no option \\\"n\\\"");
    row("options that are none", "crypto.scryptSync('p', 's', 32, 16384)", "\\\"options\\\"");
    row("both names of an option", "crypto.scryptSync('p', 's', 32, {N: 2, cost: 2})",
        "are the same one");
    row("type of the password", "await crypto.scrypt({}, 's', 32)", "\\\"password\\\"");
    row("promise of PBKDF2", "await crypto.pbkdf2('p', 's', 0, 32, 'sha1')", "\\\"iterations\\\"");
    row("encoding of update", "crypto.createHash('md5').update('00ff', 'nope')",
        "Unknown encoding: nope");
}

void TestHookCrypto::refusesWhatExceedsALimit()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, said);
    const auto reply = answerOf("try { res.end({data: {value: " + expression
                                + "}}); } catch (error) { res.end({data: {error: error.message, "
                                  "isError: error instanceof Error}}); }");
    QCOMPARE(reply.status, 201);
    QVERIFY2(reply.body.contains(said), reply.body.constData());
    QCOMPARE(reply.member("isError"), QByteArray("true"));
}

void TestHookCrypto::memoryThatIsNotThereIsAnException()
{
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"memory":64}})").status, 200);
    const auto reply = answerOf(
        "const cost = {N: 2 ** 16, r: 16, p: 1, maxmem: 2 ** 40}; let said;"
        "try { crypto.scryptSync('p', 's', 32, cost); } catch (error) { said = error.message; }"
        "res.end({data: {said, after: crypto.scryptSync('p', 's', 8, {N: 2}).length}});");
    QVERIFY2(reply.member("said").contains("codehooks.memory"), reply.body.constData());
    QCOMPARE(reply.member("after"), QByteArray("8"));
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"memory":128}})").status, 200);
}

void TestHookCrypto::failuresBeyondTheFirstAnswerAreTold_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("in a callback")
        << QByteArray("\ncrypto.scrypt('p', 's', 8, () => { throw new Error('late'); });")
        << QByteArray("late (line 3, column 42)");
    QTest::newRow("awaited") << QByteArray(
        "\nawait crypto.scrypt('p', 's', 8); throw new Error('late');")
                             << QByteArray("late (line 3, column 41)");
}

void TestHookCrypto::failuresBeyondTheFirstAnswerAreTold()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, message);
    const auto reply = answerOf(body);
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.body.contains(message), reply.body.constData());
}

void TestHookCrypto::severalKeysThatTakeTooLongAreStopped()
{
    QCOMPARE(client().put("/admin/v1/settings", R"({"codehooks":{"timeout":300}})").status, 200);
    const auto reply =
        answerOf("for (;;) crypto.pbkdf2Sync('p', 's', 1000000, 20, 'sha1'); res.end();");
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.body.contains("300 ms"), reply.body.constData());
    QCOMPARE(answerOf("res.end({data: {n: crypto.pbkdf2Sync('p', 's', 1, 9, 'md5').length}});")
                 .member("n"),
             QByteArray("9"));
}

QTEST_GUILESS_MAIN(TestHookCrypto)
#include "tst_hookcrypto.moc"

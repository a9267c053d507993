// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/copy.h"
#include "server/store/sqlite/contents.h"
#include "tests/app/foldertest.h"
#include "tests/support/cluster.h"
#include "tests/support/httpclient.h"
#include "tests/support/serverprocess.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

/// `hookdeskd copy` between files and a temporary PostgreSQL.
class TestCopy : public FolderTest
{
    Q_OBJECT

private slots:
    void initTestCase();
    void copiesAreEqualEitherWay();
    void aCopyIsServedLikeTheOriginal();
    void onlyEmptyTargetsAreTaken();
    void servedDatabasesAreRefused();
    void aKilledCopyLeavesNothing_data();
    void aKilledCopyLeavesNothing();
    void aStoppedCopyLeavesNothing();
    void whatPostgresDoesNotTakeIsNamed();

private:
    /// Makes the database `a.hookdesk` with all kinds of things in it.
    void makeSource();
    /// Makes it with @p count small documents in the collection `c`.
    void makeDocuments(int count);
    static ServerProcess::Result copy(const QString &from, const QString &to,
                                      const QStringList &more = {})
    {
        return ServerProcess::run(QStringList{"copy", "--from", from, "--to", to} + more);
    }
    QByteArray m_key; ///< Of the source.
};

namespace {

/// All that the file @p path holds, as text.
QByteArray contentsOf(const QString &path)
{
    Store::CopyOptions options;
    const auto contents = Store::Sqlite::FileContents::open(path, options);
    if (!contents)
        return contents.error().message.toUtf8();
    QByteArray all;
    QList<qint64> numbers;
    const auto dump = [&](const Store::CopiedTable &table) {
        const auto read = (*contents)->read(table, [&](const Store::CopiedRow &row) {
            if (table.name == "collections")
                numbers.append(row[0].number);
            all.append(table.name);
            for (const Store::CopiedCell &cell : row)
                all.append('|')
                    .append(cell.isNull ? "-" : "")
                    .append(QByteArray::number(cell.number))
                    .append(' ')
                    .append(cell.text);
            all.append('\n');
            return Result<Done>(Done());
        });
        if (!read)
            all.append(read.error().message.toUtf8());
    };
    dump(Store::factsTable());
    dump(Store::collectionsTable());
    for (const Store::CopiedTable &each : Store::commonTables())
        dump(each);
    for (const qint64 number : std::as_const(numbers))
        dump(Store::documentsTable(number));
    return all;
}

} // namespace

void TestCopy::initTestCase()
{
    if (!Cluster::isInstalled())
        QSKIP("PostgreSQL is not installed.");
    QVERIFY(Cluster::ofProgram());
}

void TestCopy::makeSource()
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    m_key = server.key();
    HttpClient client(server.url(), m_key);
    const auto put = [&](const char *name, const char *definition) {
        return client.put(QByteArray("/admin/v1/collections/") + name, definition).status;
    };
    QCOMPARE(put("gone", "{}"), 201); // so that the numbers have a gap
    QCOMPARE(client.send("DELETE", "/admin/v1/collections/gone?confirm=gone").status, 200);
    QCOMPARE(put("places", R"({"fulltext":true,"fields":[{"name":"name","type":"text"}]})"), 201);
    QCOMPARE(put("people", R"({"fields":[{"name":"number","type":"number","autoincrement":true},
        {"name":"place","type":"relation","collection":"places"}],
        "indexes":[{"fields":["name"]},{"fields":["mail"],"unique":true}]})"),
             201);
    QCOMPARE(
        client
            .post(
                "/rest/places",
                R"([{"_id":"00000000000000000000000a","name":"Bergen by the sea"},{"_id":"00000000000000000000000b","name":"Ærø"}])")
            .status,
        201);
    QCOMPARE(
        client
            .post(
                "/rest/people",
                R"([{"name":"Ann","mail":"a@x","place":"00000000000000000000000a","n":1e3,"big":9007199254740993},
                       {"name":["odd"],"mail":"b@x","place":"00000000000000000000000a","text":"a\u0000b"},
                       {"name":null,"mail":{"odd":1},"deep":{"x":[1,true,null]}},
                       {"name":-0.0,"mail":7}])")
            .status,
        201);
    for (const char *message : {"one", "two"})
        QVERIFY(client
                    .hook("people",
                          QByteArray("function beforePost(req, res) {\n  // ") + message
                              + "\n  res.end();\n}")
                    .status
                < 300);
    QVERIFY(ServerProcess::run({"key", "create", "--database", path("a.hookdesk"), "--path",
                                "/people/**", "--description", "for ÆØÅ"})
                .status
            == 0);
    QCOMPARE(server.terminate(), 0);
}

void TestCopy::makeDocuments(int count)
{
    ServerProcess server;
    QVERIFY(server.serve(path("a.hookdesk")));
    m_key = server.key();
    HttpClient client(server.url(), m_key);
    QCOMPARE(client.put("/admin/v1/collections/c", R"({"indexes":[{"fields":["n"]}]})").status,
             201);
    QByteArrayList documents;
    for (int i = 0; i < count; ++i)
        documents.append("{\"n\":" + QByteArray::number(i) + '}');
    QCOMPARE(client.post("/rest/c", '[' + documents.join(',') + ']').status, 201);
    QCOMPARE(server.terminate(), 0);
}

void TestCopy::copiesAreEqualEitherWay()
{
    makeSource();
    const QString first = Cluster::ofProgram()->newAddress();
    const QString second = Cluster::ofProgram()->newAddress();
    const QByteArray expected = contentsOf(path("a.hookdesk"));
    QVERIFY2(expected.contains("Bergen") && expected.contains("webhook") == false,
             expected.constData());
    // From a file into PostgreSQL, from there to another schema, and from that into a file; then
    // from a file into a file.
    const QStringList way = {path("a.hookdesk"), first, second, path("b.hookdesk"),
                             path("d.hookdesk")};
    for (qsizetype i = 1; i < way.size(); ++i) {
        const auto done = copy(way[i - 1], way[i]);
        QVERIFY2(done.status == 0, done.errors.constData());
        QVERIFY2(done.output.contains("         4  people\n"), done.output.constData());
    }
    QCOMPARE(contentsOf(path("b.hookdesk")), expected);
    QCOMPARE(contentsOf(path("d.hookdesk")), expected);
    QCOMPARE(ServerProcess::run({"check", "--database", path("b.hookdesk")}).output,
             QByteArray("ok\n"));
}

void TestCopy::aCopyIsServedLikeTheOriginal()
{
    makeSource();
    const QString address = Cluster::ofProgram()->newAddress();
    const auto done = copy(path("a.hookdesk"), address);
    QVERIFY2(done.status == 0, done.errors.constData());
    ServerProcess server;
    QVERIFY(server.serve(address));
    QVERIFY(server.key().isEmpty()); // it has keys
    HttpClient client(server.url(), m_key);
    // Unique indexes, counters, relations and the full-text search go on.
    QCOMPARE(client.post("/rest/people", R"({"mail":"a@x"})").status, 400);
    const auto added =
        client.post("/rest/people", R"({"mail":"e@x","place":"00000000000000000000000b"})");
    QVERIFY2(added.status == 201, added.body.constData());
    QCOMPARE(added.member("number"), QByteArray("5"));
    QCOMPARE(
        client.send("PATCH", "/rest/places/00000000000000000000000a", R"({"name":"Oslo"})").status,
        200);
    const auto ann = client.get("/rest/people?q={\"name\":\"Ann\"}");
    QVERIFY2(ann.body.contains("Oslo"), ann.body.constData());
    QVERIFY(client.get("/rest/places?filter=oslo").body.contains("Oslo"));
    QVERIFY(client.get("/rest/people?q={\"name\":\"odd\"}").body.contains("b@x"));
    // New collections get numbers that no other has.
    QCOMPARE(client.put("/admin/v1/collections/later", "{}").status, 201);
    const auto versions = client.get("/admin/v1/collections/people/codehook/versions");
    QVERIFY2(versions.body.contains("\"version\":2"), versions.body.constData());
    QVERIFY(client.get("/admin/v1/keys").body.contains("for ÆØÅ"));
}

void TestCopy::onlyEmptyTargetsAreTaken()
{
    makeDocuments(10);
    const QString address = Cluster::ofProgram()->newAddress();
    QCOMPARE(copy(path("a.hookdesk"), address).status, 0);
    QCOMPARE(copy(path("a.hookdesk"), path("b.hookdesk")).status, 0);
    for (const QString &target : {address, path("b.hookdesk")}) {
        const auto again = copy(path("a.hookdesk"), target);
        QCOMPARE(again.status, 1);
        QVERIFY2(again.errors.contains("--replace"), again.errors.constData());
        const auto replaced = copy(path("a.hookdesk"), target, {"--replace"});
        QVERIFY2(replaced.status == 0, replaced.errors.constData());
        QVERIFY2(replaced.output.contains("is kept as"), replaced.output.constData());
    }
    const QByteArray schema = address.section(QLatin1String("schema="), 1).toLatin1();
    QCOMPARE(
        Cluster::ofProgram()->query(
            QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%1\\_before%'")
                .arg(QString::fromLatin1(schema))),
        QByteArray("1"));
    const QStringList kept = QDir(m_folder->path()).entryList({"b.hookdesk.before-*"});
    QCOMPARE(kept.size(), 1);
    QCOMPARE(contentsOf(m_folder->filePath(kept.first())), contentsOf(path("a.hookdesk")));
    QCOMPARE(copy(path("a.hookdesk"), path("a.hookdesk")).status, 1);
    QCOMPARE(copy(path("none.hookdesk"), path("e.hookdesk")).status, 1);
    QVERIFY(!QFile::exists(path("e.hookdesk")));
    write(path("letter.txt"), "Dear all");
    QCOMPARE(copy(path("a.hookdesk"), path("letter.txt"), {"--replace"}).status, 1);
    QCOMPARE(read(path("letter.txt")), QByteArray("Dear all"));
}

void TestCopy::servedDatabasesAreRefused()
{
    makeDocuments(10);
    const QString address = Cluster::ofProgram()->newAddress();
    QCOMPARE(copy(path("a.hookdesk"), address).status, 0);
    ServerProcess ofFile;
    QVERIFY(ofFile.serve(path("a.hookdesk")));
    ServerProcess ofSchema;
    QVERIFY(ofSchema.serve(address));
    const QString other = Cluster::ofProgram()->newAddress();
    for (const QString &source : {path("a.hookdesk"), address}) {
        QCOMPARE(copy(source, other, {"--replace"}).status, 1);
        const auto done = copy(source, other, {"--replace", "--while-serving"});
        QVERIFY2(done.status == 0, done.errors.constData());
        QVERIFY2(done.output.contains("        10  c\n"), done.output.constData());
    }
    for (const QString &target : {path("a.hookdesk"), address}) {
        const auto refused = copy(other, target, {"--replace", "--while-serving"});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.errors.contains("served") || refused.errors.contains("Another server"),
                 refused.errors.constData());
    }
    QCOMPARE(HttpClient(ofFile.url(), m_key).post("/rest/c", "{}").status, 201);
    QCOMPARE(HttpClient(ofSchema.url(), m_key).post("/rest/c", "{}").status, 201);
}

void TestCopy::aKilledCopyLeavesNothing_data()
{
    QTest::addColumn<bool>("isFile");
    QTest::newRow("file") << true;
    QTest::newRow("schema") << false;
}

/// It is killed behind its first 20,000 documents, of which 10,000 were sent.
void TestCopy::aKilledCopyLeavesNothing()
{
    QFETCH(bool, isFile);
    makeDocuments(30'000);
    const QString target = isFile ? path("b.hookdesk") : Cluster::ofProgram()->newAddress();
    const pid_t child = ::fork();
    if (child == 0) {
        Store::CopyOptions options;
        options.progress = [](qint64 documents) {
            if (documents >= 20'000)
                ::kill(::getpid(), SIGKILL);
        };
        (void)Store::copy(path("a.hookdesk"), target, options);
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    // Nobody takes what is left of it for a database; the next copy needs no --replace.
    if (isFile)
        QVERIFY(QFileInfo(target).size() == 0);
    ServerProcess::Result done;
    // PostgreSQL notices a moment later that the other end has gone.
    const auto isCopied = [&] {
        done = copy(path("a.hookdesk"), target);
        return done.status == 0;
    };
    QVERIFY2(QTest::qWaitFor(isCopied, 20000), done.errors.constData());
    QVERIFY2(done.output.contains("     30000  c\n"), done.output.constData());
    QVERIFY(!done.output.contains("kept as"));
    QCOMPARE(QDir(m_folder->path()).entryList({"*.part*", ".*part*"}, QDir::Files | QDir::Hidden),
             QStringList());
}

void TestCopy::aStoppedCopyLeavesNothing()
{
    makeDocuments(30'000);
    const QString schema = Cluster::ofProgram()->newAddress();
    for (const QString &target : {path("b.hookdesk"), schema}) {
        auto stop = std::make_shared<std::atomic<bool>>(false);
        Store::CopyOptions options;
        options.stop = stop;
        options.progress = [stop](qint64 documents) { *stop = documents >= 20'000; };
        QVERIFY(!Store::copy(path("a.hookdesk"), target, options));
    }
    QVERIFY(!QFile::exists(path("b.hookdesk")));
    QCOMPARE(Cluster::ofProgram()->query(
                 QStringLiteral("SELECT count(*) FROM pg_namespace WHERE nspname = '%1'")
                     .arg(schema.section(QLatin1String("schema="), 1))),
             QByteArray("0"));
}

void TestCopy::whatPostgresDoesNotTakeIsNamed()
{
    {
        ServerProcess server;
        QVERIFY(server.serve(path("a.hookdesk")));
        HttpClient client(server.url(), server.key());
        QCOMPARE(client.put("/admin/v1/collections/c", "{}").status, 201);
        QCOMPARE(client.hook("c", QByteArray("// a\0b", 6)).status, 200);
        QCOMPARE(server.terminate(), 0);
    }
    const auto refused = copy(path("a.hookdesk"), Cluster::ofProgram()->newAddress());
    QCOMPARE(refused.status, 1);
    QVERIFY2(refused.errors.contains("source of the row that begins with \"c\""),
             refused.errors.constData());
    QCOMPARE(copy(path("a.hookdesk"), path("b.hookdesk")).status, 0);
    QCOMPARE(contentsOf(path("b.hookdesk")), contentsOf(path("a.hookdesk")));
}

QTEST_GUILESS_MAIN(TestCopy)
#include "tst_copy.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/auth/caller.h"
#include "server/core/json.h"
#include "server/http/message.h"
#include "server/server.h"
#include "server/store/database.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <future>

namespace {

/// The compiled form of a script that another version of the compiler made.
constexpr char Older[] = "/*hookdesk 1*/(function () { return function () { return {}; }; })";

} // namespace

/// What becomes of stored scripts when the program is upgraded: they are compiled anew when they
/// are needed, and not before.
class TestStoredScripts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_server.reset(); }
    void startCompilesNothing();
    void firstRequestCompilesItsScriptAlone();
    void newFormIsStored();
    void requestsWaitForOneCompilation();
    void modulesAreCompiledWithTheScript();
    void hooksThatTheOlderCompilerMissedRun();
    void hooksOfRelatedCollectionsAreCompiled();
    void refusedScriptIsAnErrorOfItsHooks();
    void refusedModuleIsAnErrorOfTheHook();
    void draftsGetTheirModulesCompiled();
    void jobsAreCompiledOnce();

private:
    enum class Definition { Made, Kept };
    /// Stores @p source under @p name as another version of the compiler compiled it.
    /// @pre No server has the database open.
    void store(const QByteArray &name, const QByteArray &source,
               const QByteArrayList &hooks = {"beforePOST"},
               Definition definition = Definition::Made);
    Result<Done> write(Store::Database &database,
                       std::function<Result<Done>(Store::Transaction &)> work);
    void open();
    Http::Response send(const QByteArray &method, const QByteArray &path,
                        const QByteArray &body = {})
    {
        return m_server->requestAndWait(method, path, body);
    }
    /// So many scripts were compiled since open().
    int compilations();
    bool isOutdated(const char *collection);

    std::unique_ptr<QTemporaryDir> m_folder;
    Server::Options m_options;
    std::unique_ptr<Server> m_server;
};

void TestStoredScripts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_options.databasePath = m_folder->filePath(QStringLiteral("old.hookdesk"));
}

Result<Done> TestStoredScripts::write(Store::Database &database,
                                      std::function<Result<Done>(Store::Transaction &)> work)
{
    std::promise<Result<Done>> promise;
    auto future = promise.get_future();
    database.change<Done>(std::move(work),
                          [&promise](Result<Done> done) { promise.set_value(std::move(done)); });
    return future.get();
}

void TestStoredScripts::store(const QByteArray &name, const QByteArray &source,
                              const QByteArrayList &hooks, Definition definition)
{
    auto database = Store::Database::open(m_options.databasePath, Store::Database::Use::Serve);
    QVERIFY(database);
    Store::Script script;
    script.source = source;
    script.compiled = Older;
    script.hooks = hooks;
    const auto stored = write(**database, [&](Store::Transaction &transaction) -> Result<Done> {
        if (definition == Definition::Made && !name.contains('/')) {
            if (auto made = transaction.saveCollection(name, "{}"); !made)
                return made;
        }
        return transaction.saveScript(name, script, {});
    });
    QVERIFY(stored);
}

void TestStoredScripts::open()
{
    auto server = Server::open(m_options);
    QVERIFY(server);
    m_server = std::move(*server);
}

int TestStoredScripts::compilations()
{
    const QString metrics = QString::fromUtf8(send("GET", "/metrics").body);
    const QRegularExpression count(QStringLiteral("\nhookdesk_compilations_total (\\d+)\n"));
    const auto match = count.match(metrics);
    return match.hasMatch() ? match.captured(1).toInt() : -1;
}

bool TestStoredScripts::isOutdated(const char *collection)
{
    return m_server->database().catalog()->find(QByteArrayView(collection))->codehook.isOutdated;
}

void TestStoredScripts::startCompilesNothing()
{
    for (const char *name : {"a", "b", "c"})
        store(name, "function beforePOST(req, res) { res.end(); }");
    store("lib/m", "module.exports = 1;", {});
    open();
    QCOMPARE(send("GET", "/rest/nothing").status, 404);
    QCOMPARE(compilations(), 0);
    QVERIFY(isOutdated("a") && isOutdated("b") && isOutdated("c"));
}

void TestStoredScripts::firstRequestCompilesItsScriptAlone()
{
    for (const char *name : {"a", "b", "c"})
        store(name, "function beforePOST(req, res) { res.end({data: {v: 1}}); }");
    open();
    for (int i = 0; i < 2; ++i) {
        const auto reply = send("POST", "/rest/b", "{}");
        QVERIFY2(reply.body.contains("\"v\":1"), reply.body.constData());
        QCOMPARE(compilations(), 1);
    }
    QVERIFY(isOutdated("a") && !isOutdated("b") && isOutdated("c"));
}

void TestStoredScripts::newFormIsStored()
{
    store("a", "function beforePOST(req, res) { res.end({data: {v: 1}}); }");
    open();
    QCOMPARE(send("POST", "/rest/a", "{}").status, 201);
    m_server.reset();
    open();
    QVERIFY(send("POST", "/rest/a", "{}").body.contains("\"v\":1"));
    QCOMPARE(compilations(), 0);
    // It is no version of its own.
    QCOMPARE(m_server->database().catalog()->find("a")->codehook.version, 1);
}

void TestStoredScripts::requestsWaitForOneCompilation()
{
    store("a", "function beforePOST(req, res) { res.end({data: {v: 1}}); }");
    open();
    constexpr int Count = 8;
    Http::Request request;
    request.method = "POST";
    request.path = "/rest/a";
    request.body = "{}";
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Window;
    std::array<std::promise<Http::Response>, Count> answers;
    for (auto &answer : answers)
        m_server->request(request, caller, [&answer](const Http::Response &response) {
            answer.set_value(response);
        });
    for (auto &answer : answers) {
        const auto reply = answer.get_future().get();
        QVERIFY2(reply.body.contains("\"v\":1"), reply.body.constData());
    }
    QCOMPARE(compilations(), 1);
}

void TestStoredScripts::modulesAreCompiledWithTheScript()
{
    store("a",
          "const tax = require('lib/tax');\n"
          "function beforePOST(req, res) { res.end({data: {v: tax.of(100)}}); }");
    store("lib/tax",
          "const rate = require('lib/rate');\n"
          "module.exports = {of: function (n) { return n * rate / 100; }};",
          {});
    store("lib/rate", "module.exports = 25;", {});
    store("lib/other", "module.exports = 1;", {});
    open();
    const auto reply = send("POST", "/rest/a", "{}");
    QVERIFY2(reply.body.contains("\"v\":25"), reply.body.constData());
    QCOMPARE(compilations(), 3);
    QVERIFY(!isOutdated("a"));
    QVERIFY(m_server->database().catalog()->modules.value("other").isOutdated);
}

void TestStoredScripts::hooksThatTheOlderCompilerMissedRun()
{
    store("a", "function beforePOST(req, res) { res.end({data: {v: 1}}); }", {});
    open();
    const auto reply = send("POST", "/rest/a", "{}");
    QVERIFY2(reply.body.contains("\"v\":1"), reply.body.constData());
}

/// What refers to a document is seen as the beforeGET of its own collection lets it be seen.
void TestStoredScripts::hooksOfRelatedCollectionsAreCompiled()
{
    open();
    QCOMPARE(send("PUT", "/admin/v1/collections/people", "{}").status, 201);
    QCOMPARE(send("PUT", "/admin/v1/collections/notes",
                  R"({"fields":[{"name":"about","type":"relation","collection":"people"}]})")
                 .status,
             201);
    const auto person = Json::Document::parse(send("POST", "/rest/people", "{}").body);
    QVERIFY(person);
    const QByteArray id = person->root().value("_id").text().toByteArray();
    for (const char *isPublic : {"true", "false"})
        QCOMPARE(
            send("POST", "/rest/notes", "{\"about\":\"" + id + "\",\"public\":" + isPublic + '}')
                .status,
            201);
    m_server.reset();
    store("notes", "function beforeGET(req, res) { res.end({query: {public: true}}); }",
          {"beforeGET"}, Definition::Kept);
    open();
    const auto reply = send("GET", "/rest/people/" + id + "?referencedby=true");
    QCOMPARE(reply.status, 200);
    QVERIFY2(reply.body.contains("\"public\":true"), reply.body.constData());
    QVERIFY2(!reply.body.contains("\"public\":false"), reply.body.constData());
    QVERIFY(!isOutdated("notes"));
}

void TestStoredScripts::refusedScriptIsAnErrorOfItsHooks()
{
    store("a", "function beforePOST(req, res) {\n  res.end(1n);\n}");
    open();
    QCOMPARE(send("GET", "/rest/a").status, 200); // has no hook
    for (int i = 0; i < 2; ++i) {
        const auto reply = send("POST", "/rest/a", "{}");
        QCOMPARE(reply.status, 500);
        QVERIFY2(reply.body.contains("\"HookError\"")
                     && reply.body.contains("The script a does not compile any more: ")
                     && reply.body.contains("(line 2, column 11)"),
                 reply.body.constData());
    }
    QCOMPARE(compilations(), 1);
    QCOMPARE(send("PUT", "/admin/v1/collections/a/codehook",
                  "function beforePOST(req, res) { res.end(); }")
                 .status,
             200);
    QCOMPARE(send("POST", "/rest/a", "{}").status, 201);
}

void TestStoredScripts::refusedModuleIsAnErrorOfTheHook()
{
    store("a", "const m = require('lib/m');\nfunction beforePOST(req, res) { res.end(); }");
    store("lib/m", "module.exports = 1n;", {});
    open();
    const auto reply = send("POST", "/rest/a", "{}");
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.body.contains("The script lib/m does not compile any more: ")
                 && reply.body.contains("(line 1, column 18)"),
             reply.body.constData());
    QCOMPARE(send("PUT", "/admin/v1/modules/m", "module.exports = 1;").status, 200);
    QCOMPARE(send("POST", "/rest/a", "{}").status, 201);
}

void TestStoredScripts::draftsGetTheirModulesCompiled()
{
    store("lib/m", "module.exports = 7;", {});
    open();
    QCOMPARE(send("PUT", "/admin/v1/collections/a", "{}").status, 201);
    const auto reply = send("POST", "/admin/v1/collections/a/codehook/test",
                            R"js({"hook":"beforePOST","request":{},"source":)js"
                            R"js("const m = require('lib/m'); )js"
                            R"js(function beforePOST(req, res) { res.end({data: {v: m}}); }"})js");
    QVERIFY2(reply.body.contains("\"v\":7"), reply.body.constData());
}

void TestStoredScripts::jobsAreCompiledOnce()
{
    open();
    const QByteArray source = "function runJob(req, res) { res.end('ran ' + require('lib/m')); }";
    QCOMPARE(send("PUT", "/admin/v1/modules/m", "module.exports = 7;").status, 200);
    const auto made = Json::Document::parse(
        send("POST", "/rest/system_jobs",
             "{\"crontab\":\"0 0 1 1 *\",\"script\":" + Json::quoted(QByteArrayView(source)) + '}')
            .body);
    QVERIFY(made);
    const QByteArray id = made->root().value("_id").text().toByteArray();
    m_server.reset();
    {
        auto database = Store::Database::open(m_options.databasePath, Store::Database::Use::Share);
        QVERIFY(database);
        Store::Script script;
        script.compiled = Older;
        script.source = source;
        QVERIFY(write(**database, [&](Store::Transaction &transaction) {
            return transaction.saveCompiled("job/" + id, script);
        }));
        script.source = "module.exports = 7;";
        QVERIFY(write(**database, [&](Store::Transaction &transaction) {
            return transaction.saveCompiled("lib/m", script);
        }));
    }
    open();
    for (int run = 1; run <= 2; ++run) {
        QCOMPARE(send("POST", "/admin/v1/jobs/" + id + "/run").status, 202);
        const auto logged = [&] {
            return send("GET", "/rest/system_log?q={\"logstring\":{\"$regex\":\"ran 7\"}}")
                .body.count("\"_id\"");
        };
        QTRY_COMPARE_WITH_TIMEOUT(logged(), run, 20000);
        QCOMPARE(compilations(), 2);
    }
}

QTEST_GUILESS_MAIN(TestStoredScripts)
#include "tst_storedscripts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/routes.h"
#include "tests/support/embeddedserver.h"

#include <QEventLoop>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QUrl>

namespace {

using namespace std::chrono_literals;
using Api::Recording;
using Api::Rights;

constexpr char Id[] = "5c18b5ff7b57fd5300020358";

struct Answer
{
    int status = 0;
    QByteArray head; ///< With the status line.
    QByteArray body;

    /// Empty when there is none.
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ": "))
                return line.mid(name.size() + 2).trimmed();
        }
        return {};
    }
};

/// A path that fits @p pattern.
QByteArray pathOf(QByteArrayView pattern)
{
    QByteArray path = pattern.toByteArray();
    path.replace("{collection}", "people").replace("{name}", "people").replace("{field}", "kids");
    return path.replace("{id}", Id).replace("{parent}", Id).replace("{version}", "1");
}

QByteArray nameOf(const Api::Route &route)
{
    return route.method.toByteArray() + ' ' + route.pattern.toByteArray();
}

bool isSecret(const Api::Route &route)
{
    return route.recording == Recording::WithoutAnswer
        || route.recording == Recording::WithoutBodies;
}

void addRoutes()
{
    QTest::addColumn<const Api::Route *>("route");
    for (const Api::RoutePath &path : Api::routePaths()) {
        for (const Api::Route &route : path.rows())
            QTest::newRow(nameOf(route).constData()) << &route;
    }
}

void addPaths()
{
    QTest::addColumn<const Api::RoutePath *>("path");
    for (const Api::RoutePath &path : Api::routePaths())
        QTest::newRow(path.pattern().toByteArray().constData()) << &path;
}

} // namespace

/// The table of routes, each row of it asked by each kind of caller over real connections.
class TestRoutes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void pathsAreFound_data();
    void pathsAreFound();
    void callersNeedTheRights_data() { addRoutes(); }
    void callersNeedTheRights();
    void otherMethodsAreRefused_data() { addPaths(); }
    void otherMethodsAreRefused();
    void headIsGetWithoutABody_data() { addRoutes(); }
    void headIsGetWithoutABody();
    void optionsNamesTheMethods_data() { addPaths(); }
    void optionsNamesTheMethods();
    void unknownPathsAreNotFound();
    void secretsAreNotRecorded();
    void inspectorDoesNotRecordItself();
    void administrationIsDescribed();
    void referenceHasEveryRoute_data() { addRoutes(); }
    void referenceHasEveryRoute();
    void referenceHasNoOtherRoute();

private:
    Answer send(const QByteArray &method, const QByteArray &path,
                const QByteArray &credentials = {}, const QByteArray &body = {},
                const QByteArray &host = "localhost");
    QByteArray bodyFor(const Api::Route &route);
    static void check(const Answer &answer, int refused);
    HttpClient &client() { return m_server->client(); }
    QByteArray full() const { return "x-apikey: " + m_server->key() + "\r\n"; }

    std::unique_ptr<EmbeddedServer> m_server;
    QByteArray m_web; ///< The header of a web key without limits.
    QByteArray m_user; ///< That of a user who may do everything with documents of people.
};

void TestRoutes::initTestCase()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("users"));
    QVERIFY(m_server->define(
        "people", R"({"access":{"roles":{"staff":["GET","POST","PUT","PATCH","DELETE"]}}})"));
    const QByteArray settings = R"({"auth":{"jwt":{"secret":"a secret of the tests"}}})";
    QCOMPARE(client().put("/admin/v1/settings", settings).status, 200);
    QCOMPARE(client().post("/rest/users", R"({"email":"a@example.com","roles":["staff"]})").status,
             201);
    const auto key = client().post("/admin/v1/keys", R"({"kind":"web"})");
    m_web = "x-apikey: " + key.member("key") + "\r\n";
    const auto token = client().post("/auth/jwt", R"({"payload":{"email":"a@example.com"}})");
    m_user = "authorization: Bearer " + token.member("jwt") + "\r\n";
}

/// One request on a connection of its own; of a stream the head alone.
Answer TestRoutes::send(const QByteArray &method, const QByteArray &path,
                        const QByteArray &credentials, const QByteArray &body,
                        const QByteArray &host)
{
    // The listener lives in this thread, so nothing here may block it.
    QTcpSocket socket;
    const QUrl url(m_server->url());
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: " + host
                 + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                 + QByteArray::number(body.size()) + "\r\n" + credentials + "\r\n" + body);
    Answer answer;
    QByteArray bytes;
    QEventLoop loop;
    connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
    connect(&socket, &QTcpSocket::readyRead, &loop, [&] {
        bytes += socket.readAll();
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        answer.head = bytes.left(end + 2);
        if (end > 0 && answer.header("content-length").isEmpty() && !answer.head.contains(" 204 "))
            loop.quit();
    });
    QTimer::singleShot(5s, &loop, &QEventLoop::quit);
    loop.exec();
    answer.status = answer.head.split(' ').value(1).toInt();
    answer.body = bytes.mid(bytes.indexOf("\r\n\r\n") + 4);
    return answer;
}

/// A body that does no harm to the next rows.
QByteArray TestRoutes::bodyFor(const Api::Route &route)
{
    if (route.method == "GET")
        return {};
    if (route.pattern == "/admin/v1/settings")
        return client().get("/admin/v1/settings").body;
    return route.method == "DELETE" ? "[]" : "{}";
}

void TestRoutes::pathsAreFound_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("pattern"); // empty: none
    const auto row = [](const char *path, const char *pattern) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(pattern);
    };
    row("/healthz", "/healthz");
    row("/healthz/", "/healthz");
    row("/Healthz", "");
    row("/", "");
    row("//", "");
    row("*", "");
    row("rest/people", "");
    row("/rest", "");
    row("/rest/", "");
    row("/rest/people", "/rest/{collection}");
    row("/rest/people/", "/rest/{collection}");
    row("/rest/people//", "");
    row("/rest//people", "");
    row("//rest/people", "");
    row("/%72est/people", "/rest/{collection}");
    row("/%2572est/people", "");
    row("/rest%2Fpeople", "");
    row("/rest/people/%2A", "/rest/{collection}/*");
    row("/rest/_meta", "/rest/_meta");
    row("/rest/people/*", "/rest/{collection}/*");
    row("/rest/people/1", "/rest/{collection}/{id}");
    row("/rest/people/1/kids", "/rest/{collection}/{parent}/{field}");
    row("/rest/people/1/kids/*", "/rest/{collection}/{parent}/{field}/*");
    row("/rest/people/1/kids/2", "/rest/{collection}/{parent}/{field}/{id}");
    row("/rest/people/1/kids/2/3", "");
    row("/admin/v1/collections/codehook/codehook", "/admin/v1/collections/{name}/codehook");
    row("/admin/v1/collections/c/codehook/versions/2/diff",
        "/admin/v1/collections/{name}/codehook/versions/{version}/diff");
    row("/admin/v1/collections/c/codehook/versions/2/diff/1/2/3/4/5/6/7/8", "");
    row("/admin/v2/collections", "");
}

void TestRoutes::pathsAreFound()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, pattern);
    const Api::RoutePath *found = Api::findRoutePath(path);
    QCOMPARE(found ? found->pattern().toByteArray() : QByteArray(), pattern);
    if (path == "/rest/people/1/kids/2")
        QCOMPARE(found->arguments("/rest/a%2Fb/1/kids/2/"),
                 QByteArrayList({"a/b", "1", "kids", "2"}));
}

/// @p answer came from the route's handler, or it is the refusal @p refused, 401 or 403.
void TestRoutes::check(const Answer &answer, int refused)
{
    const QByteArray all = answer.head + answer.body;
    if (refused == 401 || refused == 403) {
        QCOMPARE(answer.status, refused);
        QVERIFY2(answer.body.contains(refused == 401 ? "API key is " : "needs a full-access key"),
                 all.constData());
        return;
    }
    // The token that /auth/refresh gets is 401 for another reason.
    const bool isUnknown = answer.status == 401 && answer.body.contains("API key is ");
    QVERIFY2(!isUnknown && answer.status != 403, all.constData());
    QVERIFY2(answer.status >= 200 && answer.status != 405 && answer.status < 500, all.constData());
}

void TestRoutes::callersNeedTheRights()
{
    QFETCH(const Api::Route *, route);
    const QByteArray method = route->method.toByteArray();
    const QByteArray path = pathOf(route->pattern);
    const QByteArray body = bodyFor(*route);
    const bool isOpen = route->rights == Rights::Open;
    const bool isLocal = route->rights == Rights::Local;
    const bool isFull = route->rights == Rights::Full;
    const QByteArray stranger = "x-apikey: 0123456789abcdef\r\n";
    check(send(method, path, {}, body), isOpen || isLocal ? 0 : 401);
    check(send(method, path, {}, body, "evil.example"), isOpen ? 0 : 401);
    check(send(method, path, stranger, body, "evil.example"), isOpen ? 0 : 401);
    check(send(method, path, m_web, body), isFull ? 403 : 0);
    check(send(method, path, m_user, body), isFull ? 403 : 0);
    check(send(method, path, full(), body), 0);
}

void TestRoutes::otherMethodsAreRefused()
{
    QFETCH(const Api::RoutePath *, path);
    for (const char *method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
        if (path->find(qstrcmp(method, "HEAD") == 0 ? "GET" : method))
            continue;
        const auto answer = send(method, pathOf(path->pattern()), full(), "{}");
        QCOMPARE(answer.status, 405);
        QCOMPARE(answer.header("allow"), path->allow());
        const bool isOpen = path->rows().front().rights == Rights::Open;
        const auto nobody = send(method, pathOf(path->pattern()), {}, "{}", "evil.example");
        QCOMPARE(nobody.status, isOpen ? 405 : 401);
    }
}

void TestRoutes::headIsGetWithoutABody()
{
    QFETCH(const Api::Route *, route);
    if (route->method != "GET")
        return;
    const QByteArray path = pathOf(route->pattern);
    const auto get = send("GET", path, full());
    const auto head = send("HEAD", path, full());
    QCOMPARE(head.status, get.status);
    QCOMPARE(head.header("content-type"), get.header("content-type"));
    QCOMPARE(head.body, QByteArray());
}

void TestRoutes::optionsNamesTheMethods()
{
    QFETCH(const Api::RoutePath *, path);
    const auto answer = send("OPTIONS", pathOf(path->pattern()));
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("allow"), path->allow());
    QCOMPARE(answer.body, QByteArray());
    for (const Api::Route &route : path->rows())
        QVERIFY(answer.header("allow").split(',').first() == route.method
                || answer.header("allow").contains(", " + route.method.toByteArray() + ','));
}

void TestRoutes::unknownPathsAreNotFound()
{
    for (const char *method : {"GET", "OPTIONS", "DELETE"}) {
        QCOMPARE(send(method, "/nowhere", {}, {}, "evil.example").status, 401);
        QCOMPARE(send(method, "/nowhere").status, 404);
        QCOMPARE(send(method, "/nowhere", full()).status, 404);
    }
    const auto all = send("OPTIONS", "*");
    QCOMPARE(all.status, 204);
    QCOMPARE(all.header("allow"), QByteArray("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    const auto preflight =
        send("OPTIONS", "/nowhere",
             "Origin: http://a.example\r\nAccess-Control-Request-Method: GET\r\n");
    QCOMPARE(preflight.status, 204);
}

/// Each route with a secret is asked so that it has one to tell.
void TestRoutes::secretsAreNotRecorded()
{
    const auto key = client().post("/admin/v1/keys", R"({"description":"mine"})");
    const auto tokens = client().post("/auth/jwt", R"({"payload":{"email":"a@example.com"}})");
    const QByteArray refresh = "{\"refresh\":\"" + tokens.member("refresh") + "\"}";
    const QHash<QByteArray, QByteArray> bodies = {{"GET /admin/v1/keys", ""},
                                                  {"GET /admin/v1/deployment", ""},
                                                  {"POST /admin/v1/keys", R"({"kind":"web"})"},
                                                  {"POST /auth/jwt", R"({"payload":{"a":1}})"},
                                                  {"POST /auth/refresh", refresh}};
    QByteArrayList secrets = {key.member("key"), key.member("id"), tokens.member("jwt"),
                              tokens.member("refresh")};
    for (const Api::RoutePath &path : Api::routePaths()) {
        for (const Api::Route &route : path.rows()) {
            if (!isSecret(route))
                continue;
            QVERIFY2(bodies.contains(nameOf(route)), nameOf(route).constData());
            const auto reply = client().send(route.method.toByteArray(), pathOf(route.pattern),
                                             bodies.value(nameOf(route)));
            QVERIFY2(reply.status < 300, reply.body.constData());
            for (const char *name : {"key", "id", "jwt", "refresh"})
                secrets.append(reply.member(name));
            const QByteArray query = "/admin/v1/inspector?max=1&path=" + pathOf(route.pattern)
                + "&method=" + route.method.toByteArray();
            QTRY_VERIFY(!client().get(query).json().root().items().empty());
            const auto record = client().get(query).json();
            const Json::Value newest = record.root().items().front();
            QCOMPARE(newest.value("response").value("body").text().toByteArray(), QByteArray());
            const QByteArray sent = newest.value("request").value("body").text().toByteArray();
            QVERIFY(route.recording == Recording::WithoutAnswer || sent.isEmpty());
        }
    }
    QByteArray bytes;
    for (const char *ending : {".inspector", ".inspector-journal", ".inspector-wal"}) {
        QFile file(m_server->server().databasePath() + QLatin1String(ending));
        if (file.open(QIODevice::ReadOnly))
            bytes.append(file.readAll());
    }
    QVERIFY(bytes.contains("/auth/refresh")); // it is the right file
    secrets.removeAll(QByteArray());
    QVERIFY(secrets.size() >= 8);
    for (const QByteArray &secret : std::as_const(secrets))
        QVERIFY2(!bytes.contains(secret), secret.constData());
}

void TestRoutes::inspectorDoesNotRecordItself()
{
    QCOMPARE(client().get("/admin/v1/inspector").status, 200);
    QCOMPARE(client().get("/admin/v1/jobs").status, 200); // is recorded after it
    const QByteArray all = "/admin/v1/inspector?max=1000";
    QTRY_VERIFY(client().get(all).body.contains("\"/admin/v1/jobs\""));
    QVERIFY(!client().get(all).body.contains("\"path\":\"/admin/v1/inspector"));
}

void TestRoutes::administrationIsDescribed()
{
    const auto description = client().get("/admin/v1/openapi.json").json();
    const Json::Value paths = description.root().value("paths");
    QSet<QByteArray> names;
    for (const Api::RoutePath &path : Api::routePaths()) {
        const bool isAdministration = path.pattern().startsWith("/admin/v1/");
        QCOMPARE(paths.find(path.pattern()).has_value(), isAdministration);
        for (const Api::Route &route : path.rows()) {
            const Json::Value operation =
                paths.value(path.pattern()).value(route.method.toByteArray().toLower());
            QCOMPARE(operation.value("summary").text().toByteArray(),
                     isAdministration ? route.summary.toByteArray() : QByteArray());
            const QByteArray name = operation.value("operationId").text().toByteArray();
            QVERIFY2(!isAdministration || !names.contains(name), name.constData());
            names.insert(name);
        }
    }
}

/// docs/generate reads the rows from the sources; this sees that it found them all.
void TestRoutes::referenceHasEveryRoute()
{
    QFETCH(const Api::Route *, route);
    QFile file(QStringLiteral(SOURCE_FOLDER "/docs/rest/routes.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray row = "| " + route->method.toByteArray() + " | `"
        + route->pattern.toByteArray() + "` | " + route->summary.toByteArray();
    QVERIFY2(file.readAll().contains(row), row.constData());
}

/// A list of rows that allRows() leaves out would be documented, and answered with 404.
void TestRoutes::referenceHasNoOtherRoute()
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/docs/rest/routes.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression row(QStringLiteral("^\\| ([A-Z]+) \\| `([^`]+)` \\|"),
                                        QRegularExpression::MultilineOption);
    int rows = 0;
    for (auto it = row.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext(); ++rows) {
        const auto match = it.next();
        const QByteArray pattern = match.captured(2).toUtf8();
        const Api::RoutePath *path = Api::findRoutePath(pattern);
        QVERIFY2(path && path->pattern() == pattern, pattern.constData());
        QVERIFY2(path->find(match.captured(1).toUtf8()), pattern.constData());
    }
    QVERIFY(rows > 50);
}

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventreader.h"
#include "client/remoteclient.h"
#include "client/routes.h"
#include "tests/support/embeddedserver.h"
#include "tests/support/serverprocess.h"

#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

#include <optional>

namespace {

/// Answers each request with the same bytes, whatever they are, and closes the connection then.
void answerAll(QTcpServer &server, const QByteArray &answer, int *requests = nullptr)
{
    QObject::connect(
        &server, &QTcpServer::pendingConnectionAvailable, &server, [&server, answer, requests] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer, requests] {
                if (!socket->peek(64 * 1024).contains("\r\n\r\n"))
                    return;
                socket->readAll();
                if (requests)
                    ++*requests;
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
}

bool runOpenssl(const QStringList &arguments)
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), arguments);
    return openssl.waitForFinished() && openssl.exitCode() == 0;
}

} // namespace

/// The client of a server elsewhere: requests, and what it tells of what happens there.
class TestRemoteClient : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void requestsAreAnswered();
    void whatFailsIsTold();
    void changesAreTold();
    void recordsAreTold();
    void lostServerComesBack();
    void refusedKeyStaysRefused();
    void refusalsAreNoConnection();
    void onlyAKnownCertificateIsBelieved();
    void certificateInTheChainIsNotTheServers();
    void brokenAnswersAreFailures_data();
    void brokenAnswersAreFailures();
    void changesAreSentOnce();
    void endlessAnswersAreGivenUp();
    void streamsAreOfEvents();
    void keysAreNoHeaders();
    void eventsAreRead_data();
    void eventsAreRead();

private:
    static Client::Reply wait(const Pending<Client::Reply> &pending);
    Client::Reply get(Client &client, const QByteArray &path)
    {
        return wait(client.request("GET", path));
    }

    std::unique_ptr<EmbeddedServer> m_server;
    std::unique_ptr<RemoteClient> m_client;
};

Client::Reply TestRemoteClient::wait(const Pending<Client::Reply> &pending)
{
    std::optional<Client::Reply> reply;
    QObject context;
    pending.then(&context, [&reply](const Client::Reply &answer) { reply = answer; });
    return QTest::qWaitFor([&reply] { return reply.has_value(); }, 20'000) ? *reply
                                                                           : Client::Reply();
}

void TestRemoteClient::init()
{
    m_server = std::make_unique<EmbeddedServer>();
    QVERIFY(m_server->start());
    QVERIFY(m_server->define("people"));
    // Somebody may have copied the address with its slash.
    m_client = std::make_unique<RemoteClient>(
        RemoteClient::Address{m_server->url() + QLatin1Char('/'), m_server->key(), {}}, nullptr);
}

void TestRemoteClient::cleanup()
{
    m_client.reset();
    m_server.reset();
}

void TestRemoteClient::requestsAreAnswered()
{
    QCOMPARE(m_client->identity(), m_server->url());
    const auto made = wait(m_client->request("POST", Routes::documents("people"),
                                             "{\"_id\":\"6929aaaaaaaaaaaaaaaaaaab\",\"n\":1}"));
    QCOMPARE(made.status, 201);
    const QByteArray path = Routes::document("people", "6929aaaaaaaaaaaaaaaaaaab");
    const auto read = wait(m_client->request("GET", path, {}, "metafields=true"));
    QCOMPARE(read.status, 200);
    QCOMPARE(read.json().root().value("_version").toInteger(), 0);
    QVERIFY(!read.tag.isEmpty());
    QVERIFY(wait(m_client->requestIfMatch("PUT", path, read.tag, "{\"n\":2}")).isOk());
    QVERIFY(wait(m_client->requestIfMatch("PUT", path, read.tag, "{\"n\":3}")).isOvertaken());
    QCOMPARE(get(*m_client, path).json().root().value("n").toInteger(), 2);
    // Many documents come packed, and their entity tags hold all the same.
    QByteArray many = "[";
    for (int i = 0; i < 300; ++i)
        many.append(i ? ",{\"text\":\"the same again and again\"}"
                      : "{\"text\":\"the same again and again\"}");
    QCOMPARE(wait(m_client->request("POST", Routes::documents("people"), many + ']')).status, 201);
    QCOMPARE(get(*m_client, Routes::documents("people")).json().root().items().size(), size_t(301));
}

void TestRemoteClient::whatFailsIsTold()
{
    QCOMPARE(get(*m_client, "/rest/nobody").status, 404);
    QVERIFY(!get(*m_client, "/rest/nobody").message().isEmpty());
    RemoteClient stranger({m_server->url(), "wrong", {}}, nullptr);
    QCOMPARE(get(stranger, Routes::collections()).status, 401);
    QVERIFY(stranger.isReachable());
    RemoteClient nowhere({QStringLiteral("http://127.0.0.1:1"), "key", {}}, nullptr);
    QSignalSpy lost(&nowhere, &Client::reachableChanged);
    const auto reply = get(nowhere, Routes::collections());
    QCOMPARE(reply.status, 0);
    QVERIFY(!reply.isOk());
    QVERIFY2(reply.message().startsWith(QLatin1String("http://127.0.0.1:1 does not answer: ")),
             qPrintable(reply.message()));
    QVERIFY(!nowhere.isReachable());
    QCOMPARE(lost.size(), 1);
}

void TestRemoteClient::changesAreTold()
{
    QList<Store::CommitSummary> told;
    connect(m_client.get(), &Client::changed, this,
            [&told](const Store::CommitSummary &changes) { told.append(changes); });
    m_client->follow();
    // The stream tells what comes after it was opened.
    QTRY_VERIFY2(!m_server->client().post("/rest/people", "{\"n\":1}").body.isEmpty()
                     && !told.isEmpty(),
                 "no change was told");
    const auto *people = told.first().find("people");
    QVERIFY(people);
    QCOMPARE(people->created, 1);
    QCOMPARE(people->documents.size(), size_t(1));
    QCOMPARE(people->documents[0].kind, Store::Change::Kind::Created);
    const QByteArray id = people->documents[0].id;
    told.clear();
    QCOMPARE(m_server->client().put("/rest/people/" + id, "{\"n\":2}").status, 200);
    QCOMPARE(m_server->client().send("DELETE", "/rest/people/" + id).status, 200);
    QTRY_VERIFY(!told.isEmpty() && told.last().find("people")
                && told.last().find("people")->removed);
    QCOMPARE(told.last().find("people")->documents[0].id, id);
    told.clear();
    QCOMPARE(m_server->client()
                 .post("/admin/v1/collections/people/rename", "{\"name\":\"persons\"}")
                 .status,
             200);
    QTRY_VERIFY(!told.isEmpty());
    const Store::DefinitionChange &renamed = told.first().definitions.at(0);
    QCOMPARE(renamed.subject, Store::DefinitionChange::Subject::Collection);
    QCOMPARE(renamed.kind, Store::DefinitionChange::Kind::Renamed);
    QCOMPARE(renamed.name, QByteArray("persons"));
    QCOMPARE(renamed.before, QByteArray("people"));
}

void TestRemoteClient::recordsAreTold()
{
    QList<Inspector::Record> told;
    QList<Inspector::LogLine> late;
    connect(m_client.get(), &Client::recorded, this,
            [&told](const QList<Inspector::Record> &records) { told.append(records); });
    connect(m_client.get(), &Client::logAdded, this,
            [&late](qint64, const QList<Inspector::LogLine> &lines) { late.append(lines); });
    QSignalSpy cleared(m_client.get(), &Client::inspectorCleared);
    m_client->follow();
    QCOMPARE(m_server->client()
                 .hook("people",
                       "function beforePOST(req, res) { log.warn('early'); res.end(); "
                       "setTimeout(() => log.info('late'), 300); }")
                 .status,
             200);
    const auto find = [&told] {
        return std::find_if(told.begin(), told.end(), [](const Inspector::Record &record) {
            return record.method == "POST" && record.path == "/rest/people";
        });
    };
    QTRY_VERIFY(m_server->client().post("/rest/people", "{\"n\":1}").status == 201
                && find() != told.end());
    QCOMPARE(find()->status, 201);
    QVERIFY(find()->number > 0);
    QCOMPARE(find()->log.first().message, QByteArray("early"));
    QTRY_VERIFY(std::any_of(late.begin(), late.end(), [](const Inspector::LogLine &line) {
        return line.message == "late" && line.line == 1;
    }));
    QCOMPARE(m_server->client().send("DELETE", Routes::inspector()).status, 200);
    QTRY_COMPARE(cleared.size(), 1);
}

void TestRemoteClient::lostServerComesBack()
{
    ServerProcess server;
    QVERIFY(server.serve(m_server->path("other.hookdesk")));
    const QString address = server.url().mid(int(qstrlen("http://")));
    RemoteClient client({server.url(), server.key(), {}}, nullptr);
    int changes = 0;
    connect(&client, &Client::changed, this, [&changes] { ++changes; });
    client.follow();
    QTRY_VERIFY(HttpClient(server.url(), server.key()).put("/admin/v1/collections/a", "{}").status
                    < 300
                && changes > 0);
    QCOMPARE(server.terminate(), 0);
    QTRY_VERIFY(!client.isReachable());
    ServerProcess again;
    QVERIFY(again.serve(m_server->path("other.hookdesk"), {"--listen", address}));
    QTRY_VERIFY_WITH_TIMEOUT(client.isReachable(), 20'000);
    changes = 0;
    QTRY_VERIFY(HttpClient(server.url(), server.key()).put("/admin/v1/collections/b", "{}").status
                    < 300
                && changes > 0);
}

/// Its answers come again before its streams do, and say nothing of the key.
void TestRemoteClient::refusedKeyStaysRefused()
{
    const QString address = QUrl(m_server->url()).authority();
    RemoteClient client({m_server->url(), "0123456789abcdef0123456789abcdef", {}}, nullptr);
    client.follow();
    QTRY_VERIFY(client.isRefused());
    const auto stop = [this] {
        m_server->server().stop([] {});
        QTRY_VERIFY(!m_server->server().isListening());
    };
    stop();
    QCOMPARE(get(client, "/healthz").status, 0);
    QVERIFY(!client.isRefused());
    QVERIFY(m_server->server().listen(address));
    bool wasReachable = false;
    connect(&client, &Client::reachableChanged, this,
            [&] { wasReachable = wasReachable || client.isReachable(); });
    QCOMPARE(get(client, "/healthz").status, 200);
    QTRY_VERIFY(client.isRefused());
    QVERIFY(!wasReachable);
}

/// A server that comes back with other keys answers, but whoever then sent something would fail.
void TestRemoteClient::refusalsAreNoConnection()
{
    ServerProcess server;
    QVERIFY(server.serve(m_server->path("one.hookdesk")));
    const QString address = server.url().mid(int(qstrlen("http://")));
    RemoteClient client({server.url(), server.key(), {}}, nullptr);
    QCOMPARE(get(client, Routes::collections()).status, 200);
    QCOMPARE(server.terminate(), 0);
    QCOMPARE(get(client, Routes::collections()).status, 0);
    QVERIFY(!client.isReachable());
    ServerProcess other;
    QVERIFY(other.serve(m_server->path("two.hookdesk"), {"--listen", address}));
    QCOMPARE(get(client, Routes::collections()).status, 401);
    QVERIFY(!client.isReachable());
    client.follow(); // the streams say so
    QTRY_VERIFY(client.isRefused());
}

void TestRemoteClient::onlyAKnownCertificateIsBelieved()
{
    const QString certificate = m_server->path("cert.pem");
    const QString key = m_server->path("key.pem");
    QVERIFY(ServerProcess::makeCertificate(certificate, key));
    ServerProcess server;
    QVERIFY(server.serve(m_server->path("tls.hookdesk"),
                         {"--tls-certificate", certificate, "--tls-key", key}));
    RemoteClient careful({server.url(), server.key(), {}}, nullptr);
    QCOMPARE(get(careful, Routes::collections()).status, 0);
    const QByteArray shown = careful.unknownCertificate();
    QCOMPARE(shown.size(), 64);
    RemoteClient knowing({server.url(), server.key(), shown}, nullptr);
    QCOMPARE(get(knowing, Routes::collections()).status, 200);
    RemoteClient other({server.url(), server.key(), QByteArray(64, '0')}, nullptr);
    QCOMPARE(get(other, Routes::collections()).status, 0);
}

/// Whoever is in between can add the certificate that the user trusts to a chain of his own.
void TestRemoteClient::certificateInTheChainIsNotTheServers()
{
    const auto file = [this](const char *name) { return m_server->path(name); };
    QVERIFY(ServerProcess::makeCertificate(file("trusted.pem"), file("trusted-key.pem")));
    // Another authority of the same name signs the attacker's certificate.
    QVERIFY(ServerProcess::makeCertificate(file("fake.pem"), file("fake-key.pem")));
    QVERIFY(runOpenssl({"req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=attacker", "-keyout",
                        file("leaf-key.pem"), "-out", file("leaf.csr")}));
    QFile extensions(file("extensions"));
    QVERIFY(extensions.open(QIODevice::WriteOnly));
    extensions.write("authorityKeyIdentifier=none\nsubjectAltName=IP:127.0.0.1\n");
    extensions.close();
    QVERIFY(runOpenssl({"x509", "-req", "-days", "1", "-in", file("leaf.csr"), "-CA",
                        file("fake.pem"), "-CAkey", file("fake-key.pem"), "-CAcreateserial",
                        "-extfile", file("extensions"), "-out", file("leaf.pem")}));
    const auto trusted = QSslCertificate::fromPath(file("trusted.pem"));
    QFile key(file("leaf-key.pem"));
    QVERIFY(key.open(QIODevice::ReadOnly) && trusted.size() == 1);
    QSslServer attacker;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(file("leaf.pem")) + trusted);
    configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    attacker.setSslConfiguration(configuration);
    int stolen = 0;
    answerAll(attacker, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]", &stolen);
    QVERIFY(attacker.listen(QHostAddress::LocalHost));
    RemoteClient client({QStringLiteral("https://127.0.0.1:%1").arg(attacker.serverPort()), "key",
                         trusted.first().digest(QCryptographicHash::Sha256).toHex()},
                        nullptr);
    QCOMPARE(get(client, Routes::collections()).status, 0);
    QCOMPARE(stolen, 0);
    // What is shown to the user is the certificate of who answers.
    QCOMPARE(client.unknownCertificate(),
             QSslCertificate::fromPath(file("leaf.pem"))
                 .first()
                 .digest(QCryptographicHash::Sha256)
                 .toHex());
}

void TestRemoteClient::brokenAnswersAreFailures_data()
{
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const char *answer) {
        QTest::newRow(name) << QByteArray(answer);
    };
    row("nothing", "");
    row("no HTTP", "hello\r\n\r\n");
    row("body is cut", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{\"name\":\"a\"}");
    row("chunk is cut", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n[1,2");
    row("last chunk is missing",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n");
    row("head is cut", "HTTP/1.1 200 OK\r\ncontent-le");
}

void TestRemoteClient::brokenAnswersAreFailures()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    answerAll(server, answer);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RemoteClient client({QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()), "key", {}},
                        nullptr);
    const Client::Reply reply = get(client, Routes::collections());
    QVERIFY2(!reply.isOk(), reply.body.constData());
    QVERIFY(!reply.message().isEmpty());
}

/// A server that ends may have stored what it did not answer.
void TestRemoteClient::changesAreSentOnce()
{
    QTcpServer server;
    QByteArray received;
    connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&server, &received] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &received] {
            const QByteArray piece = socket->readAll();
            received.append(piece);
            if (piece.startsWith("GET"))
                socket->write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]");
            else
                socket->disconnectFromHost();
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RemoteClient client({QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()), "key", {}},
                        nullptr);
    QCOMPARE(get(client, Routes::collections()).status, 200);
    QCOMPARE(wait(client.request("POST", Routes::documents("a"), "{}")).status, 0);
    QCOMPARE(received.count("POST /"), 1);
}

void TestRemoteClient::endlessAnswersAreGivenUp()
{
    // A little that becomes 600 MiB.
    const QByteArray body = qCompress(QByteArray(600 * 1024 * 1024, ' '), 1).mid(4);
    QTcpServer server;
    answerAll(server,
              "HTTP/1.1 200 OK\r\ncontent-encoding: deflate\r\ncontent-length: "
                  + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RemoteClient client({QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()), "key", {}},
                        nullptr);
    const Client::Reply reply = get(client, Routes::collections());
    QVERIFY(!reply.isOk());
    QVERIFY2(reply.message().contains(QLatin1String("too large")), qPrintable(reply.message()));
}

void TestRemoteClient::streamsAreOfEvents()
{
    QTcpServer server;
    int requests = 0;
    answerAll(server,
              "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\nevent: reset\ndata: {}\n\n",
              &requests);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    RemoteClient client({QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()), "key", {}},
                        nullptr);
    QSignalSpy missed(&client, &Client::changesMissed);
    client.follow();
    QTRY_VERIFY(!client.isReachable());
    QTRY_VERIFY(requests > 2);
    QCOMPARE(missed.size(), 0);
}

void TestRemoteClient::keysAreNoHeaders()
{
    RemoteClient client(
        {m_server->url(), m_server->key() + "\r\nx-http-method-override: PATCH", {}}, nullptr);
    QCOMPARE(get(client, Routes::collections()).status, 401);
}

void TestRemoteClient::eventsAreRead_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("events"); // name=data|…
    QTest::addColumn<QByteArray>("lastId");
    const auto row = [](const char *name, const char *stream, const char *events,
                        const char *lastId) {
        QTest::newRow(name) << QByteArray(stream) << QByteArray(events) << QByteArray(lastId);
    };
    row("one", "id: 4\ndata: {}\n\n", "={}|", "4");
    row("named", "event: reset\nid: 7\ndata: {}\n\n", "reset={}|", "7");
    row("several lines", "data: a\ndata: b\n\n", "=a\nb|", "");
    row("no blank", "data:a\n\n", "=a|", "");
    row("CRLF", "data: a\r\n\r\n", "=a|", "");
    row("comment and retry", "retry: 2000\n\n: \n\ndata: a\n\n", "=a|", "");
    row("id alone", "id: 9\n\n", "", "9");
    row("not whole", "id: 5\ndata: a\n\nid: 6\ndata: b\n", "=a|", "5");
    row("field without a colon", "data\n\n", "=|", "");
}

void TestRemoteClient::eventsAreRead()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, events);
    QFETCH(QByteArray, lastId);
    // In pieces of every size.
    for (qsizetype size = 1; size <= stream.size(); ++size) {
        EventReader reader;
        QByteArray read;
        for (qsizetype at = 0; at < stream.size(); at += size) {
            for (const EventReader::Event &event : reader.take(stream.mid(at, size)))
                read.append(event.name + '=' + event.data + '|');
        }
        QCOMPARE(read, events);
        QCOMPARE(reader.lastId(), lastId);
    }
}

QTEST_GUILESS_MAIN(TestRemoteClient)
#include "tst_remoteclient.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/junit.h"
#include "client/requests/runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <memory>

using namespace Requests;

namespace {

Answer answerOf(const QByteArray &body, int status = 200)
{
    return {status, {{"Content-Type", "application/json"}, {"X-Total", "12"}}, body, 34'800};
}

/// Answers what a test has put in, and keeps what was sent.
class FakeSender final : public Sender
{
public:
    void send(const Outgoing &request, std::function<void(Result<Answer>)> then) override
    {
        sent.append(request);
        if (isSilent) {
            kept = then;
            return;
        }
        const Result<Answer> answer = answers.isEmpty()
            ? Result<Answer>(failure(Error::Kind::Unavailable, QStringLiteral("Nobody answers.")))
            : answers.takeFirst();
        QMetaObject::invokeMethod(
            &m_context, [then, answer] { then(answer); }, Qt::QueuedConnection);
    }
    void cancel() override { isCancelled = true; }

    QList<Outgoing> sent;
    QList<Answer> answers;
    bool isSilent = false;
    std::function<void(Result<Answer>)> kept; ///< Of a request that waits for its answer.
    bool isCancelled = false;

private:
    QObject m_context;
};

} // namespace

/// Folders of requests, and what their run reports.
class TestRequestRun final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_sender = std::make_unique<FakeSender>();
    }

    void listsFilesInOrder()
    {
        for (const char *name : {"b.http", "a/2.http", "a.rest", "a/.hidden.http", ".git/x.http",
                                 "a/notes.txt", "a/1.http"})
            write(name, "");
        QCOMPARE(*folder().names(),
                 (QStringList{QStringLiteral("a.rest"), QStringLiteral("b.http"),
                              QStringLiteral("a/1.http"), QStringLiteral("a/2.http")}));
    }

    void staysInItsFolder()
    {
        write("in/a.http", "x");
        write("secret", "s");
        QVERIFY(QFile::link(path("secret"), path("in/link.http")));
        QVERIFY(QFile::link(m_folder->path(), path("in/up")));
        const RequestFolder inside(path("in"));
        QVERIFY(inside.read(QStringLiteral("a.http")));
        for (const char *name : {"../secret", "link.http", "up/secret", "/etc/passwd"}) {
            QVERIFY2(!inside.read(QLatin1String(name)), name);
            QVERIFY2(!inside.readBeside(QStringLiteral("a.http"), QLatin1String(name)), name);
        }
        for (const char *name : {"../x.http", "link.http", "up/x.http", "/tmp/x.http", "x.txt",
                                 ".x.http", "a/../../x.http", "a\nb.http"})
            QVERIFY2(!inside.write(QLatin1String(name), "y"), name);
        QVERIFY(inside.write(QStringLiteral("new/b.http"), "y"));
        QVERIFY(inside.rename(QStringLiteral("new/b.http"), QStringLiteral("c.http")));
        QVERIFY(!inside.rename(QStringLiteral("c.http"), QStringLiteral("a.http")));
        QVERIFY(inside.remove(QStringLiteral("c.http")));
    }

    void sendsNothingHidden()
    {
        for (const char *name :
             {".env", ".git/config", "http-client.private.env.json", "data.json"})
            write(name, "s");
        QVERIFY(QFile::link(path(".env"), path("shown.txt")));
        for (const char *name : {".env", "./.env", ".git/config", "x/../.env", "shown.txt",
                                 "http-client.private.env.json"})
            QVERIFY2(!folder().readBeside(QStringLiteral("a.http"), QLatin1String(name)), name);
        QCOMPARE(*folder().readBeside(QStringLiteral("a.http"), QStringLiteral("./data.json")),
                 "s");
        QCOMPARE(*folder().readBeside(QStringLiteral("b/a.http"), QStringLiteral("../data.json")),
                 "s");
    }

    void keepsKeysFromOthers()
    {
        write(".gitignore", "*.log");
        const QString name = QLatin1String(Environments::PrivateFile);
        QVERIFY(folder().write(name, "{}"));
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(m_folder->filePath(name)).permissions() & others));
        folder().keepOutOfGit();
        folder().keepOutOfGit();
        QFile ignored(path(".gitignore"));
        QVERIFY(ignored.open(QIODevice::ReadOnly));
        QCOMPARE(ignored.readAll(), "*.log\nhttp-client.private.env.json\n");
    }

    /// Each step reads its file: of a file of 20,000 requests that took minutes.
    void runsManyRequestsOfAFile()
    {
        write("1.http",
              QByteArray("###\n@a = 1\n# @check status == 200\nGET http://a/{{a}}\n")
                  .repeated(20'000));
        m_sender->answers = QList<Answer>(20'000, answerOf("{}"));
        const QList<Report> reports = runAll();
        QCOMPARE(reports.size(), 20'000);
        QVERIFY(std::all_of(reports.begin(), reports.end(),
                            [](const Report &each) { return each.hasPassed(); }));
    }

    void tellsNobodyTheKey()
    {
        write("1.http", "# @check body.a == {{key}}\nGET /\n");
        m_sender->answers = {answerOf(R"({"a":"b"})")};
        const RequestFolder all(m_folder->path());
        Runner runner(all, *m_sender, Variables(), nullptr);
        runner.variables().setConnection("http://h:1", "SECRET");
        QSignalSpy reported(&runner, &Runner::reported);
        runner.run(*Runner::stepsOf(all, *all.names()));
        QTRY_COMPARE(reported.size(), 1);
        const Report report = reported[0][0].value<Report>();
        QVERIFY(!report.hasPassed());
        QVERIFY(!junitOf({report}).contains("SECRET"));
    }

    void takesValuesFromOneAnswerToTheNextRequest()
    {
        write("1.http", "# @name login\n# @set token = body.token\nPOST /login\n");
        write("2.http",
              "### orders\n# @check status == 200\n# @check body.length > 0\n# @set x = body[7]\n"
              "GET /orders\nauthorization: {{token}} {{login.response.body.token}}\n\n"
              "###\nGET /{{nobody}}\n");
        m_sender->answers = {answerOf(R"({"token":"t"})"), answerOf("[]", 403)};
        const QList<Report> reports = runAll();
        QCOMPARE(m_sender->sent.size(), 2);
        QCOMPARE(headerOf(m_sender->sent[1].headers, "Authorization"), "t t");
        QCOMPARE(reports.size(), 3);
        QVERIFY(reports[0].hasPassed());
        QCOMPARE(reports[0].taken, QByteArrayList{"token"});
        QCOMPARE(reports[1].checks.size(), 3);
        QCOMPARE(reports[1].checks[0].message, "expected status == 200, but it is 403");
        QCOMPARE(reports[1].checks[0].line, 2);
        QCOMPARE(reports[1].checks[2].message, "There is no body[7] in the response.");
        QCOMPARE(reports[2].error, "There is no variable \"nobody\".");
        QVERIFY(!reports[2].hasPassed());
    }

    void cancels()
    {
        write("1.http", "GET http://a\n###\nGET http://b\n");
        m_sender->isSilent = true;
        Runner runner(folder(), *m_sender, Variables(), nullptr);
        QSignalSpy started(&runner, &Runner::started), finished(&runner, &Runner::finished);
        QSignalSpy reported(&runner, &Runner::reported);
        runner.run(*Runner::stepsOf(folder(), *folder().names()));
        QTRY_COMPARE(started.size(), 1);
        runner.cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(started.size(), 1);
        QVERIFY(m_sender->isCancelled);
        m_sender->kept(answerOf("{}")); // too late
        QCOMPARE(reported.size(), 0);
    }

    void writesJUnit()
    {
        write("a <b>.http", "### one & only \x01\n# @check status == 200\nGET http://a\n");
        write("b.http", "GET http://b\nx-apikey: top-secret\n");
        m_sender->answers = {answerOf("{}", 500)};
        const QByteArray xml = junitOf(runAll());
        QVERIFY(!xml.contains("top-secret"));
        QXmlStreamReader reader(xml);
        QStringList seen;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            const auto attributes = reader.attributes();
            const QString shown = reader.name() == u"testcase" ? QStringLiteral("name")
                : reader.name().startsWith(u"test")            ? QStringLiteral("failures")
                                                               : QStringLiteral("message");
            seen.append(QStringLiteral("%1 %2").arg(reader.name(), attributes.value(shown)));
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(
            seen,
            (QStringList{QStringLiteral("testsuites 1"), QStringLiteral("testsuite 1"),
                         QStringLiteral("testcase one & only \ufffd"),
                         QStringLiteral("failure expected status == 200, but it is 500"),
                         QStringLiteral("testsuite 0"), QStringLiteral("testcase GET http://b"),
                         QStringLiteral("error Nobody answers.")}));
    }

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    const RequestFolder &folder()
    {
        m_opened = std::make_unique<RequestFolder>(m_folder->path());
        return *m_opened;
    }
    void write(const char *name, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QList<Report> runAll()
    {
        const RequestFolder all(m_folder->path());
        Runner runner(all, *m_sender, Variables(), nullptr);
        runner.variables().setConnection("http://h:1", {});
        QList<Report> reports;
        connect(&runner, &Runner::reported, this,
                [&](const Report &each) { reports.append(each); });
        QSignalSpy finished(&runner, &Runner::finished);
        runner.run(*Runner::stepsOf(all, *all.names()));
        [&] { QTRY_COMPARE(finished.size(), 1); }();
        return reports;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RequestFolder> m_opened;
    std::unique_ptr<FakeSender> m_sender;
};

QTEST_GUILESS_MAIN(TestRequestRun)
#include "tst_requestrun.moc"

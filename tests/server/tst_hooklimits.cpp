// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/embeddedserver.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

/// `limits` of hookapi.json, the list of what the language of hooks has not: the reference has it,
/// and saving a script tells it.
class TestHookLimits : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void limitsAreToldAtTheirPlace_data();
    void limitsAreToldAtTheirPlace();
    void limitsAreDescribed();
    void everyRefusalIsListed();

private:
    std::vector<Json::Value> limits() const { return m_api.root().value("limits").items(); }
    HttpClient &client() { return m_server.client(); }

    Json::Document m_api;
    EmbeddedServer m_server;
};

void TestHookLimits::initTestCase()
{
    QFile file(QStringLiteral(SOURCE_FOLDER "/resources/hookapi.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    auto document = Json::Document::parse(file.readAll());
    QVERIFY(document.hasValue());
    m_api = std::move(*document);
    QVERIFY(m_server.start());
    QVERIFY(m_server.define("c"));
}

void TestHookLimits::limitsAreToldAtTheirPlace_data()
{
    QTest::addColumn<QByteArray>("example"); // `@` stands before what is told
    QTest::addColumn<QByteArray>("message"); // how it begins
    QTest::addColumn<bool>("isRefused");
    for (const Json::Value &limit : limits()) {
        const QByteArray told = limit.value("told").text().toByteArray();
        QCOMPARE(limit.value("examples").items().empty(), told.isEmpty());
        for (const Json::Value &example : limit.value("examples").items()) {
            const QByteArray text = example.text().toByteArray();
            QTest::newRow(text.constData())
                << text << limit.value("message").text().toByteArray() << (told == "error");
        }
    }
}

void TestHookLimits::limitsAreToldAtTheirPlace()
{
    QFETCH(QByteArray, example);
    QFETCH(QByteArray, message);
    QFETCH(bool, isRefused);
    QVERIFY(!message.isEmpty());
    const QByteArray before = example.first(example.indexOf('@'));
    const qint64 line = before.count('\n') + 1;
    const qint64 column = before.size() - (before.lastIndexOf('\n') + 1) + 1;
    const auto reply = client().hook("c", before + example.sliced(before.size() + 1));
    QCOMPARE(reply.status, isRefused ? 422 : 200);
    const Json::Document answer = reply.json();
    const auto isTold = [&](const Json::Value &told) {
        return told.value("message").text().toByteArray().startsWith(message)
            && told.value("line").toInteger() == line && told.value("column").toInteger() == column;
    };
    const auto warnings = answer.root().value("warnings").items();
    QVERIFY2(isRefused ? isTold(answer.root())
                       : std::any_of(warnings.begin(), warnings.end(), isTold),
             reply.body.constData());
}

void TestHookLimits::limitsAreDescribed()
{
    const QByteArray page = client().get("/docs/hooks").body;
    QVERIFY(page.contains("</html>"));
    QVERIFY(!page.contains("http:") && !page.contains("src="));
    QVERIFY(limits().size() > 15);
    for (const Json::Value &limit : limits()) {
        const QByteArray what =
            QString::fromUtf8(limit.value("what").text().toByteArray()).toHtmlEscaped().toUtf8();
        QVERIFY2(page.contains("<li>" + what), what.constData());
    }
}

/// What the compiler refuses is in the list, so that each refusal has an example and is described.
void TestHookLimits::everyRefusalIsListed()
{
    static const QRegularExpression refusal(
        QStringLiteral(R"(syntax\.refuse\(\w+,\s*(?:'([^']+)')?)"));
    int count = 0;
    QDirIterator files(QStringLiteral(SOURCE_FOLDER "/hookruntime/compiler"),
                       {QStringLiteral("*.js")});
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (auto it = refusal.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();) {
            const QByteArray message = it.next().captured(1).toUtf8();
            const auto all = limits();
            QVERIFY2(
                !message.isEmpty()
                    && std::any_of(
                        all.begin(), all.end(),
                        [&](const Json::Value &limit) {
                            return limit.value("message").text().toByteArray().startsWith(message);
                        }),
                qPrintable(file.fileName() + QStringLiteral(": ") + QString::fromUtf8(message)));
            ++count;
        }
    }
    QVERIFY(count > 8);
}

QTEST_GUILESS_MAIN(TestHookLimits)
#include "tst_hooklimits.moc"

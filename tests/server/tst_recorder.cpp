// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/inspector/masking.h"
#include "server/inspector/recorder.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

/// Which requests the inspector keeps, and what of them.
class TestRecorder : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsWhatItShould_data();
    void keepsWhatItShould();
    void bodiesAreLeftOut();
    void secretsOfTheSettingsAreMasked();
    void lateLinesAreKept();
    void allIsCounted();

private:
    void setSettings(const QByteArray &json);
    /// A record of /people with an answer of @p status and a line of @p level; empty: without one.
    static Inspector::Record record(int status, const QByteArray &level = {});
    /// The records that are kept, as JSON, the newest first.
    QByteArray kept();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Inspector::Recorder> m_recorder;
};

void TestRecorder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_recorder =
        std::make_unique<Inspector::Recorder>(m_folder->filePath(QStringLiteral("x.inspector")));
}

void TestRecorder::cleanup()
{
    m_recorder->close();
    m_recorder.reset();
}

void TestRecorder::setSettings(const QByteArray &json)
{
    const auto settings = Model::Settings::parse(json);
    QVERIFY2(settings, settings ? "" : qPrintable(settings.error().message));
    m_recorder->setLimits(*settings);
}

Inspector::Record TestRecorder::record(int status, const QByteArray &level)
{
    Inspector::Record made;
    made.id = "r";
    made.kind = "request";
    made.method = "POST";
    made.path = "/rest/people";
    made.collection = "people";
    made.hook = "beforePOST";
    made.status = status;
    made.time = QDateTime::currentMSecsSinceEpoch();
    made.requestBody = R"({"asked":1})";
    made.responseBody = R"({"answered":1})";
    if (!level.isEmpty())
        made.log = {{1, level, "a line", "beforePOST", 2}};
    return made;
}

QByteArray TestRecorder::kept()
{
    std::optional<QByteArray> json;
    m_recorder->find({}, [&](const Result<Inspector::Page> &page) {
        json = page ? page->json : page.error().message.toUtf8();
    });
    [&] { QTRY_VERIFY(json.has_value()); }();
    return json.value_or(QByteArray());
}

void TestRecorder::keepsWhatItShould_data()
{
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("level");
    QTest::addColumn<bool>("isKept");
    const auto row = [](const char *setting, int status, const char *level, bool isKept) {
        QTest::addRow("%s, %d %s", setting, status, level)
            << QByteArray(setting) << status << QByteArray(level) << isKept;
    };
    row("all", 200, "", true);
    row("errors", 200, "", false);
    row("errors", 399, "", false);
    row("errors", 400, "", true);
    row("errors", 500, "", true);
    row("errors", 201, "info", false);
    row("errors", 201, "warn", false);
    row("errors", 201, "error", true);
    row("errors", 201, "fatal", true);
    row("none", 200, "", false);
    row("none", 500, "fatal", false);
}

void TestRecorder::keepsWhatItShould()
{
    QFETCH(QByteArray, setting);
    QFETCH(int, status);
    QFETCH(QByteArray, level);
    QFETCH(bool, isKept);
    setSettings("{\"inspector\":{\"record\":\"" + setting + "\"}}");
    m_recorder->add(record(status, level));
    QCOMPARE(kept().contains("/rest/people"), isKept);
}

void TestRecorder::bodiesAreLeftOut()
{
    m_recorder->add(record(200));
    QVERIFY(kept().contains("asked") && kept().contains("answered"));
    setSettings(R"({"inspector":{"bodies":false}})");
    bool isCleared = false;
    m_recorder->clear([&](const Result<Done> &) { isCleared = true; });
    QTRY_VERIFY(isCleared);
    m_recorder->add(record(200));
    m_recorder->add(record(500));
    const QByteArray records = kept();
    QCOMPARE(records.count("/rest/people"), 2);
    QVERIFY2(!records.contains("asked") && !records.contains("answered"), records.constData());
}

void TestRecorder::secretsOfTheSettingsAreMasked()
{
    setSettings(R"({"shop":{"password":"hunter2!"}})");
    Inspector::Record told = record(500, "error");
    told.error = "no way in with hunter2!";
    told.log.first().message = "tried hunter2!";
    told.responseBody = R"({"message":"hunter2! is refused"})";
    m_recorder->add(told);
    m_recorder->addLog("r", {{2, "info", "later hunter2!", "beforePOST", 3}});
    const QByteArray records = kept();
    QVERIFY(records.contains("later "));
    QVERIFY2(!records.contains("hunter2!"), records.constData());
    QCOMPARE(records.count(Inspector::Mask), 4);
}

/// Also those that come before their record.
void TestRecorder::lateLinesAreKept()
{
    m_recorder->addLog("r", {{1, "info", "too early", "beforePOST", 1}});
    QVERIFY(!kept().contains("too early"));
    m_recorder->add(record(200));
    m_recorder->addLog("r", {{2, "info", "late", "beforePOST", 2}});
    m_recorder->addLog("another", {{2, "info", "of another", "beforePOST", 2}});
    const QByteArray records = kept();
    QVERIFY2(records.contains("too early") && records.contains("late"), records.constData());
    QVERIFY(!records.contains("of another"));
    QCOMPARE(records.count("/rest/people"), 1);
}

/// The hour's numbers are those of all requests, recorded or not.
void TestRecorder::allIsCounted()
{
    setSettings(R"({"inspector":{"record":"none"}})");
    constexpr qint64 Now = 1000 * 60'000;
    for (const int status : {200, 404, 500}) {
        Inspector::Record made = record(status);
        made.time = Now;
        m_recorder->add(made);
        made.kind = "job";
        m_recorder->add(made);
    }
    QCOMPARE(kept(), QByteArray("[]"));
    const auto hour = Json::Document::parse(m_recorder->statistics().toJson(Now));
    QVERIFY(hour);
    const QByteArray minutes = hour->root().value("total").toJson();
    QVERIFY2(minutes.startsWith("[[59,3,1,1,"), minutes.constData());
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/hookframe.h"
#include "server/core/json.h"
#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/inspector/batch.h"
#include "server/inspector/masking.h"
#include "server/inspector/record.h"
#include "server/inspector/recordfile.h"

#include <QTemporaryDir>
#include <QDateTime>
#include <QTest>

class TestCore : public QObject
{
    Q_OBJECT

private slots:
    void jsonKeepsOrderAndNumbers();
    void jsonRefusesWhatTheContractRefuses_data();
    void jsonRefusesWhatTheContractRefuses();
    void quotesControlCharacters();
    void idsAscendAndAreValid();
    void formatsTime();
    void framesSurviveAnyCut();
    void brokenFramesAreNoticed_data();
    void brokenFramesAreNoticed();
    void secretsAreMasked_data();
    void secretsAreMasked();
    void recordsKeepTheirContent();
    void recordFileKeepsTheNewest();
    void recordFileTakesLateLogLines();
    void recordFileFilters_data();
    void recordFileFilters();
    void recordFileForgetsOldDays();
};

void TestCore::jsonKeepsOrderAndNumbers()
{
    const QByteArray text =
        R"({"z":1,"a":{"y":9007199254740993,"b":[1.5,-0.25,true,null,"\u00e9\n"]},"m":1e300})";
    const auto document = Json::Document::parse(text);
    QVERIFY(document);
    QCOMPARE(document->root().members()[0].key, QByteArrayView("z"));
    QCOMPARE(document->root().find("a")->find("y")->toInteger(), 9007199254740993LL);
    QCOMPARE(document->root().find("a")->find("b")->items()[4].toString(),
             QStringLiteral("\u00e9\n"));
    const auto again = Json::Document::parse(document->root().toJson());
    QVERIFY(again);
    QCOMPARE(again->root().toJson(), document->root().toJson());
    QCOMPARE(again->root().find("m")->toDouble(), 1e300);
}

void TestCore::jsonRefusesWhatTheContractRefuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("blanks") << QByteArray("  ") << QByteArray("empty");
    QTest::newRow("cut off") << QByteArray(R"({"a":1)") << QByteArray("at byte");
    QTest::newRow("offset") << QByteArray(R"({"a":1,})") << QByteArray("at byte 7");
    QTest::newRow("twice the same key") << QByteArray(R"({"a":1,"a":2})") << QByteArray("twice");
    QTest::newRow("twice, deep") << QByteArray(R"([{"a":{"b":1,"b":2}}])") << QByteArray("twice");
    QTest::newRow("half a surrogate") << QByteArray(R"(["\ud800"])") << QByteArray("at byte");
    QTest::newRow("beyond double") << QByteArray("[1e999]") << QByteArray("at byte");
    QTest::newRow("NUL in a key") << QByteArray(R"({"\u0000":1})") << QByteArray("NUL");
    QTest::newRow("101 levels") << QByteArray(101, '[') + QByteArray(101, ']')
                                << QByteArray("100 levels");
    QTest::newRow("two texts") << QByteArray("{}{}") << QByteArray("at byte");
    QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]") << QByteArray("at byte");
}

void TestCore::jsonRefusesWhatTheContractRefuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    const auto document = Json::Document::parse(text);
    QVERIFY(!document);
    QVERIFY2(document.error().message.contains(QString::fromUtf8(reason)),
             qPrintable(document.error().message));
}

void TestCore::quotesControlCharacters()
{
    QCOMPARE(Json::quoted(QByteArrayView("a\"b\\c\n\x01z")),
             QByteArray("\"a\\\"b\\\\c\\n\\u0001z\""));
    QCOMPARE(Json::quoted(QByteArrayView("")), QByteArray("\"\""));
}

void TestCore::idsAscendAndAreValid()
{
    QByteArray last;
    for (int i = 0; i < 10000; ++i) {
        const QByteArray id = ObjectId::create();
        QVERIFY(ObjectId::isValid(id));
        QVERIFY(id > last);
        last = id;
    }
    QVERIFY(!ObjectId::isValid("XYZ"));
    QVERIFY(!ObjectId::isValid("6B03E6B1B967E959E500002A"));
}

void TestCore::formatsTime()
{
    QCOMPARE(Timestamp::format(0), QByteArray("1970-01-01T00:00:00.000Z"));
    QCOMPARE(Timestamp::format(1709164800123), QByteArray("2024-02-29T00:00:00.123Z"));
}

void TestCore::framesSurviveAnyCut()
{
    const QByteArray bytes = HookFrame::encode({HookFrame::Type::Run, 7, "{\"a\":1}"})
        + HookFrame::encode({HookFrame::Type::Finished, 8, ""});
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        HookFrame::Reader reader;
        std::vector<HookFrame::Frame> frames;
        for (const QByteArray &part : {bytes.first(cut), bytes.sliced(cut)}) {
            reader.append(part);
            while (auto frame = reader.next())
                frames.push_back(*frame);
        }
        QCOMPARE(frames.size(), size_t(2));
        QCOMPARE(frames[0].payload, QByteArray("{\"a\":1}"));
        QCOMPARE(frames[1].run, quint32(8));
    }
}

void TestCore::brokenFramesAreNoticed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("length 0") << QByteArray::fromHex("000000000100000001");
    QTest::newRow("huge length") << QByteArray::fromHex("ffffffff0100000001");
    QTest::newRow("unknown type") << QByteArray::fromHex("000000050900000001");
}

void TestCore::brokenFramesAreNoticed()
{
    QFETCH(QByteArray, bytes);
    HookFrame::Reader reader;
    reader.append(bytes);
    QVERIFY(!reader.next());
    QVERIFY(reader.isBroken());
}

void TestCore::secretsAreMasked_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray(R"({"password":"hunter2!"})");
    QTest::newRow("deep") << QByteArray(R"({"a":[{"Token" : "hunter2!"}]})");
    QTest::newRow("JSON in JSON") << QByteArray(R"({"a":"{\"secret\":\"hunter2!\"}"})");
    QTest::newRow("cut off") << QByteArray(R"({"apikey":"hunter2!)");
    QTest::newRow("a list") << QByteArray(R"({"token":["x","hunter2!"]})");
    QTest::newRow("an object") << QByteArray(R"({"secret":{"x":{"y":"hunter2!"}}})");
    QTest::newRow("a list, cut off in a text")
        << QByteArray(R"({"a":[1,{"password":"x"},"{\"token\":\"hunter2!)");
    QTest::newRow("escaped quote") << QByteArray(R"({"password":"a\"hunter2!"})");
}

void TestCore::secretsAreMasked()
{
    QFETCH(QByteArray, text);
    const QByteArray masked = Inspector::maskedText(text);
    QVERIFY2(!masked.contains("hunter2!"), masked.constData());
    QVERIFY(masked.contains(Inspector::Mask));
    QCOMPARE(Inspector::maskedQuery("q={}&apikey=hunter2!"),
             QByteArray("q={}&apikey=") + Inspector::Mask);
    QCOMPARE(Inspector::maskedHeader("x-apikey", "hunter2!"), QByteArray(Inspector::Mask));
    QCOMPARE(Inspector::maskedText(R"({"name":"open"})"), QByteArray(R"({"name":"open"})"));
}

void TestCore::recordsKeepTheirContent()
{
    Inspector::Record record;
    record.id = "6b03e6b1b967e959e500002a";
    record.time = 1709164800123;
    record.method = "PUT";
    record.status = 400;
    record.microseconds = 1500;
    record.stages = {{"auth", 10}, {"before", 1200}};
    record.requestHeaders = {{"x-apikey", "hunter2!"}};
    record.changes = {{"beforePUT", "body", R"({"password":"hunter2!"})", R"({"a":1})"}};
    record.log = {{1709164800124, "error", "no \"way\"", "beforePUT", 3}};
    record.makeKeepable();
    const auto again = Inspector::Record::fromBytes(record.toBytes());
    QCOMPARE(again.toJson(), record.toJson());
    QVERIFY(!record.toBytes().contains("hunter2!"));
    const auto json = Json::Document::parse(again.toJson());
    QVERIFY(json);
    QCOMPARE(Inspector::Record::fromJson(json->root()).toJson(), record.toJson());
    QCOMPARE(again.level(), Inspector::Level::Error);
}

namespace {

/// A batch of records whose paths are @p from to @p to; every tenth failed.
QByteArray batchOf(int from, int to)
{
    QByteArray batch;
    for (int i = from; i <= to; ++i) {
        Inspector::Record record;
        record.id = "id" + QByteArray::number(i);
        record.path = '/' + QByteArray::number(i);
        record.status = i % 10 == 0 ? 500 : 200;
        record.hook = "beforeGET";
        record.responseBody = QByteArray(1000, 'x');
        Inspector::appendRecord(batch, record);
    }
    return batch;
}

/// The paths of all that @p filter finds, page by page.
QByteArrayList pathsIn(Inspector::RecordFile &file, Inspector::Filter filter)
{
    QByteArrayList paths;
    do {
        const auto page = file.read(filter);
        if (!page)
            return {page.error().message.toUtf8()};
        const auto json = Json::Document::parse(page->json);
        for (const Json::Value &record : json->root().items())
            paths.append(record.value("path").text().toByteArray());
        filter.before = page->next;
    } while (filter.before != 0);
    return paths;
}

QByteArrayList numbers(int from, int to, int step)
{
    QByteArrayList list;
    for (int i = from; i >= to; i -= step)
        list.append('/' + QByteArray::number(i));
    return list;
}

} // namespace

void TestCore::recordFileKeepsTheNewest()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.inspector"));
    int heard = 0;
    {
        Inspector::RecordFile file(path);
        file.setLimits(500, 0);
        QVERIFY(file.append(batchOf(1, 300),
                            [&](qint64 number, const QByteArray &) { QCOMPARE(number, ++heard); }));
        QCOMPARE(heard, 300);
        Inspector::Filter filter;
        filter.maximum = 7;
        QCOMPARE(pathsIn(file, filter), numbers(300, 1, 1));
        filter.level = Inspector::Level::Error;
        QCOMPARE(pathsIn(file, filter), numbers(300, 10, 10));
        filter.level = Inspector::Level::Debug;
        filter.leastStatus = 404;
        filter.mostStatus = 404;
        QVERIFY(pathsIn(file, filter).isEmpty());
        filter.leastStatus = 0;
        filter.mostStatus = 999;
        filter.text = "/29";
        filter.maximum = 100;
        QCOMPARE(pathsIn(file, filter), numbers(299, 290, 1) + QByteArrayList{"/29"});
    }
    // Another program's life later the numbers go on, and the oldest chunks go.
    Inspector::RecordFile file(path);
    file.setLimits(500, 0);
    QVERIFY(file.append(batchOf(301, 1000), [](qint64, const QByteArray &) {}));
    const QByteArrayList kept = pathsIn(file, {});
    QCOMPARE(kept.first(500), numbers(1000, 501, 1));
    QVERIFY2(kept.size() < 600, QByteArray::number(kept.size()).constData());
    QVERIFY(file.clear());
    QVERIFY(pathsIn(file, {}).isEmpty());
}

void TestCore::recordFileTakesLateLogLines()
{
    const QTemporaryDir folder;
    Inspector::RecordFile file(folder.filePath(QStringLiteral("x.inspector")));
    file.setLimits(500, 0);
    QVERIFY(file.append(batchOf(1, 200), [](qint64, const QByteArray &) {}));
    QVERIFY(file.addLog(55, {{1, "error", "late", "afterPUT", 7}}));
    QVERIFY(file.addLog(999, {{1, "error", "to nobody", "afterPUT", 7}}));
    Inspector::Filter filter;
    filter.text = "LATE";
    filter.level = Inspector::Level::Error;
    QCOMPARE(pathsIn(file, filter), QByteArrayList{"/55"});
    QCOMPARE(pathsIn(file, {}), numbers(200, 1, 1));
}

void TestCore::recordFileFilters_data()
{
    using Inspector::Filter;
    QTest::addColumn<std::function<void(Filter &)>>("set");
    QTest::addColumn<QByteArrayList>("paths");
    const auto row = [](const char *name, std::function<void(Filter &)> set,
                        const QByteArrayList &paths) { QTest::newRow(name) << set << paths; };
    row("method", [](Filter &f) { f.method = "POST"; }, {"/rest/a/2", "/rest/b"});
    row("path", [](Filter &f) { f.path = "/rest/a/*"; }, {"/rest/a/2", "/rest/a/1"});
    row("path within", [](Filter &f) { f.path = "*/a*"; }, {"/rest/a/2", "/rest/a/1", "/rest/a"});
    row("path is no expression", [](Filter &f) { f.path = "/rest/.*"; }, {});
    row("hook", [](Filter &f) { f.hook = "afterPOST"; }, {"/rest/b"});
    row("half a hook", [](Filter &f) { f.hook = "after"; }, {});
    row("key", [](Filter &f) { f.key = "abcdef"; }, {"/rest/a"});
    row("whole key", [](Filter &f) { f.key = "abcdef0123456789"; }, {"/rest/a"});
    row("another key", [](Filter &f) { f.key = "abcxef"; }, {});
    row("took", [](Filter &f) { f.leastMicroseconds = 3000; }, {"/rest/a/2", "/rest/a/1"});
    row("since", [](Filter &f) { f.since = 4000; }, {"/rest/a/2"});
    row("until", [](Filter &f) { f.until = 1000; }, {"/rest/a"});
    row("status",
        [](Filter &f) {
            f.leastStatus = 400;
            f.mostStatus = 499;
        },
        {"/rest/b"});
    row("both",
        [](Filter &f) {
            f.method = "POST";
            f.path = "/rest/a*";
        },
        {"/rest/a/2"});
}

void TestCore::recordFileFilters()
{
    using Set = std::function<void(Inspector::Filter &)>;
    QFETCH(Set, set);
    const QTemporaryDir folder;
    Inspector::RecordFile file(folder.filePath(QStringLiteral("x.inspector")));
    file.setLimits(500, 0);
    QByteArray batch;
    int i = 0;
    for (const char *path : {"/rest/a", "/rest/b", "/rest/a/1", "/rest/a/2"}) {
        Inspector::Record record;
        record.id = QByteArray::number(++i);
        record.time = i * 1000;
        record.microseconds = i * 1000;
        record.path = path;
        record.method = i % 2 == 0 ? "POST" : "GET";
        record.status = i == 2 ? 404 : 200;
        record.key = i == 1 ? "abcdef" : "";
        record.hook = i == 2 ? "beforePOST,afterPOST" : "";
        Inspector::appendRecord(batch, record);
    }
    QVERIFY(file.append(batch, [](qint64, const QByteArray &) {}));
    Inspector::Filter filter;
    set(filter);
    QTEST(pathsIn(file, filter), "paths");
}

void TestCore::recordFileForgetsOldDays()
{
    constexpr qint64 Day = 24 * 60 * 60 * 1000;
    const QTemporaryDir folder;
    Inspector::RecordFile file(folder.filePath(QStringLiteral("x.inspector")));
    file.setLimits(1000, 0);
    for (const int age : {9, 8, 3, 0}) { // a chunk each
        Inspector::Record record;
        record.id = record.path = QByteArray::number(age);
        record.time = QDateTime::currentMSecsSinceEpoch() - age * Day - 1000;
        QByteArray batch;
        Inspector::appendRecord(batch, record);
        QVERIFY(file.append(batch, [](qint64, const QByteArray &) {}));
    }
    QCOMPARE(pathsIn(file, {}).size(), 4);
    file.setLimits(1000, 7);
    QVERIFY(file.append(batchOf(1, 0), [](qint64, const QByteArray &) {}));
    QCOMPARE(pathsIn(file, {}), (QByteArrayList{"0", "3"}));
}

QTEST_APPLESS_MAIN(TestCore)
#include "tst_core.moc"

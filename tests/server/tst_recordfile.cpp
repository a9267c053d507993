// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/inspector/batch.h"
#include "server/inspector/record.h"
#include "server/inspector/recordfile.h"
#include "server/inspector/statistics.h"

#include <QTemporaryDir>
#include <QDateTime>
#include <QTest>

/// The file of the inspector: what it keeps, finds and forgets.
class TestRecordFile : public QObject
{
    Q_OBJECT

private slots:
    void recordsKeepTheirContent();
    void recordsWithoutColumnsAreRead();
    void recordFileKeepsTheNewest();
    void recordFileTakesLateLogLines();
    void filtersAreUnderstood_data();
    void filtersAreUnderstood();
    void recordFileFilters_data();
    void recordFileFilters();
    void recordFileForgetsOldDays();
    void recordFileTellsRows();
    void statisticsOfAnHour();
};

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

/// The paths of all that @p typed finds, page by page of @p maximum.
QByteArrayList pathsIn(Inspector::RecordFile &file, const char *typed = "", int maximum = 100)
{
    QByteArrayList paths;
    Inspector::Search search;
    search.filter = Inspector::Filter(QString::fromUtf8(typed));
    search.maximum = maximum;
    do {
        const auto page = file.read(search);
        if (!page)
            return {page.error().message.toUtf8()};
        const auto json = Json::Document::parse(page->json);
        for (const Json::Value &record : json->root().items())
            paths.append(record.value("path").text().toByteArray());
        search.before = page->next;
    } while (search.before != 0);
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

void TestRecordFile::recordsKeepTheirContent()
{
    Inspector::Record record;
    record.id = "6b03e6b1b967e959e500002a";
    record.time = 1709164800123;
    record.method = "PUT";
    record.status = 400;
    record.microseconds = 1500;
    record.stages = {{"auth", 10}, {"before", 1200}};
    record.requestHeaders = {{"x-apikey", "hunter2!"}};
    record.responseHeaders = {{"Content-Type", "text/plain"}, {"Set-Cookie", "session=s3cret-123"}};
    record.responseBody = "your session is session=s3cret-123";
    record.changes = {{"beforePUT", "body", R"({"password":"hunter2!"})", R"({"a":1})"}};
    record.log = {{1709164800124, "error", "no \"way\"", "beforePUT", 3, "lib/x.js"}};
    record.calls = {{1709164800125, "db.get", "/people", 750, 1250, {}}};
    record.stack = {{"check", "lib/rules.js", 4}, {"beforePUT", {}, 12}};
    record.node = "app-1";
    record.makeKeepable();
    const auto again = Inspector::Record::fromBytes(record.toBytes());
    QCOMPARE(again.toJson(), record.toJson());
    QVERIFY(!record.toBytes().contains("hunter2!"));
    QVERIFY(!record.toBytes().contains("s3cret-123")); // not in the body either
    QCOMPARE(again.responseHeaders.value(0),
             (std::pair<QByteArray, QByteArray>("Content-Type", "text/plain")));
    const auto json = Json::Document::parse(again.toJson());
    QVERIFY(json);
    QCOMPARE(Inspector::Record::fromJson(json->root()).toJson(), record.toJson());
    QCOMPARE(again.level(), Inspector::Level::Error);
    QCOMPARE(json->root().value("node").text(), "app-1");
    constexpr qsizetype Node = sizeof(quint32) + 5; // of a version that kept no server
    const auto old = Inspector::Record::fromBytes(record.toBytes().chopped(Node));
    QCOMPARE(old.node, QByteArray());
    QCOMPARE(old.responseHeaders, record.responseHeaders);
}

/// As files have them that were written before log lines and stacks had columns.
void TestRecordFile::recordsWithoutColumnsAreRead()
{
    Inspector::Record record;
    record.id = "a";
    record.log = {{1, "info", "one", "beforePOST", 3, "lib/x.js", 7}, {2, "warn", "two", "", 4}};
    record.stack = {{"f", "", 5, 9}};
    const QByteArray bytes = record.toBytes();
    const auto placesOf = [](const Inspector::Record &each) {
        QList<int> places;
        for (const Inspector::LogLine &line : each.log)
            places << line.line << line.column;
        for (const Inspector::Frame &frame : each.stack)
            places << frame.line << frame.column;
        return places;
    };
    QCOMPARE(placesOf(Inspector::Record::fromBytes(bytes)), QList<int>({3, 7, 4, 0, 5, 9}));
    constexpr qsizetype Columns = 3 * sizeof(qint32) + sizeof(qint32); // and no headers of answers
    const auto old = Inspector::Record::fromBytes(bytes.chopped(Columns));
    QCOMPARE(placesOf(old), QList<int>({3, 0, 4, 0, 5, 0}));
    QCOMPARE(old.log[0].message, QByteArray("one"));
    const auto json = Json::Document::parse(record.toJson());
    QCOMPARE(placesOf(Inspector::Record::fromJson(json->root())), placesOf(record));
}

void TestRecordFile::recordFileKeepsTheNewest()
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
        QCOMPARE(pathsIn(file, "", 7), numbers(300, 1, 1));
        QCOMPARE(pathsIn(file, "level:error", 7), numbers(300, 10, 10));
        QVERIFY(pathsIn(file, "status:404").isEmpty());
        QCOMPARE(pathsIn(file, "/29"), numbers(299, 290, 1) + QByteArrayList{"/29"});
    }
    // Another program's life later the numbers go on, and the oldest chunks go.
    Inspector::RecordFile file(path);
    file.setLimits(500, 0);
    QVERIFY(file.append(batchOf(301, 1000), [](qint64, const QByteArray &) {}));
    const QByteArrayList kept = pathsIn(file);
    QCOMPARE(kept.first(500), numbers(1000, 501, 1));
    QVERIFY2(kept.size() < 600, QByteArray::number(kept.size()).constData());
    QVERIFY(file.clear());
    QVERIFY(pathsIn(file).isEmpty());
}

void TestRecordFile::recordFileTakesLateLogLines()
{
    const QTemporaryDir folder;
    Inspector::RecordFile file(folder.filePath(QStringLiteral("x.inspector")));
    file.setLimits(500, 0);
    QVERIFY(file.append(batchOf(1, 200), [](qint64, const QByteArray &) {}));
    QVERIFY(file.addLog(55, {{1, "error", "late", "afterPUT", 7}}));
    QVERIFY(file.addLog(999, {{1, "error", "to nobody", "afterPUT", 7}}));
    QCOMPARE(pathsIn(file, "LATE level:error"), QByteArrayList{"/55"});
    QCOMPARE(pathsIn(file), numbers(200, 1, 1));
}

void TestRecordFile::filtersAreUnderstood_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isTaken");
    QTest::addColumn<bool>("isFaulty");
    const auto row = [](const char *typed, bool isTaken, bool isFaulty = false) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << isTaken << isFaulty;
    };
    row("", true);
    row("status:404", true);
    row("status:4xx", true);
    row("status:5XX", false);
    row("status:>=400", true);
    row("status:>404", false);
    row("status:<500 method:post", true);
    row("status:400-403", false);
    row("-status:404", false);
    row("status:many", true, true);
    row("status:", true); // still being typed
    row("path:/rest/*", true);
    row("path:/rest", false);
    row("path:*/people/*", true);
    row("path:*rest*o*le*1", true);
    row("path:*rest*o*le*1*x", false);
    row("path:/REST/people/*", true);
    row("-path:/rest/log", true);
    row("took:>50ms", true);
    row("took:50", true);
    row("took:<0.1s", true);
    row("took:>1s", false);
    row("took:soon", true, true);
    row("hook:afterPOST", true);
    row("hook:after", false);
    row("key:ab12", true);
    row("key:zz", false);
    row("collection:people method:POST status:4xx took:>1ms", true);
    row("collection:orders", false);
}

void TestRecordFile::filtersAreUnderstood()
{
    Inspector::Record record;
    record.method = "POST";
    record.path = "/rest/people/1";
    record.collection = "people";
    record.status = 404;
    record.microseconds = 60'000;
    record.hook = "beforePOST,afterPOST";
    record.key = "ab12cd";
    QFETCH(QString, typed);
    const Inspector::Filter filter(typed);
    QTEST(filter.takes(record), "isTaken");
    QTEST(!filter.faulty().isEmpty(), "isFaulty");
}

/// A word matches a request, or some of its lines alone.
void TestRecordFile::recordFileTellsRows()
{
    const QTemporaryDir folder;
    Inspector::RecordFile file(folder.filePath(QStringLiteral("x.inspector")));
    file.setLimits(500, 0);
    QVERIFY(file.append(batchOf(1, 20), [](qint64, const QByteArray &) {}));
    QVERIFY(file.addLog(20, {{1, "info", "first", "beforeGET", 1}, {2, "error", "apple", "", 2}}));
    const auto rows = [&](const char *typed, int maximum) {
        Inspector::Search search;
        search.filter = Inspector::Filter(QString::fromUtf8(typed));
        search.maximum = maximum;
        search.form = Inspector::Search::Form::Rows;
        search.after = 17;
        const auto page = file.read(search);
        return page ? page->json : page.error().message.toUtf8();
    };
    QCOMPARE(rows("", 2), QByteArray("[[20,3,0,1,1,3],[19,0]]"));
    QCOMPARE(rows("", 100), QByteArray("[[20,3,0,1,1,3],[19,0],[18,0]]"));
    QCOMPARE(rows("apple", 100), QByteArray("[[20,-1,1,3]]"));
    QCOMPARE(rows("-apple", 100), QByteArray("[[20,3,0,1,1,3],[19,0],[18,0]]"));
    const auto row = Json::Document::parse("[20,-1,1,3]");
    QCOMPARE(Inspector::Match::fromJson(row->root()).toJson(), QByteArray("[20,-1,1,3]"));

    Inspector::Search some;
    some.numbers = {3, 99, 11, -1, 0};
    const auto page = file.read(some);
    QVERIFY(page);
    QByteArrayList paths;
    const auto found = Json::Document::parse(page->json);
    for (const Json::Value &record : found->root().items())
        paths.append(record.value("path").text().toByteArray());
    QCOMPARE(paths, QByteArrayList({"/11", "/3"}));
}

void TestRecordFile::statisticsOfAnHour()
{
    constexpr qint64 Minute = 60'000;
    constexpr qint64 Now = 1000 * Minute;
    Inspector::Statistics statistics;
    QCOMPARE(statistics.toJson(Now),
             QByteArray(R"({"from":"1970-01-01T15:41:00.000Z","total":[],"collections":[]})"));
    for (int i = 1; i <= 100; ++i)
        statistics.add("people", i == 1 ? 500 : 200, i * 1000, Now);
    statistics.add("orders", 404, 10, Now - 59 * Minute);
    statistics.add({}, 200, 10, Now - 59 * Minute);
    statistics.add("past", 200, 10, Now - 60 * Minute);
    const auto json = Json::Document::parse(statistics.toJson(Now));
    const auto minute = [](const Json::Value &minutes, size_t i) {
        QList<double> numbers;
        for (const Json::Value &number : minutes.items().at(i).items())
            numbers.append(number.toDouble());
        return numbers;
    };
    const Json::Value total = json->root().value("total");
    QCOMPARE(total.items().size(), size_t(2));
    QCOMPARE(minute(total, 0).first(4), QList<double>({0, 2, 1, 0}));
    QCOMPARE(minute(total, 1).first(4), QList<double>({59, 100, 0, 1}));
    const auto collections = json->root().value("collections").items();
    QCOMPARE(collections.size(), size_t(2)); // "past" has none in this hour
    QCOMPARE(collections[0].value("name").toString(), QStringLiteral("orders"));
    QCOMPARE(collections[1].value("minutes").toJson(), "[" + total.items().at(1).toJson() + "]");
    // 95 ms, to the end of its bucket.
    const double p95 = minute(total, 1).last();
    QVERIFY2(p95 >= 95 && p95 < 95 * 1.25, QByteArray::number(p95).constData());
    // An hour later the minute is another one's.
    statistics.add("people", 200, 10, Now + 60 * Minute);
    const auto later = Json::Document::parse(statistics.toJson(Now + 60 * Minute));
    QCOMPARE(minute(later->root().value("total"), 0).first(4), QList<double>({59, 1, 0, 0}));
}

void TestRecordFile::recordFileFilters_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArrayList>("paths");
    const auto row = [](const char *typed, const QByteArrayList &paths) {
        QTest::newRow(typed) << QByteArray(typed) << paths;
    };
    row("method:post", {"/rest/a/2", "/rest/b"});
    row("path:/rest/a/*", {"/rest/a/2", "/rest/a/1"});
    row("path:*/a*", {"/rest/a/2", "/rest/a/1", "/rest/a"});
    row("path:/rest/.*", {});
    row("hook:afterPOST", {"/rest/b"});
    row("hook:after", {});
    row("key:abcdef", {"/rest/a"});
    row("key:abcdef0123456789", {"/rest/a"});
    row("key:abcxef", {});
    row("took:3", {"/rest/a/2", "/rest/a/1"});
    row("since:1970-01-01T00:00:04Z", {"/rest/a/2"});
    row("until:1970-01-01T00:00:01Z", {"/rest/a"});
    row("status:4xx", {"/rest/b"});
    row("-status:4xx", {"/rest/a/2", "/rest/a/1", "/rest/a"});
    row("level:warn", {"/rest/b"});
    row("-level:warn", {"/rest/a/2", "/rest/a/1", "/rest/a"});
    row("id:3", {"/rest/a/1"});
    row("method:POST path:/rest/a*", {"/rest/a/2"});
}

void TestRecordFile::recordFileFilters()
{
    QFETCH(QByteArray, typed);
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
    QTEST(pathsIn(file, typed.constData()), "paths");
}

void TestRecordFile::recordFileForgetsOldDays()
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
    QCOMPARE(pathsIn(file).size(), 4);
    file.setLimits(1000, 7);
    QVERIFY(file.append(batchOf(1, 0), [](qint64, const QByteArray &) {}));
    QCOMPARE(pathsIn(file), (QByteArrayList{"0", "3"}));
}

QTEST_APPLESS_MAIN(TestRecordFile)
#include "tst_recordfile.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "server/inspector/batch.h"
#include "server/inspector/recordfile.h"
#include "tests/ui/windowtest.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/trafficexport.h"
#include "ui/inspector/trafficmodel.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>

/// The REST inspector, as a person uses it, before the real server.
class TestInspector : public WindowTest
{
    Q_OBJECT

private slots:
    void init()
    {
        QSettings().remove(QStringLiteral("inspector")); // what the test before kept
        WindowTest::init();
    }
    void cleanup() { WindowTest::cleanup(); }
    void isFilteredByFieldsAndExported();
    void filtersByLevelAndText();
    void ownRequestsAreHidden();
    void pausesAndShowsDetails();
    void errorLeadsToItsLines();
    void callsStandUnderTheirHook();
    void manyRequestsAreReadAsTheyAreLookedAt();
    void clearedListShowsWhatFollows();
    void cutBodiesAreSaid();

private:
    void exportHoldsNoSecrets();
    /// Makes a file of the inspector: one request in 9,000 failed, one in 15,000 logged a line.
    void writeRecords(const QString &path, int count);
    QTableView *table() { return find<QTableView>("inspectorTable"); }
    QString message(int row) { return table()->model()->index(row, 2).data().toString(); }
    /// Clicks on the last row of @p method, or of that level, whose message has @p text.
    void choose(const QString &method, const QString &text);
    void type(const QString &filter);
};

void TestInspector::choose(const QString &method, const QString &text)
{
    const auto rowOf = [&] {
        for (int row = table()->model()->rowCount() - 1; row >= 0; --row) {
            const QString found = table()->model()->index(row, 1).data().toString();
            if (found == method && message(row).contains(text))
                return row;
        }
        return -1;
    };
    QTRY_VERIFY2(rowOf() >= 0, qPrintable(text));
    const QModelIndex index = table()->model()->index(rowOf(), 2);
    table()->scrollTo(index);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(index).center());
}

void TestInspector::type(const QString &filter)
{
    auto *edit = find<QLineEdit>("inspectorFilter");
    edit->clear();
    QTest::keyClicks(edit, filter);
    QTest::keyClick(edit, Qt::Key_Return);
}

void TestInspector::exportHoldsNoSecrets()
{
    auto *panel = m_desk->window().findChild<InspectorPanel *>();
    for (const char *name : {"out.har", "out.ndjson"}) {
        const QString path = m_folder->filePath(QLatin1String(name));
        exportTraffic(*m_desk->window().client(), path, *panel);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("/rest/nowhere"));
        QVERIFY(!bytes.contains("S3cret") && !bytes.contains(m_client->key()));
        if (path.endsWith(QLatin1String("har"))) {
            QProcess node;
            node.start(QStringLiteral("node"),
                       {QStringLiteral(SOURCE_FOLDER "/tests/node/har.cjs")});
            node.write(bytes);
            node.closeWriteChannel();
            QVERIFY(node.waitForFinished());
            QVERIFY2(node.exitCode() == 0, node.readAllStandardError().constData());
        }
    }
    exportTraffic(*m_desk->window().client(), QStringLiteral("/proc/out.har"), *panel);
    QDialog *told = dialog();
    QVERIFY(told);
    told->reject();
}

void TestInspector::isFilteredByFieldsAndExported()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"password":"S3cret"})").status, 201);
    QCOMPARE(m_client->get("/rest/nowhere").status, 404);
    auto *table = find<QTableView>("inspectorTable");
    auto *filter = find<QLineEdit>("inspectorFilter");
    const auto show = [&](const char *typed) {
        filter->clear();
        QTest::keyClicks(filter, QLatin1String(typed));
    };
    QTRY_COMPARE(table->model()->rowCount(), 2);
    show("status:>=400 path:/rest/*");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(table->model()->index(0, 2).data().toString().contains(QLatin1String("nowhere")));
    picture("25-inspector-fields");
    show("method:POST \"rest/peo\"");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    show("status:x");
    QTRY_VERIFY(filter->property("invalid").toBool());
    QVERIFY(filter->toolTip().contains(QString::fromUtf8("“status:x” is not a valid filter")));
    show("");
    QTRY_VERIFY(!filter->property("invalid").toBool());
    // A filter is kept, chosen, and forgotten.
    show("status:404");
    auto *menu = find<QToolButton>("savedFilters")->menu();
    const auto choose = [&](const QString &text) {
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action->trigger();
        }
        QFAIL(qPrintable(text));
    };
    choose(QStringLiteral("Save this filter"));
    show("");
    choose(QStringLiteral("status:404"));
    QCOMPARE(filter->text(), QStringLiteral("status:404"));
    choose(QStringLiteral("Remove this filter"));
    emit menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 2); // a line and what can be done
    show("");
    // A column is hidden, also for the next window.
    auto *header = table->horizontalHeader();
    emit header->customContextMenuRequested(QPoint(5, 5));
    auto *columns = find<QMenu>("inspectorColumns");
    QVERIFY(columns && !columns->actions().at(2)->isEnabled());
    columns->actions().at(5)->trigger();
    QVERIFY(table->isColumnHidden(5));
    columns->close();
    emit header->customContextMenuRequested(QPoint(5, 5));
    QTRY_COMPARE(m_desk->window().findChildren<QMenu *>(QStringLiteral("inspectorColumns")).size(),
                 1);
    find<QMenu>("inspectorColumns")->actions().at(5)->trigger();
    QVERIFY(!table->isColumnHidden(5));
    find<QMenu>("inspectorColumns")->close();
    exportHoldsNoSecrets();
}

void TestInspector::filtersByLevelAndText()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client
            ->hook(
                "people",
                "function beforeGET(req, res) { log.debug('one'); log.error('two'); res.end(); }")
            .status,
        200);
    QCOMPARE(m_client->get("/rest/people").status, 200);
    QCOMPARE(m_client->get("/rest/nothing").status, 404);
    const QAbstractItemModel *rows = find<QTableView>("inspectorTable")->model();
    const auto texts = [rows] {
        QStringList list;
        for (int row = 0; row < rows->rowCount(); ++row)
            list.append(rows->index(row, 2).data().toString());
        return list;
    };
    QTRY_VERIFY(texts().contains(QLatin1String("two"))
                && texts().contains(QLatin1String("/rest/nothing")));
    click("levelDebug");
    QVERIFY(!texts().contains(QLatin1String("one")));
    QVERIFY(texts().contains(QLatin1String("two")));
    QVERIFY(texts().contains(QLatin1String("/rest/people"))); // its error line keeps it
    click("level4xx");
    QVERIFY(!texts().contains(QLatin1String("/rest/nothing")));
    // Levels are for log lines: a request that went well is shown whatever they are.
    click("levelError");
    QVERIFY(!texts().contains(QLatin1String("two")));
    QVERIFY(texts().contains(QLatin1String("/rest/people")));
    click("levelError");
    click("levelDebug");
    click("level4xx");
    QTest::keyClicks(find<QLineEdit>("inspectorFilter"), QStringLiteral("NOTHING"));
    QTRY_COMPARE(texts(), QStringList{QStringLiteral("/rest/nothing")});
}

void TestInspector::ownRequestsAreHidden()
{
    createCollection(QStringLiteral("people")); // by the window
    QCOMPARE(m_client->get("/rest/people").status, 200);
    const QAbstractItemModel *rows = table()->model();
    QTRY_COMPARE(rows->rowCount(), 1);
    click("ownRequests");
    QTRY_VERIFY(rows->rowCount() > 1);
    click("ownRequests");
    QTRY_COMPARE(rows->rowCount(), 1);
    type(QStringLiteral("from:window")); // asked for in the filter
    QTRY_VERIFY(rows->rowCount() > 0 && message(0).startsWith(QLatin1String("/admin/")));
    type(QStringLiteral("-from:job"));
    QTRY_COMPARE(rows->rowCount(), 1);
    type(QStringLiteral("\"rest/peop")); // a quotation mark is still to come
    QTRY_COMPARE(find<QLineEdit>("inspectorFilter")->text().size(), 10);
    QTest::qWait(300); // longer than the filter waits for more
    QCOMPARE(rows->rowCount(), 1);
    choose(QStringLiteral("GET"), QStringLiteral("/rest/people"));
    QTest::keyClick(table(), Qt::Key_Return); // it logged nothing, so it leads nowhere
    QVERIFY(!find<QsciScintilla>("codehookEditor"));
    click("levelDebug");
    QVERIFY(find<QLabel>("detailsStatus")->isVisible());
    QVERIFY(table()->currentIndex().isValid());
    type(QStringLiteral("path:/other"));
    QTRY_VERIFY(!find<QToolButton>("replayRequest")->isVisible());
}

void TestInspector::pausesAndShowsDetails()
{
    createCollection(QStringLiteral("people"));
    auto *table = find<QTableView>("inspectorTable");
    QCOMPARE(m_client->get("/rest/people").status, 200);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    click("pauseInspector");
    const int before = table->model()->rowCount();
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane"})").status, 201);
    QTRY_VERIFY(!find<QLabel>("inspectorLive")->text().contains(QLatin1String(" 0 ")));
    QCOMPARE(table->model()->rowCount(), before);
    click("pauseInspector");
    // The window's own requests may come behind it.
    const auto rowOfPost = [table] {
        int row = table->model()->rowCount() - 1;
        while (row >= 0 && table->model()->index(row, 1).data() != QStringLiteral("POST"))
            --row;
        return row;
    };
    QVERIFY(QTest::qWaitFor([&] { return rowOfPost() >= before; }));
    const QModelIndex posted = table->model()->index(rowOfPost(), 2);
    table->scrollTo(posted);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(posted).center());
    QTRY_COMPARE(find<QLabel>("detailsStatus")->text(), QStringLiteral("201"));
    QVERIFY(m_desk->window()
                .findChild<QPlainTextEdit *>(QStringLiteral("detailsResponse"))
                ->toPlainText()
                .contains(QLatin1String("\"name\": \"Jane\"")));
    QVERIFY(find<QPlainTextEdit>("detailsResponse")
                ->toPlainText()
                .startsWith(QLatin1String("Content-Type: application/json")));
    const QString request = m_desk->window()
                                .findChild<QPlainTextEdit *>(QStringLiteral("detailsRequest"))
                                ->toPlainText();
    QVERIFY(request.contains(QStringLiteral("x-apikey: •••")));
    const QString curl =
        m_desk->window().findChild<QPlainTextEdit *>(QStringLiteral("detailsCurl"))->toPlainText();
    QVERIFY2(curl.contains(QLatin1String("curl -g -X POST"))
                 && curl.contains(QLatin1String("/rest/people")),
             qPrintable(curl));
    const auto *model = qobject_cast<const TrafficModel *>(table->model());
    emit m_desk->client()->logAdded(model->numberOf(posted.row()), {{0, "info", "later", "x"}});
    QVERIFY(find<QTextBrowser>("detailsLog")->toPlainText().contains(QLatin1String("later")));
}

/// The functions that led to an error are links to the editor, also those of a module.
void TestInspector::errorLeadsToItsLines()
{
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/modules/rules",
                        "\nexports.check = function check(body) {\n  log.warn('looking');\n"
                        "  return body.missing.length;\n};\n",
                        "text/javascript")
                 .status,
             200);
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->hook("people",
                        "const rules = require('lib/rules');\n\nfunction beforePOST(req, res) {\n"
                        "  log.info('<b>begins</b>');\n  rules.check(req.body);\n  res.end();\n}\n")
                 .status,
             200);
    QCOMPARE(m_client->post("/rest/people", "{}").status, 500);
    choose(QStringLiteral("POST"), QStringLiteral("/rest/people"));
    auto *log = find<QTextBrowser>("detailsLog");
    const QString text = log->toPlainText();
    QVERIFY2(text.contains(QLatin1String("at check lib/rules.js:4:23")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("at beforePOST beforePOST:5:9")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("<b>begins</b>")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("warn  lib/rules.js:3:7  looking")), qPrintable(text));
    QVERIFY(find<QLabel>("detailsError")->text().startsWith(QLatin1String("TypeError")));
    auto *pages = qobject_cast<QTabWidget *>(log->parentWidget()->parentWidget());
    QVERIFY(pages);
    pages->setCurrentWidget(log);
    picture("60-inspector-stack");
    // By the keyboard: to the first link, which is that of the module, and there.
    log->setFocus();
    QTest::keyClick(log, Qt::Key_Tab);
    QTest::keyClick(log, Qt::Key_Return);
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("lib/rules"));
    const auto placeOf = [&] {
        int line = 0;
        int column = 0;
        find<QsciScintilla>("codehookEditor")->getCursorPosition(&line, &column);
        return QPoint(column + 1, line + 1);
    };
    QTRY_COMPARE(placeOf(), QPoint(23, 4));
    log->setFocus();
    QTest::keyClick(log, Qt::Key_Tab);
    QTest::keyClick(log, Qt::Key_Tab);
    QTest::keyClick(log, Qt::Key_Return);
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("people settings"));
    QTRY_COMPARE(placeOf(), QPoint(9, 5));
    // The log line of a module in the table leads there too.
    choose(QStringLiteral("warn"), QStringLiteral("looking"));
    QTest::keyClick(table(), Qt::Key_Return);
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("lib/rules"));
    QTRY_COMPARE(placeOf(), QPoint(7, 3));
}

void TestInspector::callsStandUnderTheirHook()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->hook("people",
                        "async function beforePOST(req, res) {\n  await db.get('/rest/people');\n"
                        "  await db.get('/rest/nobody').catch(() => {});\n  res.end();\n}\n")
                 .status,
             200);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane"})").status, 201);
    choose(QStringLiteral("POST"), QStringLiteral("/rest/people"));
    QWidget *bars = nullptr;
    for (QWidget *widget : m_desk->window().findChildren<QWidget *>()) {
        if (widget->accessibleName() == QLatin1String("Timing of the request"))
            bars = widget;
    }
    QVERIFY(bars);
    const QStringList told = bars->accessibleDescription().split(QStringLiteral(", "));
    QStringList names;
    for (const QString &bar : told)
        names.append(bar.section(QLatin1Char(' '), 0, -3));
    QCOMPARE(names,
             QStringList({QStringLiteral("Wait"), QStringLiteral("Auth"), QStringLiteral("Parse"),
                          QStringLiteral("Before hook"), QStringLiteral("db.get /rest/people"),
                          QStringLiteral("db.get /rest/nobody"), QStringLiteral("Database"),
                          QStringLiteral("Send")}));
    picture("61-inspector-calls");
}

/// More than are in memory, recorded by a server that ran before.
void TestInspector::writeRecords(const QString &path, int count)
{
    Inspector::RecordFile file(path);
    file.setLimits(count + 10'000, 0);
    QByteArray batch;
    for (int i = 1; i <= count; ++i) {
        Inspector::Record record;
        record.id = "id" + QByteArray::number(i);
        record.time = 1'700'000'000'000 + i;
        record.method = "GET";
        record.path = "/rest/many/" + QByteArray::number(i);
        record.status = i % 9000 == 0 ? 500 : 200;
        if (i % 15'000 == 0)
            record.log = {{record.time, "info", "milestone " + QByteArray::number(i), "", 1}};
        Inspector::appendRecord(batch, record);
    }
    QVERIFY(file.append(batch, [](qint64, const QByteArray &) {}));
}

void TestInspector::manyRequestsAreReadAsTheyAreLookedAt()
{
    constexpr int Count = 45'000;
    const QString path = m_folder->filePath(QStringLiteral("many.hookdesk"));
    m_client.reset();
    // Limits that keep them all are set before there are any: old ones go when a request comes.
    m_desk->open(path, Application::Content::Empty);
    const QByteArray key = m_desk->firstKey();
    QCOMPARE(HttpClient(m_desk->client()->url(), key)
                 .send("PATCH", "/admin/v1/settings", R"({"inspector":{"days":0,"keep":60000}})")
                 .status,
             200);
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(QFile::remove(path + QStringLiteral(".inspector")));
    writeRecords(path + QStringLiteral(".inspector"), Count);
    m_desk->open(path, Application::Content::Empty);
    HttpClient client(m_desk->client()->url(), key);
    QTRY_VERIFY_WITH_TIMEOUT(table()->model()->rowCount() >= Count + 3, 60000);
    click("followInspector");
    table()->scrollToTop();
    QTRY_COMPARE(message(0), QStringLiteral("/rest/many/1"));
    picture("62-inspector-many");
    // In the middle, where a log line stands under its request.
    table()->scrollTo(table()->model()->index(15'000, 2), QAbstractItemView::PositionAtTop);
    QTRY_COMPARE(message(15'000), QStringLiteral("milestone 15000"));
    QCOMPARE(message(14'999), QStringLiteral("/rest/many/15000"));
    // Details of one that has to be read first.
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Home, Qt::ControlModifier);
    QTRY_VERIFY(find<QPlainTextEdit>("detailsCurl")->toPlainText().contains("/rest/many/1'"));
    // The server goes through all of them.
    type(QStringLiteral("path:/rest/many/* status:500"));
    QTRY_COMPARE(table()->model()->rowCount(), 6); // the last one logged something
    QTRY_COMPARE(message(0), QStringLiteral("/rest/many/9000"));
    type(QStringLiteral("milestone"));
    QTRY_COMPARE(table()->model()->rowCount(), 6);
    QTRY_COMPARE(message(5), QStringLiteral("milestone 45000"));
    // What is new is put behind it, if it matches.
    QCOMPARE(client.get("/rest/milestone").status, 404);
    QCOMPARE(client.get("/rest/another").status, 404);
    QTRY_COMPARE(table()->model()->rowCount(), 7);
    QCOMPARE(message(6), QStringLiteral("/rest/milestone"));
    // What the server keeps no longer is not shown any longer.
    type(QString());
    QTRY_VERIFY(table()->model()->rowCount() > Count);
    QCOMPARE(client.send("PATCH", "/admin/v1/settings", R"({"inspector":{"keep":100}})").status,
             200);
    QCOMPARE(client.get("/rest/another").status, 404);
    QTRY_VERIFY(table()->model()->rowCount() < 3000);
    QCOMPARE(client.send("DELETE", "/admin/v1/inspector").status, 200);
    QTRY_COMPARE(table()->model()->rowCount(), 0);
}

void TestInspector::clearedListShowsWhatFollows()
{
    const auto shown = [&] {
        QStringList paths;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            paths.append(message(row));
        return paths.filter(QStringLiteral("/rest/x"));
    };
    QCOMPARE(m_client->get("/rest/x1").status, 404);
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("/rest/x1")});
    click("clearInspector");
    QTRY_COMPARE(shown(), QStringList());
    QCOMPARE(m_client->get("/rest/x2").status, 404);
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("/rest/x2")});
    // A filter does not bring back what was cleared.
    type(QStringLiteral("path:/rest/x1"));
    QTRY_COMPARE(shown(), QStringList());
    type(QString());
    QTRY_COMPARE(shown(), QStringList{QStringLiteral("/rest/x2")});
}

void TestInspector::cutBodiesAreSaid()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", "{\"text\":\"" + QByteArray(9000, 'x') + "\"}").status,
             201);
    choose(QStringLiteral("POST"), QStringLiteral("/rest/people"));
    const auto response = [&] { return find<QPlainTextEdit>("detailsResponse")->toPlainText(); };
    QTRY_VERIFY(response().contains(QLatin1String("[truncated; ")));
    const int before = table()->model()->rowCount();
    QCOMPARE(
        m_client->send("PATCH", "/admin/v1/settings", R"({"inspector":{"bodies":false}})").status,
        200);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"unseen"})").status, 201);
    QTRY_VERIFY(table()->model()->rowCount() >= before + 2);
    choose(QStringLiteral("POST"), QStringLiteral("/rest/people"));
    QTRY_VERIFY(response().contains(QLatin1String("not stored]")));
    QVERIFY(!response().contains(QLatin1String("unseen")));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of the documentation: docs/pictures/make starts it.
#include "app/application.h"
#include "client/localclient.h"
#include "tests/support/httpclient.h"
#include "tests/ui/photographer.h"
#include "ui/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSplitter>
#include <QStandardPaths>
#include <QTableView>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <Qsci/qsciscintilla.h>

#include <cstdio>

namespace {

void takeDocuments(Photographer &camera, Application &desk)
{
    desk.window().reopen(*desk.client(), {QStringLiteral("documents:customers")});
    auto *grid = camera.find<QTableView>("grid");
    camera.wait("documents", [&] { return grid->model()->rowCount() > 20; });
    QTest::mouseClick(grid->viewport(), Qt::LeftButton, {},
                      grid->visualRect(grid->model()->index(2, 1)).center());
    camera.take(QStringLiteral("documents"));
}

void takeCodehook(Photographer &camera, Application &desk)
{
    camera.choose("Ctrl+J"); // the script needs the room
    desk.window().reopen(*desk.client(), {QStringLiteral("settings:customers")});
    auto *editor = camera.find<QsciScintilla>("codehookEditor");
    camera.wait("script", [&] { return !editor->isReadOnly() && editor->lines() > 20; });
    int line = 0;
    while (!editor->text(line).contains(QLatin1String("res.end({ data: req.body })")))
        ++line;
    editor->setCursorPosition(line - 1, editor->lineLength(line - 1) - 1);
    desk.window().activateWindow();
    editor->setFocus();
    camera.wait("focus", [&] { return editor->hasFocus(); });
    QTest::keyClick(editor, Qt::Key_Return);
    QTest::keyClicks(editor,
                     QStringLiteral("req.body.since = new Date().toISOString().slice(0, 10);"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTest::keyClicks(editor, QStringLiteral("log."));
    (void)camera.find<QWidget>("completion");
    camera.take(QStringLiteral("codehook"));
    QTest::keyClick(editor, Qt::Key_Escape);
    QTest::keyClicks(editor, QStringLiteral("info('since', req.body.since);"));
    QTest::keyClick(editor, Qt::Key_Escape);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    camera.find<QPlainTextEdit>("testBody")
        ->setPlainText(QStringLiteral(
            "{\n  \"lastname\": \"Wong\",\n  \"salary\": 4100,\n  \"address\": \"Berlin\"\n}"));
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    camera.wait("test run",
                [&] { return camera.find<QLabel>("testStatus")->text() == QLatin1String("201"); });
    camera.take(QStringLiteral("test-run"));
    QTest::keyClick(editor, Qt::Key_S, Qt::ControlModifier);
    camera.wait("saving", [&] {
        return camera.find<QLabel>("codehookState")->text().contains(QLatin1String("version 2"));
    });
}

void takeInspector(Photographer &camera, Application &desk, HttpClient &client)
{
    camera.choose("Ctrl+J");
    for (int i = 0; i < 3; ++i)
        (void)client.get("/rest/customers?max=" + QByteArray::number(i + 1));
    (void)client.post("/rest/customers", R"({"lastname":"Moreau","address":"Paris"})");
    (void)client.get("/rest/tickets?q={%22priority%22:3}");
    (void)client.post("/rest/orders",
                      R"({"customer":"jane.hunter@example.org","items":[{"count":2,"price":59}]})");
    (void)client.post("/rest/customers",
                      R"({"lastname":"Wong","salary":4100,"address":"3 Karl-Marx-Allee, Berlin"})");
    desk.window().reopen(*desk.client(), {QStringLiteral("documents:customers")});
    const auto *tabs = camera.find<QTabWidget>("tabs");
    for (QSplitter *splitter : desk.window().findChildren<QSplitter *>()) {
        if (splitter->orientation() == Qt::Vertical && splitter->isAncestorOf(tabs))
            splitter->setSizes({250, 450});
    }
    auto *table = camera.find<QTableView>("inspectorTable");
    camera.wait("requests", [&] { return table->model()->rowCount() > 6; });
    QTest::qWait(500);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            const QModelIndex index = table->model()->index(row, column);
            if (index.data().toString().startsWith(QLatin1String("/rest/orders"))) {
                QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                                  table->visualRect(index).center());
                row = table->model()->rowCount();
                break;
            }
        }
    }
    camera.take(QStringLiteral("inspector"));
}

/// A folder of requests that was run, one of its checks failed.
void takeRequests(Photographer &camera, const QString &folder)
{
    QDir().mkpath(folder);
    const auto write = [&](const char *name, const QByteArray &text) {
        QFile file(folder + QLatin1Char('/') + QLatin1String(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            std::exit(1);
    };
    write("checkout.http",
          "### A customer\n# @name customer\n# @check status == 201\n# @set email = body.email\n"
          "POST {{base}}/rest/customers\nx-apikey: {{key}}\nContent-Type: application/json\n\n"
          "{\n  \"lastname\": \"Wong\",\n  \"email\": \"wong@example.org\",\n  \"address\": "
          "\"{{city}}\"\n}\n\n"
          "### Their order\n# @check status == 201\n# @check body.items.length == 1\n"
          "# @check body.total == 120\nPOST {{base}}/rest/orders\nx-apikey: {{key}}\n"
          "Content-Type: application/json\n\n{\n  \"customer\": \"{{email}}\",\n  \"items\": [\n"
          "    {\"count\": 2, \"price\": 59}\n  ]\n}\n\n### All orders\n# @check status == 200\n"
          "GET {{base}}/rest/orders?max=10\nx-apikey: {{key}}\n");
    write("refusals.http", "### Without a key\n# @check status == 401\nGET {{base}}/rest/orders\n");
    write("http-client.env.json", "{\"dev\": {\"city\": \"Berlin\"}}");
    write("http-client.private.env.json", "{\"dev\": {\"token\": \"c2VjcmV0\"}}");
    camera.choose("Ctrl+Alt+R");
    auto *tree = camera.find<QTreeWidget>("requestTree");
    tree->setCurrentItem(nullptr);
    QTest::mouseClick(camera.find<QWidget>("runRequests"), Qt::LeftButton);
    camera.wait("report", [&] { return camera.find<QWidget>("saveRequestReport")->isVisible(); });
    tree->setCurrentItem(
        tree->findItems(QStringLiteral("Their order"), Qt::MatchRecursive).first());
    camera.wait("record", [&] { return camera.find<QWidget>("answerDetails")->isVisible(); });
    camera.take(QStringLiteral("requests"));
}

/// Puts @p script into the editor of orders and records a run of it with @p body.
void record(Photographer &camera, Application &desk, const char *script, const char *body)
{
    auto *editor = camera.find<QsciScintilla>("codehookEditor");
    camera.wait("script", [&] { return !editor->isReadOnly(); });
    editor->setText(QString::fromUtf8(script));
    if (!visibleWidget<QWidget>(desk.window(), "testRun"))
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    camera.find<QTabWidget>("testPages")->setCurrentIndex(0); // the last run shows its result
    camera.find<QPlainTextEdit>("testBody")->setPlainText(QString::fromUtf8(body));
    QTest::mouseClick(camera.find<QWidget>("recordTest"), Qt::LeftButton);
    camera.find<QsciScintilla>("replayEditor")->setFocus();
}

/// The faults of docs/replay.md.
void takeReplay(Photographer &camera, Application &desk)
{
    desk.window().reopen(*desk.client(), {QStringLiteral("settings:orders")});
    const auto press = [&](int key, Qt::KeyboardModifiers modifiers, int times = 1) {
        for (int i = 0; i < times; ++i)
            QTest::keyClick(camera.find<QsciScintilla>("replayEditor"), Qt::Key(key), modifiers);
    };
    record(camera, desk,
           "async function beforePOST(req, res) {\n  let total = 0;\n"
           "  for (const line of req.body.lines) {\n    total += line.price * line.count;\n"
           "    if (line.discount) total = total - line.discount + '';\n  }\n"
           "  req.body.total = total;\n  log.info('total', total);\n"
           "  res.end({data: req.body});\n}\n",
           R"({"lines": [{"price": 12.5, "count": 3, "discount": 2}, {"price": 1, "count": 2}]})");
    press(Qt::Key_F11, Qt::NoModifier, 7);
    camera.take(QStringLiteral("replay-total"));
    press(Qt::Key_Escape, Qt::NoModifier);
    record(camera, desk,
           "function beforePOST(req, res) {\n  const customer = req.body.customer || {};\n"
           "  if (customer.isActive) {\n    req.body.checked = true;\n"
           "    res.end({data: req.body});\n  }\n}\n",
           R"({"customer": {"name": "Jane", "active": true}})");
    press(Qt::Key_F8, Qt::AltModifier);
    camera.take(QStringLiteral("replay-end"));
    press(Qt::Key_Escape, Qt::NoModifier);
    record(camera, desk,
           "async function beforePOST(req, res) {\n  let sum = 0;\n"
           "  req.body.lines.forEach(async (line) => {\n"
           "    const [found] = await db.get('/rest/customers', {max: 1});\n"
           "    sum += line.count * (found ? 10 : 0);\n  });\n"
           "  req.body.sum = sum;\n  res.end({data: req.body});\n}\n",
           R"({"lines": [{"count": 3}, {"count": 2}]})");
    press(Qt::Key_End, Qt::AltModifier);
    press(Qt::Key_F11, Qt::ControlModifier, 1);
    camera.take(QStringLiteral("replay-early"));
    press(Qt::Key_Escape, Qt::NoModifier);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setCursorFlashTime(0);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-pictures"));
    QSettings().clear();
    QTemporaryDir folder;
    Preferences preferences;
    preferences.address = QStringLiteral("127.0.0.1:8788");
    Application desk(application, preferences);
    desk.window().resize(1366, 800);
    desk.window().show();
    (void)QTest::qWaitForWindowActive(&desk.window());
    Photographer camera(desk, QString::fromLocal8Bit(argc > 1 ? argv[1] : "."));
    camera.take(QStringLiteral("welcome"));
    desk.open(folder.filePath(QStringLiteral("sample.hookdesk")), Application::Content::Sample);
    camera.wait("server", [&] { return desk.client() && !desk.client()->url().isEmpty(); });
    HttpClient client(desk.client()->url(), desk.firstKey());
    (void)client.get("/rest/customers?max=2");
    takeDocuments(camera, desk);
    QTest::mouseClick(camera.find<QWidget>("closeKey"), Qt::LeftButton);
    takeCodehook(camera, desk);
    takeInspector(camera, desk, client);
    camera.choose("Ctrl+J");
    camera.choose("Ctrl+Shift+J");
    auto *jobs = camera.find<QTableView>("jobsTable");
    camera.wait("jobs", [&] { return jobs->model()->rowCount() == 2; });
    QTest::mouseClick(jobs->viewport(), Qt::LeftButton, {},
                      jobs->visualRect(jobs->model()->index(0, 1)).center());
    QTest::mouseClick(camera.find<QWidget>("runJob"), Qt::LeftButton);
    auto *log = camera.find<QTableView>("logTable");
    camera.wait("run", [&] { return log->model()->rowCount() == 1; });
    camera.take(QStringLiteral("jobs"));
    takeRequests(camera, folder.filePath(QStringLiteral("sample.requests")));
    takeReplay(camera, desk);
    return 0;
}

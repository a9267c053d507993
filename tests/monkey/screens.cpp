// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a picture of every screen of the window, to be looked at by somebody. Run by hand:
//   cmake --build --preset release --target screens
//   QT_SCALE_FACTOR=2 xvfb-run -a -s '-screen 0 4000x2400x24 -noreset' build/release/bin/screens
//     FOLDER [--size 1920x1080] [--text 18] [--language de] [--dark]
// What does not come to pass is told, and the next screen is taken.
#include "app/application.h"
#include "client/localclient.h"
#include "tests/support/httpclient.h"
#include "tests/ui/photographer.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <QDir>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTreeWidget>
#include <QTemporaryDir>

#include <Qsci/qsciscintilla.h>
#include <cstdio>
#include <memory>

namespace {

constexpr char LongName[] = "purchase_orders_of_wholesale_customers_2026";

/// A hook with a module and a call that it waits for, which ends with an error; its name and its
/// values are long.
constexpr char Recorded[] =
    "const vat = require('lib/vatOfTheEuropeanUnion');\n"
    "async function beforePOST(req, res) {\n  let total = 0;\n"
    "  const [customer] = await db.get('/rest/customers', {q: {}, max: 1});\n"
    "  for (const line of req.body.lines) {\n    total += line.price * line.count;\n"
    "    if (line.discount) total = total - line.discount + '';\n  }\n"
    "  log.info('the total of the order is', total, customer);\n"
    "  req.body.tax = vat(total);\n  req.body.total = total;\n"
    "  if (total > 40) customer.address.street.name = 'x';\n  res.end({data: req.body});\n}\n";

/// The dialog, the menu or the other window that is open over @p window; null: none is.
QWidget *openOver(const MainWindow &window)
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    for (QDialog *each : window.findChildren<QDialog *>()) {
        if (each->isVisible())
            return each;
    }
    for (QWidget *each : QApplication::topLevelWidgets()) {
        if (each != &window && each->isVisible() && each->isWindow()
            && !each->windowTitle().isEmpty())
            return each;
    }
    return nullptr;
}

/// Chooses the action of that name, and takes what it opens.
void takeAction(Application &desk, Photographer &camera, const char *name)
{
    for (auto *each : desk.window().findChildren<QAction *>(QLatin1String(name))) {
        if (each->isEnabled()) {
            each->trigger();
            break;
        }
    }
    camera.wait(name, [&] { return openOver(desk.window()) != nullptr; });
    QWidget *opened = openOver(desk.window());
    if (!opened)
        return;
    camera.take(*opened, QLatin1String(name));
    opened->close();
}

/// Something to be seen in the inspector, the jobs and the problems.
void fill(HttpClient &client)
{
    (void)client.put("/admin/v1/collections/orders",
                     R"({"fields":[{"name":"customer","type":"relation","collection":"customers"},
          {"name":"total","type":"money","min":0,"required":true},
          {"name":"state","type":"option","options":["new","paid","sent"]}],
          "indexes":[{"fields":["state"]},{"fields":["total","state"]}],
          "access":{"roles":{"staff":["GET","POST"],"*":["GET"]}}})");
    (void)client.post("/rest/customers", R"({"address":"Paris"})");
    (void)client.get("/rest/customers?max=3");
    (void)client.hook("tickets",
                      "function beforePOST(req, res) {\n  log.warn('a ticket', req.body);\n"
                      "  undefinedName.x();\n  res.end();\n}\n");
    (void)client.post("/rest/tickets", R"({"title":"It does not work"})");
    (void)client.post("/rest/users", R"({"email":"jane@example.com","roles":["staff"]})");
    (void)client.put("/admin/v1/modules/rules", "exports.limit = 100;\n");
    (void)client.put("/admin/v1/modules/vatOfTheEuropeanUnion",
                     "const rate = 0.25;\nmodule.exports = function vat(net) {\n"
                     "  const tax = net * rate;\n  return Math.round(tax);\n};\n");
    (void)client.put(QByteArray("/admin/v1/collections/") + LongName, "{}");
    (void)client.hook(LongName, Recorded);
}

void takePages(Application &desk, Photographer &camera)
{
    camera.take(QStringLiteral("welcome"));
    camera.open(QStringLiteral("documents:customers"));
    if (auto *grid = camera.find<QTableView>("grid")) {
        (void)QTest::qWaitFor([grid] { return grid->model()->rowCount() > 3; });
        grid->selectRow(2);
    }
    camera.take(QStringLiteral("documents"));
    camera.open(QStringLiteral("settings:orders"));
    if (auto *pages = camera.find<QTabWidget>("inner")) {
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            camera.take(QStringLiteral("collection-%1").arg(page));
        }
    }
    camera.open(QStringLiteral("settings:tickets"));
    (void)camera.find<QsciScintilla>("codehookEditor");
    camera.choose("Ctrl+Return");
    camera.take(QStringLiteral("hook"));
    camera.choose("Ctrl+Return");
    camera.take(QStringLiteral("hook-run"));
    camera.open(QStringLiteral("module:rules"));
    camera.take(QStringLiteral("module"));
    for (const char *page : {"jobs", "jobRuns", "searchScripts", "problems", "keys", "users",
                             "serverSettings", "compare", "requests"}) {
        if (auto *action = desk.window().findChild<QAction *>(QLatin1String(page)))
            action->trigger();
        camera.take(QLatin1String(page));
    }
}

/// Records a run of the script that is shown, with @p body.
void record(Application &desk, Photographer &camera, const char *body)
{
    if (!visibleWidget<QWidget>(desk.window(), "testRun"))
        QTest::mouseClick(camera.find<QWidget>("toggleTestRun"), Qt::LeftButton);
    camera.find<QTabWidget>("testPages")->setCurrentIndex(0);
    camera.find<QPlainTextEdit>("testBody")->setPlainText(QString::fromUtf8(body));
    QTest::mouseClick(camera.find<QWidget>("recordTest"), Qt::LeftButton);
    desk.window().activateWindow(); // keys are for the window that is active
    auto *editor = camera.find<QsciScintilla>("replayEditor");
    editor->setFocus();
    camera.wait("focus", [&] { return editor->hasFocus(); });
}

void takeReplay(Application &desk, Photographer &camera)
{
    camera.open(QLatin1String("settings:") + QLatin1String(LongName));
    auto *editor = camera.find<QsciScintilla>("codehookEditor");
    camera.wait("script", [&] { return !editor->isReadOnly(); });
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers, int times = 1) {
        for (int i = 0; i < times; ++i)
            QTest::keyClick(camera.find<QsciScintilla>("replayEditor"), key, modifiers);
    };
    record(desk, camera,
           R"({"lines":[{"price":12.5,"count":3,"discount":2},{"price":1,"count":2}]})");
    press(Qt::Key_F11, {}, 9);
    camera.take(QStringLiteral("replay"));
    press(Qt::Key_Escape, {});
    record(desk, camera, R"({"lines":[{"price":12.5,"count":4},{"price":1,"count":2}]})");
    press(Qt::Key_F8, Qt::AltModifier);
    camera.take(QStringLiteral("replay-error"));
    for (auto *each :
         desk.window().findChildren<QAction *>(QStringLiteral("replayComparePrevious")))
        each->trigger();
    camera.take(QStringLiteral("replay-compared"));
    press(Qt::Key_Escape, {});
}

void takeRequests(Photographer &camera, const QString &folder)
{
    QDir().mkpath(folder + QStringLiteral("/what nobody may do without a key"));
    const auto write = [&](const char *name, const QByteArray &text) {
        QFile file(folder + QLatin1Char('/') + QLatin1String(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    };
    write("checkout.http",
          "### A customer of the wholesale trade with a long name\n# @check status == 201\n"
          "# @set email = body.email\nPOST {{base}}/rest/customers?a=1&b=2\nx-apikey: {{key}}\n"
          "Content-Type: application/json\n\n{\"email\": \"wong@example.org\"}\n\n"
          "### Their order\n# @check status == 201\n# @check body.total == 120\n"
          "# @check body.customer == \"{{email}}\"\nPOST {{base}}/rest/orders\nx-apikey: {{key}}\n"
          "Content-Type: application/json\n\n{\n  \"customer\": \"{{email}}\",\n"
          "  \"items\": [{\"count\": 2, \"price\": 59}]\n}\n");
    write("what nobody may do without a key/refusals.http",
          "### Without a key\n# @check status == 401\nGET {{base}}/rest/orders\n\n"
          "### Nobody answers\nGET http://127.0.0.1:9/rest/orders\n\n"
          "### Unknown variable\nGET {{base}}/rest/{{nowhere}}\n");
    write("http-client.env.json",
          R"({"development": {"city": "Berlin", "street": "Karl-Marx-Allee"}})");
    camera.choose("Ctrl+Alt+R");
    (void)camera.find<QWidget>("requestsPanel");
    camera.choose("Ctrl+W"); // it has read the folder when there was nothing in it
    camera.choose("Ctrl+Alt+R");
    auto *tree = camera.find<QTreeWidget>("requestTree");
    tree->setCurrentItem(nullptr);
    QTest::mouseClick(camera.find<QWidget>("runRequests"), Qt::LeftButton);
    camera.wait("report", [&] { return camera.find<QWidget>("saveRequestReport")->isVisible(); });
    for (const char *label : {"Their order", "Nobody answers", "Unknown variable"}) {
        tree->setCurrentItem(tree->findItems(QLatin1String(label), Qt::MatchRecursive).value(0));
        camera.take(QStringLiteral("requests-%1").arg(QLatin1String(label).left(5)));
    }
    if (auto *pages = camera.find<QTabWidget>("requestPages")) {
        for (int i = 0; i < pages->count(); ++i) {
            pages->setCurrentIndex(i);
            camera.take(QStringLiteral("requests-page-%1").arg(i));
        }
    }
}

void takeDialogs(Application &desk, Photographer &camera)
{
    for (const char *action : {"connectServer", "markWorkspace", "preferences", "shortcutList",
                               "documentation", "newCollection", "undockInspector", "about"})
        takeAction(desk, camera, action);
    camera.open(QStringLiteral("settings:tickets"));
    (void)camera.find<QsciScintilla>("codehookEditor");
    takeAction(desk, camera, "scriptHistory");
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-screens"));
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("FOLDER"), {});
    parser.addOptions(
        {{QStringLiteral("size"), {}, QStringLiteral("WxH"), QStringLiteral("1366x768")},
         {QStringLiteral("text"), {}, QStringLiteral("POINTS")},
         {QStringLiteral("language"), {}, QStringLiteral("L"), QStringLiteral("en")},
         {QStringLiteral("dark"), {}}});
    parser.process(application);
    const QString folder = parser.positionalArguments().value(0);
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return 2;
    Preferences preferences;
    preferences.address = QStringLiteral("127.0.0.1:0");
    preferences.language = parser.value(QStringLiteral("language"));
    preferences.scheme = parser.isSet(QStringLiteral("dark")) ? Preferences::Scheme::Dark
                                                              : Preferences::Scheme::Light;
    if (parser.isSet(QStringLiteral("text")))
        preferences.textSize = parser.value(QStringLiteral("text")).toDouble();
    const QTemporaryDir files;
    const auto desk = std::make_unique<Application>(application, preferences);
    const QStringList size = parser.value(QStringLiteral("size")).split(u'x');
    desk->window().resize(size.value(0).toInt(), size.value(1).toInt());
    desk->window().show();
    Photographer camera(*desk, folder, Photographer::Missing::IsTold);
    camera.take(QStringLiteral("start"));
    desk->open(files.filePath(QStringLiteral("sample.hookdesk")), Application::Content::Sample);
    if (!desk->client())
        return 1;
    HttpClient client(desk->client()->url(), desk->firstKey());
    fill(client);
    takePages(*desk, camera);
    takeReplay(*desk, camera);
    takeRequests(camera, files.filePath(QStringLiteral("sample.requests")));
    takeDialogs(*desk, camera);
    std::fflush(stdout);
    std::_Exit(0); // nobody is to be asked about what is not saved
}

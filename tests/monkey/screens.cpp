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
#include <QTemporaryDir>

#include <Qsci/qsciscintilla.h>
#include <cstdio>
#include <memory>

namespace {

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
    takeDialogs(*desk, camera);
    std::fflush(stdout);
    std::_Exit(0); // nobody is to be asked about what is not saved
}

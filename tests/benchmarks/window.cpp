// SPDX-License-Identifier: GPL-3.0-or-later
// How the window feels, in milliseconds: the first window, a key in a script of 3,000 lines, and a
// collection of many documents. Needs a display, such as that of xvfb-run:
//   cmake --build --preset release --target benchmark-window
//   xvfb-run -a build/release/bin/benchmark-window [DOCUMENTS]
#include "app/application.h"
#include "client/localclient.h"
#include "ui/mainwindow.h"
#include "tests/support/httpclient.h"
#include "tests/support/visiblewidget.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

void report(const char *what, QList<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) { return times[qsizetype(part * double(times.size() - 1))]; };
    std::printf("%-52s median %8.2f ms   p99 %8.2f ms\n", what, at(0.5), at(0.99));
}

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// One that sets the scale: drawing a plain text of the same size.
double referenceTime()
{
    QLabel label(QStringLiteral("reference"));
    label.resize(800, 600);
    label.show();
    (void)QTest::qWaitForWindowExposed(&label);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i)
        label.repaint();
    return milliseconds(timer) / 20;
}

QString longScript(int functions)
{
    QString script;
    for (int i = 0; i < functions; ++i)
        script += QStringLiteral("function helper%1(value) {\n  const doubled = value * 2;\n"
                                 "  log.debug('helper%1', doubled);\n  return doubled + %1;\n}\n\n")
                      .arg(i);
    return script + QStringLiteral("function beforePOST(req, res) {\n  \n  res.end();\n}\n");
}

void measureTyping(QWidget &window)
{
    auto *editor = visibleWidget<QsciScintilla>(window, "codehookEditor");
    editor->setText(longScript(500));
    const int line = editor->lines() - 4;
    editor->setCursorPosition(line, 2);
    editor->setFocus();
    QTest::qWait(1000);
    QList<double> times;
    const QByteArray typed = "const total = req.body.price * helper1(3);";
    for (int round = 0; round < 5; ++round) {
        for (const char letter : typed) {
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(editor, letter);
            editor->viewport()->repaint();
            times.append(milliseconds(timer));
            QTest::qWait(5);
        }
        QTest::keyClick(editor, Qt::Key_Return);
    }
    std::printf("script of %d lines\n", editor->lines());
    report("a key, with its proposals, until it is painted", times);
}

void measureCollection(Application &desk, HttpClient &client, int documents)
{
    QByteArrayList batch;
    for (int made = 0; made < documents;) {
        batch.clear();
        for (int i = 0; i < 10'000 && made < documents; ++i, ++made)
            batch.append("{\"number\":" + QByteArray::number(made)
                         + R"(,"name":"Jane Doe","city":"Oslo","active":true})");
        (void)client.post("/rest/many", '[' + batch.join(',') + ']');
    }
    auto &window = desk.window();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window);
    QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier);
    while (!visibleWidget<QLineEdit>(window, "pickerText"))
        QTest::qWait(5);
    QTest::keyClicks(visibleWidget<QLineEdit>(window, "pickerText"), QStringLiteral("many"));
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(visibleWidget<QLineEdit>(window, "pickerText"), Qt::Key_Return);
    QTableView *table = nullptr;
    while (!table || table->model()->rowCount() == 0) {
        QTest::qWait(1);
        table = visibleWidget<QTableView>(window, "grid");
    }
    std::printf("collection of %d documents: its first rows after %.0f ms\n", documents,
                milliseconds(timer));
    QList<double> times;
    for (int i = 0; i < 200; ++i) {
        timer.start();
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->value() + 20);
        table->viewport()->repaint();
        times.append(milliseconds(timer));
        QTest::qWait(2);
    }
    report("a page further, until it is painted", times);
}

/// How long the window is busy without a break while the settings of a collection are opened, a
/// first time and once more.
void openSettings(Application &desk)
{
    const auto editor = [&desk] {
        return visibleWidget<QsciScintilla>(desk.window(), "codehookEditor");
    };
    const auto computed = [] { // by this thread, whatever else the machine does
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    };
    for (const char *name : {"many", "people"}) {
        const QsciScintilla *before = editor();
        double longest = 0;
        double last = computed();
        QTimer turns;
        QObject::connect(&turns, &QTimer::timeout, &turns, [&] {
            longest = std::max(longest, computed() - last);
            last = computed();
        });
        turns.start(0);
        desk.window().reopen(*desk.client(), {QStringLiteral("settings:") + QLatin1String(name)});
        while (!editor() || editor() == before || editor()->isReadOnly())
            QCoreApplication::processEvents();
        std::printf("settings of a collection: busy for %.0f ms without a break\n", longest);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("hookdesk-benchmark"));
    const int documents = argc > 1 ? QByteArray(argv[1]).toInt() : 1'000'000;
    QTemporaryDir folder;
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    Application desk(application, options);
    desk.window().resize(1366, 768);
    desk.window().show();
    (void)QTest::qWaitForWindowExposed(&desk.window());
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::printf("first window after %.0f ms\n", milliseconds(sinceStart));
    std::printf("reference: a plain label of 800 x 600 is painted in %.2f ms\n", referenceTime());
    desk.open(folder.filePath(QStringLiteral("benchmark.hookdesk")), Application::Content::Empty);
    std::printf("database open and served after %.0f ms\n", milliseconds(sinceStart));
    HttpClient client(desk.client()->url(), desk.firstKey());
    for (const char *name : {"many", "people"})
        (void)client.put(QByteArray("/admin/v1/collections/") + name, "{}");
    openSettings(desk);
    measureTyping(desk.window());
    measureCollection(desk, client, documents);
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTcpServer>

#include <csignal>
#include <sys/resource.h>

/// What a person chooses for the program, and what the machine refuses it.
class TestPreferences : public WindowTest
{
    Q_OBJECT

private slots:
    void languageSwitchesWhileItRuns();
    void textGrowsAndShrinks();
    void coloursAreChosen();
    void addressIsCheckedAndMovesTheServer();
    void takenPortIsTold();
    void fileOfAnotherWindowIsJoined();
    void folderThatCannotBeWrittenIsTold();
    void fullDiskLosesNothing();

private:
    QDialog *openPreferences();
    void accept(QDialog *dialog);
    QString dialogText();
};

QDialog *TestPreferences::openPreferences()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier | Qt::AltModifier);
    return dialog();
}

void TestPreferences::accept(QDialog *dialog)
{
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("preferencesAccept")),
                      Qt::LeftButton);
}

/// All that the open dialog says.
QString TestPreferences::dialogText()
{
    QString text;
    for (const QLabel *label : dialog()->findChildren<QLabel *>())
        text.append(label->text() + QLatin1Char('\n'));
    return text;
}

void TestPreferences::languageSwitchesWhileItRuns()
{
    createCollection(QStringLiteral("people"));
    const QString file = m_desk->window().menuBar()->actions().first()->text();
    QCOMPARE(file, QStringLiteral("&File"));
    const auto choose = [&](int index) {
        QDialog *preferences = openPreferences();
        QVERIFY(preferences);
        preferences->findChild<QComboBox *>(QStringLiteral("preferencesLanguage"))
            ->setCurrentIndex(index);
        accept(preferences);
    };
    const auto firstMenu = [&] { return m_desk->window().menuBar()->actions().first()->text(); };
    choose(2);
    QTRY_COMPARE(firstMenu(), QStringLiteral("&Datei"));
    // The tabs are there again, and the server went on.
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("people"));
    QTRY_VERIFY(find<QLabel>("emptyHint")->text().startsWith(QLatin1String("Noch keine")));
    QCOMPARE(m_client->get("/rest/people").status, 200);
    QVERIFY(find<QLabel>("firstKey")->isVisible()); // it was not kept yet
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    picture("70-german");
    choose(3);
    QTRY_COMPARE(firstMenu(), QStringLiteral("&Fil"));
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    picture("71-norwegian");
    choose(1);
    QTRY_COMPARE(firstMenu(), QStringLiteral("&File"));
}

void TestPreferences::textGrowsAndShrinks()
{
    createCollection(QStringLiteral("people"));
    const double usual = QApplication::font().pointSizeF();
    const auto trigger = [&](const QKeySequence &keys) {
        for (QAction *action : m_desk->window().findChildren<QAction *>()) {
            if (action->shortcut() == keys)
                action->trigger();
        }
    };
    for (int i = 0; i < 3; ++i) {
        trigger(QKeySequence::ZoomIn);
        QTRY_COMPARE(QApplication::font().pointSizeF(), usual + i + 1);
    }
    QTRY_VERIFY(find<QLineEdit>("query"));
    picture("72-large-text");
    trigger(QKeySequence::ZoomOut);
    QTRY_COMPARE(QApplication::font().pointSizeF(), usual + 2);
    trigger(QKeySequence(QStringLiteral("Ctrl+0")));
    QTRY_COMPARE(QApplication::font().pointSizeF(), usual);
}

void TestPreferences::coloursAreChosen()
{
    QDialog *preferences = openPreferences();
    picture("73-preferences");
    preferences->findChild<QComboBox *>(QStringLiteral("preferencesTheme"))->setCurrentIndex(2);
    accept(preferences);
    QCOMPARE(m_desk->preferences().scheme, Preferences::Scheme::Dark);
    QVERIFY(m_desk->window().palette().color(QPalette::Window).lightness() < 100);
    QCOMPARE(Preferences::load().scheme, Preferences::Scheme::Dark); // kept for the next start
    Preferences changed = m_desk->preferences();
    changed.scheme = Preferences::Scheme::System;
    m_desk->apply(changed);
    QVERIFY(m_desk->window().palette().color(QPalette::Window).lightness() > 150);
}

void TestPreferences::addressIsCheckedAndMovesTheServer()
{
    createCollection(QStringLiteral("people"));
    QDialog *preferences = openPreferences();
    auto *address = preferences->findChild<QLineEdit *>(QStringLiteral("preferencesAddress"));
    auto *note = preferences->findChild<QLabel *>(QStringLiteral("preferencesAddressNote"));
    auto *button = preferences->findChild<QPushButton *>(QStringLiteral("preferencesAccept"));
    for (const char *wrong : {"", "8787", "127.0.0.1", "127.0.0.1:70000", "nowhere:80"}) {
        address->setText(QLatin1String(wrong));
        QVERIFY2(!button->isEnabled(), wrong);
    }
    address->setText(QStringLiteral("0.0.0.0:8787"));
    QVERIFY(button->isEnabled());
    QVERIFY(note->text().contains(QLatin1String("Reachable from the network")));
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    address->setText(QStringLiteral("127.0.0.1:%1").arg(port));
    accept(preferences);
    const QString url = QStringLiteral("http://127.0.0.1:%1").arg(port);
    QTRY_COMPARE(m_desk->client()->url(), url);
    HttpClient moved(url, m_client->key());
    QCOMPARE(moved.get("/rest/people").status, 200);
    QTRY_COMPARE(find<QLabel>("serverAddress")->text(), url);
}

void TestPreferences::takenPortIsTold()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Preferences changed = m_desk->preferences();
    changed.address = QStringLiteral("127.0.0.1:%1").arg(other.serverPort());
    m_desk->apply(changed);
    QVERIFY(dialog());
    QVERIFY2(dialogText().contains(QString::number(other.serverPort())), qPrintable(dialogText()));
    picture("74-port-taken");
    QTest::mouseClick(dialog()->findChild<QPushButton *>(QStringLiteral("askCancel")),
                      Qt::LeftButton);
    // The database stays open in the window; the server starts when the port is free.
    QCOMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Stopped"));
    other.close();
    click("toggleServer");
    QTRY_COMPARE(find<QLabel>("serverState")->text(), QStringLiteral("Running"));
}

void TestPreferences::fileOfAnotherWindowIsJoined()
{
    const QString path = m_desk->client()->databasePath();
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    Application second(*qApp, options);
    second.window().show();
    second.open(path, Application::Content::Empty);
    QTRY_VERIFY(second.window().client());
    QCOMPARE(second.window().client()->identity(), path);
    QVERIFY(!second.client()); // the first window serves it
    QCOMPARE(m_client->get("/healthz").status, 200); // the first one goes on
}

void TestPreferences::folderThatCannotBeWrittenIsTold()
{
    const Client *before = m_desk->client();
    m_desk->open(QStringLiteral("/proc/new.hookdesk"), Application::Content::Empty);
    QCOMPARE(m_desk->client(), before); // what is open stays
    QVERIFY(dialog());
    QVERIFY2(dialogText().contains(QLatin1String("/proc/new.hookdesk")), qPrintable(dialogText()));
    QCOMPARE(m_client->get("/healthz").status, 200);
}

/// A limit on the size of files is what a test can make of a full disk.
void TestPreferences::fullDiskLosesNothing()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"before"})").status, 201);
    const QString database = m_desk->client()->databasePath();
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    rlimit limit = before;
    limit.rlim_cur = rlim_t(QFile(database + QStringLiteral("-wal")).size()) + 200'000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &limit), 0);
    click("addDocument");
    auto *json = find<QPlainTextEdit>("json");
    const QString typed =
        QStringLiteral("{\"name\": \"%1\"}").arg(QString(600'000, QLatin1Char('x')));
    json->setPlainText(typed);
    click("saveDocument");
    QTRY_VERIFY(find<QLabel>("documentBanner")->isVisible());
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY2(!find<QLabel>("documentBanner")->text().isEmpty(), "nothing is told");
    QCOMPARE(json->toPlainText(), typed); // what was typed stays
    QCOMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(1));
    // With room again it is saved.
    click("saveDocument");
    QTRY_COMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(2));
}

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

/// The first minutes with a new database.
class TestStart : public WindowTest
{
    Q_OBJECT

private slots:
    void stepsLeadToAnAnswerAndAHook();
    void keyIsInTheCommandWhileItIsShown();

private:
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    /// Of the steps, those that are done.
    int done();
    void showSteps() { find<QTabWidget>("tabs")->setCurrentIndex(0); }
};

int TestStart::done()
{
    int count = 0;
    for (const QLabel *each : m_desk->window().findChildren<QLabel *>())
        count += each->accessibleName() == QLatin1String("Done");
    return count;
}

void TestStart::stepsLeadToAnAnswerAndAHook()
{
    auto *tabs = find<QTabWidget>("tabs");
    QCOMPARE(tabs->tabText(0), QStringLiteral("First steps"));
    QCOMPARE(done(), 0);
    QVERIFY(!find<QLabel>("startCommand")->isVisible());
    QVERIFY(!find<QPushButton>("startCodehook")->isEnabled());
    picture("95-start-empty");
    click("startCollection");
    QTest::keyClicks(dialog()->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("people"));
    answer("askAccept");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("people"));
    showSteps();
    trigger("closeTab");
    QTRY_COMPARE(tabs->count(), 1);
    trigger("firstSteps");
    QTRY_COMPARE(tabs->count(), 2);
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("First steps"));
    QTRY_COMPARE(done(), 1);
    QVERIFY(find<QLabel>("startCommand")->isVisible());
    QVERIFY2(text("startCommand").contains(m_desk->client()->url() + QLatin1String("/rest/people")),
             qPrintable(text("startCommand")));
    // The window's own requests are none of the user's, nor are those of hooks and jobs.
    settle();
    Inspector::Record ofHook;
    ofHook.method = "GET";
    ofHook.path = "/rest/people";
    ofHook.status = 200;
    ofHook.user = "hook";
    emit m_desk->client()->recorded({ofHook}, 0, 0);
    QCOMPARE(done(), 1);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Ann"})").status, 201);
    QTRY_COMPARE(done(), 2);
    QCOMPARE(text("startKeysText"),
             QStringLiteral("POST /rest/people was answered with 201. The REST inspector lists all "
                            "requests."));
    picture("95-start-answered");
    click("startCodehook");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("people settings"));
    QCOMPARE(m_client
                 ->send("PUT", "/admin/v1/collections/people/codehook",
                        "function beforePOST(req, res) { res.end(); }")
                 .status,
             200);
    showSteps();
    QTRY_COMPARE(done(), 3);
    // What a hook may refuse is not proposed any longer.
    QTRY_VERIFY(text("startCommand").contains(QLatin1String("-X GET")));
    picture("95-start-done");
}

void TestStart::keyIsInTheCommandWhileItIsShown()
{
    createCollection(QStringLiteral("people"));
    showSteps();
    const QString key = QString::fromLatin1(m_desk->firstKey());
    QVERIFY(!key.isEmpty());
    QTRY_VERIFY(find<QLabel>("startCommand")->isVisible());
    QVERIFY(text("startCommand").contains(key));
    click("copyCommand");
    QVERIFY(QApplication::clipboard()->text().contains(key));
    click("closeKey");
    QVERIFY(!text("startCommand").contains(key));
    QVERIFY(text("startCommand").contains(QLatin1String("$KEY")));
    QVERIFY2(text("startKeysText").contains(QLatin1String("$KEY")),
             qPrintable(text("startKeysText")));
}

QTEST_MAIN(TestStart)
#include "tst_start.moc"

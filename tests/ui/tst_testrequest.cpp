// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/client.h"
#include "tests/ui/windowtest.h"

#include <Qsci/qsciscintilla.h>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

/// What a test run sends at first, and how it is begun.
class TestTestRequest : public WindowTest
{
    Q_OBJECT

private slots:
    void requestIsFilledFromTheLastOneOfTheHook();
    void keyWorksWhereverTheFocusIs();
    void countsDoNotMoveTheScript();

private:
    void openDraft(const QByteArray &script);
    QString text(const char *name) { return find<QPlainTextEdit>(name)->toPlainText(); }
    QString status() { return find<QLabel>("testStatus")->text(); }
};

/// The Codehook tab of a new collection, with @p script typed but not saved.
void TestTestRequest::openDraft(const QByteArray &script)
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript(script);
}

void TestTestRequest::requestIsFilledFromTheLastOneOfTheHook()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->hook("people", "function beforePOST(req, res) { res.end(); }").status, 200);
    for (const char *name : {"Ann", "Bo"})
        QCOMPARE(m_client->post("/rest/people", QByteArray("{\"name\":\"") + name + "\"}").status,
                 201);
    QCOMPARE(m_client->get("/rest/people").status, 200); // another hook's
    openSettings(QStringLiteral("people"));
    click("toggleTestRun");
    QTRY_VERIFY(text("testBody").contains(QStringLiteral("\"Bo\"")));
    QCOMPARE(find<QComboBox>("testMethod")->currentText(), QStringLiteral("POST"));
    QCOMPARE(find<QLineEdit>("testPath")->text(), QStringLiteral("/rest/people"));
    QVERIFY(!text("testHeaders").contains(QStringLiteral("x-apikey")));
    // An older one is chosen in the menu; so is the newest document.
    const auto choose = [this](const char *wanted) {
        QMenu *menu = find<QToolButton>("testSources")->menu();
        QAction *found = nullptr;
        menu->popup(QPoint(0, 0));
        QTRY_VERIFY([&] {
            for (QAction *each : menu->actions()) {
                if (each->isEnabled() && each->text().contains(QLatin1String(wanted)))
                    found = each; // the last one is the oldest
            }
            return found && menu->actions().size() >= 5;
        }());
        picture("36-sources");
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(found).center());
        QTRY_VERIFY(!menu->isVisible());
    };
    choose("POST /rest/people  201");
    QTRY_VERIFY(text("testBody").contains(QStringLiteral("\"Ann\"")));
    choose("Newest document");
    QTRY_VERIFY(text("testBody").contains(QStringLiteral("\"Bo\"")));
}

void TestTestRequest::keyWorksWhereverTheFocusIs()
{
    openDraft("function beforePOST(req, res) {\nres.end();\n}");
    click("toggleTestRun");
    for (const char *name : {"hookOutline", "testBody", "testPath", "inspectorTable"}) {
        auto *widget = find<QWidget>(name);
        widget->setFocus();
        QTRY_VERIFY(widget->hasFocus());
        find<QLabel>("testStatus")->setText(QString());
        QTest::keyClick(widget, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(status(), QStringLiteral("201"));
    }
    auto *tabs = find<QTabWidget>("tabs")->tabBar();
    tabs->setFocus();
    find<QLabel>("testStatus")->setText(QString());
    QTest::keyClick(tabs, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(status(), QStringLiteral("201"));
    // Not while another page is in front.
    find<QTabWidget>("tabs")->setCurrentIndex(0);
    find<QLabel>("testStatus")->setText(QStringLiteral("still"));
    QTest::keyClick(&m_desk->window(), Qt::Key_Return, Qt::ControlModifier);
    settle();
    QCOMPARE(status(), QStringLiteral("still"));
}

void TestTestRequest::countsDoNotMoveTheScript()
{
    openDraft("function beforePOST(req, res) {\nres.end();\n}");
    auto *editor = find<QsciScintilla>("codehookEditor");
    const auto leftOf = [editor] {
        return editor->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, 0L);
    };
    const long alone = leftOf();
    click("toggleTestRun");
    const long before = leftOf();
    click("runTest");
    QTRY_COMPARE(status(), QStringLiteral("201"));
    QCOMPARE(leftOf(), before);
    QTest::keyClicks(editor, QStringLiteral(" "));
    QCOMPARE(leftOf(), before);
    click("toggleTestRun");
    QCOMPARE(leftOf(), alone);
    // The state is read as a whole, also in a narrow panel.
    click("toggleTestRun");
    const auto *time = find<QLabel>("testTime");
    QVERIFY(time->isVisible());
    QVERIFY(time->wordWrap());
    QVERIFY(time->height() >= time->heightForWidth(time->width()));
}

QTEST_MAIN(TestTestRequest)
#include "tst_testrequest.moc"

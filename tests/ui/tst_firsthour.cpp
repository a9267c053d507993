// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>
#include <Qsci/qsciscintilla.h>

#include <functional>

/// The first hour with a new database, by keyboard alone: each key goes to what has the focus.
class TestFirstHour : public WindowTest
{
    Q_OBJECT

private slots:
    void byKeyboardAlone();

private:
    QWidget *focused();
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void type(const QString &text);
    /// Presses @p key until @p isThere, at most as often as a patient person would.
    bool pressUntil(Qt::Key key, Qt::KeyboardModifiers modifiers,
                    const std::function<bool(QWidget *)> &isThere);
    bool pressUntilAt(Qt::Key key, Qt::KeyboardModifiers modifiers, const char *name);
    /// A window manager would give the focus back when a dialog closes; there is none here.
    void endDialog();
    void goTo(const QString &words);
    QString title();

    void createsACollection();
    void writesADocument();
    void editsACell();
    void writesAHook();
    void triesTheHook();
    void findsDocuments();
    void followsAFailure();
    void createsAKey();
    void movesBetweenTabs();
};

QWidget *TestFirstHour::focused()
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    QWidget *focus = QApplication::focusWidget();
    return focus ? focus : &m_desk->window();
}

void TestFirstHour::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(focused(), key, modifiers);
    QCoreApplication::processEvents();
}

void TestFirstHour::type(const QString &text)
{
    QTest::keyClicks(focused(), text);
    QCoreApplication::processEvents();
}

bool TestFirstHour::pressUntil(Qt::Key key, Qt::KeyboardModifiers modifiers,
                               const std::function<bool(QWidget *)> &isThere)
{
    constexpr int Patience = 40;
    for (int i = 0; i < Patience; ++i) {
        if (isThere(focused()))
            return true;
        press(key, modifiers);
    }
    qWarning() << "the focus is in" << focused();
    return false;
}

bool TestFirstHour::pressUntilAt(Qt::Key key, Qt::KeyboardModifiers modifiers, const char *name)
{
    return pressUntil(key, modifiers, [name](const QWidget *at) {
        return at->objectName() == QLatin1String(name);
    });
}

void TestFirstHour::endDialog()
{
    QTRY_VERIFY(!QApplication::activeModalWidget());
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

QString TestFirstHour::title()
{
    auto *tabs = find<QTabWidget>("tabs");
    return tabs->tabText(tabs->currentIndex());
}

/// By the palette.
void TestFirstHour::goTo(const QString &words)
{
    press(Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(focused()));
    type(words);
    settle();
    press(Qt::Key_Return);
    endDialog();
}

void TestFirstHour::createsACollection()
{
    press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(focused()->objectName(), QStringLiteral("askText"));
    type(QStringLiteral("people"));
    press(Qt::Key_Return);
    QTRY_COMPARE(title(), QStringLiteral("people"));
    endDialog();
}

void TestFirstHour::writesADocument()
{
    QVERIFY(pressUntilAt(Qt::Key_F6, {}, "grid"));
    press(Qt::Key_Insert);
    QTRY_COMPARE(focused()->objectName(), QStringLiteral("json"));
    type(QStringLiteral("\"name\": \"Ann\", \"age\": 31"));
    press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
}

void TestFirstHour::editsACell()
{
    QVERIFY(pressUntilAt(Qt::Key_F6, Qt::ShiftModifier, "grid"));
    press(Qt::Key_Home);
    press(Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(focused()));
    press(Qt::Key_A, Qt::ControlModifier);
    type(QStringLiteral("Anna"));
    press(Qt::Key_Return);
    QTRY_VERIFY(m_client->get("/rest/people").body.contains("\"Anna\""));
}

void TestFirstHour::writesAHook()
{
    goTo(QStringLiteral("people code"));
    QTRY_COMPARE(title(), QStringLiteral("people settings"));
    QTRY_COMPARE(focused()->objectName(), QStringLiteral("codehookEditor"));
    QTRY_VERIFY(!find<QsciScintilla>("codehookEditor")->isReadOnly());
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    for (const char each : QByteArray("function beforePOST(req, res) {\n"
                                      "if (!req.body.age)\n"
                                      "throw new Error('how old?');\n"
                                      "res.end();\n")) {
        if (each == '\n') {
            press(Qt::Key_Escape); // no completion is wanted
            press(Qt::Key_Return);
        } else if (each) {
            QTest::keyClick(focused(), each);
        }
    }
    press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(find<QLabel>("codehookState")->text().startsWith(QLatin1String("Saved, version")));
}

void TestFirstHour::triesTheHook()
{
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>("testRun") && find<QWidget>("testRun")->isVisible());
    QTRY_VERIFY(find<QLabel>("testStatus") && !find<QLabel>("testStatus")->text().isEmpty());
    QVERIFY(pressUntil(Qt::Key_F6, {}, [this](const QWidget *at) {
        return find<QWidget>("testRun")->isAncestorOf(at);
    }));
    QVERIFY(pressUntilAt(Qt::Key_F6, {}, "codehookEditor"));
}

void TestFirstHour::findsDocuments()
{
    goTo(QStringLiteral("people documents"));
    QTRY_COMPARE(title(), QStringLiteral("people"));
    QTRY_COMPARE(focused()->objectName(), QStringLiteral("grid"));
    QVERIFY(pressUntilAt(Qt::Key_Tab, Qt::ShiftModifier, "query"));
    type(QStringLiteral("age >= 40"));
    press(Qt::Key_Escape); // the proposals
    press(Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    press(Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->rowCount(), 1);
}

void TestFirstHour::followsAFailure()
{
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Bob"})").status, 500);
    press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(focused()->objectName(), QStringLiteral("inspectorFilter"));
    type(QStringLiteral("status:5xx"));
    press(Qt::Key_Return);
    auto *table = find<QTableView>("inspectorTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(pressUntilAt(Qt::Key_F6, {}, "inspectorTable"));
    press(Qt::Key_Home);
    press(Qt::Key_Return);
    QTRY_COMPARE(title(), QStringLiteral("people settings"));
    QTRY_COMPARE(focused()->objectName(), QStringLiteral("codehookEditor"));
    int line = 0;
    int column = 0;
    find<QsciScintilla>("codehookEditor")->getCursorPosition(&line, &column);
    QCOMPARE(line, 2);
}

void TestFirstHour::createsAKey()
{
    press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(title(), QStringLiteral("API keys"));
    QVERIFY(pressUntilAt(Qt::Key_Tab, {}, "newKey"));
    press(Qt::Key_Space);
    QTRY_VERIFY(QApplication::activeModalWidget());
    QVERIFY(pressUntilAt(Qt::Key_Tab, {}, "keyDescription"));
    type(QStringLiteral("phone"));
    press(Qt::Key_Return);
    endDialog();
    QTRY_VERIFY(m_client->get("/admin/v1/keys").body.contains("phone"));
}

void TestFirstHour::movesBetweenTabs()
{
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(title(), QStringLiteral("people"));
    press(Qt::Key_Tab, Qt::ControlModifier);
    QTRY_COMPARE(title(), QStringLiteral("people settings"));
    press(Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(title() != QStringLiteral("people settings"));
    press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(title(), QStringLiteral("people settings"));
    // No table keeps the tab key to itself.
    for (QAction *page : pageActions())
        page->trigger();
    for (const QTableView *table : m_desk->window().findChildren<QTableView *>())
        QVERIFY2(!table->tabKeyNavigation(), qPrintable(table->objectName()));
}

void TestFirstHour::byKeyboardAlone()
{
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    const std::pair<const char *, void (TestFirstHour::*)()> steps[] = {
        {"collection", &TestFirstHour::createsACollection},
        {"document", &TestFirstHour::writesADocument},
        {"cell", &TestFirstHour::editsACell},
        {"hook", &TestFirstHour::writesAHook},
        {"test run", &TestFirstHour::triesTheHook},
        {"query", &TestFirstHour::findsDocuments},
        {"inspector", &TestFirstHour::followsAFailure},
        {"key", &TestFirstHour::createsAKey},
        {"tabs", &TestFirstHour::movesBetweenTabs}};
    for (const auto &[name, step] : steps) {
        (this->*step)();
        picture(name);
        if (QTest::currentTestFailed())
            return qWarning("in the step: %s", name);
    }
}

QTEST_MAIN(TestFirstHour)
#include "tst_firsthour.moc"

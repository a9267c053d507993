// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/place.h"

#include <QLineEdit>
#include <QTabWidget>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>

/// The list at the left: what there is, what is shown of it, and what fails.
class TestNavigator : public WindowTest
{
    Q_OBJECT

private slots:
    void marksWhatIsShown();
    void filterOpensTheFirst();
    void manyTabsAreListed();
    void groupsAreFolded();
    void failingHooksAreMarked();
    void placesAreReadAsTheyAreWritten();

private:
    QTreeWidget *list() { return find<QTreeWidget>("navigator"); }
    QString marked() { return list()->currentItem() ? list()->currentItem()->text(0) : QString(); }
    QTreeWidgetItem *row(const QString &name)
    {
        return list()->findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0);
    }
    void go(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::keyClick(&m_desk->window(), key, modifiers);
    }
};

void TestNavigator::placesAreReadAsTheyAreWritten()
{
    for (const char *kind : {"documents", "settings", "module", "job"}) {
        const QString text = QLatin1String(kind) + QStringLiteral(":a:b");
        const auto place = Place::fromText(text);
        QVERIFY2(place, kind);
        QCOMPARE(place->text(), text);
        QCOMPARE(place->name, QStringLiteral("a:b"));
        QVERIFY(!Place::fromText(QLatin1String(kind) + u':'));
    }
    for (const char *kind : {"jobs", "log", "search", "problems", "keys", "users", "database",
                             "compare", "requests"}) {
        const QString text = QLatin1String(kind) + u':';
        const auto place = Place::fromText(text);
        QVERIFY2(place, kind);
        QCOMPARE(place->text(), text);
        QVERIFY(!Place::fromText(text + u'a'));
    }
    QVERIFY(!Place::fromText(QStringLiteral("jobs")));
    QVERIFY(!Place::fromText(QStringLiteral("later:a")));
}

void TestNavigator::marksWhatIsShown()
{
    createCollection(QStringLiteral("orders"));
    createCollection(QStringLiteral("people"));
    QTRY_COMPARE(marked(), QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    QCOMPARE(marked(), QStringLiteral("people"));
    go(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(marked(), QStringLiteral("System_jobs"));
    go(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier); // keys are not in the list
    QTRY_COMPARE(marked(), QString());
    QCOMPARE(m_client->send("PUT", "/admin/v1/modules/tools", "module.exports = {};").status, 200);
    QTRY_VERIFY(row(QStringLiteral("tools")));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualItemRect(row(QStringLiteral("tools"))).center());
    QTRY_COMPARE(marked(), QStringLiteral("tools"));
    go(Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(marked(), QStringLiteral("orders"));
    // It stays marked when the list is read again.
    QCOMPARE(m_client->send("PUT", "/admin/v1/collections/another", "{}").status, 201);
    QTRY_VERIFY(row(QStringLiteral("another")));
    QCOMPARE(marked(), QStringLiteral("orders"));
}

void TestNavigator::filterOpensTheFirst()
{
    createCollection(QStringLiteral("orders"));
    createCollection(QStringLiteral("people"));
    QTRY_COMPARE(marked(), QStringLiteral("people"));
    auto *filter = list()->parentWidget()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, QStringLiteral("ord"));
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(marked(), QStringLiteral("orders"));
    // Matches are seen in a folded group as well, which is folded again after that.
    QTreeWidgetItem *group = list()->topLevelItem(0);
    filter->clear();
    group->setExpanded(false);
    QTest::keyClicks(filter, QStringLiteral("ord"));
    QVERIFY(group->isExpanded());
    QTest::keyClick(filter, Qt::Key_Backspace);
    QVERIFY(group->isExpanded());
    filter->clear();
    QVERIFY(!group->isExpanded());
    group->setExpanded(true);
    QTest::keyClicks(filter, QStringLiteral("zz"));
    QTest::keyClick(filter, Qt::Key_Return); // nothing is left
    QCOMPARE(marked(), QStringLiteral("orders"));
}

/// Where the tabs do not fit, a menu has all of them.
void TestNavigator::manyTabsAreListed()
{
    auto *tabs = find<QTabWidget>("tabs");
    auto *button = find<QToolButton>("tabList");
    QVERIFY(!button->isVisible());
    for (QAction *page : pageActions())
        page->trigger();
    for (int i = 0; i < 9; ++i) {
        const QString name = QStringLiteral("a_module_with_a_long_name_%1").arg(i);
        QCOMPARE(m_client->send("PUT", "/admin/v1/modules/" + name.toUtf8(), "").status, 200);
        QTRY_VERIFY(row(name));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualItemRect(row(name)).center());
        QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("lib/") + name);
    }
    QTRY_VERIFY(button->isVisible());
    picture("96-many-tabs");
    emit button->menu()->aboutToShow();
    QCOMPARE(button->menu()->actions().size(), tabs->count());
    QVERIFY(button->menu()->actions().last()->isChecked());
    button->menu()->actions().first()->trigger();
    QCOMPARE(tabs->currentIndex(), 0);
}

void TestNavigator::groupsAreFolded()
{
    createCollection(QStringLiteral("people"));
    QTreeWidgetItem *group = row(QStringLiteral("Collections"));
    QVERIFY(group->isExpanded());
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                      list()->visualItemRect(group).center());
    QVERIFY(!group->isExpanded());
    createCollection(QStringLiteral("more"));
    QVERIFY(!row(QStringLiteral("Collections"))->isExpanded());
    m_desk->open(m_folder->filePath(QStringLiteral("other.hookdesk")), Application::Content::Empty);
    QVERIFY(!row(QStringLiteral("Collections"))->isExpanded()); // as it was left
    QTRY_VERIFY(row(QStringLiteral("None yet: press + to create one")));
    list()->setFocus();
    list()->setCurrentItem(row(QStringLiteral("Collections")));
    QTest::keyClick(list(), Qt::Key_Right);
    QVERIFY(row(QStringLiteral("Collections"))->isExpanded());
}

void TestNavigator::failingHooksAreMarked()
{
    createCollection(QStringLiteral("people"));
    const auto save = [this](const char *script) {
        return m_client->send("PUT", "/admin/v1/collections/people/codehook", script).status;
    };
    QCOMPARE(save("function beforePOST(req, res) { if (req.body.bad) missing(); res.end(); }\n"
                  "function afterPOST(req, res) { if (req.body.late) missing(); res.end(); }\n"
                  "function beforeGET(req, res) { res.end(); }"),
             200);
    constexpr int HookColumn = 1;
    const auto tip = [this] { return row(QStringLiteral("people"))->toolTip(HookColumn); };
    QTRY_COMPARE(tip(), QStringLiteral("Has codehooks"));
    QVERIFY(m_client->post("/rest/people", R"({"bad":true})").status >= 500);
    QTRY_VERIFY2(tip().startsWith(QLatin1String("A codehook failed: beforePOST: ")),
                 qPrintable(tip()));
    picture("97-failing-hook");
    QCOMPARE(m_client->get("/rest/people").status, 200); // another hook
    settle();
    QVERIFY(tip().startsWith(QLatin1String("A codehook failed")));
    QCOMPARE(m_client->post("/rest/people", R"({"bad":false})").status, 201);
    QTRY_COMPARE(tip(), QStringLiteral("Has codehooks"));
    // The hook that ran last is not the one that failed before it ran well.
    QVERIFY(m_client->post("/rest/people", R"({"late":true})").status >= 500);
    QTRY_VERIFY2(tip().startsWith(QLatin1String("A codehook failed: afterPOST: ")),
                 qPrintable(tip()));
    QCOMPARE(m_client->post("/rest/people", R"({"late":false})").status, 201);
    QTRY_COMPARE(tip(), QStringLiteral("Has codehooks"));
}

QTEST_MAIN(TestNavigator)
#include "tst_navigator.moc"

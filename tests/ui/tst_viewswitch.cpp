// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include "ui/documents/documentspanel.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

#include <algorithm>

/// The documents as their owner sees them, and as the API gives them to a key or a user.
class TestViewSwitch : public WindowTest
{
    Q_OBJECT

private slots:
    void ownerPassesHooks();
    void apiShowsWhatHooksLeave();
    void keySeesWhatItMay();
    void userSeesTheirOwn();
    void refusalIsTold();
    void otherViewsAreReadOnly();
    void unsavedTextIsNotMergedWithWhatOthersSee();
    void missingRowsAreAskedForOnce();
    void buttonOfTheBarOutlivesNewRows();
    void exportIsOfOneViewer();
    void exportEndsWhateverHooksDo();
    void inspectorTellsThemFromClients();
    void importRunsHooksUnlessTold();

private:
    /// Chooses the viewer whose line in the menu begins with @p text.
    void view(const QString &text);
    /// What the bar of the view tells; empty: it is the owner's.
    QString told();
    int rows() { return grid()->model()->rowCount(); }
    void setHooks(const QByteArray &script)
    {
        QCOMPARE(m_client->hook("people", script).status, 200);
    }
};

void TestViewSwitch::view(const QString &text)
{
    auto *menu = find<QMenu>("viewers");
    menu->popup(m_desk->window().mapToGlobal(QPoint(300, 200)));
    QAction *wanted = nullptr;
    QTRY_VERIFY([&] { // keys are asked for once the menu is open
        for (QAction *each : menu->actions()) {
            if (each->text().startsWith(text))
                wanted = each;
        }
        return wanted != nullptr;
    }());
    picture("view-menu");
    menu->close();
    wanted->trigger();
}

QString TestViewSwitch::told()
{
    const auto *bar = find<QWidget>("viewBar");
    return bar->isVisible() ? bar->findChild<QLabel *>(QStringLiteral("noticeText"))->text()
                            : QString();
}

void TestViewSwitch::ownerPassesHooks()
{
    fill(R"([{"name":"Jane"}])");
    setHooks("function beforeGET(req, res) { res.end({error: 'nobody'}); }"
             "function beforePUT(req, res) { res.end({error: 'never'}); }"
             "function beforePOST(req, res) { res.end({error: 'no more'}); }"
             "function beforeDELETE(req, res) { res.end({error: 'stay'}); }");
    QTest::keyClick(grid(), Qt::Key_F5);
    settle();
    QCOMPARE(rows(), 1);
    QCOMPARE(told(), QString());
    click("addDocument");
    json()->setPlainText(QStringLiteral("{\"name\": \"Joe\"}"));
    click("saveDocument");
    QTRY_COMPARE(rows(), 2);
    grid()->selectRow(0);
    json()->setPlainText(QStringLiteral("{\"name\": \"Jane Hunter\"}"));
    click("saveDocument");
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), QStringLiteral("Jane Hunter"));
    grid()->setFocus();
    trigger("deleteDocuments");
    answer("askAccept");
    QTRY_COMPARE(rows(), 1);
}

void TestViewSwitch::apiShowsWhatHooksLeave()
{
    fill(R"([{"name":"Jane","open":true},{"name":"Joe"},{"name":"Ann"}])");
    setHooks("function beforeGET(req, res) { res.end({query: {open: true}}); }"
             "function afterGET(req, res) { req.result.seen = 1; res.end({data: req.result}); }");
    view(QStringLiteral("API with full access"));
    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(told().contains(QLatin1String("2 more are hidden")));
    QVERIFY(told().startsWith(QLatin1String("1 document as the API gives")));
    picture("view-api");
    click("viewAsOwner");
    QTRY_COMPARE(rows(), 3);
    QCOMPARE(told(), QString());
}

void TestViewSwitch::keySeesWhatItMay()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    setHooks("function beforeGET(req, res) {"
             " res.end(req.hint['#headers']['x-apikey'] ? {} : {query: {name: 'Joe'}}); }");
    QCOMPARE(m_client
                 ->post("/admin/v1/keys",
                        "{\"kind\":\"web\",\"description\":\"web-shop\",\"path\":\"/people/**\"}")
                 .status,
             201);
    QCOMPARE(m_client
                 ->post("/admin/v1/keys",
                        "{\"kind\":\"web\",\"description\":\"elsewhere\",\"path\":\"/orders/**\"}")
                 .status,
             201);
    view(QStringLiteral("API as the key web-shop"));
    QTRY_COMPARE(rows(), 1);
    QTRY_VERIFY(told().contains(QLatin1String("the key web-shop")));
    QTRY_VERIFY(told().contains(QLatin1String("1 more is hidden")));
    view(QStringLiteral("API as the key elsewhere"));
    QTRY_VERIFY(told().contains(QLatin1String("This key may not GET /rest/people")));
    QCOMPARE(rows(), 0);
}

void TestViewSwitch::userSeesTheirOwn()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    QCOMPARE(m_client->put("/admin/v1/collections/users", "{}").status, 201);
    QCOMPARE(
        m_client->post("/rest/users", R"({"email":"jane@example.org","roles":["staff"]})").status,
        201);
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"access":{"roles":{"staff":["GET"]},"private":true}})")
                 .status,
             200);
    view(QStringLiteral("API as a user"));
    QTest::keyClicks(dialog()->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("jane@example.org"));
    answer("askAccept");
    QTRY_VERIFY(told().contains(QLatin1String("2 more are hidden")));
    QCOMPARE(rows(), 0);
    view(QStringLiteral("API as a user"));
    QTest::keyClicks(dialog()->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("nobody@example.org"));
    answer("askAccept");
    QTRY_VERIFY(told().contains(QLatin1String("Nobody with this address is a user here")));
}

void TestViewSwitch::refusalIsTold()
{
    fill(R"([{"name":"Jane"}])");
    setHooks("function beforeGET(req, res) {"
             " res.end({error: {statuscode: 403, message: 'only for members'}}); }");
    view(QStringLiteral("API with full access"));
    QTRY_VERIFY(told().contains(QLatin1String("only for members")));
    QCOMPARE(rows(), 0);
    picture("view-refused");
    click("viewAsOwner");
    QTRY_COMPARE(rows(), 1);
}

void TestViewSwitch::otherViewsAreReadOnly()
{
    fill(R"([{"name":"Jane"}])");
    QVERIFY(grid()->model()->setData(grid()->model()->index(0, 0), QStringLiteral("Jane Hunter"),
                                     Qt::EditRole));
    const auto canUndo = [this] {
        const auto actions = grid()->actions();
        return std::any_of(actions.begin(), actions.end(), [](const QAction *each) {
            return each->objectName() == QLatin1String("undo") && each->isEnabled();
        });
    };
    QTRY_VERIFY(canUndo());
    view(QStringLiteral("API with full access"));
    QTRY_VERIFY(told().contains(QLatin1String("None are hidden")));
    QTRY_COMPARE(rows(), 1);
    grid()->selectRow(0);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("Jane")));
    QVERIFY(json()->isReadOnly());
    QVERIFY(!(grid()->model()->flags(grid()->model()->index(0, 0)) & Qt::ItemIsEditable));
    for (const char *action : {"newDocument", "editDocuments", "deleteDocuments"})
        QVERIFY2(!find<QAction>(action)->isEnabled(), action);
    QVERIFY(!canUndo());
    click("viewAsOwner");
    QCOMPARE(rows(), 0); // until their owner's are read
    QTRY_COMPARE(told(), QString());
    QTRY_COMPARE(rows(), 1);
    grid()->selectRow(0);
    QTRY_VERIFY(!json()->isReadOnly());
}

/// What a hook masks would be merged with it, and go into the history of Undo.
void TestViewSwitch::unsavedTextIsNotMergedWithWhatOthersSee()
{
    fill(R"([{"name":"Jane","pin":1234}])");
    setHooks(
        "function afterGET(req, res) { req.result.pin = '***'; res.end({data: req.result}); }");
    grid()->selectRow(0);
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("1234")));
    const QString typed =
        json()->toPlainText().replace(QLatin1String("Jane"), QLatin1String("Joan"));
    json()->setPlainText(typed);
    view(QStringLiteral("API with full access"));
    QTRY_VERIFY(told().contains(QLatin1String("None are hidden")));
    const QByteArray id =
        m_client->get("/rest/people").json().root().items()[0].value("_id").text().toByteArray();
    QCOMPARE(m_client->put("/rest/people/" + id, R"({"city":"Oslo"})").status, 200);
    QTRY_VERIFY(grid()->model()->index(0, 2).data().toString() == QLatin1String("Oslo"));
    grid()->selectRow(0);
    settle();
    QVERIFY(!find<QPushButton>("useTheirs"));
    QCOMPARE(json()->toPlainText(), typed);
    click("viewAsOwner");
    QTRY_VERIFY(find<QPushButton>("useTheirs"));
    click("useTheirs");
    QTRY_VERIFY(json()->toPlainText().contains(QLatin1String("1234")));
}

/// A hook may give fewer documents than there are.
void TestViewSwitch::missingRowsAreAskedForOnce()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"},{"name":"Ann"}])");
    setHooks("function beforeGET(req, res) { res.end({hint: {$max: 1}}); }");
    view(QStringLiteral("API with full access"));
    QTRY_VERIFY(!told().isEmpty());
    QSignalSpy read(grid()->model(), SIGNAL(pageLoaded()));
    QTest::qWait(500); // the feed may read once
    QVERIFY2(read.count() <= 1, qPrintable(QString::number(read.count())));
}

/// Somebody else writes while the mouse is down.
void TestViewSwitch::buttonOfTheBarOutlivesNewRows()
{
    fill(R"([{"name":"Jane"}])");
    view(QStringLiteral("API with full access"));
    QTRY_VERIFY(told().startsWith(QLatin1String("1 document")));
    auto *button = find<QPushButton>("viewAsOwner");
    QTest::mousePress(button, Qt::LeftButton);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Joe"})").status, 201);
    QTRY_VERIFY(told().startsWith(QLatin1String("2 documents")));
    QTest::mouseRelease(find<QPushButton>("viewAsOwner"), Qt::LeftButton);
    QCOMPARE(told(), QString());
}

/// Another one may be chosen before the file is written.
void TestViewSwitch::exportIsOfOneViewer()
{
    fill(R"([{"name":"Jane","open":true},{"name":"Joe"},{"name":"Ann"}])");
    setHooks("function beforeGET(req, res) { res.end({query: {open: true}}); }");
    view(QStringLiteral("API with full access"));
    QTRY_COMPARE(rows(), 1);
    const QString path = m_folder->filePath(QStringLiteral("out.json"));
    m_desk->window().findChild<DocumentsPanel *>()->exportTo(path);
    click("viewAsOwner");
    QFile file(path);
    QTRY_VERIFY(file.exists());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(written.contains("Jane"));
    QVERIFY(!written.contains("Joe"));
}

/// A hook may put another query in the place of the one for the next page.
void TestViewSwitch::exportEndsWhateverHooksDo()
{
    QByteArrayList people;
    for (int i = 0; i < 1100; ++i)
        people.append(R"({"open":true})");
    fill('[' + people.join(',') + ']');
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    setHooks("function beforeGET(req, res) { res.end({query: {open: true}}); }");
    view(QStringLiteral("API with full access"));
    QTRY_COMPARE(rows(), 1100);
    const auto exported = [&](const char *name) {
        const QString path = m_folder->filePath(QLatin1String(name));
        panel->exportTo(path);
        QFile file(path);
        return QTest::qWaitFor([&] { return file.exists(); }) && file.open(QIODevice::ReadOnly)
            ? file.readAll().count('\n')
            : -1;
    };
    QCOMPARE(exported("all.ndjson"), 1100);
    setHooks("function beforeGET(req, res) { res.end({hint: {$max: 300}}); }");
    QCOMPARE(exported("pages.ndjson"), 1100);
    setHooks("function beforeGET(req, res) { res.end({hint: {$skip: 1}}); }");
    QCOMPARE(exported("same.ndjson"), -1);
    QVERIFY(find<QPushButton>("askAccept"));
    answer("askAccept");
}

/// Each change of others is read again as the viewer.
void TestViewSwitch::inspectorTellsThemFromClients()
{
    fill(R"([{"name":"Jane"}])");
    const auto records = [this](const QByteArray &from) {
        return m_client->get("/admin/v1/inspector?method=GET&path=/rest/people&from=" + from)
            .json()
            .root()
            .items()
            .size();
    };
    const size_t before = records("window");
    view(QStringLiteral("API with full access"));
    QTRY_VERIFY(told().contains(QLatin1String("None are hidden")));
    QTRY_VERIFY(records("window") >= before + 2); // theirs, and the number of all
    QCOMPARE(records("client"), size_t(0));
}

void TestViewSwitch::importRunsHooksUnlessTold()
{
    createCollection(QStringLiteral("people"));
    setHooks("function beforePOST(req, res) { res.end({error: 'nobody is imported'}); }");
    const QString file = write("in.json", R"([{"name":"Jane"},{"name":"Joe"}])");
    auto *panel = m_desk->window().findChild<DocumentsPanel *>();
    panel->importFrom(file);
    QVERIFY(dialog());
    click("importBegin");
    QTRY_COMPARE(find<QLabel>("importText")->text(),
                 QStringLiteral("0 documents imported, 2 refused."));
    click("importClose");
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    panel->importFrom(file);
    QVERIFY(dialog());
    find<QCheckBox>("importRunsHooks")->click();
    click("importBegin");
    QTRY_COMPARE(find<QLabel>("importText")->text(), QStringLiteral("2 documents imported."));
    click("importClose");
    QTRY_COMPARE(rows(), 2);
}

QTEST_MAIN(TestViewSwitch)
#include "tst_viewswitch.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/admin.h"
#include "tests/ui/windowtest.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>

/// The settings of a collection beside its codehook: fields, indexes and access.
class TestCollection : public WindowTest
{
    Q_OBJECT

private slots:
    void fieldsAreDeclaredAndHold();
    void fieldsOfDocumentsAreDeclaredWithAClick();
    void refusedFieldsKeepWhatWasTyped();
    void documentsThatDoNotFitAreTold();
    void membersThatTheFormDoesNotKnowStay();
    void indexesOfSeveralFieldsStay();
    void rolesDecideWhatUsersMay();
    void unsavedFieldsAreAskedAbout();
    void everyControlHasAName();

private:
    enum Page { General, Fields, Indexes, Access };
    void openPage(Page page);
    void type(const char *name, const QString &text);
    void toggle(const char *name);
    QByteArray definition(const char *member);
    QString message() { return find<QLabel>("collectionMessage")->text(); }
};

void TestCollection::openPage(Page page)
{
    if (!find<QTabWidget>("inner") || !find<QListWidget>("fields"))
        openSettings(QStringLiteral("people"));
    for (auto *tabs : m_desk->window().findChildren<QTabWidget *>(QStringLiteral("inner"))) {
        if (tabs->isVisible() && tabs->count() > 5)
            tabs->setCurrentIndex(page);
    }
}

void TestCollection::type(const char *name, const QString &text)
{
    auto *edit = find<QLineEdit>(name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void TestCollection::toggle(const char *name)
{
    find<QCheckBox>(name)->setFocus();
    QTest::keyClick(find<QCheckBox>(name), Qt::Key_Space);
}

QByteArray TestCollection::definition(const char *member)
{
    const auto body = Json::Document::parse(m_client->get("/admin/v1/collections/people").body);
    return body->root().value(member).toJson();
}

void TestCollection::fieldsAreDeclaredAndHold()
{
    createCollection(QStringLiteral("people"));
    openPage(Fields);
    picture("50-fields-empty");
    click("addField");
    QCOMPARE(find<QListWidget>("fields")->count(), 1);
    type("field_name", QStringLiteral("name"));
    toggle("field_required");
    type("field_min", QStringLiteral("2"));
    click("addField");
    type("field_name", QStringLiteral("age"));
    auto *kind = find<QComboBox>("fieldType");
    kind->setCurrentIndex(kind->findData(QByteArray("number")));
    QVERIFY(find<QCheckBox>("field_autoincrement")->isVisible());
    QVERIFY(!find<QLineEdit>("field_pattern")->isVisible());
    type("field_max", QStringLiteral("150"));
    click("addField");
    type("field_name", QStringLiteral("size"));
    kind->setCurrentIndex(kind->findData(QByteArray("option")));
    type("field_options", QStringLiteral("small, large"));
    type("field_default", QStringLiteral("small"));
    picture("51-fields");
    click("saveFields");
    QTRY_VERIFY(!find<QPushButton>("saveFields")->isEnabled());
    QCOMPARE(definition("fields"),
             QByteArray(R"([{"name":"name","type":"text","required":true,"min":2},)"
                        R"({"name":"age","type":"number","max":150},)"
                        R"({"name":"size","type":"option","options":["small","large"],)"
                        R"("default":"small"}])"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"J"})").status, 400);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane","age":200})").status, 400);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane","age":20})").member("size"),
             QByteArray("small"));
    // Removing one lets go of its rules, and of no data.
    find<QListWidget>("fields")->setFocus();
    find<QListWidget>("fields")->setCurrentRow(1);
    QTest::keyClick(find<QListWidget>("fields"), Qt::Key_Delete);
    click("saveFields");
    QTRY_VERIFY(!find<QPushButton>("saveFields")->isEnabled());
    QCOMPARE(m_client->post("/rest/people", R"({"name":"Jane","age":200})").status, 201);
}

void TestCollection::fieldsOfDocumentsAreDeclaredWithAClick()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"city":"Oslo","n":1,"tags":[]})").status, 201);
    openPage(Fields);
    auto *button = find<QToolButton>("addFoundField");
    QTRY_COMPARE(button->menu()->actions().size(), 3);
    button->menu()->actions().first()->trigger();
    QCOMPARE(button->menu()->actions().size(), 2);
    QCOMPARE(find<QLineEdit>("field_name")->text(), QStringLiteral("city"));
    click("saveFields");
    QTRY_COMPARE(definition("fields"), QByteArray(R"([{"name":"city","type":"text"}])"));
}

void TestCollection::refusedFieldsKeepWhatWasTyped()
{
    createCollection(QStringLiteral("people"));
    openPage(Fields);
    click("addField");
    type("field_name", QStringLiteral("size"));
    auto *kind = find<QComboBox>("fieldType");
    kind->setCurrentIndex(kind->findData(QByteArray("option"))); // without any options
    click("saveFields");
    QTRY_VERIFY(find<QLabel>("collectionMessage")->isVisible());
    QVERIFY2(message().startsWith(QLatin1String("Not saved. ")), qPrintable(message()));
    QVERIFY2(message().contains(QLatin1String("options")), qPrintable(message()));
    QCOMPARE(find<QListWidget>("fields")->count(), 1);
    QVERIFY(find<QPushButton>("saveFields")->isEnabled());
    picture("52-fields-refused");
}

void TestCollection::documentsThatDoNotFitAreTold()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"([{"age":1},{"age":"old"},{}])").status, 201);
    openPage(Fields);
    click("addField");
    type("field_name", QStringLiteral("age"));
    auto *kind = find<QComboBox>("fieldType");
    kind->setCurrentIndex(kind->findData(QByteArray("number")));
    toggle("field_required");
    click("saveFields");
    QTRY_VERIFY(find<QLabel>("collectionMessage")->isVisible());
    QVERIFY2(message().startsWith(QLatin1String("Saved. 2 documents do not fit")),
             qPrintable(message()));
    picture("53-fields-misfits");
    QCOMPARE(m_client->get("/rest/people?q={\"age\":\"old\"}").body.count("_id"), 1);
}

void TestCollection::membersThatTheFormDoesNotKnowStay()
{
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"fields":[{"name":"a","type":"json","default":{"x":1},"min":0}]})")
                 .status,
             201);
    QTest::qWait(50);
    createCollection(QStringLiteral("orders"));
    // The one made from outside is at the left as well.
    QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText"));
    QTest::keyClicks(find<QLineEdit>("pickerText"), QStringLiteral("people"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Down);
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QTRY_VERIFY(find<QTabWidget>("tabs")
                    ->tabText(find<QTabWidget>("tabs")->currentIndex())
                    .startsWith(QLatin1String("people settings")));
    openPage(Fields);
    QTRY_COMPARE(find<QListWidget>("fields")->count(), 1);
    toggle("field_unique");
    click("saveFields");
    QTRY_COMPARE(
        definition("fields"),
        QByteArray(R"([{"name":"a","type":"json","default":{"x":1},"min":0,"unique":true}])"));
}

void TestCollection::indexesOfSeveralFieldsStay()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"indexes":[{"fields":["a","b"],"unique":true}]})")
                 .status,
             200);
    openPage(Indexes);
    auto *list = find<QListWidget>("indexes");
    QTRY_COMPARE(list->count(), 1);
    QCOMPARE(list->item(0)->text(), QStringLiteral("a, b (unique)"));
    type("newIndex", QStringLiteral("c, d.e"));
    click("addIndex");
    QTRY_COMPARE(list->count(), 2);
    QCOMPARE(definition("indexes"),
             QByteArray(R"([{"fields":["a","b"],"unique":true},{"fields":["c","d.e"]}])"));
    list->setCurrentRow(1);
    click("removeIndex");
    QTRY_COMPARE(definition("indexes"), QByteArray(R"([{"fields":["a","b"],"unique":true}])"));
}

void TestCollection::rolesDecideWhatUsersMay()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(
        m_client->put("/admin/v1/settings", R"({"auth":{"jwt":{"secret":"of the tests"}}})").status,
        200);
    QCOMPARE(m_client->put("/admin/v1/collections/users", "{}").status, 201);
    QCOMPARE(m_client->post("/rest/users", R"({"email":"a@b.c","roles":["editor"]})").status, 201);
    openPage(Access);
    type("newRole", QStringLiteral("editor"));
    click("addRole");
    auto *roles = find<QTableWidget>("roles");
    QCOMPARE(roles->rowCount(), 1);
    roles->item(0, 2)->setCheckState(Qt::Checked);
    toggle("privateData");
    picture("54-access");
    click("saveAccess");
    QTRY_VERIFY(!find<QPushButton>("saveAccess")->isEnabled());
    QCOMPARE(definition("access"),
             QByteArray(R"({"roles":{"editor":["GET","POST"]},"private":true})"));
    const QByteArray token =
        m_client->post("/auth/jwt", R"({"payload":{"email":"a@b.c"}})").member("jwt");
    QVERIFY(!token.isEmpty());
    roles->selectRow(0);
    click("removeRole");
    toggle("privateData");
    click("saveAccess");
    QTRY_COMPARE(definition("access"), QByteArray(R"({"roles":{},"private":false})"));
}

void TestCollection::unsavedFieldsAreAskedAbout()
{
    createCollection(QStringLiteral("people"));
    openPage(Fields);
    click("addField");
    type("field_name", QStringLiteral("city"));
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(definition("fields"), QByteArray(R"([{"name":"city","type":"text"}])"));
}

void TestCollection::everyControlHasAName()
{
    createCollection(QStringLiteral("people"));
    for (const Page page : {General, Fields, Indexes, Access}) {
        openPage(page);
        if (page == Fields)
            click("addField");
        QCOMPARE(namelessControls().join(QLatin1Char('\n')), QString());
    }
}

QTEST_MAIN(TestCollection)
#include "tst_collection.moc"

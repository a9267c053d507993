// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>
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
    void fullTextIsSwitched();
    void queriesAreExplained();
    void rolesDecideWhatUsersMay();
    void keysThatReachItAreNamed();
    void webhookIsSetAndFaultsAreTold();
    void examplesOpenInRequests();
    void examplesRunInTheirLanguages();
    void renamedWithWhatDependsOnIt();
    void descriptionIsSavedByItself();
    void droppedFromItsSettings();
    void unsavedFieldsAreAskedAbout();
    void everyControlHasAName();

private:
    enum Page { General, Fields, Indexes, Access, Codehook, Webhook, Examples };
    void openPage(Page page);
    void type(const char *name, const QString &text);
    void toggle(const char *name);
    QByteArray definition(const char *member);
    QString message() { return find<QLabel>("collectionMessage")->text(); }
};

void TestCollection::openPage(Page page)
{
    if (!find<QTabWidget>("inner") || !find<QWidget>("description"))
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
    auto *button = find<QPushButton>("addFoundField");
    QTRY_COMPARE(button->menu()->actions().size(), 5); // three, and a line before all of them
    button->menu()->actions().first()->trigger();
    QCOMPARE(find<QLineEdit>("field_name")->text(), QStringLiteral("city"));
    button->menu()->actions().last()->trigger();
    click("saveFields");
    QTRY_COMPARE(definition("fields").count("\"name\":"), qsizetype(3));
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
                       R"({"fields":[{"name":"a","type":"json","default":{"x":1},"min":0}],
                           "access":{"fields":{"a":{"read":["editor"]}}}})")
                 .status,
             201);
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
    openPage(Access);
    toggle("privateData");
    click("saveAccess");
    QTRY_COMPARE(definition("access"),
                 QByteArray(R"({"roles":{},"private":true,"fields":{"a":{"read":["editor"]}}})"));
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
    auto *list = find<QTableWidget>("indexes");
    QTRY_COMPARE(list->rowCount(), 1);
    QCOMPARE(list->item(0, 0)->text(), QStringLiteral("a, b"));
    QCOMPARE(list->item(0, 1)->text(), QStringLiteral("yes"));
    type("newIndex", QStringLiteral("c, d.e"));
    click("addIndex");
    QTRY_COMPARE(list->rowCount(), 2);
    QCOMPARE(definition("indexes"),
             QByteArray(R"([{"fields":["a","b"],"unique":true},{"fields":["c","d.e"]}])"));
    QTRY_VERIFY(!list->item(1, 2)->text().isEmpty()); // its size
    list->selectRow(1);
    click("removeIndex");
    QTRY_COMPARE(definition("indexes"), QByteArray(R"([{"fields":["a","b"],"unique":true}])"));
}

void TestCollection::fullTextIsSwitched()
{
    createCollection(QStringLiteral("people"));
    openPage(Indexes);
    auto *box = find<QCheckBox>("fullText");
    auto *state = find<QLabel>("fullTextState");
    QTRY_COMPARE(state->text(), QStringLiteral("filter= reads all documents"));
    QVERIFY(!box->isChecked());
    toggle("fullText");
    QTRY_VERIFY(box->isChecked());
    QCOMPARE(definition("fulltext"), QByteArray("true"));
    QTRY_VERIFY2(state->text().contains(QLatin1String("KiB")), qPrintable(state->text()));
    picture("55-fulltext");
    // It is no index of fields.
    QCOMPARE(find<QTableWidget>("indexes")->rowCount(), 0);
    toggle("fullText");
    QTRY_VERIFY(!box->isChecked());
    QCOMPARE(definition("fulltext"), QByteArray("false"));
    QTRY_COMPARE(state->text(), QStringLiteral("filter= reads all documents"));
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

void TestCollection::queriesAreExplained()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->put("/admin/v1/collections/people", R"({"indexes":[{"fields":["name"]}]})")
                 .status,
             200);
    openPage(Indexes);
    auto *query = find<QLineEdit>("explainQuery");
    query->setText(QStringLiteral("{\"name\": \"Jane\"}"));
    QTest::keyClick(query, Qt::Key_Return);
    auto *plan = find<QLabel>("queryPlan");
    QTRY_VERIFY2(plan->text().startsWith(QLatin1String("Uses an index.")),
                 qPrintable(plan->text()));
    picture("55-indexes");
    query->setText(QStringLiteral("{\"age\": 3}"));
    QTest::keyClick(query, Qt::Key_Return);
    QTRY_VERIFY(plan->text().startsWith(QLatin1String("Reads the whole collection")));
    query->setText(QStringLiteral("{\"age\""));
    QTest::keyClick(query, Qt::Key_Return);
    QTRY_VERIFY(plan->text().contains(QLatin1String("JSON")));
}

void TestCollection::keysThatReachItAreNamed()
{
    createCollection(QStringLiteral("people"));
    for (const char *path : {"/people/**", "/orders/**"})
        QVERIFY(m_client
                    ->post("/admin/v1/keys",
                           QByteArray(R"({"kind":"web","methods":["GET"],"description":"shop",)")
                               + "\"path\":\"" + path + "\"}")
                    .status
                < 300);
    openPage(Access);
    QTRY_VERIFY(find<QLabel>("keysThatReach")->text().contains(QLatin1String("GET /people/**")));
    QVERIFY(!find<QLabel>("keysThatReach")->text().contains(QLatin1String("/orders")));
    QVERIFY(find<QLabel>("keysThatReach")->text().contains(QLatin1String("all collections")));
}

void TestCollection::webhookIsSetAndFaultsAreTold()
{
    createCollection(QStringLiteral("people"));
    openPage(Webhook);
    type("webhookUrl", QStringLiteral("example.com"));
    toggle("webhook_delete");
    toggle("webhookActive");
    click("saveWebhook");
    QTRY_VERIFY(message().contains(QLatin1String("Not saved.")));
    QCOMPARE(find<QLineEdit>("webhookUrl")->text(), QStringLiteral("example.com"));
    type("webhookUrl", QStringLiteral("http://127.0.0.1:9/hook"));
    click("saveWebhook");
    QTRY_VERIFY(!find<QPushButton>("saveWebhook")->isEnabled());
    const QByteArray kept = R"({"url":"http://127.0.0.1:9/hook","events":["create","update"],)"
                            R"("active":true})";
    QCOMPARE(definition("webhook"), kept);
    picture("56-webhook");
    // Private addresses are not allowed here: it fails, and is switched off.
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_client->post("/rest/people", "{}").status, 201);
    QTRY_VERIFY(definition("webhook").contains("Switched off"));
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!find<QLabel>("webhookFault"));
    m_desk->window().reopen(*m_desk->client(), {QStringLiteral("settings:people")});
    QTRY_VERIFY(find<QTabWidget>("inner"));
    openPage(Webhook);
    QTRY_VERIFY(find<QLabel>("webhookFault")->isVisible());
    QVERIFY(!find<QCheckBox>("webhookActive")->isChecked());
    picture("57-webhook-off");
}

void TestCollection::examplesOpenInRequests()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", "{\"name\":\"it's Jane\",\"age\":3}").status, 201);
    openPage(Examples);
    QTRY_VERIFY(find<QPlainTextEdit>("examples")->toPlainText().contains(QLatin1String("people")));
    picture("58-examples");
    find<QComboBox>("exampleRequest")->setCurrentIndex(3);
    QTRY_VERIFY(find<QPlainTextEdit>("examples")->toPlainText().contains(QLatin1String("Jane")));
    QVERIFY(find<QPlainTextEdit>("examples")->toPlainText().contains(QLatin1String("-X POST")));
    click("openExample");
    QTRY_VERIFY(find<QLineEdit>("requestAddress"));
    QCOMPARE(find<QLineEdit>("requestAddress")->text(), QStringLiteral("{{base}}/rest/people"));
    click("sendRequest");
    QTRY_COMPARE(find<QLabel>("answerStatus")->text(), QStringLiteral("201"));
    QCOMPARE(m_client->get("/rest/people").json().root().items().size(), size_t(2));
}

/// What the page shows is run as it stands there, but for the key.
void TestCollection::examplesRunInTheirLanguages()
{
    createCollection(QStringLiteral("people"));
    const QByteArray tricky =
        R"({"name":"it's \"J\" & co","age":3,"on":true,"none":null,"list":["é\u0001"]})";
    QCOMPARE(m_client->post("/rest/people", tricky).status, 201);
    openPage(Examples);
    auto *text = find<QPlainTextEdit>("examples");
    QTRY_VERIFY(text->toPlainText().contains(QLatin1String("people")));
    const QString clients = QStringLiteral(SOURCE_FOLDER "/clients");
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("node_modules")));
    QVERIFY(QFile::link(clients + QStringLiteral("/js"),
                        m_folder->filePath(QStringLiteral("node_modules/hookdesk"))));
    QVERIFY(QFile::link(clients + QStringLiteral("/python/hookdesk.py"),
                        m_folder->filePath(QStringLiteral("hookdesk.py"))));
    const std::pair<const char *, const char *> programs[] = {
        {"sh", "example.sh"}, {"node", "example.mjs"}, {"python3", "example.py"}};
    for (int language = 0; language < int(std::size(programs)); ++language) {
        find<QComboBox>("exampleLanguage")->setCurrentIndex(language);
        for (int request = 0; request < 5; ++request) {
            find<QComboBox>("exampleRequest")->setCurrentIndex(request);
            static const QRegularExpression open(QStringLiteral("[/\"]ID\\b"));
            QTRY_VERIFY(request != 2 || !text->toPlainText().contains(open));
            QString script = text->toPlainText();
            script.replace(QStringLiteral("…"), QString::fromLatin1(m_client->key()));
            const QString file = m_folder->filePath(QLatin1String(programs[language].second));
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(script.toUtf8());
            out.close();
            QProcess process;
            process.start(QLatin1String(programs[language].first), {file});
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
            const QByteArray answer = process.readAllStandardOutput();
            QVERIFY2(process.exitCode() == 0 && answer.contains("it") && answer.contains("& co"),
                     (script.toUtf8() + answer + process.readAllStandardError()).constData());
        }
    }
}

void TestCollection::renamedWithWhatDependsOnIt()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/pets",
                       R"({"fields":[{"name":"owner","type":"relation","collection":"people"}]})")
                 .status,
             201);
    openPage(General);
    QTRY_VERIFY(find<QLabel>("dependents")
                    ->text()
                    .contains(QLatin1String("The field owner of pets refers to it.")));
    click("renameCollection");
    QDialog *question = dialog();
    QVERIFY(question);
    picture("59-rename");
    auto *edit = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(edit, QStringLiteral("pets"));
    QTest::keyClick(edit, Qt::Key_Return);
    question = dialog(); // the name is taken, which the server says
    QVERIFY(question);
    QTRY_VERIFY(question->findChild<QPushButton *>(QStringLiteral("askAccept")));
    QTest::mouseClick(dialog()->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    click("renameCollection");
    QTest::keyClicks(dialog()->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("folk"));
    QTest::keyClick(dialog()->findChild<QLineEdit *>(QStringLiteral("askText")), Qt::Key_Return);
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("folk settings"));
    QCOMPARE(m_client->get("/rest/folk").status, 200);
    QCOMPARE(m_client->get("/rest/people").status, 404);
    QVERIFY(m_client->get("/admin/v1/collections/pets").body.contains(R"("collection":"folk")"));
}

void TestCollection::descriptionIsSavedByItself()
{
    createCollection(QStringLiteral("people"));
    openPage(General);
    type("description", QStringLiteral("Those we know"));
    click("saveDescription");
    QTRY_COMPARE(definition("description"), QByteArray(R"("Those we know")"));
    QTRY_VERIFY(!find<QLineEdit>("description")->isModified());
}

void TestCollection::droppedFromItsSettings()
{
    createCollection(QStringLiteral("people"));
    openPage(General);
    click("dropCollection");
    QDialog *question = dialog();
    QVERIFY(question);
    auto *edit = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(edit, QStringLiteral("peopl"));
    QVERIFY(!question->findChild<QPushButton *>(QStringLiteral("askAccept"))->isEnabled());
    QTest::keyClicks(edit, QStringLiteral("e"));
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(m_client->get("/rest/people").status, 404);
    QTRY_VERIFY(!find<QTabWidget>("inner") || !find<QWidget>("dropCollection"));
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
    for (const Page page : {General, Fields, Indexes, Access, Webhook, Examples}) {
        openPage(page);
        if (page == Fields)
            click("addField");
        QCOMPARE(namelessControls().join(QLatin1Char('\n')), QString());
    }
}

QTEST_MAIN(TestCollection)
#include "tst_collection.moc"

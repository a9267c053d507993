// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"

#include <QNetworkReply>
#include <QNetworkAccessManager>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QTreeWidget>

/// The screens of an administrator: keys, settings, and the list that leads everywhere.
class TestAdministration : public WindowTest
{
    Q_OBJECT

private slots:
    void usersAreMadeAndSignIn();
    void keysAreMadeAndRevoked();
    void webKeysHaveLimits();
    void keysThatAreRefusedSayWhy();
    void formChangesOnlyWhatWasTyped();
    void refusedSettingsAreToldAtTheirField();
    void settingsAsText();
    void unsavedSettingsAreAskedAbout();
    void backupsAreMadeAndRestored();
    void paletteLeadsEverywhere();
    void shortcutsAreListed();
    void everyControlHasAName();

private:
    void roleOpensItsRights(QTableWidget *rights);
    void fillUser(const char *email, const char *roles);
    /// How a GET of the orders with this token is answered.
    int ordersStatus(const QByteArray &token);
    void openKeys();
    void openDatabaseSettings();
    QTableWidget *keys() { return find<QTableWidget>("keys"); }
    QLineEdit *field(const char *path) { return find<QLineEdit>(path); }
    void type(const char *path, const QString &text);
    QByteArray settings() { return m_client->get("/admin/v1/settings").body; }
    void openPalette();
};

void TestAdministration::openKeys()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(keys() && keys()->rowCount() > 0);
}

void TestAdministration::openDatabaseSettings()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_Comma, Qt::ControlModifier);
    QTRY_VERIFY(find<QPlainTextEdit>("settingsText")
                && !find<QPlainTextEdit>("settingsText")->toPlainText().isEmpty());
}

/// Types over what stands in a field.
void TestAdministration::type(const char *path, const QString &text)
{
    field(path)->setFocus();
    field(path)->selectAll();
    if (text.isEmpty())
        QTest::keyClick(field(path), Qt::Key_Delete);
    else
        QTest::keyClicks(field(path), text);
}

void TestAdministration::keysAreMadeAndRevoked()
{
    openKeys();
    QCOMPARE(keys()->rowCount(), 1);
    click("newKey");
    QDialog *question = dialog();
    QVERIFY(question);
    question->findChild<QComboBox *>(QStringLiteral("keyKind"))->setCurrentIndex(0);
    QTest::keyClicks(question->findChild<QLineEdit *>(QStringLiteral("keyDescription")),
                     QStringLiteral("the nightly backup of a colleague with a long name"));
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("createKey")),
                      Qt::LeftButton);
    QTRY_COMPARE(keys()->rowCount(), 2);
    // It is shown this once, and works.
    const QByteArray key = find<QLabel>("firstKey")->text().toLatin1();
    QCOMPARE(HttpClient(m_desk->client()->url(), key).get("/admin/v1/keys").status, 200);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    picture("40-keys");
    const int row = keys()->item(0, 4)->text().startsWith(QLatin1String("the nightly")) ? 0 : 1;
    keys()->selectRow(row);
    click("revokeKey");
    question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askCancel")),
                      Qt::LeftButton);
    QCOMPARE(HttpClient(m_desk->client()->url(), key).get("/admin/v1/keys").status, 200);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    keys()->setFocus();
    QTest::keyClick(keys(), Qt::Key_Delete);
    question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(keys()->rowCount(), 1);
    QCOMPARE(HttpClient(m_desk->client()->url(), key).get("/admin/v1/keys").status, 401);
}

void TestAdministration::webKeysHaveLimits()
{
    QVERIFY(m_client->put("/admin/v1/collections/people", "{}").status == 201);
    QVERIFY(m_client->put("/admin/v1/collections/orders", "{}").status == 201);
    openKeys();
    click("newKey");
    QDialog *question = dialog();
    QVERIFY(question);
    const auto box = [&](const char *name) {
        return question->findChild<QCheckBox *>(QLatin1String(name));
    };
    QVERIFY(box("keyPOST")->isVisible()); // a key begins with limits
    auto *kind = question->findChild<QComboBox *>(QStringLiteral("keyKind"));
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Up);
    QTRY_VERIFY(!box("keyPOST")->isVisible());
    QTest::keyClick(kind, Qt::Key_Down);
    QTRY_VERIFY(box("keyPOST")->isVisible());
    box("keyPOST")->setChecked(true);
    auto *path = question->findChild<QLineEdit *>(QStringLiteral("keyPath"));
    path->setText(QStringLiteral("/people/**"));
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("createKey")),
                      Qt::LeftButton);
    QTRY_COMPARE(keys()->rowCount(), 2);
    HttpClient client(m_desk->client()->url(), find<QLabel>("firstKey")->text().toLatin1());
    QCOMPARE(client.get("/rest/people").status, 200);
    QCOMPARE(client.post("/rest/people", "{}").status, 201);
    QCOMPARE(client.get("/rest/orders").status, 403);
    QCOMPARE(client.send("DELETE", "/rest/people/*", "[]").status, 403);
    const int row = keys()->item(0, 1)->text() == QLatin1String("web") ? 0 : 1;
    QCOMPARE(keys()->item(row, 2)->text(), QStringLiteral("GET, POST on /people/**"));
}

void TestAdministration::keysThatAreRefusedSayWhy()
{
    openKeys();
    click("newKey");
    QDialog *question = dialog();
    QVERIFY(question);
    auto *kind = question->findChild<QComboBox *>(QStringLiteral("keyKind"));
    kind->setCurrentIndex(1);
    auto *get = question->findChild<QCheckBox *>(QStringLiteral("keyGET"));
    get->setChecked(false);
    QVERIFY(!question->findChild<QPushButton *>(QStringLiteral("createKey"))->isEnabled());
    get->setChecked(true);
    question->findChild<QLineEdit *>(QStringLiteral("keyOrigin"))
        ->setText(QStringLiteral("https://app.example/page"));
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("createKey")),
                      Qt::LeftButton);
    auto *fault = question->findChild<QLabel *>(QStringLiteral("keyFault"));
    QTRY_VERIFY(fault->isVisible());
    QCOMPARE(fault->text(),
             QStringLiteral("An origin is scheme and host alone, such as "
                            "https://app.example."));
    QVERIFY(question->isVisible());
    QCOMPARE(keys()->rowCount(), 1);
    picture("41-key-refused");
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
}

void TestAdministration::formChangesOnlyWhatWasTyped()
{
    QVERIFY(m_client
                ->put("/admin/v1/settings",
                      R"({"mine":{"any":[1]},"codehooks":{"memory":200},"mail":{"from":"a@b.c"},)"
                      R"("auth":{"jwt":{"issuer":"of\nlines"}}})")
                .status
            == 200);
    openDatabaseSettings();
    QTRY_COMPARE(field("codehooks.memory")->text(), QStringLiteral("200"));
    QCOMPARE(field("codehooks.timeout")->placeholderText(), QStringLiteral("5000"));
    QCOMPARE(field("auth.jwt.issuer")->text(), QStringLiteral("of\nlines"));
    QVERIFY(!find<QPushButton>("saveSettings")->isEnabled());
    type("codehooks.timeout", QStringLiteral("1500"));
    type("mail.smtp.host", QStringLiteral("mail.example"));
    type("mail.from", QString());
    type("request.allow", QStringLiteral("127.0.0.1, *.intern.example"));
    QVERIFY(find<QPushButton>("saveSettings")->isEnabled());
    // One page at a time.
    QVERIFY(!find<QTabWidget>("settingsPages")->isTabEnabled(1));
    picture("42-settings");
    QTest::keyClick(&m_desk->window(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!find<QPushButton>("saveSettings")->isEnabled());
    const auto stored = Json::Document::parse(settings());
    const Json::Value root = stored->root();
    QCOMPARE(root.value("codehooks").toJson(), QByteArray(R"({"memory":200,"timeout":1500})"));
    QCOMPARE(root.value("mail").toJson(), QByteArray(R"({"smtp":{"host":"mail.example"}})"));
    QCOMPARE(root.value("request").toJson(),
             QByteArray(R"({"allow":["127.0.0.1","*.intern.example"]})"));
    QCOMPARE(root.value("mine").toJson(), QByteArray(R"({"any":[1]})"));
    QCOMPARE(root.value("auth").toJson(), QByteArray(R"({"jwt":{"issuer":"of\nlines"}})"));
}

void TestAdministration::refusedSettingsAreToldAtTheirField()
{
    openDatabaseSettings();
    type("codehooks.timeout", QStringLiteral("soon"));
    type("jobs.timezone", QStringLiteral("Europe/Oslow"));
    click("saveSettings");
    QTRY_VERIFY(field("codehooks.timeout")->property("invalid").toBool());
    QVERIFY(field("jobs.timezone")->property("invalid").toBool());
    QVERIFY(!field("mail.from")->property("invalid").toBool());
    QVERIFY(find<QPushButton>("saveSettings")->isEnabled()); // nothing is lost
    QCOMPARE(field("codehooks.timeout")->text(), QStringLiteral("soon"));
    picture("43-settings-refused");
    QVERIFY(!settings().contains("Oslow"));
}

void TestAdministration::settingsAsText()
{
    openDatabaseSettings();
    auto *pages = find<QTabWidget>("settingsPages");
    pages->setCurrentIndex(1);
    auto *text = find<QPlainTextEdit>("settingsText");
    text->setPlainText(QStringLiteral("{\"mine\": 1,"));
    click("saveSettings");
    QTRY_VERIFY(find<QLabel>("settingsMessage")->isVisible());
    QVERIFY(find<QLabel>("settingsMessage")->text().startsWith(QLatin1String("Not saved.")));
    text->setPlainText(QStringLiteral("{\"limits\": {\"body\": 1}, \"mine\": 1}"));
    click("saveSettings");
    QTRY_VERIFY(find<QLabel>("settingsMessage")->text().contains(QLatin1String("limits.body: ")));
    text->setPlainText(QStringLiteral("{\"mine\": {\"a\": 1}}"));
    click("saveSettings");
    QTRY_VERIFY(!find<QPushButton>("saveSettings")->isEnabled());
    QVERIFY(!find<QLabel>("settingsMessage")->isVisible());
    QCOMPARE(settings(), QByteArray(R"({"mine":{"a":1}})"));
    picture("44-settings-json");
}

void TestAdministration::unsavedSettingsAreAskedAbout()
{
    openDatabaseSettings();
    type("codehooks.timeout", QStringLiteral("1500"));
    QTest::keyClick(&m_desk->window(), Qt::Key_W, Qt::ControlModifier);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_VERIFY(settings().contains("1500"));
}

void TestAdministration::backupsAreMadeAndRestored()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"name":"before"})").status, 201);
    const QString backup = m_folder->filePath(QStringLiteral("backup.hookdesk"));
    m_desk->window().backUpTo(backup);
    QTRY_VERIFY(m_desk->window().statusBar()->currentMessage().startsWith(u"Backed up to "));
    QVERIFY(QFileInfo(backup).size() > 0);
    QCOMPARE(m_client->post("/rest/people", R"({"name":"after"})").status, 201);
    // What cannot be written is told, and what is no backup stays.
    m_desk->window().backUpTo(QStringLiteral("/nowhere/backup.hookdesk"));
    QDialog *told = dialog();
    QVERIFY(told);
    QTest::keyClick(told, Qt::Key_Escape);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    emit m_desk->window().restoreRequested(m_desk->client(), backup);
    QTRY_VERIFY(m_desk->client() && !m_desk->client()->url().isEmpty());
    const QByteArray key = m_client->key();
    HttpClient restored(m_desk->client()->url(), key);
    const QByteArray people = restored.get("/rest/people").body;
    QVERIFY(people.contains("before"));
    QVERIFY(!people.contains("after"));
    const QDir folder(m_folder->path());
    QCOMPARE(folder.entryList({QStringLiteral("new.hookdesk.before-*")}).size(), 1);
    // A file that is no backup changes nothing.
    QFile text(m_folder->filePath(QStringLiteral("text")));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("hello") == 5);
    text.close();
    emit m_desk->window().restoreRequested(m_desk->client(), text.fileName());
    QVERIFY(dialog());
    QVERIFY(HttpClient(m_desk->client()->url(), key).get("/rest/people").body.contains("before"));
}

void TestAdministration::openPalette()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText"));
}

void TestAdministration::paletteLeadsEverywhere()
{
    QVERIFY(m_client->put("/admin/v1/collections/people", "{}").status == 201);
    auto *tabs = find<QTabWidget>("tabs");
    const auto current = [tabs] { return tabs->tabText(tabs->currentIndex()); };
    openPalette();
    picture("45-palette");
    QTest::keyClicks(find<QLineEdit>("pickerText"), QStringLiteral("peo"));
    for (int row = 0; row < 2; ++row)
        QVERIFY(find<QListWidget>("pickerList")->item(row)->text().startsWith(u"people"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Down);
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QTRY_COMPARE(current(), QStringLiteral("people settings"));
    QTRY_VERIFY(!find<QLineEdit>("pickerText"));
    // Commands, by letters in their order.
    openPalette();
    QTest::keyClicks(find<QLineEdit>("pickerText"), QStringLiteral("apik"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QTRY_COMPARE(current(), QStringLiteral("API keys"));
    QTRY_VERIFY(!find<QLineEdit>("pickerText"));
    // Escape, and what fits nothing, do nothing.
    openPalette();
    QTest::keyClicks(find<QLineEdit>("pickerText"), QStringLiteral("zzzz"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QVERIFY(find<QLineEdit>("pickerText"));
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Escape);
    QTRY_VERIFY(!find<QLineEdit>("pickerText"));
    QCOMPARE(current(), QStringLiteral("API keys"));
}

void TestAdministration::shortcutsAreListed()
{
    QTest::keyClick(&m_desk->window(), Qt::Key_F1, Qt::ControlModifier);
    QDialog *shown = dialog();
    QVERIFY(shown);
    auto *list = shown->findChild<QTreeWidget *>(QStringLiteral("shortcuts"));
    const auto visibleKeys = [list] {
        QStringList keys;
        for (QTreeWidgetItemIterator item(list, QTreeWidgetItemIterator::NotHidden); *item;
             ++item) {
            if ((*item)->parent())
                keys.append((*item)->text(1));
        }
        return keys;
    };
    const QStringList all = visibleKeys();
    for (const char *keys : {"Ctrl+P", "Ctrl+Shift+F", "F8", "Ctrl+/", "Ctrl+J"})
        QVERIFY2(all.contains(QLatin1String(keys)), keys);
    auto *text = shown->findChild<QLineEdit *>(QStringLiteral("shortcutFilter"));
    QTest::keyClicks(text, QStringLiteral("problem"));
    QCOMPARE(visibleKeys(), (QStringList{"Ctrl+Shift+M", "F8", "Shift+F8"}));
}

void TestAdministration::everyControlHasAName()
{
    const auto pages = pageActions();
    QVERIFY(pages.size() >= 5);
    for (QAction *page : pages) {
        page->trigger();
        QCOMPARE(namelessControls(), QStringList());
    }
    openPalette();
    QCOMPARE(namelessControls(), QStringList());
}

void TestAdministration::fillUser(const char *email, const char *roles)
{
    auto *mail = find<QLineEdit>("userEmail");
    mail->selectAll();
    QTest::keyClicks(mail, QLatin1String(email));
    auto *names = find<QLineEdit>("userRoles");
    names->selectAll();
    QTest::keyClicks(names, QLatin1String(roles));
}

int TestAdministration::ordersStatus(const QByteArray &token)
{
    QNetworkAccessManager manager;
    QNetworkRequest request(QUrl(m_desk->client()->url() + QStringLiteral("/rest/orders")));
    request.setRawHeader("authorization", "Bearer " + token);
    QNetworkReply *reply = manager.get(request);
    (void)QTest::qWaitFor([&] { return reply->isFinished(); });
    return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

void TestAdministration::roleOpensItsRights(QTableWidget *rights)
{
    rights->setCurrentCell(0, 0);
    rights->setFocus();
    QTest::keyClick(rights, Qt::Key_Return);
    QTRY_VERIFY(find<QTableWidget>("roles") && find<QTableWidget>("roles")->isVisible());
}

void TestAdministration::usersAreMadeAndSignIn()
{
    createCollection(QStringLiteral("orders"));
    QVERIFY(m_client
                ->put("/admin/v1/collections/orders",
                      R"({"access":{"roles":{"seller":["GET","POST"],"*":["GET"]}}})")
                .status
            == 200);
    QTest::keyClick(&m_desk->window(), Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(
        find<QLabel>("usersNote")->text().contains(QLatin1String("users does not exist yet")));
    QVERIFY(!find<QPushButton>("newUser")->isEnabled());
    picture("44-users-none");
    click("makeUsers");
    QTRY_VERIFY(find<QPushButton>("newUser")->isEnabled());
    QTRY_VERIFY(find<QLabel>("usersNote")->text().contains(QLatin1String("set a secret")));
    auto *rights = find<QTableWidget>("roleRights");
    QCOMPARE(rights->rowCount(), 2);
    click("newUser");
    QVERIFY(dialog());
    fillUser("jane", "sellr");
    QVERIFY(!find<QPushButton>("saveUser")->isEnabled()); // no address yet
    QVERIFY(find<QLabel>("userNote")->text().contains(QLatin1String("sellr")));
    picture("45-user");
    fillUser("jane@example.com", "seller, seller");
    click("saveUser");
    auto *users = find<QTableWidget>("users");
    QTRY_COMPARE(users->rowCount(), 1);
    QCOMPARE(users->item(0, 1)->text(), QStringLiteral("seller"));
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    click("newUser");
    fillUser("jane@example.com", "");
    click("saveUser");
    QTRY_VERIFY(find<QLabel>("usersMessage")->isVisible()); // there is one of this address
    QCOMPARE(users->rowCount(), 1);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    // The token of the user opens what the role may.
    const QByteArray secret = R"({"auth":{"jwt":{"secret":"of the tests"}}})";
    QCOMPARE(m_client->send("PATCH", "/admin/v1/settings", secret).status, 200);
    const QByteArray token =
        m_client->post("/auth/jwt", R"({"payload":{"email":"jane@example.com"}})").member("jwt");
    QCOMPARE(ordersStatus(token), 200);
    users->selectRow(0);
    click("editUser");
    find<QCheckBox>("userActive")->setFocus();
    QTest::keyClick(find<QCheckBox>("userActive"), Qt::Key_Space);
    click("saveUser");
    QTRY_COMPARE(users->item(0, 2)->text(), QStringLiteral("no"));
    QCOMPARE(ordersStatus(token), 401);
    picture("46-users");
    users->selectRow(0);
    click("deleteUser");
    QTest::mouseClick(dialog()->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(users->rowCount(), 0);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    roleOpensItsRights(rights);
    QCOMPARE(namelessControls().join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(TestAdministration)
#include "tst_administration.moc"

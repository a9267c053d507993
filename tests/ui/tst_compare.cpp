// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/comparetest.h"

#include <Qsci/qsciscintilla.h>
#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

/// Two databases side by side, of whose differences some are deployed and taken back.
class TestCompare : public CompareTest
{
    Q_OBJECT

private slots:
    void compareAndDeploy();
    void keyboardIsEnough();
    void whatOthersChangeIsKept();
    void productionAsksForTheName();
    void removalsAreChosenOneByOne();
    void faultsAreShownBeforeAnythingChanges();

private:
    void checkOther();
};

void TestCompare::compareAndDeploy()
{
    openBoth();
    openCompare();
    auto *tabs = find<QTabWidget>("tabs");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Compare new → other"));
    QCOMPARE(
        rows(),
        QStringList({QStringLiteral("Field orders.beløp"), QStringLiteral("Field orders.total"),
                     QStringLiteral("Index orders: city"), QStringLiteral("Codehook orders"),
                     QStringLiteral("Module lib/vat"), QStringLiteral("Job nightly report"),
                     QStringLiteral("Setting codehooks.timeout"),
                     QStringLiteral("Setting mail.smtp.password")}));
    QCOMPARE(texts(QStringLiteral("Field orders.total")),
             QStringLiteral("number, required | number | changed"));
    QVERIFY(texts(QStringLiteral("Codehook orders")).endsWith(QStringLiteral("| +1 −1 lines")));
    QCOMPARE(texts(QStringLiteral("Setting mail.smtp.password")),
             QStringLiteral("●●●● | ●●●● | differs, secrets are never carried over"));
    selectRow(QStringLiteral("Codehook orders"));
    QVERIFY(find<QsciScintilla>("diffBefore")->text().contains(QLatin1String("var a")));
    QVERIFY(find<QsciScintilla>("diffAfter")->text().contains(QLatin1String("let a")));
    // Nothing is chosen that nobody chose.
    QVERIFY(!find<QPushButton>("deploy")->isEnabled());
    QTest::keyClicks(find<QLineEdit>("compareFilter"), QStringLiteral("vat"));
    QCOMPARE(rows(), QStringList{QStringLiteral("Module lib/vat")});
    find<QLineEdit>("compareFilter")->clear();
    for (const char *row : {"Module lib/vat", "Codehook orders", "Field orders.beløp",
                            "Job nightly report", "Setting codehooks.timeout"})
        choose(QString::fromUtf8(row));
    QCOMPARE(find<QLabel>("compareCount")->text(), QStringLiteral("8 differences, 5 chosen"));
    selectRow(QStringLiteral("Codehook orders"));
    picture("compare");
    QCOMPARE(find<QPushButton>("deploy")->text(), QStringLiteral("Deploy 5 to other…"));
    click("deploy");
    QVERIFY(dialog());
    QCOMPARE(m_other->get("/admin/v1/modules/vat").status, 404); // only checked
    picture("compare-question");
    answer("askAccept");
    QTRY_VERIFY(notice().startsWith(QLatin1String("5 changes were deployed to other")));
    QTRY_COMPARE(
        rows(),
        QStringList({QStringLiteral("Field orders.total"), QStringLiteral("Index orders: city"),
                     QStringLiteral("Setting mail.smtp.password")}));
    checkOther();
    picture("compare-deployed");
    click("undoDeployment");
    QTRY_COMPARE(notice(), QStringLiteral("The deployment was undone."));
    QTRY_COMPARE(rows().size(), 8);
    QCOMPARE(m_other->get("/admin/v1/modules/vat").status, 404);
    QVERIFY(m_other->get("/admin/v1/collections/orders/codehook").body.contains("var a"));
    QVERIFY(!m_other->get("/admin/v1/jobs").body.contains(JobId));
    QVERIFY(!find<QPushButton>("undoDeployment")->isVisible());
    QCOMPARE(namelessControls(), QStringList());
}

/// What was chosen is seen there, and nothing else has changed.
void TestCompare::checkOther()
{
    QCOMPARE(m_other->get("/admin/v1/modules/vat").body, QByteArray("module.exports = 0.25;"));
    QVERIFY(m_other->get("/admin/v1/collections/orders/codehook").body.contains("let a"));
    QVERIFY(m_other->get("/admin/v1/jobs").body.contains(JobId));
    const QByteArray definition = m_other->get("/admin/v1/collections/orders").body;
    QVERIFY2(definition.contains("beløp") && !definition.contains("required"),
             definition.constData());
    const QByteArray settings = m_other->get("/admin/v1/settings").body;
    QVERIFY(settings.contains("3000") && settings.contains("geheim there"));
}

void TestCompare::keyboardIsEnough()
{
    openBoth();
    openCompare();
    QTRY_VERIFY(table()->hasFocus());
    QTest::keyClick(table(), Qt::Key_End, Qt::ControlModifier); // the secret
    QTest::keyClick(table(), Qt::Key_Space);
    QVERIFY(!find<QPushButton>("deploy")->isEnabled());
    QTest::keyClick(table(), Qt::Key_Up);
    QTest::keyClick(table(), Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(table(), Qt::Key_Space);
    QVERIFY(isChosen(QStringLiteral("Setting codehooks.timeout")));
    QVERIFY(isChosen(QStringLiteral("Job nightly report")));
    QCOMPARE(find<QPushButton>("deploy")->text(), QStringLiteral("Deploy 2 to other…"));
    // What is chosen stays so when it is read again.
    QCOMPARE(m_client->put("/admin/v1/modules/more", "// more").status, 200);
    QTest::keyClick(table(), Qt::Key_F5);
    QTRY_VERIFY(indexOf(QStringLiteral("Module lib/more")) >= 0);
    QVERIFY(isChosen(QStringLiteral("Job nightly report")));
    QVERIFY(!isChosen(QStringLiteral("Module lib/more")));
    auto *all = find<QCheckBox>("compareAll");
    QTest::keyClick(all, Qt::Key_Space);
    QVERIFY(isChosen(QStringLiteral("Module lib/more")));
    QCOMPARE(find<QLabel>("compareCount")->text(), QStringLiteral("9 differences, 8 chosen"));
    QTest::keyClick(all, Qt::Key_Space);
    QCOMPARE(find<QLabel>("compareCount")->text(), QStringLiteral("9 differences, 0 chosen"));
}

void TestCompare::whatOthersChangeIsKept()
{
    openBoth();
    openCompare();
    choose(QStringLiteral("Codehook orders"));
    choose(QStringLiteral("Module lib/vat"));
    QCOMPARE(m_other->hook("orders", "// theirs").status, 200);
    click("deploy");
    QTRY_VERIFY(notice().startsWith(QLatin1String("Nothing was deployed to other.")));
    QVERIFY(notice().contains(QLatin1String("Codehook orders: It was changed by somebody else")));
    QVERIFY(
        texts(QStringLiteral("Codehook orders")).contains(QLatin1String("changed by somebody")));
    QCOMPARE(m_other->get("/admin/v1/modules/vat").status, 404);
    QCOMPARE(m_other->get("/admin/v1/collections/orders/codehook").body, QByteArray("// theirs"));
    picture("compare-overtaken");
    click("readAgain");
    QTRY_VERIFY(texts(QStringLiteral("Codehook orders")).contains(QLatin1String("version 2")));
    QVERIFY(notice().isEmpty());
    click("deploy");
    answer("askAccept");
    QTRY_VERIFY(notice().startsWith(QLatin1String("2 changes were deployed")));
    // Nor does Undo overwrite anything.
    QCOMPARE(m_other->hook("orders", "// theirs again").status, 200);
    click("undoDeployment");
    QTRY_VERIFY(notice().startsWith(QLatin1String("The deployment was not undone.")));
    QVERIFY(notice().contains(QLatin1String("Codehook orders: It was changed by somebody else")));
    QCOMPARE(m_other->get("/admin/v1/modules/vat").status, 200);
    QCOMPARE(m_other->get("/admin/v1/collections/orders/codehook").body,
             QByteArray("// theirs again"));
}

void TestCompare::productionAsksForTheName()
{
    openBoth();
    find<QAction>("markWorkspace")->trigger();
    QDialog *asked = dialog();
    QTest::keyClicks(asked->findChild<QLineEdit *>(QStringLiteral("markName")),
                     QStringLiteral("shop"));
    asked->findChild<QCheckBox *>(QStringLiteral("markProduction"))->setChecked(true);
    answer("saveMark");
    openCompare();
    QVERIFY(find<QLabel>("compareProduction")->isVisible());
    choose(QStringLiteral("Module lib/vat"));
    QCOMPARE(find<QPushButton>("deploy")->text(), QStringLiteral("Deploy 1 to shop…"));
    const auto answerWithName = [this] {
        QDialog *question = dialog();
        QVERIFY(question);
        auto *agree = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
        auto *text = question->findChild<QLineEdit *>(QStringLiteral("askText"));
        QVERIFY(text && !agree->isEnabled());
        QTest::keyClicks(text, QStringLiteral("shop"));
        QVERIFY(agree->isEnabled());
        picture("compare-production");
        answer("askAccept");
    };
    click("deploy");
    answerWithName();
    QTRY_COMPARE(m_other->get("/admin/v1/modules/vat").status, 200);
    QTRY_VERIFY(find<QPushButton>("undoDeployment")->isVisible());
    click("undoDeployment");
    answerWithName();
    QTRY_COMPARE(notice(), QStringLiteral("The deployment was undone."));
    QCOMPARE(m_other->get("/admin/v1/modules/vat").status, 404);
    // The other way round nothing is production.
    click("compareSwap");
    QTRY_VERIFY(indexOf(QStringLiteral("Module lib/vat")) >= 0);
    QVERIFY(!find<QLabel>("compareProduction")->isVisible());
    choose(QStringLiteral("Codehook orders"));
    click("deploy");
    QVERIFY(dialog());
    QVERIFY(!dialog()->findChild<QLineEdit *>(QStringLiteral("askText")));
    answer("askAccept");
    QTRY_VERIFY(m_client->get("/admin/v1/collections/orders/codehook").body.contains("var a"));
}

void TestCompare::removalsAreChosenOneByOne()
{
    openBoth();
    QCOMPARE(m_other->put("/admin/v1/collections/old", "{}").status, 201);
    QCOMPARE(m_other->hook("old", "// old").status, 200);
    QCOMPARE(m_other->put("/admin/v1/modules/unused", "// unused").status, 200);
    QCOMPARE(m_client->put("/admin/v1/collections/fresh", "{}").status, 201);
    QCOMPARE(m_client->hook("fresh", "// fresh").status, 200);
    openCompare();
    find<QCheckBox>("compareAll")->click();
    for (const char *row : {"Collection old", "Codehook old", "Module lib/unused"})
        QVERIFY2(!isChosen(QString::fromUtf8(row)), row);
    QVERIFY(isChosen(QStringLiteral("Collection fresh")));
    find<QCheckBox>("compareAll")->click();
    // A codehook comes with its collection, and goes with it.
    choose(QStringLiteral("Codehook fresh"));
    QVERIFY(isChosen(QStringLiteral("Collection fresh")));
    choose(QStringLiteral("Collection old"));
    QVERIFY(isChosen(QStringLiteral("Codehook old")));
    choose(QStringLiteral("Codehook old"));
    QVERIFY(!isChosen(QStringLiteral("Collection old")));
    choose(QStringLiteral("Collection old"));
    QCOMPARE(texts(QStringLiteral("Collection old")), QStringLiteral("– | yes | only in other"));
    click("deploy");
    // Enter does not remove.
    QDialog *question = dialog();
    QVERIFY(question);
    QVERIFY(question->findChild<QPushButton *>(QStringLiteral("askCancel"))->isDefault());
    answer("askAccept");
    QTRY_COMPARE(m_other->get("/rest/old").status, 404);
    QTRY_COMPARE(m_other->get("/rest/fresh").status, 200);
    QCOMPARE(m_other->get("/admin/v1/modules/unused").status, 200);
    QTRY_VERIFY(find<QPushButton>("undoDeployment")->isVisible()
                && find<QPushButton>("undoDeployment")->isEnabled());
    click("undoDeployment");
    QTRY_COMPARE(m_other->get("/rest/old").status, 200);
    QCOMPARE(m_other->get("/admin/v1/collections/old/codehook").body, QByteArray("// old"));
    QCOMPARE(m_other->get("/rest/fresh").status, 404);
}

void TestCompare::faultsAreShownBeforeAnythingChanges()
{
    openBoth();
    QCOMPARE(m_other->post("/rest/orders", R"([{"total":1,"beløp":7},{"beløp":8}])").status, 201);
    QCOMPARE(m_other->put("/admin/v1/collections/people", "{}").status, 201);
    QCOMPARE(m_other->post("/rest/people", R"([{"mail":"a"},{"mail":"a"}])").status, 201);
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"indexes":[{"fields":["mail"],"unique":true}]})")
                 .status,
             201);
    openCompare();
    choose(QStringLiteral("Module lib/vat"));
    choose(QStringLiteral("Index people: mail"));
    click("deploy");
    QTRY_VERIFY(
        notice().startsWith(QLatin1String("Nothing was deployed to other.\nCollection people: ")));
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QCOMPARE(m_other->get("/admin/v1/modules/vat").status, 404);
    choose(QStringLiteral("Index people: mail"));
    choose(QStringLiteral("Field orders.beløp"));
    choose(QStringLiteral("Field orders.total"));
    click("deploy");
    QDialog *question = dialog();
    QVERIFY(question);
    QStringList told;
    for (const QLabel *label : question->findChildren<QLabel *>())
        told.append(label->text());
    QVERIFY2(told.join(QLatin1Char('\n'))
                 .contains(QLatin1String("Collection orders: 2 documents do not fit the fields")),
             qPrintable(told.join(QLatin1Char('\n'))));
    QVERIFY(texts(QStringLiteral("Field orders.beløp")).contains(QLatin1String("2 documents")));
    QVERIFY(!texts(QStringLiteral("Index orders: city")).contains(QLatin1String("2 documents")));
    QVERIFY(!texts(QStringLiteral("Index people: mail")).contains(QLatin1String("cannot be")));
    picture("compare-misfits");
    answer("askCancel");
    QVERIFY(!m_other->get("/admin/v1/collections/orders").body.contains("beløp"));
}

QTEST_MAIN(TestCompare)
#include "tst_compare.moc"

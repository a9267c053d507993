// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include <Qsci/qsciscintilla.h>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTabWidget>

/// Nothing is sent or deleted by mistake, and what was done can be taken back.
class TestSafety : public WindowTest
{
    Q_OBJECT

private slots:
    void deletedDocumentsComeBackAsTheyWere();
    void manyAreDeletedOnlyWithTheirNumberTyped();
    void enterDeletesNothingForGood();
    void bareLettersDoNothing();
    void replayOfAWriteIsAskedAbout();
    void paletteGivesTheFocusToTheEditor();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    Json::Document get(const QByteArray &path) { return m_client->get(path).json(); }
    QByteArray put(const QByteArray &path, const QByteArray &body);
};

QByteArray TestSafety::put(const QByteArray &path, const QByteArray &body)
{
    const auto reply = m_client->send("PUT", path, body);
    return reply.status == 200 ? QByteArray("ok") : reply.body;
}

void TestSafety::deletedDocumentsComeBackAsTheyWere()
{
    fill(R"([{"name":"Jane"},{"name":"Joe"}])");
    const QByteArray id =
        get("/rest/people").root().items().front().value("_id").text().toByteArray();
    QCOMPARE(put("/rest/people/" + id, R"({"age":7})"), QByteArray("ok"));
    const auto all = [&] { return get("/rest/people?metafields=true&sort=_id").root().toJson(); };
    const QByteArray before = all();
    // It would refuse whatever is posted, and hides what it reads.
    QCOMPARE(put("/admin/v1/collections/people/codehook",
                 "function beforePOST(req, res) { res.end({error: 'nobody is made'}); }"),
             QByteArray("ok"));
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    grid()->setFocus();
    grid()->selectAll();
    QTest::keyClick(grid(), Qt::Key_Delete);
    answer("askAccept"); // can be undone, so Enter would do as well
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
    QCOMPARE(get("/rest/people").root().items().size(), size_t(0));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    QCOMPARE(all(), before);
    trigger("redo");
    QTRY_COMPARE(grid()->model()->rowCount(), 0);
}

void TestSafety::manyAreDeletedOnlyWithTheirNumberTyped()
{
    createCollection(QStringLiteral("people"));
    QByteArrayList documents;
    for (int i = 0; i < 10'001; ++i)
        documents.append("{\"n\":" + QByteArray::number(i) + "}");
    QCOMPARE(m_client->post("/rest/people", '[' + documents.join(',') + ']').status, 201);
    click("refresh");
    QTRY_COMPARE(grid()->model()->rowCount(), 10'001);
    const auto count = [&] {
        return get("/rest/people?totals=true&count=true")
            .root()
            .value("totals")
            .value("total")
            .toInteger();
    };
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_Delete);
    QDialog *question = dialog();
    QVERIFY(question);
    picture("79-delete-all");
    auto *accept = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
    auto *typed = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QVERIFY(!accept->isEnabled());
    QVERIFY(question->findChild<QPushButton *>(QStringLiteral("askCancel"))->isDefault());
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(count(), 10'001);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    QTest::keyClick(grid(), Qt::Key_Delete);
    question = dialog();
    typed = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(typed, QStringLiteral("10000"));
    accept = question->findChild<QPushButton *>(QStringLiteral("askAccept"));
    QVERIFY(!accept->isEnabled());
    typed->clear();
    QTest::keyClicks(typed, QStringLiteral("10001"));
    QVERIFY(accept->isEnabled());
    QTest::keyClick(typed, Qt::Key_Return); // even so
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(count(), 10'001);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    QTest::keyClick(grid(), Qt::Key_Delete);
    question = dialog();
    QTest::keyClicks(question->findChild<QLineEdit *>(QStringLiteral("askText")),
                     QStringLiteral("10,001"));
    answer("askAccept");
    QTRY_COMPARE(count(), 0);
}

void TestSafety::enterDeletesNothingForGood()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    find<QTabWidget>("inner")->setCurrentIndex(0);
    click("dropCollection");
    QDialog *question = dialog();
    QVERIFY(question);
    QVERIFY(question->findChild<QPushButton *>(QStringLiteral("askCancel"))->isDefault());
    auto *typed = question->findChild<QLineEdit *>(QStringLiteral("askText"));
    QTest::keyClicks(typed, QStringLiteral("people"));
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(m_client->get("/rest/people").status, 200);
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    // A key.
    QTest::keyClick(&m_desk->window(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QTableWidget>("keys") && find<QTableWidget>("keys")->rowCount() > 0);
    auto *keys = find<QTableWidget>("keys");
    keys->setFocus();
    keys->selectRow(0);
    QTest::keyClick(keys, Qt::Key_Delete);
    question = dialog();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(m_client->get("/rest/people").status, 200);
}

void TestSafety::bareLettersDoNothing()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"n":1})").status, 201);
    auto *table = find<QTableView>("inspectorTable");
    QTRY_VERIFY([&] {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 1).data().toString() == QLatin1String("POST")) {
                table->selectRow(row);
                return true;
            }
        }
        return false;
    }());
    table->setFocus();
    const int tabsBefore = find<QTabWidget>("tabs")->count();
    for (int key = Qt::Key_A; key <= Qt::Key_Z; ++key)
        QTest::keyClick(table, Qt::Key(key));
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QCOMPARE(find<QTabWidget>("tabs")->count(), tabsBefore);
    QCOMPARE(get("/rest/people").root().items().size(), size_t(1));
    // None of the window's keys is a letter alone.
    for (const QAction *action : m_desk->window().findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            const QString text = keys.toString(QKeySequence::PortableText);
            QVERIFY2(text.size() != 1, qPrintable(action->text() + QLatin1Char(' ') + text));
        }
    }
}

void TestSafety::replayOfAWriteIsAskedAbout()
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", R"({"n":1})").status, 201);
    auto *table = find<QTableView>("inspectorTable");
    const auto choose = [&](const char *method) {
        for (int row = table->model()->rowCount() - 1; row >= 0; --row) {
            if (table->model()->index(row, 1).data().toString() == QLatin1String(method)) {
                table->selectRow(row);
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(choose("POST"));
    const auto count = [&] { return get("/rest/people").root().items().size(); };
    table->setFocus();
    QTRY_VERIFY(find<QWidget>("replayRequest")->isEnabled());
    QTest::keyClick(table, Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::keyClick(question, Qt::Key_Return);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QStringLiteral("askAccept")));
    QCOMPARE(count(), size_t(1));
    click("replayRequest");
    answer("askAccept");
    QTRY_COMPARE(count(), size_t(2));
    // What is chosen meanwhile is not sent instead.
    const int chosen = table->currentIndex().row();
    QCOMPARE(m_client->post("/rest/people", R"({"n":2})").status, 201);
    click("replayRequest");
    QTRY_VERIFY(choose("POST") && table->currentIndex().row() != chosen);
    answer("askAccept");
    QTest::qWait(100);
    QCOMPARE(count(), size_t(3));
}

void TestSafety::paletteGivesTheFocusToTheEditor()
{
    createCollection(QStringLiteral("customers"));
    QTest::keyClick(&m_desk->window(), Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(find<QLineEdit>("pickerText"));
    auto *typed = find<QLineEdit>("pickerText");
    QTest::keyClicks(typed, QStringLiteral("customers"));
    QTest::keyClick(typed, Qt::Key_Down);
    QTest::keyClick(typed, Qt::Key_Return);
    QTRY_VERIFY(editor() && !editor()->isReadOnly());
    QTRY_COMPARE(QApplication::focusWidget(), editor());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("// draftword"));
    QCOMPARE(editor()->text(), QStringLiteral("// draftword"));
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QVERIFY(!QApplication::activePopupWidget());
}

QTEST_MAIN(TestSafety)
#include "tst_safety.moc"

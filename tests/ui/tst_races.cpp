// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"
#include "ui/codehook/scriptcheck.h"
#include "ui/inspector/trafficmodel.h"

#include <Qsci/qsciscintilla.h>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

/// What a person does while an answer is under way. Requests are sent at once, and answered when
/// the window comes to its events: what stands between is done before the answer is there.
class TestRaces : public WindowTest
{
    Q_OBJECT

private slots:
    void whatIsTypedWhileSavingIsKept();
    void problemsOfAnOlderTextAreNotShown();
    void secondEditOfACellWins();
    void refusedCellIsForgottenWhenItIsStored();
    void pausedListLosesNothing();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    QByteArray storedScript()
    {
        return m_client->get("/admin/v1/collections/people/codehook").body;
    }
    QModelIndex name() { return grid()->model()->index(0, 0); }
    /// What the view does when the editor of the cell is closed.
    void edit(const QString &typed) { grid()->model()->setData(name(), typed); }
};

void TestRaces::whatIsTypedWhileSavingIsKept()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    const QString first = QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\n");
    const QString more = QStringLiteral("// typed later\n");
    editor()->setText(first);
    editor()->setModified(true);
    click("saveCodehook");
    editor()->append(more);
    QTRY_COMPARE(storedScript(), first.toUtf8());
    QTRY_VERIFY(find<QPushButton>("saveCodehook")->isEnabled()); // the save is over
    QCOMPARE(editor()->text(), first + more);
    QVERIFY(editor()->isModified());
    saveScript();
    QCOMPARE(storedScript(), (first + more).toUtf8());
    QVERIFY(!editor()->isModified());
}

void TestRaces::problemsOfAnOlderTextAreNotShown()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    auto *check = m_desk->window().findChild<ScriptCheck *>();
    QVERIFY(check);
    const auto problem = [this] { return find<QLabel>("codehookProblem")->text(); };
    editor()->setText(QStringLiteral("function beforePOST(req, res) {\n  res.end(;\n}\n"));
    check->check();
    editor()->setText(QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\n"));
    QSignalSpy checked(check, &ScriptCheck::checked);
    QVERIFY(checked.wait());
    QCOMPARE(problem(), QString());
    QCOMPARE(check->symbols().lineOfHook(QStringLiteral("beforePOST")), 1);
    // The other way round: the newer text is the one with an error.
    check->check();
    editor()->setText(QStringLiteral("function beforePOST(req, res) {\n  res.end(;\n}\n"));
    QTRY_COMPARE(problem(), QStringLiteral("1 problem; press F8 for the next"));
}

void TestRaces::secondEditOfACellWins()
{
    fill(R"([{"name":"Jane"}])");
    QCOMPARE(name().data().toString(), QStringLiteral("Jane"));
    edit(QStringLiteral("first"));
    edit(QStringLiteral("second"));
    QCOMPARE(name().data().toString(), QStringLiteral("second"));
    QTRY_VERIFY(m_client->get("/rest/people").body.contains("second"));
    QTRY_COMPARE(name().data().toString(), QStringLiteral("second"));
    QVERIFY(!name().data(Qt::BackgroundRole).isValid());
}

/// Neither its mark nor its text stays over what somebody stores later.
void TestRaces::refusedCellIsForgottenWhenItIsStored()
{
    fill(R"([{"name":"Jane"}])");
    QCOMPARE(m_client
                 ->put("/admin/v1/collections/people",
                       R"({"fields":[{"name":"name","type":"text","max":5}]})")
                 .status,
             200);
    edit(QStringLiteral("Jane the First"));
    QTRY_VERIFY(name().data(Qt::BackgroundRole).isValid());
    QVERIFY(name().data(Qt::ToolTipRole).toString().startsWith(QLatin1String("name: ")));
    edit(QStringLiteral("June"));
    QTRY_VERIFY(m_client->get("/rest/people").body.contains("June"));
    QTRY_VERIFY(!name().data(Qt::BackgroundRole).isValid());
    QCOMPARE(name().data(Qt::ToolTipRole).toString(), QString());
    const QByteArray id = m_client->get("/rest/people")
                              .json()
                              .root()
                              .items()
                              .front()
                              .value("_id")
                              .text()
                              .toByteArray();
    QCOMPARE(m_client->put("/rest/people/" + id, R"({"name":"Joan"})").status, 200);
    click("refresh");
    QTRY_COMPARE(name().data().toString(), QStringLiteral("Joan"));
}

void TestRaces::pausedListLosesNothing()
{
    QCOMPARE(m_client->get("/rest/nobody").status, 404);
    auto *model = qobject_cast<TrafficModel *>(find<QTableView>("inspectorTable")->model());
    QVERIFY(model);
    QTRY_VERIFY(model->rowCount() > 0);
    model->setPaused(true);
    const int rows = model->rowCount();
    const qint64 last = model->numberOf(rows - 1);
    Inspector::Record record;
    record.number = last + 1000; // the window's own requests may come between
    record.path = "/rest/later";
    // The file has dropped all that is older.
    emit m_desk->client()->recorded({record}, 0, record.number);
    QCOMPARE(model->rowCount(), rows);
    QCOMPARE(model->numberOf(rows - 1), last);
    QVERIFY(model->waitingCount() > 0);
    model->setPaused(false);
    QVERIFY(model->rowCount() > rows);
    emit m_desk->client()->recorded({}, 0, record.number);
    QCOMPARE(model->numberOf(0), record.number);
}

QTEST_MAIN(TestRaces)
#include "tst_races.moc"

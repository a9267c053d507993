// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/client.h"
#include "tests/ui/windowtest.h"
#include "ui/codehook/codeeditor.h"
#include "ui/widgets/linediff.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

/// The versions of a script in the window: compared, restored, and drafts guarded.
class TestHistory : public WindowTest
{
    Q_OBJECT

private slots:
    void linesDiffer();
    void versionsAreComparedAndRestored();
    void draftIsGuarded();

private:
    QDialog *openHistory();
    static void press(QDialog *dialog, const char *name);
};

/// Opens the history by its key, once it shows a difference.
QDialog *TestHistory::openHistory()
{
    QTest::keyClick(find<CodeEditor>("codehookEditor"), Qt::Key_H,
                    Qt::ControlModifier | Qt::ShiftModifier);
    QDialog *history = dialog();
    if (history) {
        auto *state = history->findChild<QLabel *>(QStringLiteral("historyState"));
        (void)QTest::qWaitFor([state] { return !state->text().isEmpty(); });
    }
    return history;
}

void TestHistory::press(QDialog *dialog, const char *name)
{
    QTest::mouseClick(dialog->findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
}

void TestHistory::linesDiffer()
{
    QCOMPARE(LineDiff::text(QStringLiteral("a\nb\nc"), QStringLiteral("a\nx\nc\nd")),
             QStringLiteral("  a\n- b\n+ x\n  c\n+ d"));
    QCOMPARE(LineDiff::text(QString(), QString()), QStringLiteral("  "));
    QCOMPARE(LineDiff::between(QString(), QStringLiteral("æ\n")).last().kind, LineDiff::Kind::Same);
}

void TestHistory::versionsAreComparedAndRestored()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    QVERIFY(!find<QPushButton>("showHistory")->isEnabled()); // nothing was saved
    const QByteArray first = "function beforePOST(req, res) {\n  req.body.a = 1;\n  req.body.b = "
                             "2;\n  res.end({data: req.body});\n}\n";
    QByteArray second = first;
    second.replace("req.body.b = 2;", "req.body.b = 3;\n  req.body.c = 4;\n  log.info('c');");
    for (const QByteArray &source : {first, second}) {
        auto *editor = find<CodeEditor>("codehookEditor");
        editor->setText(QString::fromUtf8(source));
        saveScript();
    }
    QDialog *history = openHistory();
    QVERIFY(history);
    auto *versions = history->findChild<QListWidget *>(QStringLiteral("versions"));
    auto *state = history->findChild<QLabel *>(QStringLiteral("historyState"));
    QCOMPARE(versions->count(), 2);
    QVERIFY(versions->item(0)->text().contains(QStringLiteral("desktop")));
    QTRY_COMPARE(state->text(), QStringLiteral("4 lines changed")); // one goes, three come
    QVERIFY(!history->findChild<QPushButton *>(QStringLiteral("restoreVersion"))->isEnabled());
    // The same lines stand at one height: the shorter side is left free.
    auto *before = history->findChild<CodeEditor *>(QStringLiteral("diffBefore"));
    QCOMPARE(before->annotation(2).count(QLatin1Char('\n')), 1);
    if (const QString folder = qEnvironmentVariable("HOOKDESK_PICTURES"); !folder.isEmpty()) {
        QTest::qWait(100);
        history->grab().save(folder + QStringLiteral("/25-history-light.png"));
    }
    versions->setFocus();
    QTest::keyClick(versions, Qt::Key_Down);
    QTRY_COMPARE(state->text(), QStringLiteral("5 lines changed")); // from nothing
    auto *against = history->findChild<QComboBox *>(QStringLiteral("compareWith"));
    against->setFocus();
    QTest::keyClick(against, Qt::Key_Down);
    QTRY_COMPARE(state->text(), QStringLiteral("4 lines changed"));
    QCOMPARE(history->findChild<CodeEditor *>(QStringLiteral("diffAfter"))->text().toUtf8(),
             second);
    press(history, "restoreVersion");
    auto *editor = find<CodeEditor>("codehookEditor");
    QTRY_COMPARE(editor->text().toUtf8(), first);
    QTRY_COMPARE(find<QLabel>("codehookState")->text(), QStringLiteral("Saved, version 3"));
    QCOMPARE(m_client->post("/rest/people", "{}").member("b"), QByteArray("2"));
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
}

void TestHistory::draftIsGuarded()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    auto *editor = find<CodeEditor>("codehookEditor");
    for (const char *source : {"function beforePOST(q, r) { r.end(); }", "var x;"}) {
        editor->setText(QLatin1String(source));
        saveScript();
    }
    editor->append(QStringLiteral("\n// a draft"));
    QDialog *history = openHistory();
    QVERIFY(history);
    auto *versions = history->findChild<QListWidget *>(QStringLiteral("versions"));
    QTRY_COMPARE(versions->count(), 2);
    versions->setCurrentRow(1);
    QTRY_VERIFY(history->findChild<QPushButton *>(QStringLiteral("restoreVersion"))->isEnabled());
    press(history, "restoreVersion");
    QTRY_VERIFY(history->findChild<QDialog *>());
    press(history->findChild<QDialog *>(), "askCancel");
    QTRY_VERIFY(!history->findChild<QDialog *>());
    QVERIFY(editor->text().contains(QStringLiteral("// a draft")));
    press(history, "restoreVersion");
    QTRY_VERIFY(history->findChild<QDialog *>());
    press(history->findChild<QDialog *>(), "askAccept");
    QTRY_COMPARE(editor->text(), QStringLiteral("function beforePOST(q, r) { r.end(); }"));
    QTRY_COMPARE(find<QLabel>("codehookState")->text(), QStringLiteral("Saved, version 3"));
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"

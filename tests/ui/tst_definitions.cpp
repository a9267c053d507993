// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/codehook/scriptname.h"

#include <Qsci/qsciscintilla.h>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>

/// From the use of a name to its definition and back, and other names for variables.
class TestDefinitions : public WindowTest
{
    Q_OBJECT

private slots:
    void keyLeadsToTheDefinitionAndBack();
    void clickLeadsToTheDefinition();
    void definitionsInModulesAreOpened();
    void missingModulesAreNotMade();
    void variablesAreRenamed();
    void namesThatCollideAreRefused();
    void whatCannotBeRenamedIsTold();
    void referencesAreListed();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    void openScript(const QString &script, int line, int column);
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    QString caret();
    QString note() { return find<QLabel>("codehookProblem")->text(); }
    QLineEdit *nameField();
    QString tab();
};

/// The Codehook tab of a new collection with @p script, and the caret at a place from 1.
void TestDefinitions::openScript(const QString &script, int line, int column)
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    editor()->setText(script);
    editor()->setCursorPosition(line - 1, column - 1);
    editor()->setFocus();
}

void TestDefinitions::press(int key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(editor(), Qt::Key(key), modifiers);
}

QString TestDefinitions::caret()
{
    int line = 0;
    int column = 0;
    editor()->getCursorPosition(&line, &column);
    return QStringLiteral("%1:%2").arg(line + 1).arg(column + 1);
}

QLineEdit *TestDefinitions::nameField()
{
    QDialog *question = dialog();
    return question ? question->findChild<QLineEdit *>(QStringLiteral("askText")) : nullptr;
}

/// What the tab in front is called, without the mark of what is not saved.
QString TestDefinitions::tab()
{
    const auto *tabs = find<QTabWidget>("tabs");
    return tabs->tabText(tabs->currentIndex()).remove(QStringLiteral(" \u2022"));
}

void TestDefinitions::keyLeadsToTheDefinitionAndBack()
{
    openScript(QStringLiteral("const år = '\U0001F600', total = 1;\nfunction runJob(req, res) {\n"
                              "  const total = 2;\n  res.end(total);\n}\nlog.info(total, år);\n"),
               4, 13);
    press(Qt::Key_F12);
    QTRY_COMPARE(caret(), QStringLiteral("3:9"));
    editor()->setCursorPosition(5, 11);
    press(Qt::Key_F12);
    QTRY_COMPARE(editor()->selectedText(), QString());
    QTRY_COMPARE(caret().section(QLatin1Char(':'), 0, 0), QStringLiteral("1"));
    QCOMPARE(editor()->wordAtLineIndex(0, caret().section(QLatin1Char(':'), 1).toInt()),
             QStringLiteral("total"));
    press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(caret(), QStringLiteral("6:12"));
    press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(caret(), QStringLiteral("4:13"));
    press(Qt::Key_Left, Qt::AltModifier); // there is no place before
    QCOMPARE(caret(), QStringLiteral("4:13"));
    // What everybody is offered has no definition, and what is not there says so.
    editor()->setCursorPosition(5, 1);
    press(Qt::Key_F12);
    QTRY_COMPARE(note(),
                 QStringLiteral("log is not declared in this script. F1 tells what is "
                                "offered to all."));
    editor()->setCursorPosition(4, 0);
    QTRY_VERIFY(!note().startsWith(QStringLiteral("log")));
    press(Qt::Key_F12);
    QTRY_COMPARE(note(), QStringLiteral("There is no name at the caret."));
}

void TestDefinitions::clickLeadsToTheDefinition()
{
    openScript(QStringLiteral("function vat(x) {\n  return x / 4;\n}\n\nlog.info(vat(1));\n"), 4,
               1);
    const long byte = editor()->positionFromLineIndex(4, 10);
    using Sci = QsciScintillaBase;
    const QPoint place(int(editor()->SendScintilla(Sci::SCI_POINTXFROMPOSITION, 0UL, byte)) + 2,
                       int(editor()->SendScintilla(Sci::SCI_POINTYFROMPOSITION, 0UL, byte)) + 4);
    QTest::mouseClick(editor()->viewport(), Qt::LeftButton, Qt::ControlModifier, place);
    QTRY_COMPARE(caret(), QStringLiteral("1:10"));
    QCOMPARE(editor()->SendScintilla(Sci::SCI_GETSELECTIONS), 1);
}

void TestDefinitions::definitionsInModulesAreOpened()
{
    QCOMPARE(
        m_client
            ->send("PUT", "/admin/v1/modules/tax",
                   "const base = 4;\n\n/** The tax. */\nfunction rate(x) {\n  return x / base;\n"
                   "}\nmodule.exports = { rate };\n",
                   "text/javascript")
            .status,
        200);
    openScript(
        QStringLiteral("const tax = require('lib/tax');\nlog.info(tax.rate(1), tax.none);\n"), 2,
        16);
    press(Qt::Key_F12);
    QTRY_COMPARE(tab(), QStringLiteral("lib/tax"));
    QTRY_COMPARE(caret(), QStringLiteral("4:10"));
    QVERIFY(editor()->hasFocus());
    press(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(tab(), QStringLiteral("people settings"));
    QTRY_COMPARE(caret(), QStringLiteral("2:16"));
    // The module is open now; what it does not export is told there.
    editor()->setCursorPosition(1, 26);
    press(Qt::Key_F12);
    QTRY_COMPARE(tab(), QStringLiteral("lib/tax"));
    QTRY_COMPARE(note(), QStringLiteral("This module does not export none."));
    press(Qt::Key_Left, Qt::AltModifier);
    // The text of require() leads to the module itself.
    QTRY_COMPARE(tab(), QStringLiteral("people settings"));
    editor()->setCursorPosition(0, 24);
    press(Qt::Key_F12);
    QTRY_COMPARE(tab(), QStringLiteral("lib/tax"));
}

void TestDefinitions::missingModulesAreNotMade()
{
    openScript(QStringLiteral("const tax = require('lib/none');\n"), 1, 25);
    press(Qt::Key_F12);
    QTRY_COMPARE(note(), QStringLiteral("There is no module lib/none."));
    QCOMPARE(tab(), QStringLiteral("people settings"));
}

void TestDefinitions::variablesAreRenamed()
{
    const QString before =
        QStringLiteral("function beforePOST(req, res) {\n  const { name } = req.body; // the name\n"
                       "  const data = { name, upper: name.toUpperCase() };\n  [1].forEach((name) "
                       "=> log.info(name));"
                       "\n  res.end({ data });\n}\n");
    openScript(before, 3, 20);
    press(Qt::Key_F2);
    QVERIFY(nameField());
    QCOMPARE(nameField()->text(), QStringLiteral("name"));
    QCOMPARE(nameField()->selectedText(), QStringLiteral("name"));
    picture("31-rename");
    QTest::keyClicks(nameField(), QStringLiteral("given"));
    QTest::keyClick(nameField(), Qt::Key_Return);
    const QString after = QStringLiteral(
        "function beforePOST(req, res) {\n  const { name: given } = req.body; // the name\n"
        "  const data = { name: given, upper: given.toUpperCase() };\n  [1].forEach((name) => "
        "log.info(name));\n  res.end({ data });\n}\n");
    QTRY_COMPARE(editor()->text(), after);
    m_desk->window().activateWindow();
    QTRY_VERIFY(editor()->hasFocus());
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor()->text(), before);
}

void TestDefinitions::namesThatCollideAreRefused()
{
    openScript(QStringLiteral("const total = 1;\nconst sum = 2;\nlog.info(total, sum);\n"), 1, 8);
    press(Qt::Key_F2);
    QVERIFY(nameField());
    const auto *fault = dialog()->findChild<QLabel *>(QStringLiteral("askFault"));
    const auto *accept = dialog()->findChild<QPushButton *>(QStringLiteral("askAccept"));
    const auto faultOf = [&](const char *name) {
        nameField()->setText(QLatin1String(name));
        return accept->isEnabled() ? QString() : fault->text();
    };
    QCOMPARE(faultOf("sum"), QStringLiteral("sum is declared in line 2."));
    QCOMPARE(faultOf("class"), QStringLiteral("class is a reserved word."));
    QCOMPARE(faultOf("log"), QStringLiteral("Line 3 uses log, which would be mixed up with it."));
    QCOMPARE(faultOf("beforePUT"), QStringLiteral("beforePUT is the name of a hook."));
    QCOMPARE(faultOf("2nd"),
             QStringLiteral("A name has letters, digits, _ and $, and no digit first."));
    QCOMPARE(faultOf("a-b"),
             QStringLiteral("A name has letters, digits, _ and $, and no digit first."));
    QCOMPARE(faultOf("second"), QString());
    // Not every number of Unicode is part of a name.
    for (const char *name : {"a\u00b2", "\u00b2", "1a", "a-b", ""})
        QVERIFY2(!ScriptName().faultOf(QString::fromUtf8(name)).isEmpty(), name);
    for (const char *name : {"a1", "_", "$x", "\u00fc", "\u2163"})
        QVERIFY2(ScriptName().faultOf(QString::fromUtf8(name)).isEmpty(), name);
}

void TestDefinitions::whatCannotBeRenamedIsTold()
{
    openScript(QStringLiteral("function beforePOST(req, res) {\n  res.end();\n}\n"), 1, 12);
    press(Qt::Key_F2);
    QTRY_COMPARE(note(), QStringLiteral("beforePOST is a hook: by its name the server finds it."));
    editor()->setCursorPosition(1, 7);
    press(Qt::Key_F2);
    QTRY_COMPARE(note(),
                 QStringLiteral("Variables, parameters, functions and classes can be "
                                "renamed, and end is none."));
    editor()->setText(QStringLiteral("let a = 1;\nconst = a;\n"));
    editor()->setCursorPosition(0, 4);
    press(Qt::Key_F2);
    QTRY_VERIFY(note().startsWith(
        QStringLiteral("Names are known once the script has no error. Line 2: ")));
    QVERIFY(!m_desk->window().findChild<QDialog *>());
}

void TestDefinitions::referencesAreListed()
{
    openScript(QStringLiteral("let total = 1;\ntotal += 2;\nlog.info(total);\n"), 1, 6);
    press(Qt::Key_F12, Qt::ShiftModifier);
    QTRY_VERIFY(find<QListWidget>("pickerList") && find<QListWidget>("pickerList")->isVisible());
    QCOMPARE(find<QListWidget>("pickerList")->count(), 3);
    QCOMPARE(find<QLineEdit>("pickerText")->placeholderText(),
             QStringLiteral("total is in 3 places"));
    picture("32-references");
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Down);
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Down);
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Return);
    QTRY_COMPARE(caret(), QStringLiteral("3:10"));
    // At the definition itself F12 lists them too.
    editor()->setCursorPosition(0, 6);
    press(Qt::Key_F12);
    QTRY_VERIFY(find<QListWidget>("pickerList") && find<QListWidget>("pickerList")->isVisible());
    QTest::keyClick(find<QLineEdit>("pickerText"), Qt::Key_Escape);
}

QTEST_MAIN(TestDefinitions)
#include "tst_definitions.moc"

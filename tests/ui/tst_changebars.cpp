// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/codehook/codeeditor.h"

#include <QLabel>

/// What is marked beside a script that is not as the server has it.
class TestChangeBars : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void linesAreMarked_data();
    void linesAreMarked();
    void newScriptIsAllAdded();
    void savingTakesTheMarksAway();
    void undoTakesTheMarksAway();
    void whatOthersSaveIsCompared();
    void keysGoFromChangeToChange();
    void clickCompares();

private:
    CodeEditor *editor() { return qobject_cast<CodeEditor *>(find<QWidget>("codehookEditor")); }
    QString marks();
    QPoint barAt(int line);
};

void TestChangeBars::init()
{
    WindowTest::init();
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->hook("people", "one();\ntwo();\nthree();\nfour();\n").status, 200);
    openSettings(QStringLiteral("people"));
    editor()->setFocus();
}

/// A letter for each line: `a`dded, `c`hanged, `d`eleted behind it; `.`: nothing.
QString TestChangeBars::marks()
{
    QString marks;
    for (int line = 0; line < editor()->lines(); ++line) {
        const unsigned set = editor()->markersAtLine(line);
        const char letter = set & (1u << CodeEditor::AddedMarker) ? 'a'
            : set & (1u << CodeEditor::EditedMarker)              ? 'c'
            : set & (1u << CodeEditor::DeletedMarker)             ? 'd'
                                                                  : '.';
        marks.append(QLatin1Char(letter));
    }
    return marks;
}

/// The middle of the bar of @p line (from 0), in the editor's viewport.
QPoint TestChangeBars::barAt(int line)
{
    int x = 0;
    for (int margin = 0; margin < CodeEditor::ChangeMargin; ++margin)
        x += editor()->marginWidth(margin);
    return {x + 2, editor()->textHeight(0) * line + editor()->textHeight(0) / 2};
}

void TestChangeBars::linesAreMarked_data()
{
    QTest::addColumn<QString>("draft");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *title, const char *draft, const char *expected) {
        QTest::addRow("%s", title) << QString::fromUtf8(draft) << QString::fromUtf8(expected);
    };
    row("nothing", "one();\ntwo();\nthree();\nfour();\n", ".....");
    row("a changed line", "one();\n2();\nthree();\nfour();\n", ".c...");
    row("an added line", "one();\ntwo();\nnew();\nthree();\nfour();\n", "..a...");
    row("a deleted line", "one();\nthree();\nfour();\n", "d...");
    row("the first line deleted", "two();\nthree();\nfour();\n", "d...");
    row("more lines in the place of one", "one();\na();\nb();\nthree();\nfour();\n", ".cc...");
    row("two changes", "1();\ntwo();\nthree();\n4();\n", "c..c.");
    row("all deleted", "", "d");
    row("letters beyond ASCII", "one();\n'\xc3\xa5';\nthree();\nfour();\n", ".c...");
}

void TestChangeBars::linesAreMarked()
{
    QFETCH(QString, draft);
    QFETCH(QString, expected);
    QCOMPARE(marks(), QStringLiteral("....."));
    editor()->selectAll();
    editor()->replaceSelectedText(draft);
    QTRY_COMPARE(marks(), expected);
}

void TestChangeBars::newScriptIsAllAdded()
{
    createCollection(QStringLiteral("orders"));
    openSettings(QStringLiteral("orders"));
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("one();"));
    QTRY_COMPARE(marks(), QStringLiteral("a"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(marks(), QStringLiteral("aa"));
    editor()->selectAll();
    QTest::keyClick(editor(), Qt::Key_Delete);
    QTRY_COMPARE(marks(), QStringLiteral("."));
}

void TestChangeBars::savingTakesTheMarksAway()
{
    editor()->setCursorPosition(1, 0);
    QTest::keyClicks(editor(), QStringLiteral("more();"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(marks(), QStringLiteral(".a...."));
    editor()->setCursorPosition(3, 0);
    QTest::keyClicks(editor(), QStringLiteral("x"));
    editor()->setSelection(4, 0, 5, 0);
    QTest::keyClick(editor(), Qt::Key_Delete);
    QTRY_COMPARE(marks(), QStringLiteral(".a.c."));
    editor()->undo();
    editor()->setSelection(4, 0, 5, 0);
    QTest::keyClick(editor(), Qt::Key_Delete);
    picture("34-changes");
    saveScript();
    QTRY_COMPARE(marks(), QStringLiteral("....."));
}

void TestChangeBars::undoTakesTheMarksAway()
{
    editor()->setCursorPosition(1, 0);
    QTest::keyClicks(editor(), QStringLiteral("x"));
    QTRY_COMPARE(marks(), QStringLiteral(".c..."));
    editor()->undo();
    QTRY_COMPARE(marks(), QStringLiteral("....."));
}

void TestChangeBars::whatOthersSaveIsCompared()
{
    editor()->setCursorPosition(1, 0);
    QTest::keyClicks(editor(), QStringLiteral("x"));
    QTRY_COMPARE(marks(), QStringLiteral(".c..."));
    QCOMPARE(m_client->hook("people", "one();\nxtwo();\nthree();\n").status, 200);
    QTRY_COMPARE(marks(), QStringLiteral("...a."));
}

void TestChangeBars::keysGoFromChangeToChange()
{
    editor()->selectAll();
    editor()->replaceSelectedText(QStringLiteral("one();\na();\nb();\nthree();\nx();\n"));
    QTRY_COMPARE(marks(), QStringLiteral(".cc.c."));
    editor()->setCursorPosition(0, 0);
    const auto lineAfter = [this](Qt::KeyboardModifiers modifiers) {
        QTest::keyClick(editor(), Qt::Key_F5, modifiers);
        int line = 0;
        int column = 0;
        editor()->getCursorPosition(&line, &column);
        return line;
    };
    QCOMPARE(lineAfter(Qt::AltModifier), 1);
    QCOMPARE(lineAfter(Qt::AltModifier), 4);
    QCOMPARE(lineAfter(Qt::AltModifier), 1);
    QCOMPARE(lineAfter(Qt::AltModifier | Qt::ShiftModifier), 4);
}

void TestChangeBars::clickCompares()
{
    editor()->setCursorPosition(1, 0);
    QTest::keyClicks(editor(), QStringLiteral("x"));
    QTRY_COMPARE(marks(), QStringLiteral(".c..."));
    QTest::mouseClick(editor()->viewport(), Qt::LeftButton, {}, barAt(0));
    QTest::qWait(0);
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QTest::mouseClick(editor()->viewport(), Qt::LeftButton, {}, barAt(1));
    QDialog *compared = dialog();
    QVERIFY(compared);
    picture("35-compare");
    QTest::keyClick(compared, Qt::Key_Escape);
}

QTEST_MAIN(TestChangeBars)
#include "tst_changebars.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/codeeditor.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QTest>

#include <memory>

/// Brackets and quotes that close themselves while a script is typed.
class TestPairs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void typing_data();
    void typing();
    void closingIsOneStepOfUndo();
    void selectionIsWrapped();
    void severalCaretsAreLeftAlone();
    void readOnlyTextStays();
    void linesEndAsTheOthers();
    void typedOverASelection();

private:
    void type(const QString &keys);
    /// The text with `|` at the caret.
    QString shown() const;

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<CodeEditor> m_editor;
};

void TestPairs::init()
{
    m_editor.reset();
    m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light);
    m_editor = std::make_unique<CodeEditor>(*m_theme, nullptr);
    m_editor->show();
}

/// `⏎`, `⌫`, `←`, `→` and `↑` are keys; the others are letters.
void TestPairs::type(const QString &keys)
{
    static const QHash<char16_t, Qt::Key> Special = {{u'⏎', Qt::Key_Return},
                                                     {u'⌫', Qt::Key_Backspace},
                                                     {u'←', Qt::Key_Left},
                                                     {u'→', Qt::Key_Right},
                                                     {u'↑', Qt::Key_Up}};
    for (const QChar each : keys) {
        const auto special = Special.constFind(each.unicode());
        if (special != Special.cend())
            QTest::keyClick(m_editor.get(), *special);
        else
            QTest::keyClick(m_editor.get(), each.toLatin1());
    }
}

QString TestPairs::shown() const
{
    QString text = m_editor->text();
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    qsizetype at = 0;
    for (int i = 0; i < line; ++i)
        at = text.indexOf(QLatin1Char('\n'), at) + 1;
    return text.insert(at + column, QLatin1Char('|'));
}

void TestPairs::typing_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *title, const char *before, const char *keys,
                        const char *after) {
        QTest::addRow("%s", title)
            << QString::fromUtf8(before) << QString::fromUtf8(keys) << QString::fromUtf8(after);
    };
    row("each kind", "|", "([{'", "([{'|'}])");
    row("double quotes", "|", "\"a", "\"a|\"");
    row("backquotes", "|", "`a", "`a|`");
    row("typed over", "|", "f(a[1], {b: 'c'})", "f(a[1], {b: 'c'})|");
    row("a closing one that was there is not typed over", "f(|)", ")", "f()|)");
    row("not before a name", "|name", "(", "(|name");
    row("before what ends", "f(|);", "[", "f([|]);");
    row("no quote behind a name", "don|", "'", "don'|");
    row("no quote behind a dollar", "a$|", "'", "a$'|");
    row("not in a text", "'a |'", "(", "'a (|'");
    row("behind a text", "'a'|", "[", "'a'[|]");
    row("not in a comment", "// it |", "(", "// it (|");
    row("not in a comment of several lines", "/* a\n|\n*/", "(", "/* a\n(|\n*/");
    row("behind a comment", "/* a */|", "(", "/* a */(|)");
    row("in the line after a comment", "// a\n|", "(", "// a\n(|)");
    row("not in a template", "`a |`", "(", "`a (|`");
    row("an expression of a template", "`a |`", "${b}c", "`a ${b}c|`");
    row("not in a regular expression", "x = /a|/", "(", "x = /a(|/");
    row("a quote in other quotes", "|", "\"it's\"", "\"it's\"|");
    row("an escaped quote", "|", "'a\\'b'", "'a\\'b'|");
    row("taken away together", "f|", "(⌫", "f|");
    row("taken away inside out", "|", "([⌫⌫", "|");
    row("only what was put there is taken away", "f(|)", "⌫", "f|)");
    row("nothing to take away once the caret was elsewhere", "|", "(←→⌫", "|)");
    row("letters beyond ASCII", "|", "('æ", "('æ|')");
    row("an indented line between braces", "  if (a) |", "{⏎", "  if (a) {\n    |\n  }");
    row("between brackets", "x = |", "[⏎", "x = [\n  |\n]");
    row("a block typed to its end", "|", "if (a) {⏎b();⏎}c", "if (a) {\n  b();\n}c|");
    row("blocks typed to their ends", "|", "f(() => {⏎if (a) {⏎b();⏎}⏎});⏎",
        "f(() => {\n  if (a) {\n    b();\n  }\n});\n|");
    row("a brace for a block that is left open", "{\n  |\n}", "}", "{\n  }|\n}");
}

void TestPairs::typing()
{
    QFETCH(QString, before);
    QFETCH(QString, keys);
    const qsizetype caret = before.indexOf(QLatin1Char('|'));
    const int line = int(before.first(caret).count(QLatin1Char('\n')));
    const int column = int(caret - before.lastIndexOf(QLatin1Char('\n'), caret - 1) - 1);
    m_editor->setText(before.remove(caret, 1));
    m_editor->setCursorPosition(line, caret == 0 ? 0 : column);
    type(keys);
    QTEST(shown(), "after");
}

void TestPairs::closingIsOneStepOfUndo()
{
    m_editor->setText(QStringLiteral("f"));
    m_editor->setCursorPosition(0, 1);
    type(QStringLiteral("("));
    m_editor->undo();
    QCOMPARE(m_editor->text(), QStringLiteral("f"));
    m_editor->redo();
    QCOMPARE(m_editor->text(), QStringLiteral("f()"));
    m_editor->setCursorPosition(0, 2);
    type(QStringLiteral("{⏎"));
    m_editor->undo();
    QCOMPARE(m_editor->text(), QStringLiteral("f({})"));
}

void TestPairs::selectionIsWrapped()
{
    m_editor->setText(QStringLiteral("a = b + c;"));
    m_editor->setSelection(0, 4, 0, 9);
    type(QStringLiteral("(`"));
    QCOMPARE(m_editor->text(), QStringLiteral("a = (`b + c`);"));
    QCOMPARE(m_editor->selectedText(), QStringLiteral("b + c"));
    m_editor->undo();
    QCOMPARE(m_editor->text(), QStringLiteral("a = (b + c);"));
}

void TestPairs::severalCaretsAreLeftAlone()
{
    m_editor->setText(QStringLiteral("a\na\n"));
    m_editor->setSelection(0, 0, 0, 1);
    m_editor->addNextOccurrence();
    type(QStringLiteral("("));
    QCOMPARE(m_editor->text(), QStringLiteral("(\n(\n"));
}

void TestPairs::readOnlyTextStays()
{
    m_editor->setText(QStringLiteral("a"));
    m_editor->setReadOnly(true);
    m_editor->setSelection(0, 0, 0, 1);
    type(QStringLiteral("("));
    QCOMPARE(m_editor->text(), QStringLiteral("a"));
}

void TestPairs::linesEndAsTheOthers()
{
    m_editor->setText(QStringLiteral("a\r\nb\r\n"));
    m_editor->setCursorPosition(1, 1);
    type(QStringLiteral("⏎{⏎c"));
    QCOMPARE(m_editor->text(), QStringLiteral("a\r\nb\r\n{\r\n  c\r\n}\r\n"));
    m_editor->setText(QStringLiteral("a\n"));
    m_editor->setCursorPosition(0, 1);
    type(QStringLiteral("⏎b"));
    QCOMPARE(m_editor->text(), QStringLiteral("a\nb\n"));
}

void TestPairs::typedOverASelection()
{
    m_editor->setText(QStringLiteral("function f(a) {\n  f({a: 'b'});\n}\n"));
    m_editor->selectAll();
    type(QStringLiteral("x = f(\"ab\");"));
    QCOMPARE(m_editor->text(), QStringLiteral("x = f(\"ab\");"));
}

QTEST_MAIN(TestPairs)
#include "tst_pairs.moc"

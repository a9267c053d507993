// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/markdown.h"

#include <QTest>

/// HTML out of Markdown that somebody else wrote.
class TestMarkdown : public QObject
{
    Q_OBJECT

private slots:
    void addressesLeadToPagesAlone_data();
    void addressesLeadToPagesAlone();
    void trustedTextKeepsItsAddresses();
    void tablesAreThoseOfGitHub_data();
    void tablesAreThoseOfGitHub();
};

void TestMarkdown::addressesLeadToPagesAlone_data()
{
    QTest::addColumn<QByteArray>("markdown");
    QTest::addColumn<QByteArray>("address");
    const auto row = [](const char *name, const char *markdown, const char *address) {
        QTest::newRow(name) << QByteArray(markdown) << QByteArray(address);
    };
    row("page", "[x](https://example.com/a:b?c=d:e#f)", "https://example.com/a:b?c=d:e#f");
    row("upper case", "[x](HTTP://example.com)", "HTTP://example.com");
    row("mail", "<jane@example.com>", "mailto:jane@example.com");
    row("bare", "see https://example.com", "https://example.com");
    row("telephone", "[x](tel:+4722123456)", "tel:+4722123456");
    row("same site", "[x](../a%20page?b=c:d)", "../a%20page?b=c:d");
    row("anchor", "[x](#a:b)", "#a:b");
    row("picture", "![x](/a.png)", "/a.png");
    row("script", "[x](javascript:alert(1))", "#");
    row("script in odd case", "[x](JavaScript:alert(1))", "#");
    row("script with entities", "[x](java&#115;cript&colon;alert&lpar;1))", "#");
    row("script after a blank", "[x](< javascript:alert(1)>)", "#");
    row("script after a control character", "[x](<\x01javascript:alert(1)>)", "#");
    row("script as an autolink", "<javascript:alert(1)>", "#");
    row("script by reference", "[x]\n\n[x]: javascript:alert(1) 'title'", "#");
    row("script with a title", "[x](javascript:alert(1) \"a \\\" b\")", "#");
    row("data", "[x](data:text/html;base64,PHNjcmlwdD4=)", "#");
    row("VBScript", "[x](vbscript:x)", "#");
    row("picture of a script", "![x](javascript:alert(1))", "#");
}

void TestMarkdown::addressesLeadToPagesAlone()
{
    QFETCH(QByteArray, markdown);
    QFETCH(QByteArray, address);
    const QByteArray html = markdownToHtml(markdown, false);
    const bool hasAddress =
        html.contains("<a href=\"" + address + '"') || html.contains("<img src=\"" + address + '"');
    QVERIFY2(hasAddress, html.constData());
    QVERIFY2(!html.toLower().contains("=\"javascript"), html.constData());
}

void TestMarkdown::trustedTextKeepsItsAddresses()
{
    QVERIFY(markdownToHtml("[x](app:start) <i>y</i>", true)
                .contains(R"(<a href="app:start">x</a> <i>y</i>)"));
    // What looks like a tag of a link is text.
    QVERIFY(markdownToHtml("`<a href=\"javascript:x\">`", false)
                .contains("&lt;a href=&quot;javascript:x&quot;&gt;"));
}

void TestMarkdown::tablesAreThoseOfGitHub_data()
{
    QTest::addColumn<QByteArray>("markdown");
    QTest::addColumn<QByteArray>("part"); // of the HTML
    const auto row = [](const char *name, const char *markdown, const char *part) {
        QTest::newRow(name) << QByteArray(markdown) << QByteArray(part);
    };
    row("three dashes", "|a|b|\n|---|---|\n|1|2|", "<td>2</td>");
    row("one dash", "| a | b |\n| - | :-: |\n| 1 | 2 |", R"(<td align="center">2</td>)");
    row("two dashes", "|a|b|\n|--|-:|\n|1|2|", R"(<td align="right">2</td>)");
    row("without outer bars", "a|b\n-|-\n1|2", "<td>2</td>");
    row("one column", "|a|\n|-|\n|1|", "<td>1</td>");
    row("line ends of Windows", "|a|b|\r\n|-|-|\r\n|1|2|\r\n", "<td>2</td>");
    row("right after a text", "text\n|a|b|\n|-|-|\n|1|2|", "<p>text</p>\n<table>");
    row("in a quotation", "> |a|b|\n> |-|-|\n> |1|2|", "<td>2</td>");
    row("escaped bar", "|a\\|c|b|\n|-|-|\n|1|2|", "<th>a|c</th>");
    row("dashes as values", "|a|b|\n|-|-|\n|-|-|", "<td>-</td>");
    row("other number of columns", "|a|b|\n|-|\n", "|-|");
    row("in a block of code", "```\n|a|b|\n|-|-|\n```", "|a|b|\n|-|-|\n</code>");
    row("as code by its indent", "    |a|b|\n    |-|-|", "|a|b|\n|-|-|\n</code>");
    row("list", "- a|b\n- c", "<li>a|b</li>");
}

void TestMarkdown::tablesAreThoseOfGitHub()
{
    QFETCH(QByteArray, markdown);
    QFETCH(QByteArray, part);
    const QByteArray html = markdownToHtml(markdown, false);
    QVERIFY2(html.contains(part), html.constData());
}

QTEST_GUILESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"

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

QTEST_GUILESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"
#include "ui/help/helppages.h"
#include "ui/help/helpwindow.h"

#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextBlock>
#include <QToolButton>
#include <QTreeWidget>

#include <Qsci/qsciscintilla.h>

/// The documentation in the program, as somebody reads it who has no network.
class TestHelp : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { WindowTest::init(); }
    void cleanup() { WindowTest::cleanup(); }
    void opensWithItsContents();
    void everyPageIsShownWithItsPictures();
    void isSearched();
    void linksLeadOnAndBack();
    void namesInAScriptAreExplained();
    void closesByKey();
    void saysWhatTheProgramIs();

public slots:
    void keepUrl(const QUrl &url) { m_opened = url; } ///< What the desktop was asked to open.

private:
    HelpWindow *help() { return m_desk->window().findChild<HelpWindow *>(); }
    QTextBrowser *page() { return help()->findChild<QTextBrowser *>(QStringLiteral("helpPage")); }
    QTreeWidget *contents()
    {
        return help()->findChild<QTreeWidget *>(QStringLiteral("helpContents"));
    }
    QLineEdit *searchField()
    {
        return help()->findChild<QLineEdit *>(QStringLiteral("helpSearch"));
    }
    void openByKey()
    {
        QTest::keyClick(&m_desk->window(), Qt::Key_F1);
        QVERIFY(help() && help()->isVisible());
        help()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(help()));
    }
    /// Asks about the name at that place of the script, both from 0.
    void openAt(int line, int column)
    {
        auto *editor = find<QsciScintilla>("codehookEditor");
        m_desk->window().activateWindow();
        editor->setFocus();
        editor->setCursorPosition(line, column);
        QTRY_VERIFY(editor->hasFocus());
        openByKey();
    }
    void keepPicture(const char *name)
    {
        const QString folder = qEnvironmentVariable("HOOKDESK_PICTURES");
        if (!folder.isEmpty())
            help()->grab().save(folder + QLatin1Char('/') + QLatin1String(name)
                                + QStringLiteral(".png"));
    }

    QUrl m_opened;
};

void TestHelp::opensWithItsContents()
{
    QVERIFY(HelpPages::all().size() > 40);
    openByKey();
    QVERIFY(page()->toPlainText().startsWith(QLatin1String("Getting started")));
    QVERIFY(contents()->topLevelItemCount() >= 9);
    QCOMPARE(contents()->currentItem()->text(0), QStringLiteral("Getting started"));
    QTreeWidgetItem *cookbook = contents()->topLevelItem(1);
    QCOMPARE(cookbook->text(0), QStringLiteral("Cookbook"));
    QVERIFY2(cookbook->childCount() >= 25, "the cookbook has fewer recipes than it promises");
    keepPicture("60-help");
    // A second F1 brings the same window.
    QTest::keyClick(&m_desk->window(), Qt::Key_F1);
    QCOMPARE(m_desk->window().findChildren<HelpWindow *>().size(), 1);
}

void TestHelp::everyPageIsShownWithItsPictures()
{
    openByKey();
    int pictures = 0;
    for (const HelpPage &each : HelpPages::all()) {
        help()->open(each.path);
        QVERIFY2(page()->toPlainText().startsWith(each.title), qPrintable(each.path));
        QVERIFY2(!page()->toPlainText().contains(QLatin1String("```")), qPrintable(each.path));
        for (QTextBlock block = page()->document()->begin(); block.isValid();
             block = block.next()) {
            for (auto it = block.begin(); !it.atEnd(); ++it) {
                const QTextImageFormat image = it.fragment().charFormat().toImageFormat();
                if (!image.isValid())
                    continue;
                ++pictures;
                const auto drawn = page()
                                       ->document()
                                       ->resource(QTextDocument::ImageResource, QUrl(image.name()))
                                       .value<QImage>();
                QVERIFY2(drawn.width() > 600, qPrintable(image.name()));
            }
        }
    }
    QVERIFY(pictures >= 6);
}

void TestHelp::isSearched()
{
    openByKey();
    QTest::keyClick(help(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(searchField()->hasFocus());
    QTest::keyClicks(searchField(), QStringLiteral("invoice year"));
    QCOMPARE(contents()->topLevelItem(0)->text(0), QStringLiteral("Number invoices by the year"));
    QVERIFY(page()->toPlainText().startsWith(QLatin1String("Number invoices by the year")));
    QVERIFY(!contents()->rootIsDecorated()); // nothing to open
    const auto marks = page()->extraSelections();
    QVERIFY(marks.size() > 3);
    QCOMPARE(marks.first().cursor.selectedText().toLower(), QStringLiteral("invoice"));
    keepPicture("61-help-search");
    // Down goes through what was found.
    QTest::keyClick(searchField(), Qt::Key_Return);
    QTRY_VERIFY(contents()->hasFocus());
    QTest::keyClick(contents(), Qt::Key_Down);
    QCOMPARE(page()->source().path(), contents()->currentItem()->data(0, Qt::UserRole).toString());
    searchField()->setText(QStringLiteral("nothing has thisword"));
    QCOMPARE(contents()->topLevelItemCount(), 1);
    QCOMPARE(contents()->topLevelItem(0)->text(0), QStringLiteral("No results"));
    // Escape brings the contents back; the page stays.
    const QString shown = page()->source().path();
    QTest::keyClick(help(), Qt::Key_Escape);
    QVERIFY(contents()->topLevelItemCount() >= 9);
    QCOMPARE(page()->source().path(), shown);
    QCOMPARE(contents()->currentItem()->data(0, Qt::UserRole).toString(), shown);
    QVERIFY(page()->extraSelections().isEmpty());
}

void TestHelp::linksLeadOnAndBack()
{
    openByKey();
    help()->open(QStringLiteral("rest/queries.md"));
    keepPicture("62-help-rest");
    emit page()->anchorClicked(QUrl(QStringLiteral("../rest-reference.md#how-to-read-an-example")));
    QCOMPARE(page()->source().path(), QStringLiteral("rest-reference.md"));
    QVERIFY2(page()->verticalScrollBar()->value() > 0, "the heading was not gone to");
    QCOMPARE(contents()->currentItem()->text(0), QStringLiteral("REST reference"));
    auto *back = help()->findChild<QToolButton *>(QStringLiteral("helpBack"));
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(page()->source().path(), QStringLiteral("rest/queries.md"));
    QTest::keyClick(help(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(page()->source().path(), QStringLiteral("rest-reference.md"));
    // To the page that was shown first, by a key of Qt's.
    QTest::keyClick(page(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(page()->source().path(), QStringLiteral("getting-started.md"));
    QVERIFY(page()->toPlainText().size() > 1000);
    QTest::mouseClick(back, Qt::LeftButton);
    // What is elsewhere is the desktop's.
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "keepUrl");
    emit page()->anchorClicked(QUrl(QStringLiteral("https://example.com/x")));
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    QCOMPARE(m_opened, QUrl(QStringLiteral("https://example.com/x")));
    QCOMPARE(page()->source().path(), QStringLiteral("rest-reference.md"));
}

void TestHelp::namesInAScriptAreExplained()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    find<QsciScintilla>("codehookEditor")
        ->setText(QStringLiteral("async function beforePOST(req, res) {\n  await "
                                 "db.patch('/rest/people/1', {});\n  res.end();\n}\n"));
    openAt(1, 13);
    QCOMPARE(page()->source().path(), QStringLiteral("hook-reference.md"));
    QCOMPARE(page()->source().fragment(), QStringLiteral("dbpatch"));
    // The heading stands at the top.
    const QTextCursor top = page()->cursorForPosition(QPoint(40, 40));
    QVERIFY2(top.block().text().contains(QLatin1String("db.patch"))
                 || top.block().next().text().contains(QLatin1String("db.patch")),
             qPrintable(top.block().text()));
    keepPicture("63-help-function");
    openAt(0, 18);
    QCOMPARE(page()->source().fragment(), QStringLiteral("beforepost"));
    // A name of one's own leads to the beginning.
    openAt(0, 27);
    QCOMPARE(page()->source().toString(), QStringLiteral("hook-reference.md"));
}

void TestHelp::closesByKey()
{
    openByKey();
    QTest::keyClick(help(), Qt::Key_Escape);
    QTRY_VERIFY(!help()->isVisible());
    QVERIFY(m_desk->window().isVisible());
    openByKey();
    click("toggleTheme");
    QVERIFY(page()->toPlainText().startsWith(QLatin1String("Getting started")));
    keepPicture("64-help-dark");
}

void TestHelp::saysWhatTheProgramIs()
{
    for (QAction *action : m_desk->window().findChildren<QAction *>()) {
        if (action->text().endsWith(QLatin1String("About Hookdesk")))
            action->trigger();
    }
    auto *box = qobject_cast<QMessageBox *>(dialog());
    QVERIFY(box);
    QVERIFY2(box->text().contains(QStringLiteral("Hookdesk " HOOKDESK_VERSION)),
             qPrintable(box->text()));
    QVERIFY(box->text().contains(QLatin1String("GNU General Public License")));
    const QString folder = qEnvironmentVariable("HOOKDESK_PICTURES");
    if (!folder.isEmpty())
        box->grab().save(folder + QStringLiteral("/65-about.png"));
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!m_desk->window().findChild<QMessageBox *>());
}

QTEST_MAIN(TestHelp)
#include "tst_help.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"

#include <Qsci/qsciscintilla.h>
#include <QAbstractButton>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

/// The largest texts, in the language with the longest words, on a small screen.
class TestLargeTexts : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { WindowTest::init(); }
    void cleanup() { WindowTest::cleanup(); }
    void noButtonIsCut_data();
    void noButtonIsCut();
    void valuesBesideLinesFollow();

private:
    void enlarge()
    {
        Preferences preferences = m_desk->preferences();
        preferences.textSize = Preferences::LargestText;
        preferences.language = QStringLiteral("de");
        m_desk->apply(preferences);
        settle();
    }
    QStringList cutButtons() const;
};

QStringList TestLargeTexts::cutButtons() const
{
    QStringList cut;
    for (const QAbstractButton *each : m_desk->window().findChildren<QAbstractButton *>()) {
        const auto *tool = qobject_cast<const QToolButton *>(each);
        const bool hasText = !each->text().isEmpty()
            && (!tool || tool->icon().isNull()
                || tool->toolButtonStyle() != Qt::ToolButtonIconOnly);
        const QSize least =
            each->minimumSizeHint().isValid() && !tool ? each->minimumSizeHint() : each->sizeHint();
        // A pixel is what rounding takes.
        if (each->isVisible() && hasText
            && (each->width() + 1 < least.width() || each->height() + 1 < least.height()))
            cut.append(QStringLiteral("%1 %2: %3x%4 of %5x%6")
                           .arg(each->objectName(), each->text())
                           .arg(each->width())
                           .arg(each->height())
                           .arg(least.width())
                           .arg(least.height()));
    }
    return cut;
}

void TestLargeTexts::noButtonIsCut_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("first steps") << QString();
    for (const char *action : {"jobs", "jobRuns", "searchScripts", "problems", "keys", "users",
                               "serverSettings", "compare", "requests"})
        QTest::newRow(action) << QString::fromLatin1(action);
    QTest::newRow("documents") << QStringLiteral("documents:people");
    QTest::newRow("script") << QStringLiteral("settings:people");
}

void TestLargeTexts::noButtonIsCut()
{
    QFETCH(QString, action);
    createCollection(QStringLiteral("people"));
    enlarge();
    if (action.contains(u':'))
        m_desk->window().reopen(*m_desk->client(), {action});
    else if (!action.isEmpty())
        trigger(action.toLatin1().constData());
    else
        find<QTabWidget>("tabs")->setCurrentIndex(0);
    settle();
    if (auto *pages = visibleWidget<QTabWidget>(m_desk->window(), "inner")) {
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            settle();
            QVERIFY2(cutButtons().isEmpty(), qPrintable(cutButtons().join(u'\n')));
        }
    }
    QVERIFY2(cutButtons().isEmpty(), qPrintable(cutButtons().join(u'\n')));
}

void TestLargeTexts::valuesBesideLinesFollow()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("function beforePOST(req, res) {\n  const n = 1;\n  res.end({data: {n}});\n}\n");
    for (int i = 0; i < 2; ++i) // shows what is sent, then sends it
        QTest::keyClick(find<QsciScintilla>("codehookEditor"), Qt::Key_Return, Qt::ControlModifier);
    auto *editor = find<QsciScintilla>("codehookEditor");
    QTRY_VERIFY(editor->annotation(1).contains(QLatin1String("n = 1")));
    const auto size = [editor] {
        const long style = editor->SendScintilla(QsciScintilla::SCI_ANNOTATIONGETSTYLE, 1UL)
            + editor->SendScintilla(QsciScintilla::SCI_ANNOTATIONGETSTYLEOFFSET);
        return editor->SendScintilla(QsciScintilla::SCI_STYLEGETSIZEFRACTIONAL, ulong(style));
    };
    const long usual = size();
    Preferences preferences = m_desk->preferences();
    preferences.textSize = Preferences::LargestText;
    m_desk->apply(preferences);
    QTRY_VERIFY2(size() > usual + 700, qPrintable(QString::number(size())));
}

QTEST_MAIN(TestLargeTexts)
#include "tst_largetexts.moc"

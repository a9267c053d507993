// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/replaytest.h"
#include "ui/widgets/tallpane.h"

#include <Qsci/qsciscintilla.h>
#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

/// The largest texts, in the language with the longest words, on a small screen.
class TestLargeTexts : public ReplayTest
{
    Q_OBJECT

private slots:
    void init() { WindowTest::init(); }
    void cleanup() { WindowTest::cleanup(); }
    void noButtonIsCut_data();
    void noButtonIsCut();
    void noHeadIsCut_data() { noButtonIsCut_data(); }
    void noHeadIsCut();
    void dialogsAreWhole_data();
    void dialogsAreWhole();
    void navigatorGrows();
    void nothingLiesOverAnother_data();
    void nothingLiesOverAnother();
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
    void openPage(const QString &action);
    QStringList cutButtons() const;
    /// The heads of columns that are narrower than their text. Those that take what is left and
    /// those that documents make may be.
    QStringList cutHeads() const;
    /// The fields and words of the window that are lower than their text, and those that lie over
    /// others.
    QStringList squeezed() const;
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

QStringList TestLargeTexts::cutHeads() const
{
    QStringList cut;
    for (const QTableView *each : m_desk->window().findChildren<QTableView *>()) {
        const QHeaderView *head = each->horizontalHeader();
        if (!head->isVisible() || each->objectName() == QLatin1String("grid"))
            continue;
        for (int column = 0; column < head->count(); ++column) {
            const bool isRest = head->sectionResizeMode(column) == QHeaderView::Stretch
                || (head->stretchLastSection() && column + 1 == head->count());
            if (!isRest && !head->isSectionHidden(column)
                && head->sectionSize(column) < head->sectionSizeHint(column))
                cut.append(QStringLiteral("%1 %2: %3 of %4")
                               .arg(each->objectName(),
                                    head->model()->headerData(column, Qt::Horizontal).toString())
                               .arg(head->sectionSize(column))
                               .arg(head->sectionSizeHint(column)));
        }
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
    openPage(action);
    if (auto *pages = visibleWidget<QTabWidget>(m_desk->window(), "inner")) {
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            settle();
            QVERIFY2(cutButtons().isEmpty(), qPrintable(cutButtons().join(u'\n')));
        }
    }
    QVERIFY2(cutButtons().isEmpty(), qPrintable(cutButtons().join(u'\n')));
}

void TestLargeTexts::openPage(const QString &action)
{
    if (action.contains(u':'))
        m_desk->window().reopen(*m_desk->client(), {action});
    else if (!action.isEmpty())
        trigger(action.toLatin1().constData());
    else
        find<QTabWidget>("tabs")->setCurrentIndex(0);
    settle();
}

/// Neither at the usual size nor at the largest one.
void TestLargeTexts::noHeadIsCut()
{
    QFETCH(QString, action);
    createCollection(QStringLiteral("people"));
    openPage(action);
    for (int size = 0; size < 2; ++size) {
        auto *pages = visibleWidget<QTabWidget>(m_desk->window(), "inner");
        for (int page = 0; page < (pages ? pages->count() : 1); ++page) {
            if (pages)
                pages->setCurrentIndex(page);
            settle();
            QVERIFY2(cutHeads().isEmpty(), qPrintable(cutHeads().join(u'\n')));
        }
        enlarge();
    }
}

void TestLargeTexts::dialogsAreWhole_data()
{
    QTest::addColumn<QString>("action");
    for (const char *action : {"connectServer", "connectDatabase", "markWorkspace", "preferences",
                               "newCollection", "newKey"})
        QTest::newRow(action) << QString::fromLatin1(action);
}

/// Also a sentence that a dialog shows only once something wrong is typed.
void TestLargeTexts::dialogsAreWhole()
{
    QFETCH(QString, action);
    enlarge();
    if (action == QLatin1String("newKey")) {
        trigger("keys");
        settle();
        click("newKey");
    } else {
        trigger(action.toLatin1().constData());
    }
    QDialog *shown = dialog();
    QVERIFY(shown);
    if (auto *text = shown->findChild<QLineEdit *>(QStringLiteral("askText")))
        QTest::keyClicks(text, QStringLiteral("a b"));
    QCoreApplication::processEvents();
    for (const QWidget *each : shown->findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(each);
        const auto *button = qobject_cast<const QAbstractButton *>(each);
        if (!each->isVisible() || (!label && !(button && !button->text().isEmpty())))
            continue;
        const QString told = label ? label->text() : button->text();
        if (label && label->wordWrap())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(told));
        else
            QVERIFY2(each->width() >= each->minimumSizeHint().width(), qPrintable(told));
    }
    shown->reject();
}

void TestLargeTexts::navigatorGrows()
{
    const QWidget *list = find<QWidget>("navigator");
    const int usual = list->width();
    enlarge();
    list = find<QWidget>("navigator");
    QTRY_VERIFY2(list->width() >= usual * 5 / 4, qPrintable(QString::number(list->width())));
}

QStringList TestLargeTexts::squeezed() const
{
    QStringList found;
    const auto told = [](const QWidget *each) {
        return QStringLiteral("%1 %2 %3")
            .arg(QLatin1String(each->metaObject()->className()), each->objectName())
            .arg(each->height());
    };
    for (const QWidget *each : m_desk->window().findChildren<QWidget *>()) {
        if (!each->isVisible() || !each->parentWidget()->layout())
            continue;
        const auto *label = qobject_cast<const QLabel *>(each);
        const auto *edit = qobject_cast<const QLineEdit *>(each);
        const bool isField = edit || qobject_cast<const QComboBox *>(each);
        if ((isField || (label && !label->text().isEmpty()))
            && each->height() < each->fontMetrics().height() - 1)
            found.append(told(each) + QStringLiteral(" is lower than its text"));
        const auto *area = qobject_cast<const TallPane *>(each);
        if (area && area->widget()->width() > area->viewport()->width())
            found.append(told(each) + QStringLiteral(" is narrower than its pane"));
        if (edit && edit->contentsRect().width() < edit->fontMetrics().horizontalAdvance(u'0') * 5)
            found.append(told(each) + QStringLiteral(" has no room for a word"));
        for (const QObject *other : each->parentWidget()->children()) {
            const auto *beside = qobject_cast<const QWidget *>(other);
            if (beside && beside > each && beside->isVisible() && !beside->isWindow()
                && each->parentWidget()->layout()->indexOf(const_cast<QWidget *>(each)) >= 0
                && each->parentWidget()->layout()->indexOf(const_cast<QWidget *>(beside)) >= 0
                && beside->geometry().intersects(each->geometry()))
                found.append(told(each) + QStringLiteral(" lies over ") + told(beside));
        }
    }
    return found;
}

void TestLargeTexts::nothingLiesOverAnother_data()
{
    QTest::addColumn<QString>("shown");
    QTest::newRow("a test run") << QStringLiteral("run");
    QTest::newRow("a replay") << QStringLiteral("replay");
    QTest::newRow("two recordings compared") << QStringLiteral("compared");
    QTest::newRow("a request") << QStringLiteral("request");
}

/// With the inspector open, which has something to show.
void TestLargeTexts::nothingLiesOverAnother()
{
    QFETCH(QString, shown);
    record(Total, Lines);
    if (shown == QLatin1String("run")) {
        press(Qt::Key_Escape);
        click("runTest");
        QTRY_COMPARE(find<QLabel>("testStatus")->text(), QStringLiteral("201"));
    } else if (shown == QLatin1String("compared")) {
        press(Qt::Key_Escape);
        recordAgain(R"({"lines":[{"price":1,"count":3}]})");
        choose("replayMore", "replayComparePrevious");
    } else if (shown == QLatin1String("request")) {
        const QString folder = m_folder->filePath(QStringLiteral("new.requests"));
        QVERIFY(QDir().mkpath(folder));
        write("new.requests/orders.http", "### Orders\nGET {{base}}/rest/orders\n");
        trigger("requests");
        QTRY_VERIFY(find<QWidget>("sendRequest")->isVisible());
        click("sendRequest");
        QTRY_COMPARE(find<QLabel>("answerStatus")->text(), QStringLiteral("401"));
    }
    for (int i = 0; i < 20; ++i)
        QCOMPARE(m_client->get("/rest/orders").status, 200);
    enlarge();
    QTRY_VERIFY(find<QAbstractButton>("levelOK")->text().contains(QLatin1String("2")));
    QVERIFY2(squeezed().isEmpty(), qPrintable(squeezed().join(u'\n')));
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

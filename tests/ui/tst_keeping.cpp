// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"
#include "tests/ui/windowtest.h"
#include "ui/widgets/draftstore.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QTreeWidget>

/// Nothing is lost by another size of texts, another language or another file.
class TestKeeping : public WindowTest
{
    Q_OBJECT

private slots:
    void heldKeysChangeTheTextInPlace();
    void sizesComeBackAsTheyWere();
    void languageChangesInPlace();
    void languageLeavesNamesAlone();
    void endsWithoutAQuestion();
    void wrongFileClosesNothing();
    void existingFileIsNoNewDatabase();
    void openFileStaysOpen();

private:
    QsciScintilla *editor() { return find<QsciScintilla>("codehookEditor"); }
    QTabWidget *tabs() { return find<QTabWidget>("tabs"); }
    QString currentTab() { return tabs()->tabText(tabs()->currentIndex()); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
    {
        QTest::keyClick(&m_desk->window(), Qt::Key(key), modifiers);
    }
    QStringList texts();
};

// ---- text size and language

void TestKeeping::heldKeysChangeTheTextInPlace()
{
    createCollection(QStringLiteral("customers"));
    openSettings(QStringLiteral("customers"));
    typeScript("// a draft");
    const QPointer<QsciScintilla> script = editor();
    const double usual = QApplication::font().pointSizeF();
    // As a held key comes: faster than anything answers.
    for (int i = 0; i < 12; ++i)
        press(Qt::Key_Plus);
    QCOMPARE(QApplication::font().pointSizeF(), Preferences::LargestText);
    for (int i = 0; i < 4; ++i) {
        press(Qt::Key_Minus);
        settle();
    }
    QVERIFY(script); // the same window
    QCOMPARE(QApplication::font().pointSizeF(), Preferences::LargestText - 4);
    QVERIFY(!m_desk->window().findChild<QDialog *>()); // nothing is asked
    QCOMPARE(script->text(), QStringLiteral("// a draft"));
    QVERIFY(script->isUndoAvailable());
    QVERIFY(find<QLabel>("serverAddress")->font().pointSizeF() > usual + 3);
    press(Qt::Key_Equal); // where the plus is without Shift
    QCOMPARE(QApplication::font().pointSizeF(), Preferences::LargestText - 3);
    press(Qt::Key_0);
    QCOMPARE(QApplication::font().pointSizeF(), usual);
    QTest::keyClick(script, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(script->text() != QStringLiteral("// a draft"));
    // The server has noticed nothing.
    QCOMPARE(m_client->get("/healthz").status, 200);
}

void TestKeeping::sizesComeBackAsTheyWere()
{
    createCollection(QStringLiteral("customers"));
    QCOMPARE(m_client->post("/rest/customers", R"({"name":"Jane"})").status, 201);
    click("refresh");
    auto *grid = find<QTableView>("grid");
    QTRY_COMPARE(grid->model()->rowCount(), 1);
    QTRY_COMPARE(find<QLabel>("totals")->text().contains(QLatin1String("1 document")), true);
    const auto sizes = [&] {
        QMap<const QWidget *, double> sizes;
        for (const QWidget *widget : m_desk->window().findChildren<QWidget *>()) {
            if (widget->isVisible() && !qobject_cast<const QScrollBar *>(widget))
                sizes.insert(widget, widget->font().pointSizeF());
        }
        return sizes;
    };
    const auto before = sizes();
    const int rowBefore = grid->verticalHeader()->defaultSectionSize();
    press(Qt::Key_Plus);
    press(Qt::Key_Plus);
    const auto larger = sizes();
    for (auto each = before.cbegin(); each != before.cend(); ++each) {
        const QString name = each.key()->objectName() + QLatin1Char(' ')
            + QLatin1String(each.key()->metaObject()->className());
        QVERIFY2(!larger.contains(each.key()) || larger[each.key()] > each.value(),
                 qPrintable(name));
    }
    QVERIFY(grid->verticalHeader()->defaultSectionSize() > rowBefore);
    picture("72-large-text");
    press(Qt::Key_0);
    const auto after = sizes();
    for (auto each = before.cbegin(); each != before.cend(); ++each)
        QVERIFY(!after.contains(each.key()) || qFuzzyCompare(after[each.key()], each.value()));
    QCOMPARE(grid->verticalHeader()->defaultSectionSize(), rowBefore);
}

/// All that the window says.
QStringList TestKeeping::texts()
{
    QStringList texts;
    for (const QWidget *widget : m_desk->window().findChildren<QWidget *>()) {
        for (const char *name : {"text", "title", "toolTip", "placeholderText", "accessibleName"}) {
            const QString text = widget->property(name).toString();
            if (!text.isEmpty())
                texts.append(text);
        }
        for (const QAction *action : widget->actions())
            texts.append(action->text());
    }
    for (int i = 0; i < tabs()->count(); ++i)
        texts.append(tabs()->tabText(i));
    texts.sort();
    return texts;
}

void TestKeeping::languageChangesInPlace()
{
    createCollection(QStringLiteral("customers"));
    openSettings(QStringLiteral("customers"));
    typeScript("// a draft");
    const QPointer<QsciScintilla> script = editor();
    const auto speak = [&](const char *language) {
        Preferences changed = m_desk->preferences();
        changed.language = QLatin1String(language);
        m_desk->apply(changed);
        settle();
    };
    speak("en");
    const QStringList before = texts();
    speak("de");
    QVERIFY(script);
    QCOMPARE(script->text(), QStringLiteral("// a draft"));
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QCOMPARE(m_desk->window().menuBar()->actions().first()->text(), QStringLiteral("&Datei"));
    QCOMPARE(find<QPushButton>("saveCodehook")->text(), QStringLiteral("Speichern"));
    QVERIFY2(currentTab().contains(QLatin1String("Einstellungen")), qPrintable(currentTab()));
    // A few words are the same in both languages; sentences are not.
    QStringList same;
    for (const QString &text : texts()) {
        if (before.contains(text) && text.count(QLatin1Char(' ')) > 2
            && !text.contains(QLatin1String("curl")) && !text.contains(QLatin1Char(':')))
            same.append(text);
    }
    QVERIFY2(same.isEmpty(), qPrintable(same.join(QLatin1Char('\n'))));
    picture("70-german");
    speak("nb");
    QCOMPARE(m_desk->window().menuBar()->actions().first()->text(), QStringLiteral("&Fil"));
    speak("en");
    QCOMPARE(texts(), before);
}

void TestKeeping::languageLeavesNamesAlone()
{
    createCollection(QStringLiteral("Documents")); // a word of the window's too
    Preferences changed = m_desk->preferences();
    changed.language = QStringLiteral("de");
    m_desk->apply(changed);
    QTRY_COMPARE(find<QTreeWidget>("navigator")->topLevelItem(0)->child(0)->text(0),
                 QStringLiteral("Documents"));
    QCOMPARE(currentTab(), QStringLiteral("Documents"));
    changed.language = QStringLiteral("en");
    m_desk->apply(changed);
}

/// As a signal does it.
void TestKeeping::endsWithoutAQuestion()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("// unsaved");
    QTimer tooLate;
    tooLate.setSingleShot(true);
    tooLate.callOnTimeout(qApp, [] { QCoreApplication::exit(1); });
    tooLate.start(20'000);
    QMetaObject::invokeMethod(m_desk.get(), &Application::end, Qt::QueuedConnection);
    QCOMPARE(QApplication::exec(), 0);
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    const DraftStore drafts(m_desk->client()->databasePath());
    QCOMPARE(drafts.places(), QStringList{QStringLiteral("settings:people")});
}

// ---- files

void TestKeeping::wrongFileClosesNothing()
{
    createCollection(QStringLiteral("people"));
    openSettings(QStringLiteral("people"));
    typeScript("// still here");
    const QString wrong = m_folder->filePath(QStringLiteral("notes.txt"));
    QFile file(wrong);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content = QByteArray("no database ").repeated(1000);
    file.write(content);
    file.close();
    const QString url = m_desk->client()->url();
    m_desk->open(wrong, Application::Content::Empty);
    QVERIFY(dialog());
    QCOMPARE(m_desk->client()->url(), url);
    QCOMPARE(m_client->get("/healthz").status, 200);
    QCOMPARE(editor()->text(), QStringLiteral("// still here"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
    QVERIFY(!QFile::exists(wrong + QStringLiteral(".inspector")));
    QVERIFY(!Application::recent().contains(wrong));
}

void TestKeeping::existingFileIsNoNewDatabase()
{
    const QString path = m_folder->filePath(QStringLiteral("other.hookdesk"));
    {
        Preferences options;
        options.address = QStringLiteral("127.0.0.1:0");
        Application other(*qApp, options);
        other.open(path, Application::Content::Sample);
        QVERIFY(other.client());
    }
    m_desk->window().beginNew(path);
    QDialog *question = dialog();
    QVERIFY(question);
    QCOMPARE(question->windowTitle(), QStringLiteral("This file already exists"));
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askCancel")),
                      Qt::LeftButton);
    QVERIFY(m_desk->client()->databasePath() != path);
    m_desk->window().beginNew(path);
    question = dialog();
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    QTRY_COMPARE(m_desk->client()->databasePath(), path);
    QTRY_COMPARE(find<QTreeWidget>("navigator")->topLevelItem(0)->childCount(), 3);
}

void TestKeeping::openFileStaysOpen()
{
    createCollection(QStringLiteral("people"));
    const LocalClient *before = m_desk->client();
    m_desk->open(before->databasePath(), Application::Content::Empty);
    QVERIFY(!m_desk->window().findChild<QDialog *>());
    QCOMPARE(m_desk->client(), before);
    QCOMPARE(currentTab(), QStringLiteral("people"));
}

QTEST_MAIN(TestKeeping)
#include "tst_keeping.moc"

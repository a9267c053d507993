// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "client/localclient.h"
#include "tests/support/httpclient.h"
#include "tests/support/visiblewidget.h"
#include "ui/mainwindow.h"

#include <Qsci/qsciscintilla.h>
#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>

namespace {

/// The program, as the processes that are killed run it, and a person in front of it.
class Person
{
public:
    explicit Person(QApplication &application)
        : m_desk(application, preferences())
    {
    }

    bool open(const QString &database)
    {
        m_desk.window().resize(1366, 768);
        m_desk.window().show();
        m_desk.window().activateWindow();
        if (!QTest::qWaitForWindowActive(&m_desk.window()))
            return false;
        m_desk.open(database, Application::Content::Empty);
        return m_desk.client() != nullptr;
    }
    /// What the window shows, in a new database.
    bool fill()
    {
        HttpClient client(m_desk.client()->url(), m_desk.firstKey());
        return client.put("/admin/v1/collections/people", "{}").status == 201
            && client.post("/rest/people", R"({"name":"Jane"})").status == 201;
    }
    void go(const char *place) { m_desk.window().reopen(*m_desk.client(), {QLatin1String(place)}); }
    /// The widget @p name, once it is seen; null: it never is.
    template<typename T>
    T *find(const char *name)
    {
        T *found = nullptr;
        (void)QTest::qWaitFor(
            [&] { return (found = visibleWidget<T>(m_desk.window(), name)) != nullptr; });
        return found;
    }
    QTableView *grid()
    {
        auto *grid = find<QTableView>("grid");
        const auto isRead = [grid] {
            return grid->model()->index(0, 0).data().toString().startsWith(QLatin1Char('J'));
        };
        return grid && QTest::qWaitFor(isRead) ? grid : nullptr;
    }
    bool type(QWidget *widget, const QString &text)
    {
        if (!widget)
            return false;
        widget->setFocus();
        QTest::keyClicks(widget, text);
        return true;
    }

private:
    static Preferences preferences()
    {
        Preferences preferences;
        preferences.address = QStringLiteral("127.0.0.1:0");
        return preferences;
    }

    Application m_desk;
};

/// Something that is typed and not saved.
struct Work
{
    const char *name;
    const char *place;
    bool (*type)(Person &person, const QString &text);
    /// What is seen in its place; polled until the text is there.
    QString (*look)(Person &person);
};

template<typename T>
QString textOf(T *widget)
{
    return widget ? widget->text() : QString();
}

const QList<Work> Works = {
    {"script", "settings:people",
     [](Person &person, const QString &text) {
         auto *editor = person.find<QsciScintilla>("codehookEditor");
         return editor && QTest::qWaitFor([editor] { return !editor->isReadOnly(); })
             && person.type(editor, text);
     },
     [](Person &person) { return textOf(person.find<QsciScintilla>("codehookEditor")); }},
    {"document", "documents:people",
     [](Person &person, const QString &text) {
         auto *grid = person.grid();
         if (!grid)
             return false;
         grid->selectRow(0);
         auto *json = person.find<QPlainTextEdit>("json");
         return json && QTest::qWaitFor([json] { return !json->isReadOnly(); })
             && person.type(json, text);
     },
     [](Person &person) {
         auto *json = person.find<QPlainTextEdit>("json");
         return json ? json->toPlainText() : QString();
     }},
    {"cell", "documents:people",
     [](Person &person, const QString &text) {
         auto *grid = person.grid();
         if (!grid)
             return false;
         grid->setFocus();
         grid->setCurrentIndex(grid->model()->index(0, 0));
         QTest::keyClick(grid, Qt::Key_F2);
         return person.type(grid->viewport()->findChild<QLineEdit *>(), text);
     },
     [](Person &person) {
         auto *grid = person.grid();
         return grid ? grid->model()->index(0, 0).data().toString() : QString();
     }},
    {"test run", "settings:people",
     [](Person &person, const QString &text) {
         auto *toggle = person.find<QPushButton>("toggleTestRun");
         if (!toggle)
             return false;
         QTest::mouseClick(toggle, Qt::LeftButton);
         return person.type(person.find<QPlainTextEdit>("testBody"), text);
     },
     [](Person &person) {
         auto *body = person.find<QPlainTextEdit>("testBody");
         return body ? body->toPlainText() : QString();
     }},
    {"job", "jobs:",
     [](Person &person, const QString &text) {
         auto *add = person.find<QPushButton>("addJob");
         if (!add)
             return false;
         QTest::mouseClick(add, Qt::LeftButton);
         auto *description = person.find<QLineEdit>("jobDescription");
         return description && QTest::qWaitFor([=] { return description->isEnabled(); })
             && person.type(description, text);
     },
     [](Person &person) { return textOf(person.find<QLineEdit>("jobDescription")); }},
    {"settings", "database:",
     [](Person &person, const QString &text) {
         auto *address = person.find<QLineEdit>("mail.from");
         return address && QTest::qWaitFor([=] { return address->isEnabled(); })
             && person.type(address, text);
     },
     [](Person &person) { return textOf(person.find<QLineEdit>("mail.from")); }}};

/// `tst_killed type|look WORK TEXT DATABASE`: what is done in a process of its own. The first
/// types and waits to be killed; the second says what it sees.
int inTheWindow(QApplication &application, const QStringList &arguments)
{
    const QString text = arguments.at(3);
    for (const Work &work : Works) {
        if (arguments.at(2) != QLatin1String(work.name))
            continue;
        Person person(application);
        if (!person.open(arguments.at(4)))
            return 1;
        if (arguments.at(1) == QLatin1String("type")) {
            if (!person.fill())
                return 2;
            person.go(work.place);
            return work.type(person, text) ? QApplication::exec() : 3;
        }
        QString seen;
        (void)QTest::qWaitFor([&] { return (seen = work.look(person)).contains(text); });
        std::fputs(qPrintable(seen), stdout);
        return 0;
    }
    return 4;
}

} // namespace

/// The program is killed while somebody types, and started again: what was typed is there. Each
/// run has a home of its own.
class TestKilled : public QObject
{
    Q_OBJECT

private slots:
    void textComesBack_data();
    void textComesBack();

private:
    static void prepare(QProcess &process, const QString &home, const QStringList &arguments);
};

void TestKilled::prepare(QProcess &process, const QString &home, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), home);
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), arguments);
}

void TestKilled::textComesBack_data()
{
    QTest::addColumn<QString>("work");
    for (const Work &work : Works)
        QTest::newRow(work.name) << QString::fromLatin1(work.name);
}

void TestKilled::textComesBack()
{
    QFETCH(QString, work);
    const QTemporaryDir home;
    const QString database = home.filePath(QStringLiteral("work.hookdesk"));
    const QString text = QStringLiteral("Jane unsaved");
    QProcess typing;
    prepare(typing, home.path(), {QStringLiteral("type"), work, text, database});
    QVERIFY(typing.waitForStarted());
    const auto isKept = [&] {
        QDirIterator files(home.path(), {QStringLiteral("*.json")}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text.toUtf8()))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isKept() || typing.state() == QProcess::NotRunning, 60'000);
    QCOMPARE(typing.state(), QProcess::Running);
    QCOMPARE(::kill(pid_t(typing.processId()), SIGKILL), 0);
    QVERIFY(typing.waitForFinished());
    QCOMPARE(typing.exitStatus(), QProcess::CrashExit);
    QProcess looking;
    prepare(looking, home.path(), {QStringLiteral("look"), work, text, database});
    QVERIFY(looking.waitForFinished(60'000));
    QCOMPARE(looking.exitCode(), 0);
    const QString seen = QString::fromUtf8(looking.readAllStandardOutput());
    QVERIFY2(seen.contains(text), qPrintable(seen));
}

int main(int argc, char **argv)
{
    if (argc == 5) {
        QApplication application(argc, argv);
        QApplication::setApplicationName(QStringLiteral("hookdesk"));
        QApplication::setOrganizationName(QStringLiteral("hookdesk"));
        return inTheWindow(application, QApplication::arguments());
    }
    QCoreApplication application(argc, argv);
    TestKilled test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed.moc"

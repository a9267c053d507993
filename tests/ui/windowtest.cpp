// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowtest.h"

#include "client/localclient.h"
#include "client/routes.h"
#include "ui/widgets/noticebar.h"

#include <Qsci/qsciscintilla.h>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeWidget>

void WindowTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setCursorFlashTime(0);
    // Settings of its own, because tests run beside each other.
    QApplication::setOrganizationName(QStringLiteral("hookdesk-")
                                      + QApplication::applicationName());
}

void WindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QSettings().clear();
    Preferences options;
    options.address = QStringLiteral("127.0.0.1:0");
    m_desk = std::make_unique<Application>(*qApp, options);
    m_desk->window().resize(1366, 768);
    m_desk->window().show();
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
    m_desk->open(m_folder->filePath(QStringLiteral("new.hookdesk")), Application::Content::Empty);
    QVERIFY(m_desk->client());
    QVERIFY(!m_desk->client()->url().isEmpty());
    // The key is read where the person reads it.
    const QByteArray key = find<QLabel>("firstKey")->text().toLatin1();
    QCOMPARE(key.size(), 40);
    m_client = std::make_unique<HttpClient>(m_desk->client()->url(), key);
}

void WindowTest::cleanup()
{
    m_client.reset();
    m_desk.reset();
    m_folder.reset();
}

QDialog *WindowTest::dialog()
{
    QDialog *found = nullptr;
    (void)QTest::qWaitFor([&] {
        for (QDialog *each : m_desk->window().findChildren<QDialog *>()) {
            if (each->isVisible())
                found = each;
        }
        return found != nullptr;
    });
    return found;
}

QList<QAction *> WindowTest::pageActions()
{
    QList<QAction *> pages;
    for (const QAction *menu : m_desk->window().menuBar()->actions()) {
        for (QAction *action : menu->menu()->actions()) {
            if (!action->data().toString().isEmpty())
                pages.append(action);
        }
    }
    return pages;
}

QString WindowTest::notice()
{
    for (const NoticeBar *bar : m_desk->window().findChildren<NoticeBar *>()) {
        if (bar->isVisible())
            return bar->text();
    }
    return {};
}

void WindowTest::picture(const char *name)
{
    const QString folder = qEnvironmentVariable("HOOKDESK_PICTURES");
    if (folder.isEmpty())
        return;
    for (const char *mode : {"", "-dark"}) {
        QTest::qWait(120);
        m_desk->window().grab().save(
            QStringLiteral("%1/%2%3.png").arg(folder, QLatin1String(name), QLatin1String(mode)));
        for (QDialog *each : m_desk->window().findChildren<QDialog *>()) {
            if (each->isVisible())
                each->grab().save(QStringLiteral("%1/%2-dialog%3.png")
                                      .arg(folder, QLatin1String(name), QLatin1String(mode)));
        }
        for (QAction *action : m_desk->window().findChildren<QAction *>()) {
            if (action->shortcut() == QKeySequence(QStringLiteral("Ctrl+Shift+L")))
                action->trigger(); // the other looks, and back
        }
    }
}

void WindowTest::createCollection(const QString &name)
{
    click("addCollection");
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::keyClicks(question->findChild<QLineEdit *>(QStringLiteral("askText")), name);
    QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("askAccept")),
                      Qt::LeftButton);
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), name);
    QTRY_VERIFY(!m_desk->window().findChild<QDialog *>());
    // A window manager would do this when a dialog closes; there is none here.
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void WindowTest::openSettings(const QString &collection)
{
    click("openSettings");
    auto *tabs = find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(tabs->currentIndex()), collection + QStringLiteral(" settings"));
    QTRY_VERIFY(!find<QsciScintilla>("codehookEditor")->isReadOnly());
}

void WindowTest::fill(const QByteArray &documents)
{
    createCollection(QStringLiteral("people"));
    QCOMPARE(m_client->post("/rest/people", documents).status, 201);
    click("refresh");
    const auto count = Json::Document::parse(documents)->root().items().size();
    QTRY_COMPARE(grid()->model()->rowCount(), int(count));
    QTRY_VERIFY(grid()->model()->index(0, 0).data().toString() != QStringLiteral("…"));
}

void WindowTest::answer(const char *button)
{
    QDialog *question = dialog();
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
    QTRY_VERIFY(!m_desk->window().findChild<QPushButton *>(QLatin1String(button)));
    m_desk->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

QString WindowTest::write(const char *name, const QByteArray &content)
{
    const QString path = m_folder->filePath(QLatin1String(name));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
    return path;
}

void WindowTest::trigger(const char *action)
{
    auto *found = find<QAction>(action);
    QVERIFY(found);
    QTRY_VERIFY(found->isEnabled());
    found->trigger();
}

void WindowTest::typeScript(const QByteArray &script)
{
    auto *editor = find<QsciScintilla>("codehookEditor");
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_Delete);
    for (const char c : script) {
        if (c == '\n')
            QTest::keyClick(editor, Qt::Key_Return);
        else
            QTest::keyClick(editor, c);
    }
}

void WindowTest::saveScript()
{
    QTRY_VERIFY(find<QPushButton>("saveCodehook")->isEnabled());
    click("saveCodehook");
    QTRY_VERIFY(find<QLabel>("codehookState")->text().startsWith(QLatin1String("Saved, version")));
}

void WindowTest::settle()
{
    constexpr int Rounds = 5; // of requests that follow from answers
    for (int i = 0; i < Rounds && m_desk->client(); ++i) {
        bool isAnswered = false;
        m_desk->client()
            ->request("GET", Routes::collections())
            .then(this, [&isAnswered](const Client::Reply &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);
    }
    QCoreApplication::processEvents();
}

QStringList WindowTest::namelessControls()
{
    QStringList nameless;
    for (QWidget *widget : m_desk->window().findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<QToolButton *>(widget)
            || qobject_cast<QLineEdit *>(widget) || qobject_cast<QTableView *>(widget)
            || qobject_cast<QPlainTextEdit *>(widget) || qobject_cast<QListWidget *>(widget)
            || qobject_cast<QTreeWidget *>(widget) || qobject_cast<QComboBox *>(widget)
            || qobject_cast<QSpinBox *>(widget);
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const bool isInner = widget->objectName().startsWith(QLatin1String("qt_"))
            || qobject_cast<QLineEdit *>(widget->parentWidget())
            || qobject_cast<QComboBox *>(widget->parentWidget())
            || qobject_cast<QSpinBox *>(widget->parentWidget())
            || qobject_cast<QTabBar *>(widget->parentWidget());
        const bool hasText = button && !button->text().isEmpty();
        const auto *edit = qobject_cast<QLineEdit *>(widget);
        const bool hasHint = edit && !edit->placeholderText().isEmpty();
        if (isControl && widget->isVisible() && !isInner && !hasText && !hasHint
            && widget->accessibleName().isEmpty())
            nameless.append(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ')
                            + widget->objectName());
    }
    return nameless;
}

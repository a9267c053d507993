// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "tests/support/httpclient.h"
#include "tests/support/visiblewidget.h"
#include "ui/mainwindow.h"
#include "ui/workspace.h"

#include <QAction>
#include <QDialog>
#include <QList>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// What the tests of the window share: the window on a new database, with the real embedded server,
/// and a client beside it; and what a person does in it.
class WindowTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

protected slots:
    void init();
    void cleanup();

protected:
    /// The widget of that name, before others the one that is seen, then one of the workspace that
    /// is shown.
    template<typename T>
    T *find(const char *name)
    {
        if (T *seen = visibleWidget<T>(m_desk->window(), name))
            return seen;
        for (const Workspace *each : m_desk->window().findChildren<Workspace *>()) {
            T *inside = each->findChild<T *>(QLatin1String(name));
            if (inside && each->isVisible())
                return inside;
        }
        return m_desk->window().findChildren<T *>(QLatin1String(name)).value(0);
    }
    void click(const char *name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    void createCollection(const QString &name);
    void openSettings(const QString &collection);
    void typeScript(const QByteArray &script);
    void saveScript();
    QTableView *grid() { return find<QTableView>("grid"); }
    QPlainTextEdit *json() { return find<QPlainTextEdit>("json"); }
    /// Creates the collection people with @p documents, a JSON array, and shows them.
    void fill(const QByteArray &documents);
    /// The actions of the menus that open a page; each has its place as data.
    QList<QAction *> pageActions();
    /// Triggers the action of the object name @p action, which is enabled.
    void trigger(const char *action);
    /// Clicks @p button in the dialog that is open, or opens now.
    void answer(const char *button);
    /// A file of that name and content in the test's folder.
    QString write(const char *name, const QByteArray &content);
    /// The dialog that is open, or opens now.
    QDialog *dialog();
    /// What a bar over an editor tells; empty: none is seen.
    QString notice();
    /// Waits until what the window has asked the server is answered and shown, and what it asks
    /// after that.
    void settle();
    /// The controls that are seen and that a screen reader could not tell.
    QStringList namelessControls();
    /// Keeps pictures of the window, light and dark, where HOOKDESK_PICTURES names a folder.
    void picture(const char *name);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_desk;
    std::unique_ptr<HttpClient> m_client;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connectdialog.h"
#include "ui/databasedialog.h"

#include <QList>
#include <QMainWindow>
#include <QStringList>

#include <functional>

class Client;
class HeaderBar;
class LocalClient;
class QAction;
class QLabel;
class QMenu;
class QStackedWidget;
class QTabBar;
class Theme;
class WelcomePage;
class WindowMenus;
class Workspace;

/// The window: menus, and a workspace for each database or server that is open. Opening them is the
/// application's work. Thread: the window's.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Theme &theme);

    /// Opens a workspace of @p client, which lives until it is removed, and shows it.
    Workspace &add(Client &client);
    /// Closes the workspace of @p client after it kept what is not saved.
    void remove(Client &client);
    /// Shows the workspace of @p client.
    void show(Client &client);
    using QMainWindow::show;
    /// The client of the workspace that is shown; null: none is open.
    Client *client() const;

    /// Whether closing the window only hides it; quit() closes it all the same.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    /// Reads again what the servers have to tell, such as after a change of the language.
    void refresh();
    /// Closes the window once nothing is unsaved.
    void quit();
    /// Tells what went wrong.
    void showError(const QString &title, const QString &message);
    /// The tabs of @p client that are open, as reopen() takes them; the current one is the last.
    QStringList openTabs(Client &client) const;
    /// Opens what is still there of @p tabs, and what has a draft.
    void reopen(Client &client, const QStringList &tabs);
    /// Writes all that is not saved to disk, from where it comes back.
    void keepDrafts();
    /// Offers the databases @p paths in the menu, the last opened first.
    void setRecent(const QStringList &paths);
    /// Asks for the server to connect to; @p address fills the fields.
    void askForServer(const RemoteClient::Address &address);
    /// Asks for the database of PostgreSQL to connect to; @p address fills the fields.
    void askForPostgres(const DatabaseAddress &address);
    /// Asks for a new database @p path; one that exists is offered to be opened.
    void beginNew(const QString &path);
    /// Writes a backup of the database that is shown to @p path, and tells how that went.
    void backUpTo(const QString &path);

signals:
    void newRequested(const QString &path);
    void openRequested(const QString &path);
    void sampleRequested();
    /// A server that answers is to be opened.
    void serverChosen(const ConnectDialog::Choice &choice);
    /// A database of PostgreSQL that can be served is to be opened.
    void databaseChosen(const DatabaseDialog::Choice &choice);
    /// The workspace of @p client has nothing unsaved, and is to be closed.
    void closeRequested(Client *client);
    /// The database of @p client is to become what the backup @p source holds.
    void restoreRequested(Client *client, const QString &source);
    void preferencesRequested();
    /// Light instead of dark, or the other way round.
    void schemeToggled();
    /// Larger by @p step points, or smaller; 0: the usual size.
    void textSizeRequested(double step);
    void startRequested();
    void stopRequested();
    /// openTabs() gives something else now.
    void tabsChanged(Client *client);
    /// Another workspace is shown.
    void clientChanged();

protected:
    void closeEvent(QCloseEvent *event) override;
    /// A database that is dropped is opened, a file of documents imported into what is shown.
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildLayout();
    void connectMenus();
    void connectFileMenu();
    void connectWorkspaceMenus();
    void askForNew();
    void askForOpen();
    LocalClient *localOrTell();
    void askForBackup();
    void askForRestore();
    void openPalette();
    Workspace *workspace() const;
    Workspace *workspaceOf(const Client &client) const;
    int indexOf(const Workspace &workspace) const;
    void showAt(int index);
    void showNext(int step);
    void closeWorkspace(Workspace &workspace);
    /// Asks about unsaved changes of @p workspaces, one after the other; then calls @p done unless
    /// the user cancels.
    void leave(const QList<Workspace *> &workspaces, std::function<void()> done);
    void updateStatus();
    void showMark(const Workspace &workspace);

    Theme &m_theme;
    WindowMenus *m_menus;
    QList<QAction *> m_ofWorkspace; ///< They act on the workspace that is shown.
    HeaderBar *m_header;
    QTabBar *m_switch; ///< A tab for each workspace, seen where there are several.
    QStackedWidget *m_stack; ///< The welcome page, then the workspaces in the order of the tabs.
    WelcomePage *m_welcome;
    QLabel *m_status;
    QMenu *m_recent = nullptr;
    bool m_mayClose = false;
    bool m_hidesOnClose = false;
};

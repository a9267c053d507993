// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include <functional>
#include <vector>

class Admin;
class ScriptPanel;
class HeaderBar;
class HelpWindow;
class InspectorPanel;
class Navigator;
class QFrame;
class QLabel;
class QMenu;
class QSplitter;
class QTabWidget;
class QTimer;
class Theme;
class WelcomePage;

/// The window: joins the panels. Opening databases is the application's work.
/// Thread: the window's.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Theme &theme);

    /// Shows the database of @p admin; the welcome page when it is null.
    void setAdmin(Admin *admin);
    /// Shows a new API key, which can be seen this once.
    void showKey(const QByteArray &key);
    /// The key that is shown; empty: none.
    QByteArray shownKey() const;
    /// Whether closing the window only hides it; quit() closes it all the same.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    /// Closes the window once nothing is unsaved.
    void quit();
    /// Tells what went wrong.
    void showError(const QString &title, const QString &message);
    /// The tabs that are open, as reopen() takes them; the current one is the last.
    QStringList openTabs() const;
    /// Opens what is still there of @p tabs.
    void reopen(const QStringList &tabs);
    /// Offers the databases @p paths in the menu, the last opened first.
    void setRecent(const QStringList &paths);
    /// Writes a backup of the open database to @p path, and tells how that went.
    void backUpTo(const QString &path);
    /// Asks about unsaved changes where there are some; then calls @p done unless the user cancels.
    void leave(std::function<void()> done);

signals:
    void newRequested(const QString &path);
    void openRequested(const QString &path);
    void sampleRequested();
    /// The open database is to become what the backup @p source holds.
    void restoreRequested(const QString &source);
    void preferencesRequested();
    /// Light instead of dark, or the other way round.
    void schemeToggled();
    /// Larger by @p step points, or smaller; 0: the usual size.
    void textSizeRequested(double step);
    void startRequested();
    void stopRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Tab
    {
        QWidget *widget;
        QString title;
        std::function<bool()> hasUnsaved;
        std::function<void()> save;
        QString place = {}; ///< What reopen() takes: `documents:people`. Empty: not opened again.
        bool closesWhenSaved = false;
    };

    void buildMenus();
    QWidget *makeKeyBanner();
    void connectNavigator();
    void askForNew();
    void askForOpen();
    void askForBackup();
    void askForRestore();
    void renameCollection(const QString &collection);
    void openDocuments(const QString &collection);
    ScriptPanel *openSettings(const QString &collection);
    ScriptPanel *openModule(const QString &module);
    void openSearch();
    void openJobs();
    void openLog();
    void openKeys();
    void openUsers();
    void openDatabaseSettings();
    void openPlace(const QString &place);
    void openPalette();
    void showShortcuts();
    void openHelp();
    void openHookReference();
    HelpWindow &help();
    void showAbout();
    void openFromPalette(const QStringList &collections, const QStringList &modules);
    ScriptPanel *openJobScript(const QByteArray &id, const QString &description);
    void showRun(const QByteArray &id);
    void findJobLine(const QByteArray &id, int line);
    void closeTabs(const QStringList &titles);
    bool showTab(const QString &title);
    void addTab(QWidget *widget, const QIcon &icon, Tab tab);
    void closeTab(int index);
    void closeTabNow(QWidget *widget);
    void updateTab(QWidget *widget);
    bool hasUnsavedTab() const;
    void saveCurrent();
    void setInspectorVisible(bool visible);
    void toggleInspectorWindow();
    void updateStatus();
    Tab *tabOf(const QWidget *widget);

    Theme &m_theme;
    Admin *m_admin = nullptr;
    HeaderBar *m_header;
    Navigator *m_navigator;
    QTabWidget *m_tabs;
    WelcomePage *m_welcome;
    InspectorPanel *m_inspector;
    QSplitter *m_vertical;
    QFrame *m_keyBanner = nullptr;
    QLabel *m_key = nullptr;
    QLabel *m_status;
    QTimer *m_countTimer;
    QMenu *m_recent = nullptr;
    HelpWindow *m_help = nullptr; ///< Null until it is wanted.
    std::vector<Tab> m_open;
    QStringList m_reopening; ///< Asked for by reopen(), until the server has told what is there.
    bool m_mayClose = false;
    bool m_hidesOnClose = false;
};

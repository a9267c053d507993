// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/tabs.h"
#include "ui/widgets/picker.h"

#include <QMainWindow>

#include <functional>
#include <utility>

class HeaderBar;
class InspectorPanel;
class KeyBanner;
class Navigator;
class Pages;
class QLabel;
class QMenu;
class QSplitter;
class Theme;
class WelcomePage;

/// The window: joins the panels. Opening databases is the application's work.
/// Thread: the window's.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Theme &theme);

    /// Shows the database of @p client; the welcome page when it is null.
    void setClient(Client *client);
    /// Shows a new API key, which can be seen this once.
    void showKey(const QByteArray &key);
    /// Whether closing the window only hides it; quit() closes it all the same.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    /// Reads again what the server has to tell, such as after a change of the language.
    void refresh();
    /// Closes the window once nothing is unsaved.
    void quit();
    /// Tells what went wrong.
    void showError(const QString &title, const QString &message);
    /// The tabs that are open, as reopen() takes them; the current one is the last.
    QStringList openTabs() const;
    /// Opens what is still there of @p tabs, and what has a draft.
    void reopen(const QStringList &tabs);
    /// The database is a new one: what was typed for another of its name is forgotten.
    void forgetDrafts() { m_tabs->forgetDrafts(); }
    /// Writes all that is not saved to disk, from where it comes back.
    void keepDrafts() { m_tabs->keepDrafts(); }
    /// Offers the databases @p paths in the menu, the last opened first.
    void setRecent(const QStringList &paths);
    /// Asks for a new database @p path; one that exists is offered to be opened.
    void beginNew(const QString &path);
    /// Writes a backup of the open database to @p path, and tells how that went.
    void backUpTo(const QString &path);
    /// Asks about unsaved changes where there are some; then calls @p done unless the user cancels.
    void leave(std::function<void()> done) { m_tabs->leave(std::move(done)); }

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
    /// openTabs() gives something else now.
    void tabsChanged();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildLayout();
    void buildFileMenu();
    void buildViewMenu();
    void buildServerMenu();
    void addPage(QMenu *menu, const QString &icon, const QString &text, const QString &place,
                 const QKeySequence &keys = {});
    void connectNavigator();
    void connectInspector();
    void connectPages();
    void askForNew();
    void askForOpen();
    void askForBackup();
    void askForRestore();
    void renameCollection(const QString &collection);
    void openPalette();
    QList<Picker::Item> placeItems(const QStringList &collections, const QStringList &modules);
    void showRun(const QByteArray &id);
    void setInspectorVisible(bool visible);
    void toggleInspectorWindow();
    void updateStatus();

    Theme &m_theme;
    Client *m_client = nullptr;
    HeaderBar *m_header;
    Navigator *m_navigator;
    WelcomePage *m_welcome;
    Tabs *m_tabs;
    Pages *m_pages;
    InspectorPanel *m_inspector;
    QSplitter *m_vertical;
    KeyBanner *m_keyBanner;
    QLabel *m_status;
    QMenu *m_recent = nullptr;
    bool m_mayClose = false;
    bool m_hidesOnClose = false;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "client/documentfile.h"
#include "client/localclient.h"
#include "ui/databasefiles.h"
#include "ui/headerbar.h"
#include "ui/helpcommands.h"
#include "ui/pages.h"
#include "ui/tabs.h"
#include "ui/welcomepage.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"
#include "ui/windowmenus.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>

namespace {

constexpr int MessageTime = 6000; ///< Milliseconds.

} // namespace

MainWindow::MainWindow(Theme &theme)
    : m_theme(theme)
    , m_menus(new WindowMenus(theme, *this))
    , m_header(new HeaderBar(theme, this))
    , m_switch(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_welcome(new WelcomePage(theme, this))
    , m_status(new QLabel(this))
{
    setWindowTitle(QStringLiteral("Hookdesk"));
    resize(Layouts::onScreen(*this, {0, 0, 1280, 800}).size());
    setMinimumSize(900, 560);
    setAcceptDrops(true);
    buildLayout();
    m_status->setContentsMargins(12, 0, 12, 0);
    statusBar()->addWidget(m_status);
    statusBar()->setSizeGripEnabled(false);
    connectMenus();
    connect(m_header, &HeaderBar::startRequested, this, &MainWindow::startRequested);
    connect(m_header, &HeaderBar::stopRequested, this, &MainWindow::stopRequested);
    connect(m_header, &HeaderBar::themeRequested, this, &MainWindow::schemeToggled);
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::sampleRequested);
    connect(m_welcome, &WelcomePage::newRequested, this, &MainWindow::askForNew);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::askForOpen);
    updateStatus();
}

void MainWindow::buildLayout()
{
    m_switch->setObjectName(QStringLiteral("workspaces"));
    m_switch->setAccessibleName(tr("Open databases"));
    m_switch->setTabsClosable(true);
    m_switch->setExpanding(false);
    m_switch->setDrawBase(false);
    m_switch->setUsesScrollButtons(true);
    m_switch->setElideMode(Qt::ElideRight);
    m_switch->hide();
    m_header->setSwitch(m_switch);
    connect(m_switch, &QTabBar::currentChanged, this, &MainWindow::showAt);
    connect(m_switch, &QTabBar::tabCloseRequested, this, [this](int index) {
        closeWorkspace(*qobject_cast<Workspace *>(m_stack->widget(index + 1)));
    });
    m_stack->addWidget(m_welcome);
    auto *center = new QWidget(this);
    auto *column = Layouts::column(center);
    column->addWidget(m_header);
    column->addWidget(Layouts::line(center));
    column->addWidget(m_stack, 1);
    setCentralWidget(center);
}

// ---- menus

void MainWindow::connectMenus()
{
    m_menus->setShown([this] {
        Workspace *shown = workspace(); // its page comes before the inspector
        return shown ? QList<QWidget *>{shown->tabs().currentWidget(), shown} : QList<QWidget *>();
    });
    m_recent = new QMenu(this);
    m_recent->setEnabled(false);
    m_menus->action("openRecent")->setMenu(m_recent);
    m_header->setDatabaseMenu(m_menus->menu(Actions::Menu::File));
    connectFileMenu();
    connectWorkspaceMenus();
    m_menus->set("goTo", [this] { openPalette(); });
    m_menus->set("nextDatabase", [this] { showNext(1); });
    m_menus->set("previousDatabase", [this] { showNext(-1); });
    m_menus->set("toggleTheme", [this] { emit schemeToggled(); });
    m_menus->set("zoomIn", [this] { emit textSizeRequested(1); });
    m_menus->set("zoomOut", [this] { emit textSizeRequested(-1); });
    m_menus->set("resetZoom", [this] { emit textSizeRequested(0); });
    m_menus->set("preferences", [this] { emit preferencesRequested(); });
    m_menus->set("startServer", [this] { emit startRequested(); });
    m_menus->set("stopServer", [this] { emit stopRequested(); });
    new HelpCommands(m_theme, *m_menus, *this);
}

void MainWindow::connectFileMenu()
{
    m_menus->set("newDatabase", [this] { askForNew(); });
    m_menus->set("openDatabase", [this] { askForOpen(); });
    m_menus->set("openSample", [this] { emit sampleRequested(); });
    m_menus->set("connectServer", [this] { askForServer({}); });
    m_menus->set("connectDatabase", [this] { askForPostgres({}); });
    m_menus->set("backUp", [this] { askForBackup(); });
    m_menus->set("restoreBackup", [this] { askForRestore(); });
    m_menus->set("quit", [this] { quit(); });
}

/// What acts on the workspace that is shown, and is disabled without one.
void MainWindow::connectWorkspaceMenus()
{
    const auto set = [this](const char *name, std::function<void(Workspace &)> act) {
        m_ofWorkspace.append(m_menus->set(name, [this, act = std::move(act)] {
            if (Workspace *shown = workspace())
                act(*shown);
        }));
    };
    set("markWorkspace", [](Workspace &shown) { shown.askForMark(); });
    set("closeDatabase", [this](Workspace &shown) { closeWorkspace(shown); });
    set("save", [](Workspace &shown) { shown.tabs().saveCurrent(); });
    set("closeTab", [](Workspace &shown) { shown.tabs().closeTab(shown.tabs().currentIndex()); });
    set("reopenTab", [](Workspace &shown) { shown.tabs().reopenClosed(); });
    set("searchScripts", [](Workspace &shown) { shown.pages().openSearch(); });
    set("inspector", [](Workspace &shown) { shown.toggleInspector(); });
    set("undockInspector", [](Workspace &shown) { shown.toggleInspectorWindow(); });
    set("filterInspector", [](Workspace &shown) { shown.filterInspector(); });
    set("firstSteps", [](Workspace &shown) { shown.tabs().showStart(); });
    set("newCollection", [](Workspace &shown) { shown.askForCollection(); });
    set("newModule", [](Workspace &shown) { shown.askForModule(); });
    set("newJob", [](Workspace &shown) { shown.pages().createJob(); });
    set("newKey", [](Workspace &shown) { shown.pages().askForKey(); });
    set("nextTab", [](Workspace &shown) { shown.tabs().showNext(1); });
    set("previousTab", [](Workspace &shown) { shown.tabs().showNext(-1); });
    set("nextPane", [](Workspace &shown) { Panes::focusNext(shown, 1); });
    set("previousPane", [](Workspace &shown) { Panes::focusNext(shown, -1); });
    // The place of a page is the data of its action, by which tests find all of them.
    const auto setPage = [&](const char *name, Place::Kind kind) {
        set(name, [kind](Workspace &shown) { shown.pages().openPlace({kind}); });
        m_menus->action(name)->setData(Place{kind}.text());
    };
    setPage("requests", Place::Kind::Requests);
    setPage("jobs", Place::Kind::Jobs);
    setPage("jobRuns", Place::Kind::Log);
    setPage("problems", Place::Kind::Problems);
    setPage("keys", Place::Kind::Keys);
    setPage("users", Place::Kind::Users);
    setPage("serverSettings", Place::Kind::Database);
    setPage("compare", Place::Kind::Compare);
}

// ---- workspaces

Workspace *MainWindow::workspace() const
{
    return qobject_cast<Workspace *>(m_stack->currentWidget());
}

Workspace *MainWindow::workspaceOf(const Client &client) const
{
    for (int i = 1; i < m_stack->count(); ++i) {
        auto *each = qobject_cast<Workspace *>(m_stack->widget(i));
        if (&each->client() == &client)
            return each;
    }
    return nullptr;
}

Client *MainWindow::client() const
{
    const Workspace *shown = workspace();
    return shown ? &shown->client() : nullptr;
}

Workspace &MainWindow::add(Client &client)
{
    auto *added = new Workspace(m_theme, client, m_stack);
    connect(added, &Workspace::message, this,
            [this](const QString &text) { statusBar()->showMessage(text, MessageTime); });
    connect(&added->tabs(), &Tabs::placesChanged, this,
            [this, &client] { emit tabsChanged(&client); });
    connect(&client, &Client::reachableChanged, this, &MainWindow::updateStatus);
    m_stack->addWidget(added);
    const int index = m_switch->addTab(QString());
    m_switch->setTabToolTip(index, client.identity());
    connect(added, &Workspace::markChanged, this, [this, added] { showMark(*added); });
    showMark(*added);
    m_switch->setCurrentIndex(index);
    m_switch->setVisible(m_switch->count() > 1);
    showAt(index);
    return *added;
}

void MainWindow::remove(Client &client)
{
    Workspace *removed = workspaceOf(client);
    const int index = indexOf(*removed);
    m_stack->removeWidget(removed);
    delete removed;
    m_switch->removeTab(index);
    m_switch->setVisible(m_switch->count() > 1);
    client.disconnect(this);
    showAt(m_switch->currentIndex());
}

void MainWindow::show(Client &client)
{
    m_switch->setCurrentIndex(indexOf(*workspaceOf(client)));
}

int MainWindow::indexOf(const Workspace &workspace) const
{
    return m_stack->indexOf(const_cast<Workspace *>(&workspace)) - 1;
}

void MainWindow::showAt(int index)
{
    m_stack->setCurrentIndex(index + 1);
    const Workspace *shown = workspace();
    m_header->setClient(client(), shown ? shown->name() : QString());
    updateStatus();
    emit clientChanged();
}

/// Shows how @p workspace is told from the others.
void MainWindow::showMark(const Workspace &workspace)
{
    const Mark &mark = workspace.mark();
    const int index = indexOf(workspace);
    QString text =
        mark.isProduction ? tr("%1 (production)").arg(workspace.name()) : workspace.name();
    m_switch->setTabText(index, text.replace(QLatin1Char('&'), QLatin1String("&&")));
    m_switch->setTabIcon(index, mark.icon());
    m_switch->setTabTextColor(index,
                              mark.isProduction ? m_theme.color(Theme::Role::Error) : QColor());
    if (&workspace == this->workspace())
        m_header->setClient(client(), workspace.name());
}

void MainWindow::askForServer(const RemoteClient::Address &address)
{
    auto *dialog = new ConnectDialog(address, this);
    connect(dialog, &ConnectDialog::chosen, this, &MainWindow::serverChosen);
    dialog->open();
}

void MainWindow::askForPostgres(const DatabaseAddress &address)
{
    auto *dialog = new DatabaseDialog(address, this);
    connect(dialog, &DatabaseDialog::chosen, this, &MainWindow::databaseChosen);
    dialog->open();
}

void MainWindow::showNext(int step)
{
    if (const int count = m_switch->count(); count > 1)
        m_switch->setCurrentIndex((m_switch->currentIndex() + step + count) % count);
}

void MainWindow::closeWorkspace(Workspace &workspace)
{
    Client *client = &workspace.client();
    leave({&workspace}, [this, client] { emit closeRequested(client); });
}

void MainWindow::leave(const QList<Workspace *> &workspaces, std::function<void()> done)
{
    if (workspaces.isEmpty())
        return done();
    Workspace *first = workspaces.first();
    if (first->tabs().hasUnsaved())
        m_switch->setCurrentIndex(indexOf(*first)); // the question is about what is seen
    first->tabs().leave(
        [this, rest = workspaces.mid(1), done = std::move(done)] { leave(rest, done); });
}

void MainWindow::updateStatus()
{
    Client *shown = client();
    for (QAction *each : std::as_const(m_ofWorkspace))
        each->setEnabled(shown);
    // Only a server of this program can be started and stopped here.
    const bool isLocal = shown && shown->mayListen();
    m_menus->action("startServer")->setEnabled(isLocal && !shown->isReachable());
    m_menus->action("stopServer")->setEnabled(isLocal && shown->isReachable());
    m_menus->action("restoreBackup")->setEnabled(shown && (isLocal || !shown->local()));
    const QString url = shown ? shown->url() : QString();
    if (!shown)
        m_status->setText(tr("No database is open"));
    else if (!isLocal)
        m_status->setText(shown->isReachable()
                              ? tr("Connected to %1").arg(url.isEmpty() ? shown->name() : url)
                              : (shown->isRefused() ? tr("%1 rejected the key").arg(url)
                                                    : tr("%1 does not answer").arg(url)));
    else
        m_status->setText(url.isEmpty()
                              ? tr("The server is stopped")
                              : tr("Server running on %1").arg(url.mid(int(qstrlen("http://")))));
    setWindowTitle(shown ? QStringLiteral("%1 — Hookdesk").arg(workspace()->name())
                         : QStringLiteral("Hookdesk"));
}

void MainWindow::refresh()
{
    updateStatus();
    for (Workspace *each : m_stack->findChildren<Workspace *>(Qt::FindDirectChildrenOnly))
        each->refresh();
}

QStringList MainWindow::openTabs(Client &client) const
{
    return Place::texts(workspaceOf(client)->pages().places());
}

void MainWindow::reopen(Client &client, const QStringList &tabs)
{
    workspaceOf(client)->pages().reopen(Place::fromTexts(tabs));
}

void MainWindow::keepDrafts()
{
    for (Workspace *each : m_stack->findChildren<Workspace *>(Qt::FindDirectChildrenOnly))
        each->tabs().keepDrafts();
}

// ---- files

void MainWindow::showError(const QString &title, const QString &message)
{
    Ask::toAcknowledge(this, title, message);
}

void MainWindow::askForNew()
{
    const QString path = DatabaseFiles::askForNew(this);
    if (!path.isEmpty())
        beginNew(path);
}

void MainWindow::beginNew(const QString &path)
{
    if (!QFileInfo::exists(path)) {
        emit newRequested(path);
        return;
    }
    Ask::toConfirm(this, tr("This file already exists"),
                   tr("%1 will not be overwritten. Open it, or choose another name for the new "
                      "database.")
                       .arg(path),
                   tr("Open"), [this, path] { emit openRequested(path); });
}

void MainWindow::askForOpen()
{
    const QString path = DatabaseFiles::askForDatabase(this);
    if (!path.isEmpty())
        emit openRequested(path);
}

/// The database that is shown, where this program serves it. Where another one does, that is told.
LocalClient *MainWindow::localOrTell()
{
    Client *shown = client();
    if (shown && !shown->local())
        showError(tr("This database is served by another program"),
                  tr("Backups are written and restored where it is served: use hookdeskd backup, "
                     "which also works with --server %1.")
                      .arg(shown->url()));
    return shown ? shown->local() : nullptr;
}

void MainWindow::askForBackup()
{
    LocalClient *local = localOrTell();
    const QString path = local ? DatabaseFiles::askForBackupOf(local->identity(), this) : QString();
    if (!path.isEmpty())
        backUpTo(path);
}

void MainWindow::backUpTo(const QString &path)
{
    statusBar()->showMessage(tr("Writing the backup…"));
    client()->local()->backUp(path).then(this, [this, path](const QString &fault) {
        if (fault.isEmpty()) {
            statusBar()->showMessage(tr("Backed up to %1").arg(path), 10'000);
        } else {
            statusBar()->clearMessage();
            showError(tr("The database could not be backed up"), fault);
        }
    });
}

void MainWindow::askForRestore()
{
    LocalClient *local = localOrTell();
    const QString source = local ? DatabaseFiles::askForBackup(this) : QString();
    if (source.isEmpty())
        return;
    Ask::toDestroy(workspace(),
                   {tr("Restore the backup?"),
                    tr("%1 becomes what the backup %2 holds. What it is now is kept in a file "
                       "beside it, with the time in its name.")
                        .arg(local->databasePath(), source),
                    tr("Restore")},
                   [this, local, source] {
                       if (Workspace *of = workspaceOf(*local))
                           leave({of},
                                 [this, local, source] { emit restoreRequested(local, source); });
                   });
}

void MainWindow::setRecent(const QStringList &paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString &path : paths)
        m_recent->addAction(DatabaseFiles::shownName(path), this,
                            [this, path] { emit openRequested(path); });
}

void MainWindow::openPalette()
{
    Workspace *shown = workspace();
    if (!shown)
        return m_menus->openPalette({});
    shown->readPlaces([this](const QList<Picker::Item> &places) { m_menus->openPalette(places); });
}

// ---- files that are dropped

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!DatabaseFiles::droppedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList files = DatabaseFiles::droppedFiles(*event->mimeData());
    event->acceptProposedAction();
    for (const QString &file : files) {
        if (!checkDocumentFileName(file, FileUse::Import))
            emit openRequested(file); // what is no database is told there
        else if (Workspace *shown = workspace(); !shown || !shown->pages().importFile(file))
            showError(tr("Nothing to import into"),
                      tr("Open the collection that %1 is to be imported into, and drop it there.")
                          .arg(QFileInfo(file).fileName()));
    }
}

// ---- closing

void MainWindow::quit()
{
    m_hidesOnClose = false;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_hidesOnClose) {
        event->ignore();
        hide();
        return;
    }
    const auto open = m_stack->findChildren<Workspace *>(Qt::FindDirectChildrenOnly);
    const bool hasUnsaved = std::any_of(
        open.begin(), open.end(), [](const Workspace *each) { return each->tabs().hasUnsaved(); });
    if (m_mayClose || !hasUnsaved) {
        event->accept();
        if (!QApplication::quitOnLastWindowClosed())
            QApplication::quit(); // an icon in the tray is no window
        return;
    }
    event->ignore();
    leave(open, [this] {
        m_mayClose = true;
        // A window that is being closed does not take another close().
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

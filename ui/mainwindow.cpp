// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "client/localclient.h"
#include "ui/commands.h"
#include "ui/databasefiles.h"
#include "ui/headerbar.h"
#include "ui/helpmenu.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/keybanner.h"
#include "ui/navigator.h"
#include "ui/pages.h"
#include "ui/welcomepage.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>

#include <algorithm>

namespace {

QStringList placesOf(const QString &collection)
{
    return {QStringLiteral("documents:") + collection, QStringLiteral("settings:") + collection};
}

} // namespace

MainWindow::MainWindow(Theme &theme)
    : m_theme(theme)
    , m_header(new HeaderBar(theme, this))
    , m_navigator(new Navigator(theme, this))
    , m_welcome(new WelcomePage(theme, this))
    , m_tabs(new Tabs(theme, m_welcome, this))
    , m_pages(new Pages(theme, *m_tabs, this))
    , m_inspector(new InspectorPanel(theme, this))
    , m_vertical(new QSplitter(Qt::Vertical, this))
    , m_keyBanner(new KeyBanner(theme, this))
    , m_status(new QLabel(this))
{
    setWindowTitle(QStringLiteral("Hookdesk"));
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    setMinimumSize(900, 560);
    buildLayout();
    m_status->setContentsMargins(12, 0, 12, 0);
    statusBar()->addWidget(m_status);
    statusBar()->setSizeGripEnabled(false);
    buildFileMenu();
    buildViewMenu();
    buildServerMenu();
    menuBar()->addMenu(new HelpMenu(theme, *this));
    connectNavigator();
    connect(m_tabs, &Tabs::placesChanged, this, &MainWindow::tabsChanged);
    connect(m_header, &HeaderBar::startRequested, this, &MainWindow::startRequested);
    connect(m_header, &HeaderBar::stopRequested, this, &MainWindow::stopRequested);
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::sampleRequested);
    connect(m_welcome, &WelcomePage::newRequested, this, &MainWindow::askForNew);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::askForOpen);
    connectInspector();
    connectPages();
    setClient(nullptr);
}

void MainWindow::buildLayout()
{
    m_vertical->setHandleWidth(1);
    m_vertical->addWidget(m_tabs);
    m_vertical->addWidget(m_inspector);
    m_vertical->setStretchFactor(0, 3);
    m_vertical->setStretchFactor(1, 2);
    m_vertical->setCollapsible(0, false);
    auto *horizontal = new QSplitter(this);
    horizontal->setHandleWidth(1);
    horizontal->addWidget(m_navigator);
    horizontal->addWidget(m_vertical);
    horizontal->setStretchFactor(1, 1);
    horizontal->setSizes({236, 1044});
    horizontal->setChildrenCollapsible(false);
    auto *center = new QWidget(this);
    auto *column = Layouts::column(center);
    column->addWidget(m_header);
    column->addWidget(Layouts::line(center));
    column->addWidget(m_keyBanner);
    column->addWidget(horizontal, 1);
    setCentralWidget(center);
}

void MainWindow::buildFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(m_theme.icon(QStringLiteral("file-plus")), tr("&New database…"),
                    QKeySequence::New, this, &MainWindow::askForNew);
    file->addAction(m_theme.icon(QStringLiteral("folder-open")), tr("&Open database…"),
                    QKeySequence::Open, this, &MainWindow::askForOpen);
    file->addAction(m_theme.icon(QStringLiteral("sparkles")), tr("Open the &sample"), this,
                    &MainWindow::sampleRequested);
    m_recent = file->addMenu(tr("Open r&ecent"));
    m_recent->setEnabled(false);
    m_header->setDatabaseMenu(file);
    file->addSeparator();
    file->addAction(tr("&Back up…"), this, &MainWindow::askForBackup);
    file->addAction(tr("&Restore a backup…"), this, &MainWindow::askForRestore);
    file->addSeparator();
    file->addAction(m_theme.icon(QStringLiteral("device-floppy")), tr("&Save"), QKeySequence::Save,
                    m_tabs, &Tabs::saveCurrent);
    QAction *close = file->addAction(tr("&Close tab"), m_tabs,
                                     [this] { m_tabs->closeTab(m_tabs->currentIndex()); });
    close->setShortcut(QKeySequence::Close);
    file->addSeparator();
    file->addAction(m_theme.icon(QStringLiteral("search")), tr("&Go to…"),
                    QKeySequence(tr("Ctrl+P")), this, &MainWindow::openPalette);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence(tr("Ctrl+Q")), this, &MainWindow::quit);
}

void MainWindow::buildViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    addPage(view, QStringLiteral("clock-play"), tr("&Jobs"), QStringLiteral("jobs:"),
            QKeySequence(tr("Ctrl+Shift+J")));
    addPage(view, QStringLiteral("file-text"), tr("Job runs (System_&log)"),
            QStringLiteral("log:"));
    view->addAction(m_theme.icon(QStringLiteral("search")), tr("&Search in all scripts"),
                    QKeySequence(tr("Ctrl+Shift+F")), m_pages, &Pages::openSearch);
    view->addSeparator();
    view->addAction(tr("REST &inspector"), QKeySequence(tr("Ctrl+J")), this,
                    [this] { setInspectorVisible(!m_inspector->isVisible()); });
    view->addAction(tr("Undock inspector (&window)"), QKeySequence(tr("Ctrl+Alt+J")), this,
                    &MainWindow::toggleInspectorWindow);
    view->addAction(tr("&Filter the inspector"), QKeySequence(tr("Ctrl+Shift+I")), this, [this] {
        setInspectorVisible(true);
        m_inspector->focusFilter();
    });
    view->addSeparator();
    view->addAction(tr("Toggle &theme"), QKeySequence(tr("Ctrl+Shift+L")), this,
                    &MainWindow::schemeToggled);
    connect(m_header, &HeaderBar::themeRequested, this, &MainWindow::schemeToggled);
    constexpr double TextStep = 1;
    QAction *larger =
        view->addAction(tr("Zoom &in"), this, [this] { emit textSizeRequested(TextStep); });
    larger->setShortcuts({QKeySequence(QKeySequence::ZoomIn), QKeySequence(tr("Ctrl+="))});
    view->addAction(tr("Zoom &out"), QKeySequence::ZoomOut, this,
                    [this] { emit textSizeRequested(-TextStep); });
    view->addAction(tr("Reset &zoom"), QKeySequence(tr("Ctrl+0")), this,
                    [this] { emit textSizeRequested(0); });
    view->addSeparator();
    view->addAction(tr("&Preferences…"), QKeySequence(tr("Ctrl+Alt+P")), this,
                    &MainWindow::preferencesRequested);
}

void MainWindow::buildServerMenu()
{
    QMenu *server = menuBar()->addMenu(tr("&Server"));
    server->addAction(m_theme.icon(QStringLiteral("player-play")), tr("St&art"), this,
                      &MainWindow::startRequested);
    server->addAction(m_theme.icon(QStringLiteral("player-stop")), tr("St&op"), this,
                      &MainWindow::stopRequested);
    server->addSeparator();
    addPage(server, QStringLiteral("key"), tr("API &keys"), QStringLiteral("keys:"),
            QKeySequence(tr("Ctrl+Shift+K")));
    addPage(server, QStringLiteral("users"), tr("&Users and roles"), QStringLiteral("users:"),
            QKeySequence(tr("Ctrl+Shift+U")));
    addPage(server, QStringLiteral("settings"), tr("&Settings"), QStringLiteral("database:"),
            QKeySequence(tr("Ctrl+,")));
}

/// An action that opens the page of @p place. It carries the place, by which tests find all pages.
void MainWindow::addPage(QMenu *menu, const QString &icon, const QString &text,
                         const QString &place, const QKeySequence &keys)
{
    menu->addAction(m_theme.icon(icon), text, keys, this,
                    [this, place] { m_pages->openPlace(place); })
        ->setData(place);
}

void MainWindow::connectNavigator()
{
    connect(m_navigator, &Navigator::documentsRequested, m_pages, &Pages::openDocuments);
    connect(m_navigator, &Navigator::settingsRequested, m_pages, &Pages::openSettings);
    connect(m_navigator, &Navigator::collectionCreated, m_pages, &Pages::openDocuments);
    connect(m_navigator, &Navigator::collectionDropped, this,
            [this](const QString &collection) { m_tabs->closePlaces(placesOf(collection)); });
    connect(m_navigator, &Navigator::renameRequested, this, &MainWindow::renameCollection);
    connect(m_navigator, &Navigator::collectionRenamed, this,
            [this](const QString &before, const QString &after) {
                const bool wasSettings =
                    m_tabs->currentPlace() == QStringLiteral("settings:") + before;
                m_tabs->closePlaces(placesOf(before));
                if (wasSettings)
                    m_pages->openSettings(after);
                else
                    m_pages->openDocuments(after);
            });
    connect(m_navigator, &Navigator::moduleRequested, m_pages, &Pages::openModule);
    connect(m_navigator, &Navigator::moduleRemoved, this, [this](const QString &module) {
        m_tabs->closePlaces({QStringLiteral("module:") + module});
    });
    connect(m_navigator, &Navigator::failed, this, &MainWindow::showError);
    connect(m_navigator, &Navigator::jobsRequested, m_pages,
            [this] { m_pages->openPlace(QStringLiteral("jobs:")); });
    connect(m_navigator, &Navigator::logRequested, m_pages,
            [this] { m_pages->openPlace(QStringLiteral("log:")); });
    connect(m_navigator, &Navigator::inspectorRequested, this,
            [this] { setInspectorVisible(true); });
}

void MainWindow::connectInspector()
{
    connect(m_inspector, &InspectorPanel::closeRequested, this,
            [this] { setInspectorVisible(false); });
    connect(m_inspector, &InspectorPanel::lineActivated, this,
            [this](const QString &collection, int line, int column) {
                m_pages->openSettings(collection)->goToLine(line, column);
            });
    connect(m_inspector, &InspectorPanel::undockRequested, this,
            &MainWindow::toggleInspectorWindow);
    m_inspector->installEventFilter(this);
    connect(m_inspector, &InspectorPanel::testRunRequested, this,
            [this](const QString &collection, const QByteArray &request) {
                m_pages->openSettings(collection)->tryRequest(request);
            });
    connect(m_inspector, &InspectorPanel::recordMissing, this, [this] {
        statusBar()->showMessage(tr("This run is no longer in the inspector; see System_log."),
                                 6000);
    });
    connect(m_inspector, &InspectorPanel::moduleLineActivated, this,
            [this](const QString &name, int line, int column) {
                m_pages->openModule(name)->goToLine(line, column);
            });
    connect(m_inspector, &InspectorPanel::jobLineActivated, m_pages, &Pages::openJob);
}

void MainWindow::connectPages()
{
    connect(m_pages, &Pages::collectionShown, m_navigator, &Navigator::select);
    connect(m_pages, &Pages::renameRequested, this, &MainWindow::renameCollection);
    connect(m_pages, &Pages::dropRequested, m_navigator, &Navigator::askToDrop);
    connect(m_pages, &Pages::runRequested, this, &MainWindow::showRun);
    connect(m_pages, &Pages::keyCreated, this, &MainWindow::showKey);
    connect(m_pages, &Pages::reopened, this, &MainWindow::tabsChanged);
    connect(m_pages, &Pages::jobMissing, this,
            [this] { statusBar()->showMessage(tr("This job no longer exists."), 6000); });
}

/// Its tabs are opened again under the new name, so nothing in them may be unsaved.
void MainWindow::renameCollection(const QString &collection)
{
    if (m_tabs->hasUnsaved(placesOf(collection)))
        showError(tr("There are unsaved changes"),
                  tr("Save or discard the changes to %1 before you rename it.").arg(collection));
    else
        m_navigator->askToRename(collection);
}

void MainWindow::setClient(Client *client)
{
    m_tabs->begin(client ? client->identity() : QString());
    m_client = client;
    m_pages->setClient(client);
    m_header->setClient(client);
    m_navigator->setClient(client);
    m_inspector->setClient(client);
    m_inspector->setVisible(client);
    m_vertical->setSizes({420, 260}); // a splitter forgets the size of what was hidden
    m_keyBanner->hide();
    if (client)
        connect(client, &Client::reachableChanged, this, &MainWindow::updateStatus);
    updateStatus();
}

void MainWindow::updateStatus()
{
    const QString url = m_client ? m_client->url() : QString();
    m_welcome->setServerUrl(url);
    if (!m_client)
        m_status->setText(tr("No database is open"));
    else
        m_status->setText(url.isEmpty()
                              ? tr("The server is stopped")
                              : tr("Server running on %1").arg(url.mid(int(qstrlen("http://")))));
    setWindowTitle(m_client ? QStringLiteral("%1 — Hookdesk").arg(m_client->identity())
                            : QStringLiteral("Hookdesk"));
}

void MainWindow::showKey(const QByteArray &key)
{
    m_keyBanner->showKey(key);
}

void MainWindow::refresh()
{
    updateStatus();
    m_navigator->refresh();
}

void MainWindow::quit()
{
    m_hidesOnClose = false;
    close();
}

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
        leave([this, path] { emit newRequested(path); });
        return;
    }
    Ask::toConfirm(this, tr("This file already exists"),
                   tr("%1 will not be overwritten. Open it, or choose another name for the new "
                      "database.")
                       .arg(path),
                   tr("Open"), [this, path] { leave([this, path] { emit openRequested(path); }); });
}

void MainWindow::askForOpen()
{
    const QString path = DatabaseFiles::askForDatabase(this);
    if (!path.isEmpty())
        leave([this, path] { emit openRequested(path); });
}

void MainWindow::askForBackup()
{
    LocalClient *client = m_client ? m_client->local() : nullptr;
    const QString path =
        client ? DatabaseFiles::askForBackupOf(client->databasePath(), this) : QString();
    if (!path.isEmpty())
        backUpTo(path);
}

void MainWindow::backUpTo(const QString &path)
{
    statusBar()->showMessage(tr("Writing the backup…"));
    m_client->local()->backUp(path).then(this, [this, path](const QString &fault) {
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
    const bool isLocal = m_client && m_client->local();
    const QString source = isLocal ? DatabaseFiles::askForBackup(this) : QString();
    if (source.isEmpty())
        return;
    Ask::toDestroy(this,
                   {tr("Restore the backup?"),
                    tr("%1 becomes what the backup %2 holds. What it is now is kept in a file "
                       "beside it, with the time in its name.")
                        .arg(m_client->identity(), source),
                    tr("Restore")},
                   [this, source] { leave([this, source] { emit restoreRequested(source); }); });
}

void MainWindow::setRecent(const QStringList &paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString &path : paths)
        m_recent->addAction(path, this,
                            [this, path] { leave([this, path] { emit openRequested(path); }); });
}

QStringList MainWindow::openTabs() const
{
    return m_pages->places();
}

void MainWindow::reopen(const QStringList &tabs)
{
    m_pages->reopen(tabs);
}

void MainWindow::openPalette()
{
    if (!m_client)
        return Commands::openPalette(*this, {});
    m_pages->readNames([this](const QStringList &collections, const QStringList &modules) {
        Commands::openPalette(*this, placeItems(collections, modules));
    });
}

QList<Picker::Item> MainWindow::placeItems(const QStringList &collections,
                                           const QStringList &modules)
{
    QList<Picker::Item> items;
    const auto add = [&](const QString &name, const QString &detail, const QString &icon,
                         const QString &place) {
        items.append({name, detail, m_theme.icon(icon), [this, place] { m_pages->goTo(place); }});
    };
    for (const QString &name : collections) {
        add(name, tr("documents"), QStringLiteral("table"), QStringLiteral("documents:") + name);
        add(name, tr("codehook and settings"), QStringLiteral("webhook"),
            QStringLiteral("settings:") + name);
    }
    for (const QString &name : modules)
        add(QStringLiteral("lib/%1").arg(name), tr("module"), QStringLiteral("code"),
            QStringLiteral("module:") + name);
    return items;
}

/// What a run of a job logged stands in the inspector, under the same id.
void MainWindow::showRun(const QByteArray &id)
{
    setInspectorVisible(true);
    m_inspector->showRecord(id);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_hidesOnClose) {
        event->ignore();
        hide();
        return;
    }
    if (m_mayClose || !m_tabs->hasUnsaved()) {
        event->accept();
        if (!QApplication::quitOnLastWindowClosed())
            QApplication::quit(); // an icon in the tray is no window
        return;
    }
    event->ignore();
    leave([this] {
        m_mayClose = true;
        // A window that is being closed does not take another close().
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

void MainWindow::toggleInspectorWindow()
{
    if (!m_client)
        return;
    if (m_inspector->isWindow()) {
        m_vertical->addWidget(m_inspector); // takes it back
        m_vertical->setStretchFactor(1, 2);
        m_inspector->show();
        return;
    }
    const QSize size = m_inspector->size();
    m_inspector->setParent(this, Qt::Window);
    m_inspector->setWindowTitle(tr("%1: REST inspector").arg(windowTitle()));
    m_inspector->resize(size.expandedTo({900, 480}));
    m_inspector->show();
}

/// Closing the inspector's window brings it back into this one.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_inspector && event->type() == QEvent::Close && m_inspector->isWindow()) {
        event->ignore();
        toggleInspectorWindow();
        return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::setInspectorVisible(bool visible)
{
    m_inspector->setVisible(visible && m_client);
}

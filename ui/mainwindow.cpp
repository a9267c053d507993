// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "client/admin.h"
#include "ui/codehook/comparedialog.h"
#include "ui/codehook/searchpanel.h"
#include "ui/collection/accesspage.h"
#include "ui/collection/collectionpanel.h"
#include "ui/documents/documentspanel.h"
#include "ui/headerbar.h"
#include "ui/help/helpwindow.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/jobs/logpanel.h"
#include "ui/keys/keyspanel.h"
#include "ui/navigator.h"
#include "ui/shortcutsdialog.h"
#include "ui/settings/settingspanel.h"
#include "ui/tabs.h"
#include "ui/users/userspanel.h"
#include "ui/welcomepage.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/picker.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>

namespace {

QString fileFilter()
{
    return MainWindow::tr("Hookdesk databases (*.hookdesk);;All files (*)");
}

/// They are not in the list of collections.
QStringList systemCollections()
{
    return {QStringLiteral("system_jobs"), QStringLiteral("system_log")};
}

/// The drafts of the two panels of a collection as one; empty: neither has one.
QByteArray joined(const QByteArray &definition, const QByteArray &script)
{
    if (definition.isEmpty() && script.isEmpty())
        return {};
    return Json::ObjectWriter()
        .text("definition", QByteArrayView(definition))
        .text("script", QByteArrayView(script))
        .take();
}

QByteArray partOf(const QByteArray &draft, const char *name)
{
    const auto parts = Json::Document::parse(draft);
    return parts ? parts->root().value(name).text().toByteArray() : QByteArray();
}

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
    , m_inspector(new InspectorPanel(theme, this))
    , m_vertical(new QSplitter(Qt::Vertical, this))
    , m_status(new QLabel(this))
    , m_countTimer(new QTimer(this))
{
    // Counting is not free: the numbers at the left follow after a moment.
    m_countTimer->setSingleShot(true);
    m_countTimer->setInterval(700);
    m_countTimer->callOnTimeout(m_navigator, &Navigator::refresh);
    setWindowTitle(QStringLiteral("Hookdesk"));
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    setMinimumSize(900, 560);
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
    column->addWidget(makeKeyBanner());
    column->addWidget(horizontal, 1);
    setCentralWidget(center);
    m_status->setContentsMargins(12, 0, 12, 0);
    statusBar()->addWidget(m_status);
    statusBar()->setSizeGripEnabled(false);
    buildMenus();
    connectNavigator();
    connect(m_tabs, &Tabs::placesChanged, this, &MainWindow::tabsChanged);
    connect(m_header, &HeaderBar::startRequested, this, &MainWindow::startRequested);
    connect(m_header, &HeaderBar::stopRequested, this, &MainWindow::stopRequested);
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::sampleRequested);
    connect(m_welcome, &WelcomePage::newRequested, this, &MainWindow::askForNew);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::askForOpen);
    connect(m_inspector, &InspectorPanel::closeRequested, this,
            [this] { setInspectorVisible(false); });
    connect(
        m_inspector, &InspectorPanel::lineActivated, this,
        [this](const QString &collection, int line) { openSettings(collection)->goToLine(line); });
    connect(m_inspector, &InspectorPanel::undockRequested, this,
            &MainWindow::toggleInspectorWindow);
    m_inspector->installEventFilter(this);
    connect(m_inspector, &InspectorPanel::testRunRequested, this,
            [this](const QString &collection, const QByteArray &request) {
                openSettings(collection)->tryRequest(request);
            });
    setAdmin(nullptr);
}

QWidget *MainWindow::makeKeyBanner()
{
    m_keyBanner = new QFrame(this);
    m_keyBanner->setProperty("card", true);
    auto *row = new QHBoxLayout(m_keyBanner);
    row->setContentsMargins(16, 8, 12, 8);
    auto *text = new QLabel(tr("Your full-access key. It is shown this once:"), m_keyBanner);
    m_key = new QLabel(m_keyBanner);
    m_key->setObjectName(QStringLiteral("firstKey"));
    m_theme.setCodeFont(m_key);
    m_key->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *copy = new QPushButton(m_theme.icon(QStringLiteral("copy")), tr("Copy"), m_keyBanner);
    auto *close = new QPushButton(tr("I have kept it"), m_keyBanner);
    close->setObjectName(QStringLiteral("closeKey"));
    row->addWidget(text);
    row->addWidget(m_key);
    row->addStretch();
    row->addWidget(copy);
    row->addWidget(close);
    m_keyBanner->hide();
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_key->text()); });
    connect(close, &QPushButton::clicked, this, [this] {
        m_keyBanner->hide();
        m_key->clear();
    });
    return m_keyBanner;
}

void MainWindow::buildMenus()
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
    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(m_theme.icon(QStringLiteral("clock-play")), tr("&Jobs"),
                    QKeySequence(tr("Ctrl+Shift+J")), this, [this] {
                        if (m_admin)
                            openJobs();
                    });
    view->addAction(m_theme.icon(QStringLiteral("file-text")), tr("Runs of jobs (System_&log)"),
                    this, [this] {
                        if (m_admin)
                            openLog();
                    });
    view->addAction(m_theme.icon(QStringLiteral("search")), tr("&Search in all scripts"),
                    QKeySequence(tr("Ctrl+Shift+F")), this, [this] {
                        if (m_admin)
                            openSearch();
                    });
    view->addSeparator();
    view->addAction(tr("REST &inspector"), QKeySequence(tr("Ctrl+J")), this,
                    [this] { setInspectorVisible(!m_inspector->isVisible()); });
    view->addAction(tr("Inspector in a &window of its own"), QKeySequence(tr("Ctrl+Alt+J")), this,
                    &MainWindow::toggleInspectorWindow);
    view->addAction(tr("&Filter the inspector"), QKeySequence(tr("Ctrl+Shift+I")), this, [this] {
        setInspectorVisible(true);
        m_inspector->focusFilter();
    });
    view->addSeparator();
    view->addAction(tr("Light or &dark"), QKeySequence(tr("Ctrl+Shift+L")), this,
                    &MainWindow::schemeToggled);
    connect(m_header, &HeaderBar::themeRequested, this, &MainWindow::schemeToggled);
    constexpr double TextStep = 1;
    QAction *larger =
        view->addAction(tr("L&arger text"), this, [this] { emit textSizeRequested(TextStep); });
    larger->setShortcuts({QKeySequence(QKeySequence::ZoomIn), QKeySequence(tr("Ctrl+="))});
    view->addAction(tr("S&maller text"), QKeySequence::ZoomOut, this,
                    [this] { emit textSizeRequested(-TextStep); });
    view->addAction(tr("&Usual text"), QKeySequence(tr("Ctrl+0")), this,
                    [this] { emit textSizeRequested(0); });
    view->addSeparator();
    view->addAction(tr("&Preferences…"), QKeySequence(tr("Ctrl+Alt+P")), this,
                    &MainWindow::preferencesRequested);
    QMenu *server = menuBar()->addMenu(tr("&Server"));
    server->addAction(m_theme.icon(QStringLiteral("player-play")), tr("St&art"), this,
                      &MainWindow::startRequested);
    server->addAction(m_theme.icon(QStringLiteral("player-stop")), tr("St&op"), this,
                      &MainWindow::stopRequested);
    server->addSeparator();
    server->addAction(m_theme.icon(QStringLiteral("key")), tr("API &keys"),
                      QKeySequence(tr("Ctrl+Shift+K")), this, [this] {
                          if (m_admin)
                              openKeys();
                      });
    server->addAction(m_theme.icon(QStringLiteral("users")), tr("&Users and roles"),
                      QKeySequence(tr("Ctrl+Shift+U")), this, [this] {
                          if (m_admin)
                              openUsers();
                      });
    server->addAction(m_theme.icon(QStringLiteral("settings")), tr("&Settings"),
                      QKeySequence(tr("Ctrl+,")), this, [this] {
                          if (m_admin)
                              openDatabaseSettings();
                      });
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(m_theme.icon(QStringLiteral("book")), tr("&Documentation"),
                    QKeySequence(tr("F1")), this, &MainWindow::openHelp);
    help->addAction(tr("&Hooks and their functions"), QKeySequence(tr("Shift+F1")), this,
                    &MainWindow::openHookReference);
    help->addAction(tr("&Keyboard shortcuts"), QKeySequence(tr("Ctrl+F1")), this,
                    &MainWindow::showShortcuts);
    help->addSeparator();
    help->addAction(tr("&About Hookdesk"), this, &MainWindow::showAbout);
}

HelpWindow &MainWindow::help()
{
    if (!m_help)
        m_help = new HelpWindow(m_theme, this);
    return *m_help;
}

/// In the documentation, or in the middle of a script at what is said of the name at the caret.
void MainWindow::openHelp()
{
    for (const QWidget *widget = focusWidget(); widget; widget = widget->parentWidget()) {
        const auto *panel = qobject_cast<const ScriptPanel *>(widget);
        if (panel && !panel->nameAtCaret().isEmpty())
            return help().openFunction(panel->nameAtCaret());
    }
    help().open();
}

void MainWindow::openHookReference()
{
    help().openFunction(QString());
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Hookdesk"));
    box->setIconPixmap(QIcon(QStringLiteral(":/hookdesk.svg")).pixmap(m_theme.scaled(64)));
    box->setText(
        tr("<h3>Hookdesk %1</h3><p>A JSON database with a REST API that JavaScript functions "
           "shape.</p><p>Free software under the GNU General Public License, version 3 or later, "
           "without any warranty. It stands on Qt %2, SQLite, QScintilla and others; the README "
           "names them with their licences.</p>")
            .arg(QStringLiteral(HOOKDESK_VERSION), QString::fromLatin1(qVersion())));
    box->open();
}

void MainWindow::showShortcuts()
{
    QList<ShortcutsDialog::Group> groups;
    for (const QAction *menu : menuBar()->actions()) {
        ShortcutsDialog::Group group{menu->text().remove(QLatin1Char('&')), {}};
        for (const QAction *action : menu->menu()->actions()) {
            if (!action->shortcut().isEmpty())
                group.shortcuts.append({action->shortcut().toString(QKeySequence::NativeText),
                                        action->text().remove(QLatin1Char('&'))});
        }
        groups.append(group);
    }
    ShortcutsDialog::Group editor{tr("Script editor"), {}};
    for (const ScriptPanel::Key &key : ScriptPanel::keys())
        editor.shortcuts.append({key.keys, key.what});
    groups.append(editor);
    (new ShortcutsDialog(groups, this))->open();
}

void MainWindow::connectNavigator()
{
    connect(m_navigator, &Navigator::documentsRequested, this, &MainWindow::openDocuments);
    connect(m_navigator, &Navigator::settingsRequested, this, &MainWindow::openSettings);
    connect(m_navigator, &Navigator::collectionCreated, this, &MainWindow::openDocuments);
    connect(m_navigator, &Navigator::collectionDropped, this,
            [this](const QString &collection) { m_tabs->closePlaces(placesOf(collection)); });
    connect(m_navigator, &Navigator::renameRequested, this, &MainWindow::renameCollection);
    connect(m_navigator, &Navigator::collectionRenamed, this,
            [this](const QString &before, const QString &after) {
                const bool wasSettings =
                    m_tabs->currentPlace() == QStringLiteral("settings:") + before;
                m_tabs->closePlaces(placesOf(before));
                if (wasSettings)
                    openSettings(after);
                else
                    openDocuments(after);
            });
    connect(m_navigator, &Navigator::moduleRequested, this, &MainWindow::openModule);
    connect(m_navigator, &Navigator::moduleRemoved, this, [this](const QString &module) {
        m_tabs->closePlaces({QStringLiteral("module:") + module});
    });
    connect(m_navigator, &Navigator::failed, this, &MainWindow::showError);
    connect(m_navigator, &Navigator::jobsRequested, this, &MainWindow::openJobs);
    connect(m_navigator, &Navigator::logRequested, this, &MainWindow::openLog);
    connect(m_inspector, &InspectorPanel::recordMissing, this, [this] {
        statusBar()->showMessage(
            tr("The inspector does not keep this run any more; System_log does."), 6000);
    });
    connect(m_inspector, &InspectorPanel::moduleLineActivated, this,
            [this](const QString &name, int line) { openModule(name)->goToLine(line); });
    connect(m_inspector, &InspectorPanel::jobLineActivated, this, &MainWindow::findJobLine);
    connect(m_navigator, &Navigator::inspectorRequested, this,
            [this] { setInspectorVisible(true); });
}

/// Its tabs are opened again under the new name, so nothing in them may be unsaved.
void MainWindow::renameCollection(const QString &collection)
{
    if (m_tabs->hasUnsaved(placesOf(collection)))
        showError(tr("There are unsaved changes"),
                  tr("Save or discard the changes to %1, then rename it.").arg(collection));
    else
        m_navigator->askToRename(collection);
}

void MainWindow::setAdmin(Admin *admin)
{
    m_reopening.clear();
    m_tabs->begin(admin ? QFileInfo(admin->databasePath()).absoluteFilePath() : QString());
    m_admin = admin;
    m_header->setAdmin(admin);
    m_navigator->setAdmin(admin);
    m_inspector->setAdmin(admin);
    m_inspector->setVisible(admin);
    m_vertical->setSizes({420, 260}); // a splitter forgets the size of what was hidden
    m_keyBanner->hide();
    if (admin) {
        connect(admin, &Admin::listeningChanged, this, &MainWindow::updateStatus);
        // Requests from outside change what is counted here.
        connect(admin, &Admin::recorded, this, [this](const QList<Inspector::Record> &records) {
            const bool isWritten =
                std::any_of(records.begin(), records.end(), [](const Inspector::Record &record) {
                    return record.method != "GET" && record.status < 300
                        && !record.collection.isEmpty();
                });
            if (isWritten && !m_countTimer->isActive())
                m_countTimer->start();
        });
    }
    updateStatus();
}

void MainWindow::updateStatus()
{
    const QString url = m_admin ? m_admin->url() : QString();
    m_welcome->setServerUrl(url);
    if (!m_admin)
        m_status->setText(tr("No database is open"));
    else
        m_status->setText(url.isEmpty()
                              ? tr("The server is stopped")
                              : tr("Server running on %1").arg(url.mid(int(qstrlen("http://")))));
    setWindowTitle(m_admin ? QStringLiteral("%1 — Hookdesk").arg(m_admin->databasePath())
                           : QStringLiteral("Hookdesk"));
}

void MainWindow::showKey(const QByteArray &key)
{
    m_key->setText(QString::fromLatin1(key));
    m_keyBanner->show();
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
    // The dialog's own question promises to replace a file, which is not what happens.
    QString path =
        QFileDialog::getSaveFileName(this, tr("New database"), QStringLiteral("new.hookdesk"),
                                     fileFilter(), nullptr, QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".hookdesk");
    beginNew(path);
}

void MainWindow::beginNew(const QString &path)
{
    if (!QFileInfo::exists(path)) {
        leave([this, path] { emit newRequested(path); });
        return;
    }
    Ask::toConfirm(this, tr("This file exists already"),
                   tr("%1 will not be overwritten. Open it, or choose another name for the new "
                      "database.")
                       .arg(path),
                   tr("Open"), [this, path] { leave([this, path] { emit openRequested(path); }); });
}

void MainWindow::askForOpen()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a database"), {}, fileFilter());
    if (!path.isEmpty())
        leave([this, path] { emit openRequested(path); });
}

void MainWindow::askForBackup()
{
    if (!m_admin)
        return;
    const QFileInfo database(m_admin->databasePath());
    const QString name =
        QStringLiteral("%1-%2.hookdesk")
            .arg(database.completeBaseName(), QDate::currentDate().toString(Qt::ISODate));
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Back up the database"), database.absoluteDir().filePath(name), fileFilter());
    if (!path.isEmpty())
        backUpTo(path);
}

void MainWindow::backUpTo(const QString &path)
{
    statusBar()->showMessage(tr("Writing the backup…"));
    m_admin->backUp(path).then(this, [this, path](const QString &fault) {
        if (fault.isEmpty()) {
            statusBar()->showMessage(tr("Backed up to %1").arg(path), 10'000);
        } else {
            statusBar()->clearMessage();
            showError(tr("The database cannot be backed up"), fault);
        }
    });
}

void MainWindow::askForRestore()
{
    if (!m_admin)
        return;
    const QString source =
        QFileDialog::getOpenFileName(this, tr("Restore a backup"), {}, fileFilter());
    if (source.isEmpty())
        return;
    Ask::toDestroy(this,
                   {tr("Restore the backup?"),
                    tr("%1 becomes what the backup %2 holds. What it is now is kept in a file "
                       "beside it, with the time in its name.")
                        .arg(m_admin->databasePath(), source),
                    tr("Restore")},
                   [this, source] { leave([this, source] { emit restoreRequested(source); }); });
}

// ---- tabs

void MainWindow::openDocuments(const QString &collection)
{
    m_navigator->select(collection);
    const QString place = QStringLiteral("documents:") + collection;
    if (!m_admin || m_tabs->showPlace(place))
        return;
    auto *panel = new DocumentsPanel(*m_admin, m_theme, collection, m_tabs);
    connect(panel, &DocumentsPanel::settingsRequested, this, &MainWindow::openSettings);
    connect(panel, &DocumentsPanel::documentsChanged, m_navigator, &Navigator::refresh);
    connect(panel, &DocumentsPanel::unsavedChanged, m_tabs,
            [this, panel] { m_tabs->updateTab(panel); });
    connect(panel, &DocumentsPanel::compareRequested, this, &MainWindow::compare);
    m_tabs->add(m_theme.icon(QStringLiteral("table")),
                {.widget = panel,
                 .place = place,
                 .title = [collection] { return collection; },
                 .hasUnsaved = [panel] { return panel->hasUnsavedChanges(); },
                 .save = [panel] { panel->save(); },
                 .draft = [panel] { return panel->draft(); },
                 .restore = [panel](const DraftStore::Draft &draft) { panel->restore(draft); }});
}

ScriptPanel *MainWindow::openSettings(const QString &collection)
{
    const QString place = QStringLiteral("settings:") + collection;
    if (m_tabs->showPlace(place))
        return m_tabs->currentWidget()->findChild<ScriptPanel *>();
    auto *panel = new CollectionPanel(*m_admin, m_theme, collection, m_tabs);
    auto *codehook =
        new ScriptPanel(*m_admin, m_theme, ScriptPanel::Kind::Codehook, collection, panel);
    panel->setCodehookTab(codehook);
    connect(codehook, &ScriptPanel::codehookChanged, m_navigator, &Navigator::refresh);
    connect(codehook, &ScriptPanel::unsavedChanged, m_tabs,
            [this, panel] { m_tabs->updateTab(panel); });
    connect(panel, &CollectionPanel::unsavedChanged, m_tabs,
            [this, panel] { m_tabs->updateTab(panel); });
    connect(panel, &CollectionPanel::compareRequested, this, &MainWindow::compare);
    connect(panel, &CollectionPanel::renameRequested, this, &MainWindow::renameCollection);
    connect(panel, &CollectionPanel::dropRequested, m_navigator, &Navigator::askToDrop);
    m_tabs->add(m_theme.icon(QStringLiteral("webhook")),
                {.widget = panel,
                 .place = place,
                 .title = [collection] { return tr("%1 settings").arg(collection); },
                 .hasUnsaved =
                     [panel, codehook] {
                         return panel->hasUnsavedChanges() || codehook->hasUnsavedChanges();
                     },
                 .save =
                     [panel, codehook] {
                         panel->save();
                         if (codehook->hasUnsavedChanges())
                             codehook->save();
                     },
                 .draft = [panel, codehook] { return joined(panel->draft(), codehook->draft()); },
                 .restore =
                     [panel, codehook](const DraftStore::Draft &draft) {
                         panel->restore({partOf(draft.state, "definition"), draft.time});
                         codehook->restore({partOf(draft.state, "script"), draft.time});
                     }});
    return codehook;
}

ScriptPanel *MainWindow::openScript(ScriptPanel::Kind kind, const QString &name,
                                    const QString &place, const QString &title)
{
    if (m_tabs->showPlace(place))
        return qobject_cast<ScriptPanel *>(m_tabs->currentWidget());
    auto *panel = new ScriptPanel(*m_admin, m_theme, kind, name, m_tabs);
    connect(panel, &ScriptPanel::unsavedChanged, m_tabs,
            [this, panel] { m_tabs->updateTab(panel); });
    m_tabs->add(m_theme.icon(QStringLiteral("code")),
                {.widget = panel,
                 .place = place,
                 .title = [title] { return title; },
                 .hasUnsaved = [panel] { return panel->hasUnsavedChanges(); },
                 .save = [panel] { panel->save(); },
                 .draft = [panel] { return panel->draft(); },
                 .restore = [panel](const DraftStore::Draft &draft) { panel->restore(draft); }});
    return panel;
}

ScriptPanel *MainWindow::openModule(const QString &module)
{
    return openScript(ScriptPanel::Kind::Module, module, QStringLiteral("module:") + module,
                      QStringLiteral("lib/%1").arg(module));
}

void MainWindow::openSearch()
{
    const QString place = QStringLiteral("search:");
    if (m_tabs->showPlace(place))
        return qobject_cast<SearchPanel *>(m_tabs->currentWidget())->begin();
    auto *panel = new SearchPanel(*m_admin, m_theme, m_tabs);
    connect(panel, &SearchPanel::codehookActivated, this,
            [this](const QString &name, int line) { openSettings(name)->goToLine(line); });
    connect(panel, &SearchPanel::moduleActivated, this,
            [this](const QString &name, int line) { openModule(name)->goToLine(line); });
    connect(panel, &SearchPanel::jobActivated, this,
            [this](const QByteArray &id, const QString &description, int line) {
                openJobScript(id, description)->goToLine(line);
            });
    m_tabs->add(m_theme.icon(QStringLiteral("search")),
                {.widget = panel,
                 .place = place,
                 .title = [] { return tr("Search in scripts"); },
                 .comesBack = false});
    panel->begin();
}

void MainWindow::openJobs()
{
    const QString place = QStringLiteral("jobs:");
    if (m_tabs->showPlace(place))
        return;
    auto *panel = new JobsPanel(*m_admin, m_theme, m_tabs);
    connect(panel, &JobsPanel::unsavedChanged, m_tabs, [this, panel] { m_tabs->updateTab(panel); });
    connect(panel, &JobsPanel::jobsChanged, m_navigator, &Navigator::refresh);
    connect(panel, &JobsPanel::scriptRequested, this, &MainWindow::openJobScript);
    connect(panel, &JobsPanel::runActivated, this, &MainWindow::showRun);
    connect(panel, &JobsPanel::compareRequested, this, &MainWindow::compare);
    m_tabs->add(m_theme.icon(QStringLiteral("clock-play")),
                {.widget = panel,
                 .place = place,
                 .title = [] { return QStringLiteral("System_jobs"); },
                 .hasUnsaved = [panel] { return panel->hasUnsavedChanges(); },
                 .save = [panel] { panel->save(); },
                 .draft = [panel] { return panel->draft(); },
                 .restore = [panel](const DraftStore::Draft &draft) { panel->restore(draft); }});
}

void MainWindow::openLog()
{
    const QString place = QStringLiteral("log:");
    if (m_tabs->showPlace(place))
        return;
    auto *panel = new LogPanel(*m_admin, m_theme, m_tabs);
    connect(panel, &LogPanel::runActivated, this, &MainWindow::showRun);
    m_tabs->add(
        m_theme.icon(QStringLiteral("file-text")),
        {.widget = panel, .place = place, .title = [] { return QStringLiteral("System_log"); }});
}

void MainWindow::openKeys()
{
    const QString place = QStringLiteral("keys:");
    if (m_tabs->showPlace(place))
        return;
    auto *panel = new KeysPanel(*m_admin, m_theme, m_tabs);
    connect(panel, &KeysPanel::keyCreated, this, &MainWindow::showKey);
    m_tabs->add(m_theme.icon(QStringLiteral("key")),
                {.widget = panel, .place = place, .title = [] { return tr("API keys"); }});
}

void MainWindow::openUsers()
{
    const QString place = QStringLiteral("users:");
    if (m_tabs->showPlace(place))
        return;
    auto *panel = new UsersPanel(*m_admin, m_theme, m_tabs);
    connect(panel, &UsersPanel::settingsRequested, this, &MainWindow::openDatabaseSettings);
    connect(panel, &UsersPanel::collectionCreated, m_navigator, &Navigator::refresh);
    connect(panel, &UsersPanel::accessRequested, this, [this](const QString &collection) {
        openSettings(collection);
        m_tabs->currentWidget()->findChild<QTabWidget *>()->setCurrentWidget(
            m_tabs->currentWidget()->findChild<AccessPage *>());
    });
    m_tabs->add(m_theme.icon(QStringLiteral("users")),
                {.widget = panel, .place = place, .title = [] { return tr("Users"); }});
}

void MainWindow::openDatabaseSettings()
{
    const QString place = QStringLiteral("database:");
    if (m_tabs->showPlace(place))
        return;
    auto *panel = new SettingsPanel(*m_admin, m_theme, m_tabs);
    connect(panel, &SettingsPanel::unsavedChanged, m_tabs,
            [this, panel] { m_tabs->updateTab(panel); });
    connect(panel, &SettingsPanel::compareRequested, this, &MainWindow::compare);
    m_tabs->add(m_theme.icon(QStringLiteral("settings")),
                {.widget = panel,
                 .place = place,
                 .title = [] { return tr("Settings"); },
                 .hasUnsaved = [panel] { return panel->hasUnsavedChanges(); },
                 .save = [panel] { panel->save(); },
                 .draft = [panel] { return panel->draft(); },
                 .restore = [panel](const DraftStore::Draft &draft) { panel->restore(draft); }});
}

/// Side by side, what is stored and what is in an editor.
void MainWindow::compare(const QString &theirs, const QString &mine)
{
    (new CompareDialog(m_theme, {tr("Saved by somebody else"), theirs}, {tr("Your version"), mine},
                       this))
        ->open();
}

// ---- sessions

QStringList MainWindow::openTabs() const
{
    return m_reopening.isEmpty() ? m_tabs->places() : m_reopening;
}

/// Asks the open database for @p path; nobody is told once it is closed.
void MainWindow::ask(const QByteArray &path, std::function<void(const Admin::Reply &)> then)
{
    m_admin->request("GET", path)
        .then(this, [this, asked = m_admin, then = std::move(then)](const Admin::Reply &reply) {
            if (asked == m_admin)
                then(reply);
        });
}

void MainWindow::reopen(const QStringList &tabs)
{
    if (!m_admin)
        return;
    // What has a draft comes back, and what was in front stays there.
    QStringList wanted = tabs;
    for (const QString &place : m_tabs->placesWithDrafts()) {
        if (!wanted.contains(place))
            wanted.prepend(place);
    }
    if (wanted.isEmpty())
        return;
    m_reopening = wanted;
    // What is gone since is left out: of collections and modules the server knows the names.
    ask("/admin/v1/collections", [this, wanted](const Admin::Reply &collections) {
        ask("/admin/v1/modules", [this, wanted, collections](const Admin::Reply &modules) {
            m_reopening.clear();
            const QStringList known = collections.names() + systemCollections();
            const QStringList knownModules = modules.names();
            for (const QString &place : wanted) {
                const QString kind = place.section(QLatin1Char(':'), 0, 0);
                const QString name = place.section(QLatin1Char(':'), 1);
                const bool isJob = kind == QLatin1String("job");
                const bool isModule = kind == QLatin1String("module");
                if (name.isEmpty() || isJob || (isModule ? knownModules : known).contains(name))
                    openPlace(place);
            }
            emit tabsChanged();
        });
    });
}

void MainWindow::openPlace(const QString &place)
{
    const QString kind = place.section(QLatin1Char(':'), 0, 0);
    const QString name = place.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("documents"))
        openDocuments(name);
    else if (kind == QLatin1String("settings"))
        openSettings(name);
    else if (kind == QLatin1String("module"))
        openModule(name);
    else if (kind == QLatin1String("job"))
        findJobLine(name.toLatin1(), 0);
    else if (kind == QLatin1String("jobs"))
        openJobs();
    else if (kind == QLatin1String("log"))
        openLog();
    else if (kind == QLatin1String("keys"))
        openKeys();
    else if (kind == QLatin1String("users"))
        openUsers();
    else if (kind == QLatin1String("database"))
        openDatabaseSettings();
}

void MainWindow::setRecent(const QStringList &paths)
{
    m_recent->clear();
    m_recent->setEnabled(!paths.isEmpty());
    for (const QString &path : paths)
        m_recent->addAction(path, this,
                            [this, path] { leave([this, path] { emit openRequested(path); }); });
}

/// Collections, scripts and commands by a few of their letters.
void MainWindow::openPalette()
{
    if (!m_admin)
        return openFromPalette({}, {});
    ask("/admin/v1/collections", [this](const Admin::Reply &collections) {
        ask("/admin/v1/modules", [this, collections](const Admin::Reply &modules) {
            openFromPalette(collections.names(), modules.names());
        });
    });
}

/// What is typed next belongs to what was opened.
void MainWindow::goTo(const QString &place)
{
    if (!m_admin)
        return;
    openPlace(place);
    QWidget *page = m_tabs->currentWidget();
    auto *script = page->findChild<ScriptPanel *>();
    (script && script->isVisible() ? script : page)->setFocus();
}

void MainWindow::openFromPalette(const QStringList &collections, const QStringList &modules)
{
    QList<Picker::Item> items;
    for (const QString &name : collections) {
        items.append({name, tr("documents"), m_theme.icon(QStringLiteral("table")),
                      [this, name] { goTo(QStringLiteral("documents:") + name); }});
        items.append({name, tr("codehook and settings"), m_theme.icon(QStringLiteral("webhook")),
                      [this, name] { goTo(QStringLiteral("settings:") + name); }});
    }
    for (const QString &name : modules)
        items.append({QStringLiteral("lib/%1").arg(name), tr("module"),
                      m_theme.icon(QStringLiteral("code")),
                      [this, name] { goTo(QStringLiteral("module:") + name); }});
    for (const QAction *menu : menuBar()->actions()) {
        for (QAction *action : menu->menu()->actions()) {
            if (!action->isSeparator() && action->isEnabled() && !action->menu())
                items.append({action->text().remove(QLatin1Char('&')),
                              action->shortcut().toString(QKeySequence::NativeText), action->icon(),
                              [action] { action->trigger(); }});
        }
    }
    Picker::open(this, tr("A collection, a script or a command"), items);
}

ScriptPanel *MainWindow::openJobScript(const QByteArray &id, const QString &description)
{
    // Descriptions may be the same; ids are not.
    const QString name = QString::fromLatin1(id);
    const QString title = tr("Job %1").arg(description.isEmpty() ? name : description)
        + (description.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(name.right(4)));
    return openScript(ScriptPanel::Kind::Job, name, QStringLiteral("job:") + name, title);
}

/// What a run of a job logged stands in the inspector, under the same id.
void MainWindow::showRun(const QByteArray &id)
{
    setInspectorVisible(true);
    m_inspector->showRecord(id);
}

void MainWindow::findJobLine(const QByteArray &id, int line)
{
    ask("/rest/system_jobs/" + id, [this, id, line](const Admin::Reply &reply) {
        if (!reply.isOk())
            return statusBar()->showMessage(tr("This job is gone."), 6000);
        ScriptPanel *panel = openJobScript(id, reply.json().root().value("description").toString());
        if (line > 0)
            panel->goToLine(line);
    });
}

void MainWindow::leave(std::function<void()> done)
{
    m_tabs->leave(std::move(done));
}

void MainWindow::keepDrafts()
{
    m_tabs->keepDrafts();
}

void MainWindow::forgetDrafts()
{
    m_tabs->forgetDrafts();
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
    if (!m_admin)
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
    m_inspector->setVisible(visible && m_admin);
}

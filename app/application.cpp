// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/firstkey.h"
#include "app/identities.h"
#include "app/keychain.h"

#include "client/databasetrial.h"
#include "client/joining.h"
#include "client/localclient.h"
#include "client/remoteclient.h"
#include "client/sample.h"
#include "server/server.h"
#include "server/store/backup.h"
#include "ui/preferencesdialog.h"
#include "ui/tabs.h"
#include "ui/widgets/ask.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype MaximumRecent = 8;

} // namespace

using namespace Identities;

Application::Application(QApplication &application, const Preferences &preferences)
    : m_preferences(preferences)
    , m_plainTexts(application)
    , m_theme(application, Theme::Mode::Light)
    , m_systemScheme(this)
{
    m_language.set(preferences.language);
    m_theme.setTextSize(preferences.textSize);
    showScheme();
    connect(&m_systemScheme, &SystemScheme::changed, this, &Application::showScheme);
    makeWindow();
    m_window->restoreGeometry(QSettings().value(QStringLiteral("geometry")).toByteArray());
    updateTray();
}

Application::Open::~Open() = default;

void Application::end()
{
    m_window->keepDrafts();
    for (const auto &each : m_open)
        keepSession(*each->client);
    keepOpen();
    QCoreApplication::exit(); // quit() would ask the window first, which may ask about its changes
}

Application::~Application()
{
    QSettings().setValue(QStringLiteral("geometry"), m_window->saveGeometry());
    keepOpen();
    m_isEnding = true;
    while (!m_open.empty())
        close(m_open.back()->client.get());
}

void Application::makeWindow()
{
    m_window = std::make_unique<MainWindow>(m_theme);
    connect(m_window.get(), &MainWindow::newRequested, this,
            [this](const QString &path) { open(path, Content::Empty); });
    connect(m_window.get(), &MainWindow::openRequested, this,
            [this](const QString &identity) { reopen(identity, true); });
    connect(m_window.get(), &MainWindow::serverChosen, this, &Application::connectTo);
    connect(m_window.get(), &MainWindow::databaseChosen, this, &Application::openChosen);
    connect(m_window.get(), &MainWindow::sampleRequested, this,
            [this] { open(samplePath(), Content::Sample); });
    connect(m_window.get(), &MainWindow::closeRequested, this, &Application::close);
    connect(m_window.get(), &MainWindow::clientChanged, this, &Application::updateTray);
    connect(m_window.get(), &MainWindow::tabsChanged, this,
            [this](Client *client) { keepSession(*client); });
    connect(m_window.get(), &MainWindow::restoreRequested, this, &Application::restore);
    connect(m_window.get(), &MainWindow::preferencesRequested, this,
            &Application::askForPreferences);
    connect(m_window.get(), &MainWindow::schemeToggled, this, &Application::toggleScheme);
    connect(m_window.get(), &MainWindow::textSizeRequested, this, [this](double step) {
        Preferences changed = m_preferences;
        changed.textSize = step == 0
            ? Preferences::UsualText
            : std::clamp(changed.textSize + step, Preferences::SmallestText,
                         Preferences::LargestText);
        apply(changed);
    });
    connect(m_window.get(), &MainWindow::startRequested, this, [this] {
        if (client())
            startListening(*client());
    });
    connect(m_window.get(), &MainWindow::stopRequested, this, [this] {
        if (client())
            client()->stopListening();
    });
    m_window->setRecent(recent());
}

Application::Open *Application::shown()
{
    const auto found = std::find_if(m_open.begin(), m_open.end(), [this](const auto &each) {
        return each->client.get() == m_window->client();
    });
    return found == m_open.end() ? nullptr : found->get();
}

LocalClient *Application::client()
{
    const Open *open = shown();
    return open ? open->client->local() : nullptr;
}

QByteArray Application::firstKey()
{
    const Open *open = shown();
    return open ? open->firstKey : QByteArray();
}

// ---- preferences

void Application::askForPreferences()
{
    auto *dialog = new PreferencesDialog(m_preferences, QSystemTrayIcon::isSystemTrayAvailable(),
                                         m_window.get());
    connect(dialog, &PreferencesDialog::chosen, this, &Application::apply);
    dialog->open();
}

void Application::apply(const Preferences &preferences)
{
    const Preferences before = std::exchange(m_preferences, preferences);
    preferences.save(before);
    showScheme();
    if (preferences.address != before.address) {
        QSettings().remove(QStringLiteral("addresses"));
        for (const auto &each : m_open) {
            if (each->client->mayListen() && each->client->isReachable())
                startListening(*each->client->local());
        }
    }
    m_theme.setTextSize(preferences.textSize);
    if (preferences.language != before.language) {
        m_language.set(preferences.language);
        m_window->refresh();
    }
    updateTray(); // it has texts too
}

void Application::toggleScheme()
{
    Preferences changed = m_preferences;
    changed.scheme = m_theme.mode() == Theme::Mode::Light ? Preferences::Scheme::Dark
                                                          : Preferences::Scheme::Light;
    apply(changed);
}

void Application::showScheme()
{
    const bool isDark = m_preferences.scheme == Preferences::Scheme::Dark
        || (m_preferences.scheme == Preferences::Scheme::System && m_systemScheme.isDark());
    m_theme.setMode(isDark ? Theme::Mode::Dark : Theme::Mode::Light);
}

void Application::updateTray()
{
    const bool isWanted = m_preferences.staysInTray && QSystemTrayIcon::isSystemTrayAvailable();
    m_window->setHidesOnClose(isWanted);
    QApplication::setQuitOnLastWindowClosed(!isWanted);
    if (!isWanted) {
        m_tray.reset();
        return;
    }
    if (!m_tray) {
        m_tray = std::make_unique<Tray>(m_theme, nullptr);
        connect(m_tray.get(), &Tray::showRequested, this, [this] { appear(QString()); });
        connect(m_tray.get(), &Tray::toggleRequested, this, &Application::toggleListening);
        connect(m_tray.get(), &Tray::quitRequested, this, [this] {
            m_window->show(); // it may ask about unsaved changes
            m_window->quit();
        });
    }
    m_tray->update(m_window->client());
}

QString Application::samplePath()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(QStringLiteral("sample.hookdesk"));
}

/// Kept with each change, so that the tabs come back after a crash too.
void Application::keepSession(Client &client)
{
    QSettings settings;
    settings.setValue(sessionKey(client.identity()), m_window->openTabs(client));
    settings.sync();
}

/// Which databases are open comes back like their tabs, the one that is shown last.
void Application::keepOpen()
{
    if (m_isEnding)
        return;
    QStringList paths;
    for (const auto &each : m_open) {
        if (each.get() != shown())
            paths.append(each->client->identity());
    }
    if (const Open *last = shown())
        paths.append(last->client->identity());
    QSettings().setValue(QStringLiteral("open"), paths);
}

QStringList Application::lastOpen()
{
    QStringList paths = QSettings().value(QStringLiteral("open")).toStringList();
    paths.removeIf([](const QString &path) { return !isThere(path); });
    return paths;
}

void Application::close(Client *client)
{
    const auto closed = std::find_if(m_open.begin(), m_open.end(), [client](const auto &each) {
        return each->client.get() == client;
    });
    if (closed == m_open.end())
        return;
    keepSession(*client);
    const std::unique_ptr<Open> gone = std::move(*closed);
    m_open.erase(closed);
    m_window->remove(*gone->client);
    gone->client.reset();
    keepOpen();
}

void Application::open(const QString &path, Content content)
{
    if (const Open *known = find(QFileInfo(path).absoluteFilePath()))
        return m_window->show(*known->client); // with all that is being done in it
    Server::Options options;
    options.databasePath = path;
    auto opened = Server::open(options);
    if (!opened)
        return join(path, opened.error().message);
    std::unique_ptr<Server> server = std::move(*opened);
    QByteArray firstKey;
    if (server->isNewDatabase()) {
        const auto isMade = createFirstKey(server->database(), [&firstKey](const QByteArray &key) {
            firstKey = key;
            return Result<Done>(Done());
        });
        Result<Done> made = isMade ? Result<Done>(Done()) : failure(isMade);
        if (isMade && *isMade && content == Content::Sample)
            made = fillWithSample(*server);
        if (!made) {
            m_window->showError(tr("The database could not be created"), made.error().message);
            return;
        }
    }
    auto added = std::make_unique<Open>();
    added->client = std::make_unique<LocalClient>(*server, nullptr);
    added->server = std::move(server);
    added->firstKey = firstKey;
    add(std::move(added));
}

/// A file that another program serves is shown over that program.
void Application::join(const QString &path, const QString &fault)
{
    joinServerOf(path).then(this, [this, fault](const auto &address) {
        if (!address)
            return m_window->showError(tr("The database could not be opened"), fault);
        if (const Open *known = find(address->database))
            return m_window->show(*known->client); // by another path, or asked for twice
        auto added = std::make_unique<Open>();
        added->client = std::make_unique<RemoteClient>(*address, nullptr);
        add(std::move(added));
    });
}

Application::Open *Application::find(const QString &identity)
{
    for (const auto &each : m_open) {
        if (realOf(identity) == realOf(each->client->identity()))
            return each.get();
    }
    return nullptr;
}

void Application::connectTo(const ConnectDialog::Choice &choice)
{
    const RemoteClient::Address &address = choice.address;
    choice.mark.save(address.url);
    QSettings().setValue(certificateKey(address.url), address.certificate);
    if (choice.keepsKey) {
        Keychain::write(address.url, address.key, this, [this](const QString &fault) {
            if (!fault.isEmpty())
                m_window->showError(
                    tr("The key could not be kept"),
                    tr("The desktop keychain reported: %1. You will be asked for the key "
                       "next time.")
                        .arg(fault));
        });
    }
    if (Open *known = find(address.url))
        close(known->client.get()); // it may have another key now
    auto added = std::make_unique<Open>();
    added->client = std::make_unique<RemoteClient>(address, nullptr);
    add(std::move(added));
}

void Application::openChosen(const DatabaseDialog::Choice &choice)
{
    const QString identity = choice.address.uri();
    choice.mark.save(identity);
    if (Open *known = find(identity))
        close(known->client.get()); // it may be another user's now
    openDatabase(choice.address.uri(choice.password));
}

/// One of PostgreSQL, at @p address, which may have a password in it. The window is one of its
/// servers then, which answers nobody else.
void Application::openDatabase(const QString &address)
{
    Server::Options options;
    options.databasePath = address;
    options.createsDatabase = false;
    options.node.role = Store::NodeRole::Window;
    options.node.runsJobs = false;
    auto server = Server::open(options);
    if (!server)
        return m_window->showError(tr("The database could not be opened"), server.error().message);
    auto added = std::make_unique<Open>();
    added->client = std::make_unique<LocalClient>(**server, nullptr);
    added->server = std::move(*server);
    add(std::move(added));
}

/// Opens a database that is remembered; the password is asked for where libpq finds none.
void Application::reopenDatabase(const QString &identity, bool mayAsk)
{
    if (const Open *known = find(identity))
        return m_window->show(*known->client);
    tryDatabase(identity).then(this, [this, identity, mayAsk](const Store::Standing &standing) {
        const auto address = DatabaseAddress::parse(identity);
        if (standing.state == Store::Standing::State::Ready && !find(identity))
            openDatabase(identity);
        else if (mayAsk && address)
            m_window->askForPostgres(*address);
    });
}

void Application::appear(const QString &file)
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->QWidget::show();
    m_window->raise();
    m_window->activateWindow();
    if (isPostgres(file))
        reopen(file, true);
    else if (!file.isEmpty())
        open(file, file == samplePath() ? Content::Sample : Content::Empty);
}

void Application::reopen(const QString &identity, bool mayAsk)
{
    if (isPostgres(identity))
        return reopenDatabase(identity, mayAsk);
    if (!isServer(identity))
        return open(identity, Content::Empty);
    if (const Open *known = find(identity))
        return m_window->show(*known->client);
    Keychain::read(identity, this, [this, identity, mayAsk](const QByteArray &key) {
        const RemoteClient::Address address{
            identity, key, QSettings().value(certificateKey(identity)).toByteArray()};
        if (!key.isEmpty())
            connectTo({address, Mark::load(identity), false});
        else if (mayAsk)
            m_window->askForServer(address);
    });
}

/// Shows what was opened, and serves it where it is in this process.
void Application::add(std::unique_ptr<Open> added)
{
    Open &open = *added;
    Client &client = *open.client;
    const bool isNew = open.server && open.server->isNewDatabase();
    m_open.push_back(std::move(added));
    connect(&client, &Client::reachableChanged, this, &Application::updateTray);
    client.follow();
    Workspace &workspace = m_window->add(client);
    if (isNew)
        workspace.tabs().forgetDrafts(); // they are of another one of its name
    addRecent(client.identity());
    m_window->reopen(client,
                     isNew ? QStringList()
                           : QSettings().value(sessionKey(client.identity())).toStringList());
    if (!open.firstKey.isEmpty())
        workspace.showKey(open.firstKey);
    if (LocalClient *local = client.local(); local && client.mayListen())
        startListening(*local);
    keepOpen();
}

QStringList Application::recent()
{
    QStringList paths = QSettings().value(QStringLiteral("recent")).toStringList();
    paths.removeIf([](const QString &path) { return !isThere(path); });
    return paths;
}

void Application::addRecent(const QString &identity)
{
    QStringList paths = recent();
    paths.removeAll(identity);
    paths.prepend(identity);
    paths = paths.mid(0, MaximumRecent);
    QSettings().setValue(QStringLiteral("recent"), paths);
    m_window->setRecent(paths);
}

void Application::restore(Client *client, const QString &source)
{
    const QString path = client->identity();
    close(client);
    const auto kept = Store::restore(source, path);
    open(path, Content::Empty);
    if (!kept)
        m_window->showError(tr("The backup could not be restored"), kept.error().message);
}

void Application::toggleListening()
{
    if (!client() || !client()->mayListen())
        return;
    if (client()->isReachable())
        client()->stopListening();
    else
        startListening(*client());
}

/// The address of the preferences is for one database; what is open beside it gets a free port, and
/// so does one for which that was chosen.
void Application::startListening(LocalClient &client)
{
    const bool isTaken = std::any_of(m_open.begin(), m_open.end(), [&](const auto &each) {
        return each->server && each->client.get() != &client && !each->client->url().isEmpty();
    });
    const QString own = QSettings().value(addressKey(client.identity())).toString();
    const QString usual = own.isEmpty() ? m_preferences.address : own;
    const QString fault = client.startListening(isTaken ? freePort() : usual);
    if (fault.isEmpty())
        return;
    Ask::toConfirm(m_window.get(), tr("The server could not start"), fault, tr("Use a free port"),
                   [this, identity = client.identity()] {
                       if (Open *open = find(identity); open && open->server)
                           listenAtFreePort(*open->client->local());
                   });
}

QString Application::freePort() const
{
    return m_preferences.address.section(QLatin1Char(':'), 0, -2) + QStringLiteral(":0");
}

/// The port that it gets stays that of the database, so that its clients find it again.
void Application::listenAtFreePort(LocalClient &client)
{
    const QString fault = client.startListening(freePort());
    if (!fault.isEmpty())
        return m_window->showError(tr("The server could not start"), fault);
    QSettings().setValue(addressKey(client.identity()), QUrl(client.url()).authority());
}

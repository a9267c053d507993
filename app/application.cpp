// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/firstkey.h"

#include "client/localclient.h"
#include "client/sample.h"
#include "server/server.h"
#include "server/store/backup.h"
#include "ui/mainwindow.h"
#include "ui/preferencesdialog.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype MaximumRecent = 8;

/// Where the tabs of a database are kept.
QString sessionKey(const QString &path)
{
    const QByteArray hash = QCryptographicHash::hash(QFileInfo(path).absoluteFilePath().toUtf8(),
                                                     QCryptographicHash::Sha1);
    return QStringLiteral("sessions/%1").arg(QString::fromLatin1(hash.toHex()));
}

} // namespace

Application::Application(QApplication &application, const Preferences &preferences)
    : m_preferences(preferences)
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
    m_isEnding = true;
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
            [this](const QString &path) { open(path, Content::Empty); });
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
    return open ? open->client.get() : nullptr;
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
        for (const auto &each : m_open) {
            if (each->client->isReachable())
                startListening(*each->client);
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
        connect(m_tray.get(), &Tray::showRequested, this, [this] {
            m_window->show();
            m_window->activateWindow();
        });
        connect(m_tray.get(), &Tray::toggleRequested, this, &Application::toggleListening);
        connect(m_tray.get(), &Tray::quitRequested, this, [this] {
            m_window->show(); // it may ask about unsaved changes
            m_window->quit();
        });
    }
    m_tray->update(client());
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
    paths.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
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
    for (const auto &each : m_open) {
        if (QFileInfo(path) == QFileInfo(each->server->databasePath()))
            return m_window->show(*each->client); // with all that is being done in it
    }
    Server::Options options;
    options.databasePath = path;
    auto opened = Server::open(options);
    if (!opened) {
        m_window->showError(tr("The database could not be opened"), opened.error().message);
        return;
    }
    std::unique_ptr<Server> server = std::move(*opened);
    QByteArray firstKey;
    if (server->isNewDatabase()) {
        auto made = createFirstKey(server->database(), [&firstKey](const QByteArray &key) {
            firstKey = key;
            return Result<Done>(Done());
        });
        if (made && content == Content::Sample)
            made = fillWithSample(*server);
        if (!made) {
            m_window->showError(tr("The database could not be created"), made.error().message);
            return;
        }
    }
    add(std::move(server), firstKey);
}

/// Shows the database that was opened, and serves it.
void Application::add(std::unique_ptr<Server> server, const QByteArray &firstKey)
{
    auto open = std::make_unique<Open>();
    open->server = std::move(server);
    open->client = std::make_unique<LocalClient>(*open->server, nullptr);
    open->firstKey = firstKey;
    LocalClient &client = *open->client;
    const bool isNew = open->server->isNewDatabase();
    m_open.push_back(std::move(open));
    connect(&client, &Client::reachableChanged, this, &Application::updateTray);
    client.follow();
    m_window->add(client);
    if (isNew)
        m_window->forgetDrafts(client);
    addRecent(client.databasePath());
    m_window->reopen(client,
                     isNew ? QStringList()
                           : QSettings().value(sessionKey(client.identity())).toStringList());
    if (!firstKey.isEmpty())
        m_window->showKey(client, firstKey);
    startListening(client);
    keepOpen();
}

QStringList Application::recent()
{
    QStringList paths = QSettings().value(QStringLiteral("recent")).toStringList();
    paths.removeIf([](const QString &path) { return !QFileInfo::exists(path); });
    return paths;
}

void Application::addRecent(const QString &path)
{
    QStringList paths = recent();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    paths.removeAll(absolute);
    paths.prepend(absolute);
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
    if (!client())
        return;
    if (client()->isReachable())
        client()->stopListening();
    else
        startListening(*client());
}

/// The address of the preferences is for one database; what is open beside it gets a free port.
void Application::startListening(LocalClient &client)
{
    const bool isTaken = std::any_of(m_open.begin(), m_open.end(), [&](const auto &each) {
        return each->client.get() != &client && each->client->isReachable();
    });
    const QString host = m_preferences.address.section(QLatin1Char(':'), 0, -2);
    const QString fault =
        client.startListening(isTaken ? host + QStringLiteral(":0") : m_preferences.address);
    if (!fault.isEmpty())
        m_window->showError(tr("The server could not start"), fault);
}

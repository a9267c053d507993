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

void Application::end()
{
    m_window->keepDrafts();
    keepSession();
    QCoreApplication::exit(); // quit() would ask the window first, which may ask about its changes
}

Application::~Application()
{
    QSettings().setValue(QStringLiteral("geometry"), m_window->saveGeometry());
    close();
}

void Application::makeWindow()
{
    m_window = std::make_unique<MainWindow>(m_theme);
    connect(m_window.get(), &MainWindow::newRequested, this,
            [this](const QString &path) { open(path, Content::Empty); });
    connect(m_window.get(), &MainWindow::openRequested, this,
            [this](const QString &path) { open(path, Content::Empty); });
    connect(m_window.get(), &MainWindow::sampleRequested, this,
            [this] { m_window->leave([this] { open(samplePath(), Content::Sample); }); });
    connect(m_window.get(), &MainWindow::tabsChanged, this, &Application::keepSession);
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
    connect(m_window.get(), &MainWindow::startRequested, this, &Application::startListening);
    connect(m_window.get(), &MainWindow::stopRequested, this, [this] {
        if (m_client)
            m_client->stopListening();
    });
    m_window->setRecent(recent());
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
    if (preferences.address != before.address && m_client && m_client->isReachable())
        startListening();
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
        connect(m_tray.get(), &Tray::toggleRequested, this, [this] {
            if (m_client && m_client->isReachable())
                m_client->stopListening();
            else
                startListening();
        });
        connect(m_tray.get(), &Tray::quitRequested, this, [this] {
            m_window->show(); // it may ask about unsaved changes
            m_window->quit();
        });
    }
    m_tray->update(m_client.get());
}

QString Application::samplePath()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(QStringLiteral("sample.hookdesk"));
}

/// Kept with each change, so that the tabs come back after a crash too.
void Application::keepSession()
{
    if (!m_server)
        return;
    QSettings settings;
    settings.setValue(sessionKey(m_server->databasePath()), m_window->openTabs());
    settings.sync();
}

void Application::close()
{
    keepSession();
    m_window->setClient(nullptr);
    m_client.reset();
    m_server.reset();
    m_firstKey.clear();
}

void Application::open(const QString &path, Content content)
{
    if (m_server && QFileInfo(path) == QFileInfo(m_server->databasePath()))
        return; // it is open, with all that is being done in it
    Server::Options options;
    options.databasePath = path;
    auto opened = Server::open(options);
    if (!opened) {
        m_window->showError(tr("The database could not be opened"), opened.error().message);
        return;
    }
    std::unique_ptr<Server> server = std::move(*opened);
    QByteArray firstKey;
    const bool isNew = server->isNewDatabase();
    if (isNew) {
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
    // What was open goes when the other one has taken its place for certain.
    close();
    m_server = std::move(server);
    m_firstKey = firstKey;
    show(isNew);
}

/// Shows the database that was opened, and serves it.
void Application::show(bool isNew)
{
    m_client = std::make_unique<LocalClient>(*m_server, nullptr);
    connect(m_client.get(), &Client::reachableChanged, this, &Application::updateTray);
    m_client->follow();
    m_window->setClient(m_client.get());
    if (isNew)
        m_window->forgetDrafts();
    addRecent(m_server->databasePath());
    m_window->reopen(isNew
                         ? QStringList()
                         : QSettings().value(sessionKey(m_server->databasePath())).toStringList());
    if (!m_firstKey.isEmpty())
        m_window->showKey(m_firstKey);
    startListening();
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

void Application::restore(const QString &source)
{
    const QString path = m_server ? m_server->databasePath() : QString();
    close();
    const auto kept = Store::restore(source, path);
    open(path, Content::Empty);
    if (!kept)
        m_window->showError(tr("The backup could not be restored"), kept.error().message);
}

void Application::startListening()
{
    if (!m_client)
        return;
    const QString fault = m_client->startListening(m_preferences.address);
    if (!fault.isEmpty())
        m_window->showError(tr("The server could not start"), fault);
}

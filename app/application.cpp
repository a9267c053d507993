// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/firstkey.h"

#include "server/admin.h"
#include "server/sample.h"
#include "server/server.h"
#include "server/store/backup.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

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

Application::Application(QApplication &application, const Options &options)
    : m_options(options)
    , m_theme(application, options.mode)
{
    // English needs a translation too: it has the plural forms.
    if (m_translator.load(QStringLiteral(":/i18n/hookdesk_en.qm")))
        QApplication::installTranslator(&m_translator);
    m_window = std::make_unique<MainWindow>(m_theme);
    connect(m_window.get(), &MainWindow::newRequested, this,
            [this](const QString &path) { open(path, Content::Empty); });
    connect(m_window.get(), &MainWindow::openRequested, this,
            [this](const QString &path) { open(path, Content::Empty); });
    connect(m_window.get(), &MainWindow::sampleRequested, this,
            [this] { m_window->leave([this] { open(samplePath(), Content::Sample); }); });
    connect(m_window.get(), &MainWindow::restoreRequested, this, &Application::restore);
    connect(m_window.get(), &MainWindow::startRequested, this, &Application::startListening);
    connect(m_window.get(), &MainWindow::stopRequested, this, [this] {
        if (m_admin)
            m_admin->stopListening();
    });
    m_window->restoreGeometry(QSettings().value(QStringLiteral("geometry")).toByteArray());
    m_window->setRecent(recent());
    connect(&m_theme, &Theme::changed, this, [this] {
        QSettings().setValue(QStringLiteral("theme"),
                             m_theme.mode() == Theme::Mode::Dark ? QStringLiteral("dark")
                                                                 : QStringLiteral("light"));
    });
}

Application::~Application()
{
    QSettings().setValue(QStringLiteral("geometry"), m_window->saveGeometry());
    close();
}

QString Application::samplePath()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(QStringLiteral("sample.hookdesk"));
}

void Application::close()
{
    if (m_server)
        QSettings().setValue(sessionKey(m_server->databasePath()), m_window->openTabs());
    m_window->setAdmin(nullptr);
    m_admin.reset();
    m_server.reset();
    m_firstKey.clear();
}

void Application::open(const QString &path, Content content)
{
    close();
    Server::Options options;
    options.databasePath = path;
    auto server = Server::open(options);
    if (!server) {
        m_window->showError(tr("The database cannot be opened"), server.error().message);
        return;
    }
    m_server = std::move(*server);
    if (m_server->isNewDatabase()) {
        const auto key = createFirstKey(m_server->database());
        const auto filled =
            content == Content::Sample ? fillWithSample(*m_server) : Result<Done>(Done());
        if (!key || !filled) {
            m_window->showError(tr("The database cannot be made"),
                                key ? filled.error().message : key.error().message);
            m_server.reset();
            return;
        }
        m_firstKey = *key;
    }
    m_admin = std::make_unique<Admin>(*m_server, nullptr);
    m_window->setAdmin(m_admin.get());
    addRecent(path);
    m_window->reopen(QSettings().value(sessionKey(m_server->databasePath())).toStringList());
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
        m_window->showError(tr("The backup cannot be restored"), kept.error().message);
}

void Application::startListening()
{
    if (!m_admin)
        return;
    const QString fault = m_admin->startListening(m_options.address);
    if (!fault.isEmpty())
        m_window->showError(tr("The server cannot start"), fault);
}

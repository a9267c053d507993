// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/language.h"
#include "app/systemscheme.h"
#include "app/tray.h"
#include "ui/preferences.h"
#include "ui/widgets/theme.h"

#include <QObject>
#include <QString>

#include <memory>

class LocalClient;
class MainWindow;
class QApplication;
class Server;

/// Creates, joins and owns all parts of the desktop application. Thread: the window's.
class Application final : public QObject
{
    Q_OBJECT

public:
    enum class Content { Empty, Sample };

    /// @p preferences are those that hold now; what is changed in the window is kept.
    Application(QApplication &application, const Preferences &preferences);
    ~Application() override;

    /// Opens @p path, making it with @p content when there is none, and starts serving it. What was
    /// open is closed then; it stays when that fails, which is shown in the window.
    void open(const QString &path, Content content);
    MainWindow &window() { return *m_window; }
    /// Null while no database is open.
    LocalClient *client() { return m_client.get(); }
    /// The key that a new database got; empty otherwise.
    const QByteArray &firstKey() const { return m_firstKey; }
    const Preferences &preferences() const { return m_preferences; }
    /// Holds to @p preferences from now on. The window follows as it is.
    void apply(const Preferences &preferences);
    /// Ends the program without a question: what is not saved comes back with its database.
    void end();

    /// Where the sample lies that the window offers.
    static QString samplePath();
    /// The databases that were opened and are still there, the last one first.
    static QStringList recent();

private:
    void makeWindow();
    void askForPreferences();
    void toggleScheme();
    void showScheme();
    void updateTray();
    void keepSession();
    void close();
    void show(bool isNew);
    void restore(const QString &source);
    void addRecent(const QString &path);
    void startListening();

    Preferences m_preferences;
    Language m_language;
    Theme m_theme;
    SystemScheme m_systemScheme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tray> m_tray; ///< Null unless the program stays in the tray.
    std::unique_ptr<Server> m_server;
    std::unique_ptr<LocalClient> m_client;
    QByteArray m_firstKey;
};

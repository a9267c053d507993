// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/language.h"
#include "app/systemscheme.h"
#include "app/tray.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"
#include "ui/widgets/plaintexts.h"
#include "ui/widgets/theme.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

class Client;
class LocalClient;
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

    /// Opens @p path, making it with @p content when there is none, shows it and starts serving it.
    /// What is open stays; that it cannot be opened is shown in the window.
    void open(const QString &path, Content content);
    /// Connects to a server that answers, and shows it.
    void connectTo(const ConnectDialog::Choice &choice);
    /// Opens what was open before: a file, a server or a database of PostgreSQL. What needs a key
    /// or a password that is not known is asked for where @p mayAsk.
    void reopen(const QString &identity, bool mayAsk);
    /// Shows the window before all others, and opens @p file; empty: nothing more.
    void appear(const QString &file);
    MainWindow &window() { return *m_window; }
    /// The database of this process that is shown; null: none is.
    LocalClient *client();
    /// The key that the database which is shown got as a new one; empty otherwise.
    QByteArray firstKey();
    const Preferences &preferences() const { return m_preferences; }
    /// Holds to @p preferences from now on. The window follows as it is.
    void apply(const Preferences &preferences);
    /// Ends the program without a question: what is not saved comes back with its database.
    void end();

    /// Where the sample lies that the window offers.
    static QString samplePath();
    /// The databases that were opened and are still there, the last one first.
    static QStringList recent();

    /// Those that were open when the program ended, the one that was shown at the end.
    static QStringList lastOpen();

private:
    /// A database or a server that is open in the window.
    struct Open
    {
        std::unique_ptr<Server> server; ///< Null: it is elsewhere.
        std::unique_ptr<Client> client;
        QByteArray firstKey; ///< Empty unless it is new.

        ~Open();
    };

    void makeWindow();
    void askForPreferences();
    void toggleScheme();
    void showScheme();
    void updateTray();
    void keepSession(Client &client);
    void keepOpen();
    void close(Client *client);
    Open *shown();
    void join(const QString &path, const QString &fault);
    void openChosen(const DatabaseDialog::Choice &choice);
    void openDatabase(const QString &address);
    void reopenDatabase(const QString &identity, bool mayAsk);
    Open *find(const QString &identity);
    void add(std::unique_ptr<Open> added);
    void restore(Client *client, const QString &source);
    void addRecent(const QString &identity);
    void startListening(LocalClient &client);
    void listenAtFreePort(LocalClient &client);
    QString freePort() const;
    void toggleListening();

    Preferences m_preferences;
    Language m_language;
    PlainTexts m_plainTexts;
    Theme m_theme;
    SystemScheme m_systemScheme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tray> m_tray; ///< Null unless the program stays in the tray.
    std::vector<std::unique_ptr<Open>> m_open;
    bool m_isEnding = false; ///< What closes from now on is opened again with the program.
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/theme.h"

#include <QObject>
#include <QString>
#include <QTranslator>

#include <memory>

class Admin;
class MainWindow;
class QApplication;
class Server;

/// Creates, joins and owns all parts of the desktop application. Thread: the window's.
class Application final : public QObject
{
    Q_OBJECT

public:
    enum class Content { Empty, Sample };

    struct Options
    {
        Theme::Mode mode = Theme::Mode::Light;
        QString address = QStringLiteral("127.0.0.1:8787");
    };

    Application(QApplication &application, const Options &options);
    ~Application() override;

    /// Opens @p path, making it with @p content when there is none, and starts serving it.
    /// A failure is shown in the window.
    void open(const QString &path, Content content);
    MainWindow &window() { return *m_window; }
    /// Null while no database is open.
    Admin *admin() { return m_admin.get(); }
    /// The key that a new database got; empty otherwise.
    const QByteArray &firstKey() const { return m_firstKey; }

    /// Where the sample lies that the window offers.
    static QString samplePath();
    /// The databases that were opened and are still there, the last one first.
    static QStringList recent();

private:
    void close();
    void restore(const QString &source);
    void addRecent(const QString &path);
    void startListening();

    const Options m_options;
    QTranslator m_translator;
    Theme m_theme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Admin> m_admin;
    QByteArray m_firstKey;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

/// `hookdeskd` as a process of its own.
class ServerProcess
{
public:
    ~ServerProcess();

    /// Starts `serve` on @p database and a free port. @return false: it gave no ready line.
    bool serve(const QString &database, const QStringList &more = {});
    /// Ends it at once, as a power cut would.
    void killHard();
    /// Ends it by SIGTERM. @return its exit status.
    int terminate();

    const QString &url() const { return m_url; }
    /// The key that it printed for a new database.
    const QByteArray &key() const { return m_key; }

    struct Result
    {
        int status = 0;
        QByteArray output;
        QByteArray errors;
    };
    /// Runs `hookdeskd` with @p arguments to its end.
    static Result run(const QStringList &arguments);

private:
    QProcess m_process;
    QString m_url;
    QByteArray m_key;
};

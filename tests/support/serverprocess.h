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
    void signal(int number);
    /// Waits for its end. @return its exit status; -1: a signal killed it, or it did not end.
    int wait();
    /// How long it has computed, in ticks of the kernel's clock.
    qint64 ticks() const;
    /// What it wrote to standard error.
    QByteArray errors() { return m_process.readAllStandardError(); }
    qint64 processId() const { return m_process.processId(); }
    /// Everything that it wrote to standard output until it was ready.
    const QByteArray &output() const { return m_output; }

    const QString &url() const { return m_url; }
    /// The key that it printed for a new database.
    const QByteArray &key() const { return m_key; }

    struct Result
    {
        int status = 0;
        QByteArray output;
        QByteArray errors;
    };
    /// Runs `hookdeskd` with @p arguments, and @p environment besides its own, to its end.
    static Result run(const QStringList &arguments, const QStringList &environment = {});
    /// Creates an empty database, which has no key.
    static bool makeDatabase(const QString &database);
    /// Writes a certificate for 127.0.0.1, which nobody has signed, and its private key.
    static bool makeCertificate(const QString &certificate, const QString &key);
    /// The path of `hookdeskd`.
    static QString program();

private:
    QProcess m_process;
    QString m_url;
    QByteArray m_output;
    QByteArray m_key;
};

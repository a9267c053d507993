// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>

class QLocalServer;
class QLocalSocket;

/// Keeps the program one for a user: a second start hands over what it was asked to open, and ends.
/// It knows the first one by a socket that only this user may open. Thread: the window's.
class Instance final : public QObject
{
    Q_OBJECT

public:
    Instance();
    ~Instance() override;

    /// Asks a program that runs already to show itself and to open @p file, an absolute path;
    /// empty: none. False: no program runs, and from now on this is the one.
    bool handOver(const QString &file);
    /// Where its socket is.
    const QString &path() const { return m_name; }

signals:
    /// The program was started again, to open @p file; empty: only to be seen.
    void asked(const QString &file);

private:
    void take(QLocalSocket *socket);

    const QString m_name;
    const std::unique_ptr<QLocalServer> m_server;
};

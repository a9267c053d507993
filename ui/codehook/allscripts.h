// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QList>
#include <QObject>

class QTimer;

/// The saved scripts of a database: codehooks, modules and jobs, read again when one is saved.
/// Thread: the window's.
class AllScripts final : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Codehook, Module, Job };

    struct Script
    {
        Kind kind = Kind::Codehook;
        QString name; ///< Of the collection or the module; the id of a job.
        QString description; ///< Of a job; may be empty.
        QString source;

        /// How it is called in lists.
        QString title() const;
        /// The path of its route.
        QByteArray path() const;
        /// What it is to the server: `codehook`, `module` or `job`.
        QByteArray word() const;
    };

    AllScripts(Client &client, QObject *parent);

    /// Reads them now.
    void read();
    const QList<Script> &list() const { return m_list; }

signals:
    /// list() has what was read.
    void changed();

private:
    void readJobs(QList<Script> scripts, int round);

    Client &m_client;
    QTimer *m_timer;
    QList<Script> m_list;
    int m_round = 0; ///< Of reading; what an older one brings is dropped.
};

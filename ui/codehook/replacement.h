// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "ui/codehook/allscripts.h"

#include <QList>
#include <QObject>

/// Saves new texts of several scripts, each as a new version and over nothing else than what it was
/// made from, and takes all of it back. Thread: the window's.
class Replacement final : public QObject
{
    Q_OBJECT

public:
    struct Change
    {
        AllScripts::Script script; ///< With the text that is expected there.
        QString text; ///< What comes there.
        QByteArray tag = {}; ///< Of the text that was stored.
    };
    /// A script that stays as it is.
    struct Refusal
    {
        QString title;
        QString why;
    };

    Replacement(Client &client, QObject *parent);

    /// @pre isRunning() is false.
    void run(const QList<Change> &changes);
    /// Puts back what run() has stored, where nobody has saved since.
    void undo();
    bool isRunning() const { return m_isRunning; }
    bool canUndo() const { return !m_isRunning && !m_stored.isEmpty(); }

signals:
    /// @p stored scripts were saved; those of @p refusals were not.
    void finished(int stored, const QList<Replacement::Refusal> &refusals);

private:
    void begin(const QList<Change> &changes);
    void next();
    void store(const Change &change, const QByteArray &tag);
    void refuse(const Change &change, const QString &why);

    Client &m_client;
    QList<Change> m_waiting;
    QList<Change> m_stored; ///< As they are taken back.
    QList<Refusal> m_refusals;
    bool m_isRunning = false;
};

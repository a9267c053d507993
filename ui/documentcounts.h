// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

/// How many documents collections have. The feed of changes says what came and went, so nothing is
/// asked for again. Thread: the window's.
class DocumentCounts final : public QObject
{
    Q_OBJECT

public:
    DocumentCounts(Client &client, QObject *parent);

    /// Asks for the number of documents of @p collection, past its hooks: looking at a window must
    /// not run them.
    void ask(const QByteArray &collection);
    /// Numbers were asked for elsewhere, and come soon.
    void expect() { m_sinceAnswer.start(); }
    /// An answer says that @p collection has @p count documents.
    void take(const QByteArray &collection, qint64 count);

signals:
    void counted(const QByteArray &collection, qint64 count);

private:
    void follow(const Store::CommitSummary &changes);

    Client &m_client;
    QHash<QByteArray, qint64> m_counts; ///< By collection.
    QSet<QByteArray> m_uncertain; ///< Collections whose answer may have had a change already.
    int m_due = 0; ///< Numbers that were asked for and are not answered.
    QElapsedTimer m_sinceAnswer; ///< A number was asked for or came; invalid: never.
    QTimer m_timer;
};

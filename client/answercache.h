// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QHash>
#include <QList>

#include <memory>
#include <optional>

/// Answers of a server that several panels ask for and that seldom change: definitions, lists,
/// keys. Each is asked for once and kept until the feed of changes, or a change made here, says
/// that it may be another one. Thread: that of the event loop which makes it.
class AnswerCache final : public QObject
{
    Q_OBJECT

public:
    /// Asks @p client, whose child it is.
    explicit AnswerCache(Client &client);

    /// The answer to GET @p path with @p query, in a later turn of the event loop. An error is not
    /// kept.
    Pending<Client::Reply> get(const QByteArray &path, const QByteArray &query);
    /// Asks for all of them again.
    void forget() { m_answers.clear(); }

private:
    struct Answer
    {
        std::optional<Client::Reply> reply; ///< Nothing: it is under way.
        QList<Pending<Client::Reply>> waiting;
    };

    void forgetChanged(const Store::CommitSummary &changes);

    Client &m_client;
    QHash<QByteArray, std::shared_ptr<Answer>> m_answers; ///< By path and query.
};

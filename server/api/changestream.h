// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/eventstream.h"
#include "server/store/feed.h"

namespace Store {
class Database;
}

namespace Api {

/// What a commit has changed, as the stream tells it:
/// `{"collections": [{"name", "insert", "update", "remove", "documents": [{"_id", "_version",
/// "kind"}]}], "definitions": [{"subject", "kind", "name", "before"}]}`. Lists that are empty, and
/// names that there are none of, are left out; `documents` also where they are too many.
QByteArray changesJson(const Store::CommitSummary &summary);

/// Tells one client what each commit has changed, in their order and each once, with a number that
/// `Last-Event-ID` resumes from. An event `reset` says that commits are missing before it, so that
/// the client has to read anew what it shows: the number is of an earlier start of the server or of
/// another one, is no longer kept, the client did not keep up, or other servers may have changed
/// documents of which this one has not heard. Thread: the connection's.
class ChangeStream final : public EventStream
{
    Q_OBJECT

public:
    /// @p lastId is the number of the last commit that the client knows; empty: it wants later ones
    /// alone. @pre the database outlives this.
    ChangeStream(Store::Database &database, const QByteArray &lastId, Http::BodySink sink);

private:
    /// Sends what was committed after @p lastId, or `reset` when that is no longer known.
    void resume(const QByteArray &lastId);
    /// A commit of the feed. One that resume() has sent already is left out.
    void take(const Store::Commit &commit);
    /// Sends an event, or `reset` when the client does not take it.
    void tell(const Store::CommitSummary &summary);
    /// Passes over all that is not sent yet, and tells the client to read anew.
    void reset();
    /// Tries again to reach a client that took nothing when reset() was called.
    void idle() override;

    QByteArray id(quint64 number) const { return QByteArray::number(number) + m_ending; }

    const Store::RecentCommits &m_recent;
    const QByteArray m_ending; ///< Of each id; empty where no other server gives numbers.
    quint64 m_last = 0; ///< The number of the last commit that was told, or passed over by a reset.
    bool m_isBehind = false; ///< The client has to be told to read anew once it takes something.
    Store::Subscription m_subscription;
};

} // namespace Api

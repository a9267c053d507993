// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/pending.h"
#include "server/inspector/record.h"
#include "server/store/commit.h"

#include <QObject>
#include <QString>

class AnswerCache;
class LocalClient;

namespace Http {
struct Request;
}

/// All that a window or a command may ask of a server, which is in this process (LocalClient) or
/// elsewhere (RemoteClient): values in, pending values and signals out.
///
/// A request goes by the same routes that `/rest` and `/admin/v1` offer to the network, with full
/// rights: what the window does can be scripted. Thread: that of the event loop which makes it.
class Client : public QObject
{
    Q_OBJECT

public:
    /// The query that gives documents with their meta fields, but without their words, by which
    /// they are found and which are as large as they.
    static constexpr char MetaFields[] =
        "metafields=true&h=%7B%22%24fields%22%3A%7B%22_keywords%22%3A0%2C%22_tags%22%3A0%7D%7D";

    struct Reply
    {
        int status = 0;
        QByteArray body;
        QByteArray tag = {}; ///< The header `ETag`; empty: there is none.
        bool isSaved = false; ///< Documents were stored, though a hook failed after it.

        bool isOk() const { return status >= 200 && status < 300; }
        /// Somebody else has stored another version than the one that `If-Match` named.
        /// Source: RFC 9110, section 15.5.13.
        bool isOvertaken() const { return status == 412; }
        /// The sentence of an error's body.
        QString message() const;
        /// What an error's `list` says is wrong.
        struct Fault
        {
            QString field; ///< Empty: with all of it.
            QString text;
            QString code; ///< The name of the rule, for programs: `UNIQUE`. May be empty.
        };
        QList<Fault> faults() const;
        /// The faults line by line; the sentence where there is no list.
        QString explanation() const;
        /// The `name` of each element of a list.
        QStringList names() const;
        /// The body; null when it is no JSON.
        Json::Document json() const;
    };

    /// Sends @p method to @p path, percent-encoded, with @p query (without the question mark).
    Pending<Reply> request(const QByteArray &method, const QByteArray &path,
                           const QByteArray &body = {}, const QByteArray &query = {},
                           const QByteArray &contentType = "application/json");

    /// The same for a change, which is made only while @p tag is the entity tag of what is there;
    /// else the status is 412. An empty tag asks for nothing.
    Pending<Reply> requestIfMatch(const QByteArray &method, const QByteArray &path,
                                  const QByteArray &tag, const QByteArray &body,
                                  const QByteArray &contentType = "application/json");

    /// The answer to GET @p path with @p query, which is asked for once and then kept until it may
    /// be another one: for definitions, lists and keys. Numbers of documents in it are not kept up
    /// to date. @pre follow() was called.
    virtual Pending<Reply> read(const QByteArray &path, const QByteArray &query = {});

    /// What tells the server from all others, for what is kept of it: the absolute path of its
    /// file, or its address.
    virtual QString identity() const = 0;
    /// What the window calls it, in a few letters.
    virtual QString name() const = 0;
    /// Whether others can reach it: its network is open, or it answers; for a database of
    /// PostgreSQL in this process, whether it is open.
    virtual bool isReachable() const = 0;
    /// Whether it answers, but does not take the key any longer. Then it is not reachable.
    virtual bool isRefused() const { return false; }
    /// `http://127.0.0.1:8787`; empty while the network is closed.
    virtual QString url() const = 0;
    /// From now on the signals tell what happens there.
    virtual void follow() = 0;
    /// Whether this program may let clients in: where the server is one of this process, unless the
    /// database is one of PostgreSQL, for which servers answer.
    virtual bool mayListen() const { return false; }
    /// This, where the server is one of this process; else null.
    virtual LocalClient *local() { return nullptr; }

signals:
    void reachableChanged();
    /// New records of the inspector, in their order; @p dropped more were lost, and those before
    /// number @p oldest are not kept any longer.
    void recorded(const QList<Inspector::Record> &records, int dropped, qint64 oldest);
    /// More lines for the record @p number.
    void logAdded(qint64 number, const QList<Inspector::LogLine> &lines);
    void inspectorCleared();
    /// What a commit has changed in the database, whoever wrote it: in the order of the commits.
    void changed(const Store::CommitSummary &changes);
    /// Some changes were not told: what is shown is to be read anew.
    void changesMissed();

protected:
    explicit Client(QObject *parent = nullptr);
    /// Has @p client send @p request, for clients that stand before another one.
    static void forward(Client &client, const Http::Request &request, const Pending<Reply> &pending)
    {
        client.dispatch(request, pending);
    }
    /// What read() has may be of before changes that were not told.
    void forgetAnswers();
    /// What the database file @p path is called.
    static QString nameOfFile(const QString &path);

private:
    Pending<Reply> answerTo(const Http::Request &request);
    void dispatch(const Http::Request &request, const Pending<Reply> &pending);
    /// Sends @p request, and gives its answer to @p pending in a later turn of the event loop.
    virtual void send(const Http::Request &request, const Pending<Reply> &pending) = 0;

    AnswerCache *m_answers; ///< What read() has; the first that hears of changes.
};

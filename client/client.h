// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/pending.h"
#include "server/inspector/record.h"
#include "server/store/feed.h"

#include <QObject>
#include <QString>

#include <memory>

class Server;

namespace Http {
struct Request;
}

/// All that a window may ask of a running server: values in, pending values and signals out.
///
/// A request goes through the pipeline with the rights of the window, by the same routes that
/// `/rest` and `/admin/v1` offer to the network: what the window does can be scripted.
/// Thread: the window's.
class Client final : public QObject
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
        };
        QList<Fault> faults() const;
        /// The faults line by line; the sentence where there is no list.
        QString explanation() const;
        /// The `name` of each element of a list.
        QStringList names() const;
        /// The body; null when it is no JSON.
        Json::Document json() const;
    };

    Client(Server &server, QObject *parent);

    /// Sends @p method to @p path, percent-encoded, with @p query (without the question mark).
    Pending<Reply> request(const QByteArray &method, const QByteArray &path,
                           const QByteArray &body = {}, const QByteArray &query = {},
                           const QByteArray &contentType = "application/json");

    /// The same for a change, which is made only while @p tag is the entity tag of what is there;
    /// else the status is 412. An empty tag asks for nothing.
    Pending<Reply> requestIfMatch(const QByteArray &method, const QByteArray &path,
                                  const QByteArray &tag, const QByteArray &body,
                                  const QByteArray &contentType = "application/json");

    bool isListening() const;
    /// `http://127.0.0.1:8787`; empty while the network is closed.
    QString url() const;
    QString databasePath() const;
    /// Writes a backup to @p target. Gives a sentence for the user when it cannot, else nothing.
    Pending<QString> backUp(const QString &target);
    /// Opens the network on @p address. Gives a sentence for the user when it cannot, else nothing.
    QString startListening(const QString &address);
    /// Closes the network once the requests under way are answered.
    void stopListening();

signals:
    void listeningChanged();
    /// New records of the inspector, in their order; @p dropped more were lost, and those before
    /// number @p oldest are not kept any longer.
    void recorded(const QList<Inspector::Record> &records, int dropped, qint64 oldest);
    /// More lines for the record @p number.
    void logAdded(qint64 number, const QList<Inspector::LogLine> &lines);
    void inspectorCleared();
    /// What a commit has changed in the database, whoever wrote it: in the order of the commits.
    void changed(const Store::CommitSummary &changes);

private:
    Pending<Reply> send(Http::Request request);
    template<typename T>
    std::function<void(T)> giver(const Pending<T> &pending);

    Server &m_server;
    const std::shared_ptr<char> m_life = std::make_shared<char>(); ///< Ends with this.
    Store::Subscription m_subscription;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QTimer>

#include <array>

class EventStreamReader;
class QNetworkReply;
class QSslError;

/// The client of a server elsewhere, over HTTP and with a full-access key, or of the program that
/// serves a file on this machine: it follows the file to the program that serves it next.
/// Thread: that of the event loop which makes it.
class RemoteClient final : public Client
{
    Q_OBJECT

public:
    /// How a server is reached.
    struct Address
    {
        QString url; ///< Without a path: `https://api.example.com`.
        QByteArray key;
        /// The SHA-256, in hexadecimal digits, of a certificate that is believed although nobody
        /// known has signed it; empty: none is.
        QByteArray certificate;
        /// The path of the file on this machine that it serves; empty: it is elsewhere.
        QString database = {};
        /// The server of the database that is asked, through the one which answers there; empty:
        /// that one. Only for what takes the parameter `node`, which are the inspector's requests.
        QByteArray node = {};
    };

    RemoteClient(const Address &address, QObject *parent);
    ~RemoteClient() override;

    QString identity() const override;
    QString name() const override;
    bool isReachable() const override { return m_state == State::Answers; }
    bool isRefused() const override { return m_state == State::Refused; }
    QString url() const override { return m_address.url; }
    void follow() override;

    const Address &address() const { return m_address; }
    /// The Address::certificate that the server showed and nobody known has signed; empty
    /// while there was none.
    QByteArray unknownCertificate() const { return m_unknownCertificate; }

private:
    void send(const Http::Request &request, const Pending<Reply> &pending) override;
    void finish(QNetworkReply &reply, const QByteArray &body, const Pending<Reply> &pending);
    QNetworkRequest requestTo(const QByteArray &pathAndQuery) const;
    void judge(QNetworkReply *reply, const QList<QSslError> &errors);
    enum class State { Answers, Silent, Refused };
    void note(State state);
    void noteLost(int status);
    void joinAgain();
    std::array<QNetworkRequest, 2> streamRequests() const;
    void takeChanges(const QByteArray &name, const QByteArray &data);
    void takeRecords(const QByteArray &name, const QByteArray &data);
    void tellRecordsSoon();
    void tellRecords();

    Address m_address; ///< Of a file on this machine it changes with the program that serves it.
    QByteArray m_unknownCertificate;
    QNetworkAccessManager m_manager;
    std::array<EventStreamReader *, 2> m_streams{}; ///< Null where none is followed.
    QTimer m_tellTimer;
    QList<Inspector::Record> m_records; ///< Not told yet.
    int m_dropped = 0; ///< Records that were lost before them.
    State m_state = State::Answers;
    bool m_isKeyRefused = false; ///< What a stream was told last, also while the server is silent.
    bool m_isJoining = false; ///< The door of the file was asked, and has not answered yet.
};

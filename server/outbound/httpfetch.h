// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/addressrules.h"
#include "server/core/result.h"
#include "server/outbound/httpcall.h"

#include <QHostInfo>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace Outbound {

/// One HTTP call on its way: resolves the name, checks each address against the rules, connects to
/// the address that was checked, and does so again for each redirect, so that neither a name that
/// changes its mind nor a redirect leads to where it may not. Deletes itself after the answer.
/// Thread: the one it was made in.
class HttpFetch final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(Result<HttpAnswer>)>;

    /// @p manager makes the connections; calls with certificates of their own get one of their own.
    /// The answer's body may have @p maximumBody bytes.
    HttpFetch(HttpCall call, AddressRules rules, qint64 maximumBody, QNetworkAccessManager *manager,
              Answer answer);
    ~HttpFetch() override;

private:
    void resolve();
    void connectToOne(const QHostInfo &info);
    QNetworkRequest requestTo(const QHostAddress &address) const;
    void readSome();
    void finish();
    bool followRedirect();
    void tryNextAddress();
    void send();
    void fail(Error::Kind kind, const char *code, const QString &message);
    void give(Result<HttpAnswer> answer);

    HttpCall m_call;
    const AddressRules m_rules;
    const qint64 m_maximumBody;
    QNetworkAccessManager *m_manager;
    Answer m_answer;
    QList<QHostAddress> m_addresses; ///< Allowed ones, still to be tried.
    QPointer<QNetworkReply> m_reply; ///< The manager's, which may go before this.
    QByteArray m_body;
    QTimer m_deadline;
    int m_lookup = -1;
};

} // namespace Outbound

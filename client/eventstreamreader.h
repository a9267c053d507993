// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/eventreader.h"

#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;

/// Follows a stream of server-sent events, and connects again where it ends: it goes on behind the
/// last event that has come. Thread: that of the event loop which makes it.
class EventStreamReader final : public QObject
{
    Q_OBJECT

public:
    /// @p manager outlives this.
    EventStreamReader(QNetworkAccessManager &manager, const QNetworkRequest &request,
                      QObject *parent);
    ~EventStreamReader() override;

    /// From the next time on the stream is asked for by @p request.
    void setRequest(const QNetworkRequest &request);

signals:
    /// The server has answered.
    void opened();
    /// The stream ended, or could not be opened, @p status being that of the answer, 0 without one.
    /// It is tried again.
    void lost(int status);
    void event(const QByteArray &name, const QByteArray &data);

private:
    void open();
    bool isStream() const;
    void read();

    QNetworkAccessManager &m_manager;
    QNetworkRequest m_request;
    QPointer<QNetworkReply> m_reply;
    EventReader m_reader;
    QTimer m_again;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace Api {

/// Server-Sent Events for one client, as a body without an end that goes with its connection. It
/// says when to connect again, and is never silent for long, so that proxies leave it open and a
/// client that has gone is noticed. Thread: the connection's.
/// Source: WHATWG HTML, section 9.2.
class EventStream : public QObject
{
    Q_OBJECT

public:
    using Begin = std::function<QObject *(const Http::BodySink &sink)>;

    /// The answer whose body is the stream that @p begin makes.
    static Http::Response response(Begin begin);

protected:
    struct Event
    {
        QByteArray id = {}; ///< What `Last-Event-ID` says when the client comes back.
        QByteArray name = {}; ///< Empty: `message`.
        QByteArray data; ///< One line.

        /// As it goes over the wire: a line for each member, and an empty one.
        QByteArray text() const;
    };

    /// Tells the client to connect again after 2 s when the connection is lost.
    explicit EventStream(Http::BodySink sink);

    /// Sends @p events, the texts of one event or more. False: the client does not keep up, and
    /// nothing of it is sent.
    bool send(const QByteArray &events) { return m_sink(events); }
    /// Called when the stream has said nothing for a while.
    virtual void idle() { }

private:
    const Http::BodySink m_sink;
    QTimer m_heartbeat; ///< Each time it sends an empty comment and calls idle().
};

} // namespace Api

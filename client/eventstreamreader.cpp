// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/eventstreamreader.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <chrono>

namespace {

using namespace std::chrono_literals;

constexpr auto Pause = 2s; ///< Before it is tried again; what the server asks for.
constexpr qint64 PieceSize = 1024 * 1024;
constexpr auto LongestSilence = 40s; ///< The server says something every 15 s.

} // namespace

EventStreamReader::EventStreamReader(QNetworkAccessManager &manager, const QNetworkRequest &request,
                                     QObject *parent)
    : QObject(parent)
    , m_manager(manager)
{
    setRequest(request);
    m_again.setSingleShot(true);
    m_again.setInterval(Pause);
    m_again.callOnTimeout(this, &EventStreamReader::open);
    open();
}

EventStreamReader::~EventStreamReader()
{
    if (m_reply)
        m_reply->disconnect(this);
    delete m_reply;
}

void EventStreamReader::setRequest(const QNetworkRequest &request)
{
    m_request = request;
    m_request.setRawHeader("accept", "text/event-stream");
    m_request.setTransferTimeout(int(std::chrono::milliseconds(LongestSilence).count()));
}

void EventStreamReader::open()
{
    m_reader.restart();
    if (!m_reader.lastId().isEmpty())
        m_request.setRawHeader("last-event-id", m_reader.lastId());
    m_reply = m_manager.get(m_request);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (isStream())
            emit opened();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &EventStreamReader::read);
    connect(m_reply, &QNetworkReply::finished, this, [this] {
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        m_reply->deleteLater();
        m_reply = nullptr;
        m_again.start();
        emit lost(status);
    });
}

/// Not the body of an error, or a page of something that is no Hookdesk.
bool EventStreamReader::isStream() const
{
    const QByteArray type = m_reply->rawHeader("content-type").toLower();
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200
        && (type == "text/event-stream" || type.startsWith("text/event-stream;"));
}

void EventStreamReader::read()
{
    // In pieces, since a few packed bytes can become more than there is memory.
    while (m_reply && m_reply->bytesAvailable() > 0) {
        const QByteArray piece = m_reply->read(PieceSize);
        if (!isStream())
            continue;
        for (const EventReader::Event &each : m_reader.take(piece))
            emit event(each.name, each.data);
    }
}

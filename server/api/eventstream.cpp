// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/eventstream.h"

namespace Api {

namespace {

using namespace std::chrono_literals;

/// Proxies close what is silent for long: nginx after 60 s unless it is told otherwise.
constexpr auto Heartbeat = 15s;

} // namespace

Http::Response EventStream::response(Begin begin)
{
    Http::Response response{200, {}, "text/event-stream; charset=utf-8"};
    response.headers.append(Http::Header("Cache-Control", "no-store"));
    response.headers.append(Http::Header("X-Accel-Buffering", "no")); // nginx passes it on at once
    response.stream = std::move(begin);
    return response;
}

QByteArray EventStream::Event::text() const
{
    QByteArray text;
    if (!id.isEmpty())
        text.append("id: ").append(id).append('\n');
    if (!name.isEmpty())
        text.append("event: ").append(name).append('\n');
    return text.append("data: ").append(data).append("\n\n");
}

EventStream::EventStream(Http::BodySink sink)
    : m_sink(std::move(sink))
{
    m_heartbeat.callOnTimeout(this, [this] {
        // A comment, which clients ignore.
        (void)send(": \n\n");
        idle();
    });
    m_heartbeat.start(Heartbeat);
    (void)send("retry: 2000\n\n");
}

} // namespace Api

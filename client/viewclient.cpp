// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/viewclient.h"

#include "client/routes.h"
#include "server/http/headernames.h"
#include "server/http/message.h"

namespace {

/// @p request as `POST /admin/v1/requests` takes it.
QByteArray envelopeOf(const Http::Request &request, const ViewClient::Viewer &viewer)
{
    Json::ObjectWriter headers;
    for (const auto &[name, value] : request.headers)
        headers.text(name, QByteArrayView(value));
    headers.text(Http::ClientHeader,
                 Http::WindowClient); // else the inspector takes it for a client's
    Json::ObjectWriter envelope;
    if (viewer.kind != ViewClient::Viewer::Kind::FullAccess)
        envelope.text(viewer.kind == ViewClient::Viewer::Kind::Key ? "key" : "user",
                      QByteArrayView(viewer.id));
    envelope.text("method", QByteArrayView(request.method))
        .text("path", QByteArrayView(request.path))
        .text("query", QByteArrayView(request.query))
        .raw("headers", headers.take());
    if (!request.body.isEmpty())
        envelope.text("body", QByteArrayView(request.body));
    return envelope.take();
}

/// What came back in the answer to such an envelope.
Client::Reply answerIn(const Client::Reply &reply)
{
    if (!reply.isOk())
        return reply;
    const auto report = reply.json();
    const Json::Value body = report.root().value("body");
    return {int(report.root().value("status").toInteger()),
            body.isString() ? body.text().toByteArray() : body.toJson(),
            report.root().value("headers").value("etag").text().toByteArray()};
}

} // namespace

ViewClient::ViewClient(Client &client, const Viewer &viewer, QObject *parent)
    : Client(parent)
    , m_client(client)
    , m_viewer(viewer)
{
    connect(&client, &Client::reachableChanged, this, &Client::reachableChanged);
    connect(&client, &Client::recorded, this, &Client::recorded);
    connect(&client, &Client::logAdded, this, &Client::logAdded);
    connect(&client, &Client::inspectorCleared, this, &Client::inspectorCleared);
    connect(&client, &Client::changed, this, &Client::changed);
    connect(&client, &Client::changesMissed, this, &Client::changesMissed);
}

void ViewClient::send(const Http::Request &request, const Pending<Reply> &pending)
{
    if (!Routes::isOfDocuments(request.path)) {
        forward(m_client, request, pending);
    } else if (m_viewer.kind == Viewer::Kind::Owner) {
        Http::Request asOwner = request;
        asOwner.headers.append(Http::Header(Http::HooksHeader, "off"));
        forward(m_client, asOwner, pending);
    } else {
        sendAs(request, pending);
    }
}

void ViewClient::sendAs(const Http::Request &request, const Pending<Reply> &pending)
{
    m_client.request("POST", Routes::requests(), envelopeOf(request, m_viewer))
        .then(this, [pending](const Reply &reply) { pending.set(answerIn(reply)); });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/respond.h"
#include "server/api/routes.h"

namespace Api {

namespace {

/// As text and to everybody, since a balancer has no key.
Result<Http::Response> showReadiness(const Exchange &exchange)
{
    const Services &services = exchange.context.services;
    const QString why = services.isStopping->load() ? QStringLiteral("The server is stopping.")
                                                    : services.database.nodes().whyNotReady();
    const QByteArray text = why.isEmpty() ? QByteArray("ready") : why.toUtf8();
    Http::Response response{why.isEmpty() ? 200 : 503, text, "text/plain; charset=utf-8", {}};
    if (!why.isEmpty())
        response.headers.append(Http::Header("Retry-After", "1"));
    return response;
}

QByteArray nodeJson(const Store::Node &node, bool isSelf)
{
    return Json::ObjectWriter()
        .text("name", QByteArrayView(node.name))
        .boolean("self", isSelf)
        .boolean("alive", node.isAlive)
        .text("started", QByteArrayView(node.started))
        .text("seen", QByteArrayView(node.seen))
        .text("version", QByteArrayView(node.version))
        .text("address", QByteArrayView(node.address))
        .boolean("jobs", node.runsJobs)
        .text("role", node.role == Store::NodeRole::Window ? "window" : "server")
        .number("generation", node.generation)
        .take();
}

Result<Http::Response> listNodes(const Exchange &exchange, Store::Reader &reader)
{
    const Store::Nodes &nodes = exchange.context.services.database.nodes();
    Json::ArrayWriter list;
    if (!nodes.areMany()) {
        list.raw(nodeJson(nodes.self(), true));
        return json(200, list.take());
    }
    const auto all = reader.nodes();
    if (!all)
        return failure(all);
    for (const Store::Node &each : *all)
        list.raw(nodeJson(each, each.name == nodes.name()));
    return json(200, list.take());
}

} // namespace

Rows nodeRoutes()
{
    return {
        {"GET", "/readyz", Rights::Open, Recording::Never,
         "Whether a balancer may send requests here: `ready`, or 503 with the reason.",
         showReadiness},
        {"GET", "/admin/v1/nodes", Rights::Full, Recording::NotOfWindow,
         "The servers of the database: which are alive, and where they are reached.", listNodes},
    };
}

} // namespace Api

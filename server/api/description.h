// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayView>

/// What both descriptions of the API have: that of the collections, and that of `/admin/v1`.
namespace Api {

/// The value of `securitySchemes` in OpenAPI 3.1: a key, and the token of a user.
constexpr char SecuritySchemes[] =
    R"({"apikey":{"type":"apiKey","in":"header","name":"x-apikey"},"token":{"type":"http","scheme":"bearer","bearerFormat":"JWT"}})";

/// The value of `info`: title, version of the program, and @p description, a sentence or two of
/// Markdown.
QByteArray infoJson(QByteArrayView description);

/// Adds the routes that begin with @p root to the member `paths`, from the table of routes and
/// resources/endpoints.json. Thread: any.
void addRoutes(Json::ObjectWriter &paths, QByteArrayView root);

} // namespace Api

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/http/message.h"

/// What depends on a collection, and giving it another name.
namespace Api {

/// `GET /admin/v1/collections/<name>/dependents`: `{"fields": [{"collection", "field"}],
/// "keys": [key], "scripts": [{"name", "line"}]}`: the fields of others that name it, the keys that
/// reach it, and the scripts that have its path, each with its first line.
Result<Http::Response> answerDependents(Context &context, const Store::Collection &collection);

/// `POST /admin/v1/collections/<name>/rename` with `{"name"}`: the collection, its scripts and
/// their versions, fields of others that name it and paths of keys get the new name; scripts keep
/// their text. @errors BadInput: no name; Conflict: it is taken.
Task<Result<Http::Response>> renameCollection(Context &context, const Http::Request &request,
                                              QByteArray name);

} // namespace Api

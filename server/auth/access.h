// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/caller.h"
#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/view.h"

/// What the limits of a key and the roles of a user mean for one collection. Any thread.
namespace Auth {

/// What @p caller may see of @p collection, as far as its key, its roles and private data say; what
/// `beforeGET` adds is asked of the script.
Store::View viewOf(const Caller &caller, const Store::Collection &collection);

/// Whether @p caller may write what @p body, the body of a request with @p method, puts into a
/// document of @p collection. Update operators are looked into; none may move what the caller does
/// not see, as @p views say, to where it does. @pre the caller has no full rights.
/// @errors Forbidden, naming the field.
Result<Done> checkWritten(const Caller &caller, const Store::Collection &collection,
                          const Store::Views &views, const QByteArray &method,
                          const Json::Value &body);

/// The methods that @p caller may use on the collection itself, and on its documents.
QByteArrayList collectionMethods(const Caller &caller, const Store::Collection &collection);
QByteArrayList documentMethods(const Caller &caller, const Store::Collection &collection);

} // namespace Auth

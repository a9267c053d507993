// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/routes.h"

#include <type_traits>

/// Requests that name a server of the database, `?node=NAME`, and are answered by that one.
///
/// This server passes them on with the caller's key, to the address that the other one says it has:
/// only who may write to the database can put another one there. Over TLS that one must show the
/// certificate which it has put beside the address, or one that this system trusts. What comes back
/// counts only where it has the name in its head, so no other server answers in its place; and what
/// was passed on is not passed on again.
namespace Api {

/// The server that @p exchange names; nothing: it is this one, or none is named.
/// @errors NotFound: there is no such server. Unavailable: it cannot be reached.
Task<Result<std::optional<Store::Node>>> otherNode(const Exchange &exchange);

/// What @p node answers to the request of @p exchange.
/// @errors BadInput: the caller has no key. Unavailable: it does not answer.
Task<Result<Http::Response>> askNode(const Exchange &exchange, const Store::Node &node);

/// A handler that asks the server which the request names, and else answers by @p handler.
template<auto handler>
Task<Result<Http::Response>> atNode(const Exchange &exchange)
{
    const auto other = co_await otherNode(exchange);
    if (!other)
        co_return failure(other);
    if (*other) {
        auto passed = co_await askNode(exchange, **other);
        co_return passed;
    }
    if constexpr (std::is_same_v<decltype(handler), Route::AwaitedAnswer>) {
        auto answer = co_await handler(exchange);
        co_return answer;
    } else {
        co_return handler(exchange);
    }
}

} // namespace Api

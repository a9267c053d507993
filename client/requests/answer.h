// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/requestfile.h"

namespace Requests {

/// What is sent: all variables have their values.
struct Outgoing
{
    QByteArray method;
    QByteArray url; ///< Percent-encoded; begins with http:// or https://, or with a slash.
    Headers headers;
    QByteArray body = {};
    int timeout = 0; ///< Seconds; 0: as long as the sender waits for all.
    QByteArrayList keyHeaders = {}; ///< Names of those that were made of the connection's key.
    bool hasKeyInBody = false;

    /// With whose rights the server that one is connected to answers, where no header says it.
    enum class As {
        Headers, ///< What the headers say, such as a key in `x-apikey`.
        Connection, ///< The key of the connection; in a window, a full-access key.
        Key, ///< The key with the id @a sender.
        User, ///< The user with the address @a sender.
    };
    As as = As::Headers;
    QByteArray sender = {};
};

/// What a server answered.
struct Answer
{
    int status = 0;
    Headers headers = {};
    QByteArray body = {};
    qint64 microseconds = 0; ///< From sending to the last byte.
    bool isCut = false; ///< The body had more bytes than a sender takes.
    QByteArray id = {}; ///< The header `X-Request-Id` of the request; empty: it had none.
};

/// A value in an answer or in a request that was sent.
struct Found
{
    QByteArray json; ///< The value as JSON.
    QByteArray text; ///< A text without its quotes; anything else as JSON.
};

/// What @p path names in @p answer: `status`, `duration` (milliseconds), `size` (bytes),
/// `headers.content-type`, `body`, `body.list[0].field`, `body["a b"]`, `body.list.length`. The
/// spelling of JSON path after `body.`, as `body.$.list[0]`, means the same; `body.*` is all of it.
/// Nothing: there is none.
/// @errors BadInput: it is no path, or the body is no JSON although the path goes into it.
Result<std::optional<Found>> valueAt(const Answer &answer, QByteArrayView path);
/// The same of a request: `headers` and `body` alone.
Result<std::optional<Found>> valueAt(const Outgoing &request, QByteArrayView path);

} // namespace Requests

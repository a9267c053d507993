// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/http/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

/// Bodies that are sent compressed (RFC 9110, section 8.4): gzip, deflate and br. Any thread.
namespace Http {

/// What the header Accept-Encoding of an answer 415 tells clients to use (RFC 9110,
/// section 12.5.3).
inline constexpr char AcceptedCodings[] = "gzip, deflate, br";

/// How much decoding a body may take.
struct DecodingLimits
{
    qsizetype body = 0; ///< Bytes of what comes out.
    /// Asked before so many bytes more are needed. False: the server has no memory for them.
    std::function<bool(qsizetype)> takeMemory;
};

/// @p body without the codings that @p codings, the value of a header Content-Encoding, names.
/// @errors UnsupportedCoding: one that is not known, or more than two. BadInput: the body is not
/// coded like that, or not to its end. TooLarge. Unavailable: there is no memory for it now.
Result<QByteArray> decoded(QByteArrayView codings, QByteArrayView body,
                           const DecodingLimits &limits);

/// What is done to the body of an answer.
enum class Coding { Identity, Gzip, Brotli };

/// How the body of @p response is to be sent to a client whose header Accept-Encoding is
/// @p accepted: br where the client likes both the same, since it takes half the time of gzip.
/// Small bodies, and types that do not get smaller, stay as they are.
/// Source: RFC 9110, section 12.5.3.
Coding codingFor(const Response &response, QByteArrayView accepted);
/// Whether the body of @p response depends on Accept-Encoding.
bool isCodable(const Response &response);
/// @p body with the coding @p coding, at a speed of 250 MB/s or more on text.
/// Nothing of it where the library fails, which it does without memory alone.
QByteArray encoded(QByteArrayView body, Coding coding);
/// The name of @p coding in the header Content-Encoding.
const char *nameOf(Coding coding);

} // namespace Http

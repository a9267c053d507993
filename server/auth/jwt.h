// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>

/// JSON Web Tokens (RFC 7519) signed by HS, RS, ES or PS 256 to 512 (RFC 7518). Any thread.
namespace Auth {

struct TokenRules
{
    QByteArray issuer; ///< `iss` must be it; empty: any.
    QByteArray audience; ///< `aud` must be it or hold it; empty: any.
    qint64 now = 0; ///< Seconds since 1970, for `exp` and `nbf`.
};

/// The claims of @p token, once its signature is that of @p key and its times are right. The kind
/// of the key says which algorithms are possible: a PEM public key RS, ES and PS, anything else
/// HS. So no token chooses how it is looked at, and `none` is never one (RFC 8725).
/// @errors Unauthorized, saying what is wrong.
Result<Json::Document> verifyToken(QByteArrayView token, const QByteArray &key,
                                   const TokenRules &rules);

/// A token with the claims @p payload, JSON, signed by @p secret.
/// @errors BadInput: @p algorithm is not HS256, HS384 or HS512.
Result<QByteArray> signToken(const QByteArray &payload, const QByteArray &secret,
                             QByteArrayView algorithm);

} // namespace Auth

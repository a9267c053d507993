// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>

/// JSON Web Tokens (RFC 7519) signed by HS, RS, ES or PS 256 to 512 (RFC 7518). Any thread.
namespace Jwt {

/// What kind of key checks a token.
enum class Key {
    Any, ///< Its text says so: a PEM public key or certificate, or else a secret.
    Secret, ///< Checks HS alone.
    Public, ///< Checks RS, ES and PS alone.
};

/// What a token must say beside being signed.
struct Rules
{
    QByteArrayList issuers; ///< `iss` must be one of them; empty: any.
    QByteArrayList audiences; ///< `aud` must be one of them or hold one; empty: any.
    QByteArray subject; ///< `sub` must be it; empty: any.
    QByteArrayList algorithms; ///< `alg` must be one of them; empty: any that fits the key.
    qint64 now = 0; ///< Seconds since 1970, for `exp` and `nbf`.
    qint64 leeway = 30; ///< Seconds by which two clocks may differ.
    bool ignoresExpiry = false;
    Key key = Key::Any;
};

/// The claims of @p token, once its signature is that of @p key and its times are right. The kind
/// of the key says which algorithms are possible: a PEM public key RS, ES and PS, anything else
/// HS. So no token chooses how it is looked at, and `none` is never one (RFC 8725).
/// @errors Unauthorized, saying what is wrong.
Result<Json::Document> verify(QByteArrayView token, const QByteArray &key, const Rules &rules);

/// Whether @p text is a PEM public key, or a certificate, that some algorithm here can use.
bool isPublicKey(const QByteArray &text);

/// A token with the claims @p payload, JSON, signed by @p key: a secret for HS, a PEM private key
/// for RS, ES and PS. @p keyId becomes `kid` of the header unless it is empty.
/// @errors BadInput: @p algorithm is none of these, or the key is not one for it.
/// What @p payload says is not looked at.
Result<QByteArray> sign(const QByteArray &payload, const QByteArray &key, QByteArrayView algorithm,
                        const QByteArray &keyId = {});

} // namespace Jwt

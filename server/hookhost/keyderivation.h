// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>

/// Keys made out of passwords, and the comparison of secrets, by OpenSSL.
/// The time limit of a hook ends what takes too long; the bounds here refuse what cannot end in
/// time, so that a mistake is an exception in the script and not a stopped hook.
namespace HookHost::KeyDerivation {

inline constexpr int MaximumLength = 65536; ///< Bytes of a key.
/// Of PBKDF2: iterations, times the number of hashes that the key is long.
inline constexpr qint64 MaximumIterations = 10'000'000;
/// Of scrypt: N * r * p.
inline constexpr qint64 MaximumCost = 8'388'608;

/// The cost of scrypt (RFC 7914, section 2), and the bytes of memory that it may take.
struct ScryptCost
{
    qint64 n = 16384;
    qint64 r = 8;
    qint64 p = 1;
    qint64 maximumMemory = 32 * 1024 * 1024;
};

/// Makes OpenSSL load what these functions need. To be called before a process is caged: there it
/// can open no file.
void prepare();

/// Whether there is a hash of this name: md5, sha1, sha224, sha256, sha384, sha512.
bool hasHash(const QByteArray &name);

/// PBKDF2 with HMAC (RFC 8018, section 5.2).
/// @pre @p iterations >= 1, @p length >= 0, hasHash(@p hash).
/// @errors BadInput names the bound that is exceeded.
Result<QByteArray> pbkdf2(const QByteArray &password, const QByteArray &salt, qint64 iterations,
                          qint64 length, const QByteArray &hash);

/// scrypt (RFC 7914). @pre @p length >= 0.
/// @errors BadInput names the parameter, or the bound that is exceeded.
Result<QByteArray> scrypt(const QByteArray &password, const QByteArray &salt, qint64 length,
                          const ScryptCost &cost);

/// Takes the same time wherever the two differ. @pre They have the same length.
bool isEqual(const QByteArray &left, const QByteArray &right);

} // namespace HookHost::KeyDerivation

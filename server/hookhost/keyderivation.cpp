// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/hookhost/keyderivation.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace HookHost::KeyDerivation {

namespace {

constexpr std::array Hashes = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"};

unsigned char *writable(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *readable(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

Failure refuse(const QString &why)
{
    return failure(Error::Kind::BadInput, why);
}

Result<Done> checkLength(qint64 length)
{
    if (length <= MaximumLength)
        return Done();
    return refuse(
        QStringLiteral("keylen is %1; a key has at most %2 bytes.").arg(length).arg(MaximumLength));
}

/// The bytes that scrypt works on: B, V and two blocks, as OpenSSL counts them.
qint64 memoryOf(const ScryptCost &cost)
{
    return 128 * cost.r * (cost.p + cost.n + 2);
}

Result<Done> checkCost(const ScryptCost &cost)
{
    if (cost.n < 2 || (cost.n & (cost.n - 1)) != 0)
        return refuse(QStringLiteral("N is %1; it is a power of two, from 2.").arg(cost.n));
    if (cost.r < 1)
        return refuse(QStringLiteral("r is %1; it is at least 1.").arg(cost.r));
    if (cost.p < 1)
        return refuse(QStringLiteral("p is %1; it is at least 1.").arg(cost.p));
    // Each is checked alone first, so that the product cannot overflow.
    if (cost.n > MaximumCost || cost.r > MaximumCost / cost.n
        || cost.p > MaximumCost / (cost.n * cost.r))
        return refuse(QStringLiteral("N * r * p is at most %1.").arg(MaximumCost));
    if (memoryOf(cost) > cost.maximumMemory)
        return refuse(QStringLiteral("N, r and p need %1 bytes of memory; maxmem allows %2.")
                          .arg(memoryOf(cost))
                          .arg(cost.maximumMemory));
    return Done();
}

} // namespace

void prepare()
{
    for (const char *hash : Hashes)
        (void)pbkdf2("x", "x", 1, 1, hash);
    (void)scrypt("x", "x", 1, {2, 1, 1});
}

bool hasHash(const QByteArray &name)
{
    return std::find(Hashes.begin(), Hashes.end(), name) != Hashes.end();
}

Result<QByteArray> pbkdf2(const QByteArray &password, const QByteArray &salt, qint64 iterations,
                          qint64 length, const QByteArray &hash)
{
    if (const auto checked = checkLength(length); !checked)
        return failure(checked);
    const EVP_MD *digest = EVP_get_digestbyname(hash.constData());
    const int blockSize = EVP_MD_get_size(digest);
    const qint64 blocks = (length + blockSize - 1) / blockSize;
    if (iterations > MaximumIterations || iterations * blocks > MaximumIterations)
        return refuse(QStringLiteral("%1 iterations for %2 bytes are too many: at most %3, divided "
                                     "by the number of hashes that the key is long.")
                          .arg(iterations)
                          .arg(length)
                          .arg(MaximumIterations));
    QByteArray key(length, Qt::Uninitialized);
    if (length > 0
        && PKCS5_PBKDF2_HMAC(password.constData(), int(password.size()), readable(salt),
                             int(salt.size()), int(iterations), digest, int(length), writable(key))
            != 1)
        return refuse(QStringLiteral("The key cannot be made with %1.").arg(QLatin1String(hash)));
    return key;
}

Result<QByteArray> scrypt(const QByteArray &password, const QByteArray &salt, qint64 length,
                          const ScryptCost &cost)
{
    if (const auto checked = checkLength(length); !checked)
        return failure(checked);
    if (const auto checked = checkCost(cost); !checked)
        return failure(checked);
    QByteArray key(length, Qt::Uninitialized);
    if (length == 0)
        return key;
    ERR_clear_error();
    const int made =
        EVP_PBE_scrypt(password.constData(), size_t(password.size()), readable(salt),
                       size_t(salt.size()), quint64(cost.n), quint64(cost.r), quint64(cost.p),
                       quint64(cost.maximumMemory), writable(key), size_t(length));
    // All else was checked: what is left is the memory.
    if (made != 1)
        return refuse(QStringLiteral("N, r and p need %1 bytes of memory, which the setting "
                                     "codehooks.memory leaves no room for.")
                          .arg(memoryOf(cost)));
    return key;
}

bool isEqual(const QByteArray &left, const QByteArray &right)
{
    return CRYPTO_memcmp(left.constData(), right.constData(), size_t(left.size())) == 0;
}

} // namespace HookHost::KeyDerivation

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jwt.h"

#include "server/core/secret.h"

#include <QByteArrayList>
#include <QMessageAuthenticationCode>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <memory>

namespace Jwt {

namespace {

constexpr qsizetype MaximumToken = 16 * 1024;

Failure refuse(const QString &why)
{
    return failure(Error::Kind::Unauthorized, why);
}

/// What stands behind the two letters and three digits of an algorithm.
struct Algorithm
{
    const char *name;
    QCryptographicHash::Algorithm hash;
    const char *digest;
    int curve; ///< Of ES: bytes of a coordinate.
};

constexpr std::array Algorithms = {
    Algorithm{"HS256", QCryptographicHash::Sha256, "SHA256", 0},
    Algorithm{"HS384", QCryptographicHash::Sha384, "SHA384", 0},
    Algorithm{"HS512", QCryptographicHash::Sha512, "SHA512", 0},
    Algorithm{"RS256", QCryptographicHash::Sha256, "SHA256", 0},
    Algorithm{"RS384", QCryptographicHash::Sha384, "SHA384", 0},
    Algorithm{"RS512", QCryptographicHash::Sha512, "SHA512", 0},
    Algorithm{"PS256", QCryptographicHash::Sha256, "SHA256", 0},
    Algorithm{"PS384", QCryptographicHash::Sha384, "SHA384", 0},
    Algorithm{"PS512", QCryptographicHash::Sha512, "SHA512", 0},
    Algorithm{"ES256", QCryptographicHash::Sha256, "SHA256", 32},
    Algorithm{"ES384", QCryptographicHash::Sha384, "SHA384", 48},
    Algorithm{"ES512", QCryptographicHash::Sha512, "SHA512", 66},
};

const Algorithm *algorithmOf(QByteArrayView name)
{
    for (const Algorithm &algorithm : Algorithms) {
        if (name == algorithm.name)
            return &algorithm;
    }
    return nullptr;
}

constexpr auto Encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

std::optional<QByteArray> decoded(QByteArrayView part)
{
    const auto result = QByteArray::fromBase64Encoding(
        part.toByteArray(), Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return std::nullopt;
    return result.decoded;
}

template<auto Free>
struct Freer
{
    template<typename T>
    void operator()(T *what) const
    {
        Free(what);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using BioPointer = std::unique_ptr<BIO, Freer<BIO_free>>;
using ContextPointer = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using SignaturePointer = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;

KeyPointer readPublicKey(const QByteArray &pem)
{
    const BioPointer bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    if (pem.contains("BEGIN CERTIFICATE")) {
        X509 *certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr);
        KeyPointer key(certificate ? X509_get_pubkey(certificate) : nullptr);
        X509_free(certificate);
        return key;
    }
    return KeyPointer(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
}

/// The two numbers of an ES signature in the form that OpenSSL reads.
QByteArray derOf(const QByteArray &signature, int size)
{
    if (signature.size() != qsizetype(size) * 2)
        return {};
    const auto *bytes = reinterpret_cast<const unsigned char *>(signature.constData());
    const SignaturePointer pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(bytes, size, nullptr),
                   BN_bin2bn(bytes + size, size, nullptr));
    unsigned char *der = nullptr;
    const int length = i2d_ECDSA_SIG(pair.get(), &der);
    const QByteArray result(reinterpret_cast<const char *>(der), std::max(length, 0));
    OPENSSL_free(der);
    return result;
}

/// Whether @p key is of the kind that @p algorithm needs.
bool fits(const Algorithm &algorithm, const EVP_PKEY *key)
{
    if (EVP_PKEY_get_base_id(key) != (algorithm.curve > 0 ? EVP_PKEY_EC : EVP_PKEY_RSA))
        return false;
    // Each ES algorithm has its curve (RFC 7518 section 3.4).
    return algorithm.curve == 0 || (EVP_PKEY_get_bits(key) + 7) / 8 == algorithm.curve;
}

/// PS has a padding of its own (RFC 7518 section 3.5).
bool setPadding(const Algorithm &algorithm, EVP_PKEY_CTX *settings)
{
    return algorithm.name[0] != 'P'
        || (EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1);
}

bool isSignedByKey(const Algorithm &algorithm, EVP_PKEY *key, QByteArrayView text,
                   QByteArray signature)
{
    if (!fits(algorithm, key))
        return false;
    if (algorithm.curve > 0)
        signature = derOf(signature, algorithm.curve);
    const ContextPointer context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *settings = nullptr;
    if (EVP_DigestVerifyInit_ex(context.get(), &settings, algorithm.digest, nullptr, nullptr, key,
                                nullptr)
        != 1)
        return false;
    if (!setPadding(algorithm, settings))
        return false;
    return EVP_DigestVerify(
               context.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
               size_t(signature.size()), reinterpret_cast<const unsigned char *>(text.data()),
               size_t(text.size()))
        == 1;
}

bool isSigned(const Algorithm &algorithm, const QByteArray &key, Key kind, QByteArrayView text,
              const QByteArray &signature)
{
    const bool isPem = key.contains("-----BEGIN ");
    const bool isWanted = kind == Key::Any || isPem == (kind == Key::Public);
    if (!isWanted || isPem == (algorithm.name[0] == 'H'))
        return false;
    if (isPem) {
        const KeyPointer publicKey = readPublicKey(key);
        return publicKey && isSignedByKey(algorithm, publicKey.get(), text, signature);
    }
    return Secret::isSame(QMessageAuthenticationCode::hash(text.toByteArray(), key, algorithm.hash),
                          signature);
}

/// Whether @p claim, a text or an array of texts, holds one of @p wanted.
bool holdsOneOf(const Json::Value &claim, const QByteArrayList &wanted)
{
    if (claim.isString())
        return wanted.contains(claim.text());
    const auto items = claim.items();
    return std::any_of(items.begin(), items.end(),
                       [&](const Json::Value &item) { return wanted.contains(item.text()); });
}

Result<Done> checkClaims(const Json::Value &claims, const Rules &rules)
{
    const auto expires = claims.find("exp");
    const auto begins = claims.find("nbf");
    if ((expires && !expires->isNumber()) || (begins && !begins->isNumber()))
        return refuse(QStringLiteral("The token's times are no numbers."));
    if (expires && !rules.ignoresExpiry
        && expires->toDouble() + double(rules.leeway) <= double(rules.now))
        return refuse(QStringLiteral("The token has expired; sign in again."));
    if (begins && begins->toDouble() - double(rules.leeway) > double(rules.now))
        return refuse(QStringLiteral("The token is not valid yet."));
    if (!rules.issuers.isEmpty() && !rules.issuers.contains(claims.value("iss").text()))
        return refuse(QStringLiteral("The token is of another issuer."));
    if (!rules.audiences.isEmpty() && !holdsOneOf(claims.value("aud"), rules.audiences))
        return refuse(QStringLiteral("The token is for another audience."));
    if (!rules.subject.isEmpty() && claims.value("sub").text() != rules.subject)
        return refuse(QStringLiteral("The token is of another subject."));
    return Done();
}

/// The signature of ES as two numbers side by side, from the form that OpenSSL writes.
QByteArray pairOf(const QByteArray &der, int size)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    const SignaturePointer signature(d2i_ECDSA_SIG(nullptr, &bytes, long(der.size())));
    if (!signature)
        return {};
    QByteArray pair(qsizetype(size) * 2, '\0');
    auto *to = reinterpret_cast<unsigned char *>(pair.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), to, size);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), to + size, size);
    return pair;
}

/// The signature of @p text by a PEM private key; empty when the key is not one for @p algorithm.
QByteArray signedByKey(const Algorithm &algorithm, const QByteArray &pem, const QByteArray &text)
{
    const BioPointer bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    // No pass phrase is asked for: the function that gives it gives none.
    const auto noPhrase = [](char *, int, int, void *) { return 0; };
    const KeyPointer key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPhrase, nullptr));
    const ContextPointer context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *settings = nullptr;
    if (!key || !fits(algorithm, key.get())
        || EVP_DigestSignInit_ex(context.get(), &settings, algorithm.digest, nullptr, nullptr,
                                 key.get(), nullptr)
            != 1
        || !setPadding(algorithm, settings))
        return {};
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
    size_t size = 0;
    if (EVP_DigestSign(context.get(), nullptr, &size, bytes, size_t(text.size())) != 1)
        return {};
    QByteArray signature(qsizetype(size), '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                       bytes, size_t(text.size()))
        != 1)
        return {};
    signature.truncate(qsizetype(size));
    return algorithm.curve > 0 ? pairOf(signature, algorithm.curve) : signature;
}

} // namespace

bool isPublicKey(const QByteArray &text)
{
    const KeyPointer key = readPublicKey(text);
    return key
        && std::any_of(Algorithms.begin(), Algorithms.end(), [&](const Algorithm &algorithm) {
               return algorithm.name[0] != 'H' && fits(algorithm, key.get());
           });
}

Result<Json::Document> verify(QByteArrayView token, const QByteArray &key, const Rules &rules)
{
    const QByteArrayList parts = token.toByteArray().split('.');
    if (parts.size() != 3 || token.size() > MaximumToken)
        return refuse(QStringLiteral("The token is no JSON Web Token."));
    const auto header = decoded(parts[0]);
    const auto payload = decoded(parts[1]);
    const auto signature = decoded(parts[2]);
    if (!header || !payload || !signature)
        return refuse(QStringLiteral("The token is no JSON Web Token."));
    const auto head = Json::Document::parse(*header);
    const Algorithm *algorithm = head ? algorithmOf(head->root().value("alg").text()) : nullptr;
    // What "crit" names must be understood (RFC 7515 section 4.1.11); nothing is.
    const bool isWanted =
        algorithm && (rules.algorithms.isEmpty() || rules.algorithms.contains(algorithm->name));
    if (!isWanted || head->root().find("crit"))
        return refuse(QStringLiteral("The token's algorithm is not one that is taken here."));
    const QByteArray text = parts[0] + '.' + parts[1];
    if (key.isEmpty() || !isSigned(*algorithm, key, rules.key, text, *signature))
        return refuse(QStringLiteral("The token's signature is wrong."));
    auto claims = Json::Document::parse(*payload);
    if (!claims || !claims->root().isObject())
        return refuse(QStringLiteral("The token carries no claims."));
    if (const auto checked = checkClaims(claims->root(), rules); !checked)
        return failure(checked);
    return claims;
}

Result<QByteArray> sign(const QByteArray &payload, const QByteArray &key, QByteArrayView name,
                        const QByteArray &keyId)
{
    const Algorithm *algorithm = algorithmOf(name);
    if (!algorithm)
        return badInput(QStringLiteral("The algorithm is HS, RS, ES or PS with 256, 384 or 512."));
    Json::ObjectWriter header;
    header.text("alg", algorithm->name).text("typ", "JWT");
    if (!keyId.isEmpty())
        header.text("kid", QByteArrayView(keyId));
    const QByteArray text = header.take().toBase64(Encoding) + '.' + payload.toBase64(Encoding);
    const bool isSecret = algorithm->name[0] == 'H';
    QByteArray signature;
    if (isSecret && !key.isEmpty() && !key.contains("-----BEGIN "))
        signature = QMessageAuthenticationCode::hash(text, key, algorithm->hash);
    else if (!isSecret)
        signature = signedByKey(*algorithm, key, text);
    if (signature.isEmpty()) {
        return badInput(isSecret
                            ? QStringLiteral("%1 is signed with a secret text.")
                                  .arg(QLatin1String(algorithm->name))
                            : QStringLiteral("%1 is signed with a private key in PEM; this is none "
                                             "that fits.")
                                  .arg(QLatin1String(algorithm->name)));
    }
    return text + '.' + signature.toBase64(Encoding);
}

} // namespace Jwt

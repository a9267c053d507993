// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/tls.h"

#include <QFile>
#include <QLoggingCategory>

#include <array>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include <sys/stat.h>

namespace Http {

namespace {

Q_LOGGING_CATEGORY(lcTls, "server.http")

Failure fault(const QString &what)
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char *reason = code ? ERR_reason_error_string(code) : nullptr;
    return badInput(reason ? QStringLiteral("%1 (%2).").arg(what, QLatin1String(reason))
                           : what + QLatin1Char('.'));
}

int chooseProtocol(SSL *, const unsigned char **chosen, unsigned char *size,
                   const unsigned char *offered, unsigned int offeredSize, void *)
{
    static constexpr unsigned char Ours[] = "\x08http/1.1";
    unsigned char *found = nullptr;
    if (SSL_select_next_proto(&found, size, Ours, sizeof Ours - 1, offered, offeredSize)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

int bounded(size_t size)
{
    return int(std::min<size_t>(size, std::numeric_limits<int>::max()));
}

} // namespace

TlsContext::TlsContext(QByteArray certificate, QByteArray key)
    : m_certificate(std::move(certificate))
    , m_key(std::move(key))
{
}

Result<std::shared_ptr<const TlsContext>> TlsContext::load(const QString &certificate,
                                                           const QString &key)
{
    std::shared_ptr<TlsContext> context(
        new TlsContext(QFile::encodeName(certificate), QFile::encodeName(key)));
    context->m_stamp = context->stamp();
    auto loaded = context->read();
    if (!loaded)
        return failure(loaded);
    context->m_loaded = std::move(*loaded);
    return std::shared_ptr<const TlsContext>(std::move(context));
}

TlsContext::Stamp TlsContext::stamp() const
{
    Stamp stamp{};
    auto next = stamp.begin();
    for (const QByteArray &path : {m_certificate, m_key}) {
        struct stat facts
        {
        };
        const bool isThere = ::stat(path.constData(), &facts) == 0;
        const qint64 changed = qint64(facts.st_mtim.tv_sec) * 1'000'000'000 + facts.st_mtim.tv_nsec;
        for (const qint64 each :
             {qint64(facts.st_dev), qint64(facts.st_ino), qint64(facts.st_size), changed})
            *next++ = isThere ? each : 0;
    }
    return stamp;
}

Result<TlsContext::Loaded> TlsContext::read() const
{
    Loaded context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX *raw = context.get();
    if (!raw)
        return fault(QStringLiteral("TLS cannot be set up"));
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_mode(raw,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                         | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(
        raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_alpn_select_cb(raw, chooseProtocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(raw, m_certificate.constData()) != 1)
        return fault(QStringLiteral("The certificate %1 cannot be read")
                         .arg(QFile::decodeName(m_certificate)));
    if (SSL_CTX_use_PrivateKey_file(raw, m_key.constData(), SSL_FILETYPE_PEM) != 1)
        return fault(
            QStringLiteral("The private key %1 cannot be used").arg(QFile::decodeName(m_key)));
    return context;
}

/// What the files hold. One is written before the other, so the two may not fit for a moment.
TlsContext::Loaded TlsContext::current() const
{
    const std::lock_guard guard(m_mutex);
    const Stamp now = stamp();
    if (now == m_stamp)
        return m_loaded;
    m_stamp = now;
    if (auto loaded = read())
        m_loaded = std::move(*loaded);
    else
        qCWarning(lcTls, "%s The certificate before it stays in use.",
                  qPrintable(loaded.error().message));
    return m_loaded;
}

QByteArray TlsContext::fingerprint() const
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    const Loaded loaded = current();
    const X509 *own = SSL_CTX_get0_certificate(loaded.get());
    if (!own || X509_digest(own, EVP_sha256(), digest.data(), &size) != 1)
        return {};
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(size)).toHex();
}

TlsSession::TlsSession(const TlsContext &context, int descriptor)
    : m_session(SSL_new(context.current().get())) // which keeps what it is made of
{
    SSL_set_fd(m_session, descriptor);
    SSL_set_accept_state(m_session);
}

TlsSession::~TlsSession()
{
    SSL_free(m_session);
}

ssize_t TlsSession::result(int code)
{
    m_wantsWrite = false;
    if (code > 0)
        return code;
    switch (SSL_get_error(m_session, code)) {
    case SSL_ERROR_WANT_WRITE:
        m_wantsWrite = true;
        errno = EAGAIN;
        break;
    case SSL_ERROR_WANT_READ:
        errno = EAGAIN;
        break;
    case SSL_ERROR_ZERO_RETURN:
        return 0;
    default:
        m_isBroken = true;
        errno = ECONNRESET;
    }
    ERR_clear_error();
    return -1;
}

ssize_t TlsSession::read(char *data, size_t size)
{
    return result(SSL_read(m_session, data, bounded(size)));
}

ssize_t TlsSession::write(const char *data, size_t size)
{
    return result(SSL_write(m_session, data, bounded(size)));
}

bool TlsSession::hasPending() const
{
    return SSL_pending(m_session) > 0;
}

void TlsSession::finish()
{
    if (!m_isBroken && SSL_is_init_finished(m_session))
        SSL_shutdown(m_session);
    ERR_clear_error();
}

} // namespace Http

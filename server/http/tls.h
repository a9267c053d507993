// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <memory>
#include <mutex>

#include <sys/types.h>

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;

namespace Http {

/// The certificate and key of a server that speaks TLS 1.2 and 1.3. New connections get those that
/// the files hold by then, since certificates are renewed while a server runs; where they cannot be
/// used, the former stay. Any thread.
class TlsContext final
{
public:
    /// @p certificate is a PEM file with the chain, the server's own first; @p key its private key.
    /// @errors BadInput: a file cannot be read, or the two do not belong together.
    static Result<std::shared_ptr<const TlsContext>> load(const QString &certificate,
                                                          const QString &key);
    /// The SHA-256 of the server's own certificate, in hexadecimal digits.
    QByteArray fingerprint() const;
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;

private:
    friend class TlsSession;
    using Loaded = std::shared_ptr<SSL_CTX>;
    /// By what one sees that a file is another: device, number, size, time in ns. 0: it is not
    /// there.
    using Stamp = std::array<qint64, 8>;

    TlsContext(QByteArray certificate, QByteArray key);
    Stamp stamp() const;
    Result<Loaded> read() const;
    Loaded current() const;

    const QByteArray m_certificate; ///< Paths.
    const QByteArray m_key;
    mutable std::mutex m_mutex;
    mutable Loaded m_loaded;
    mutable Stamp m_stamp{}; ///< Of the files when they were last read.
};

/// The TLS of one connection over a non-blocking socket. read() and write() are recv() and send():
/// -1 with errno EAGAIN when the socket must become readable or writable first.
/// Thread: its connection's.
class TlsSession final
{
public:
    /// The caller closes the socket @p descriptor. The handshake is part of the first calls.
    TlsSession(const TlsContext &context, int descriptor);
    ~TlsSession();
    TlsSession(const TlsSession &) = delete;
    TlsSession &operator=(const TlsSession &) = delete;

    ssize_t read(char *data, size_t size);
    ssize_t write(const char *data, size_t size);
    /// Decrypted bytes wait, of which the socket's readiness says nothing.
    bool hasPending() const;
    /// The last call waits for the socket to become writable.
    bool wantsWrite() const { return m_wantsWrite; }
    /// Tells the other side that nothing more comes.
    void finish();

private:
    /// The result of a call of OpenSSL, as recv() and send() would say it.
    ssize_t result(int code);

    SSL *m_session;
    bool m_wantsWrite = false;
    bool m_isBroken = false; ///< After an error OpenSSL wants no further call.
};

} // namespace Http

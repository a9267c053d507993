// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <csignal>
#include <memory>

/// A cluster of PostgreSQL for one test program: made, started and stopped by this, over a socket
/// alone where it is not Encrypted. As root it runs as `nobody`, since PostgreSQL refuses root.
/// Nothing of it is kept.
class Cluster
{
public:
    /// Whether tests are to use a store of PostgreSQL: HOOKDESK_TEST_STORE=postgres.
    static bool isWanted();
    /// Whether PostgreSQL is installed.
    static bool isInstalled();
    /// The cluster of this program, which is started at the first call; it ends with the program.
    /// Null: it cannot be started.
    static Cluster *ofProgram();
    ~Cluster();
    Cluster(const Cluster &) = delete;
    Cluster &operator=(const Cluster &) = delete;

    /// The folder of its socket.
    QString folder() const { return m_folder.path(); }
    /// The address of a schema that nobody has used.
    QString newAddress();
    /// The address of the schema @p schema.
    QString address(const QString &schema) const;
    /// Ends it as a crash does, with all that it has not written.
    void crash();
    bool start();
    /// Stops all its processes where they are, as a machine that hangs; thaw() lets them go on.
    void freeze() { signalAll(SIGSTOP); }
    void thaw() { signalAll(SIGCONT); }
    /// Runs @p sql by psql and gives what it prints.
    QByteArray query(const QString &sql) const;

    /// Durable: commits are flushed to the disk, as for a real database. Encrypted: it also listens
    /// at 127.0.0.1 and 127.0.0.2, over TLS alone.
    enum class Kind { Quick, Durable, Encrypted };
    /// @return null: it cannot be made.
    static std::unique_ptr<Cluster> make(Kind kind);

    /// Where one that is Encrypted listens.
    int port() const { return m_port; }
    /// The file of its certificate, which is its own authority and made for 127.0.0.1.
    QString certificate() const { return m_folder.filePath(QStringLiteral("server.crt")); }

private:
    Cluster() = default;
    bool create(Kind kind);
    /// Makes a certificate, takes a free port, and lets in who comes over TLS.
    bool prepareTls();
    /// Whether the server takes connections.
    bool isReady() const;
    void signalAll(int number) const;

    QProcess m_server; ///< It ends with this program, however that ends.

    QTemporaryDir m_folder{QStringLiteral("/tmp/hookdesk-pg-XXXXXX")};
    Kind m_kind = Kind::Quick;
    int m_schemas = 0;
    int m_port = 5432;
};

/// The address of a new database for a test: that of @p file, or of a new schema where the tests
/// are to use PostgreSQL.
QString testAddress(const QString &file);

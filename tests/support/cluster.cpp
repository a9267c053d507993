// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cluster.h"

#include "tests/support/serverprocess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTcpServer>

#include <csignal>
#include <unistd.h>

namespace {

constexpr int Patience = 60000; // milliseconds

/// The folder with PostgreSQL's own programs, the newest; empty: it is not installed.
QString programs()
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QString newest;
    int best = 0;
    for (const QString &each : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = versions.filePath(each) + QStringLiteral("/bin/");
        if (each.toInt() > best && QFileInfo::exists(folder + QStringLiteral("initdb"))) {
            best = each.toInt();
            newest = folder;
        }
    }
    return newest;
}

/// Begins a program of PostgreSQL, as another user where this one is root.
void begin(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setWorkingDirectory(QStringLiteral("/"));
    QStringList all{"--pdeathsig", "QUIT"};
    if (::getuid() == 0)
        all += QStringList{"--reuid=nobody", "--regid=nogroup", "--clear-groups"};
    process.start(QStringLiteral("setpriv"), all + QStringList(programs() + program) + arguments);
}

/// Gives @p path to the user that PostgreSQL runs as.
bool giveAway(const QString &path)
{
    return ::getuid() != 0
        || QProcess::execute(QStringLiteral("chown"), {QStringLiteral("nobody"), path}) == 0;
}

} // namespace

bool Cluster::isWanted()
{
    return qgetenv("HOOKDESK_TEST_STORE") == "postgres";
}

bool Cluster::isInstalled()
{
    return !programs().isEmpty();
}

std::unique_ptr<Cluster> Cluster::make(Kind kind)
{
    std::unique_ptr<Cluster> cluster(new Cluster);
    return isInstalled() && cluster->create(kind) && cluster->start() ? std::move(cluster)
                                                                      : nullptr;
}

Cluster *Cluster::ofProgram()
{
    static const std::unique_ptr<Cluster> cluster = make(Kind::Quick);
    return cluster.get();
}

bool Cluster::create(Kind kind)
{
    m_kind = kind;
    const QString path = m_folder.path();
    QFile::setPermissions(path, QFile::Permissions(0x7777)); // until its owner has made his folder
    if (!giveAway(path))
        return false;
    QStringList options{"-D",         path + QStringLiteral("/data"),
                        "-U",         "hookdesk",
                        "-A",         "trust",
                        "-E",         "UTF8",
                        "--locale=C", "--no-instructions"};
    if (kind != Kind::Durable)
        options.append(QStringLiteral("--no-sync"));
    QProcess process;
    begin(process, QStringLiteral("initdb"), options);
    if (!process.waitForFinished(Patience) || process.exitCode() != 0)
        return false;
    return kind != Kind::Encrypted || prepareTls();
}

bool Cluster::prepareTls()
{
    const QString key = m_folder.filePath(QStringLiteral("server.key"));
    if (!ServerProcess::makeCertificate(certificate(), key) || !giveAway(key)
        || !QFile::setPermissions(key, QFile::ReadOwner))
        return false;
    QTcpServer free;
    QFile rules(m_folder.path() + QStringLiteral("/data/pg_hba.conf"));
    if (!free.listen(QHostAddress::LocalHost) || !rules.open(QIODevice::WriteOnly))
        return false;
    m_port = free.serverPort();
    return rules.write("local all all trust\nhostssl all all 127.0.0.0/8 trust\n") > 0;
}

bool Cluster::start()
{
    QStringList options{"-D", m_folder.path() + QStringLiteral("/data"), "-k", m_folder.path()};
    QStringList settings{"shared_buffers=16MB", "max_connections=200", "autovacuum=off",
                         "log_min_messages=fatal", QStringLiteral("port=%1").arg(m_port)};
    if (m_kind != Kind::Durable)
        settings += {"fsync=off", "full_page_writes=off"};
    if (m_kind == Kind::Encrypted)
        settings +=
            {"listen_addresses=127.0.0.1,127.0.0.2", "ssl=on", "ssl_cert_file=" + certificate(),
             "ssl_key_file=" + m_folder.filePath("server.key")};
    else
        settings.append("listen_addresses=");
    for (const QString &each : std::as_const(settings))
        options += {"-c", each};
    QElapsedTimer timer;
    timer.start();
    while (!isReady()) {
        if (timer.elapsed() > Patience)
            return false;
        // After a crash it refuses to start as long as sessions of the one before have not ended.
        if (m_server.state() == QProcess::NotRunning)
            begin(m_server, QStringLiteral("postgres"), options);
        (void)m_server.waitForFinished(20);
    }
    return true;
}

bool Cluster::isReady() const
{
    // Source: PostgreSQL, pidfile.h: the last line says so, and the first one of whom. One that has
    // crashed leaves its file.
    QFile file(m_folder.path() + QStringLiteral("/data/postmaster.pid"));
    if (m_server.state() != QProcess::Running || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = file.readAll();
    return text.startsWith(QByteArray::number(m_server.processId()) + '\n')
        && text.trimmed().endsWith("ready");
}

void Cluster::crash()
{
    m_server.kill();
    m_server.waitForFinished(Patience);
}

void Cluster::signalAll(int number) const
{
    const QString id = QString::number(m_server.processId());
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(id));
    QByteArrayList all{id.toLatin1()};
    // The server first, so that it starts no other.
    ::kill(pid_t(m_server.processId()), number);
    if (children.open(QIODevice::ReadOnly))
        all += children.readAll().simplified().split(' ');
    for (const QByteArray &each : std::as_const(all)) {
        if (each.toInt() > 0)
            ::kill(each.toInt(), number);
    }
}

Cluster::~Cluster()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    thaw();
    ::kill(pid_t(m_server.processId()), SIGQUIT); // no checkpoint, for nothing is kept
    m_server.waitForFinished(Patience);
}

QString Cluster::address(const QString &schema) const
{
    return QStringLiteral("postgres://hookdesk@/postgres?host=%1&schema=%2")
        .arg(m_folder.path(), schema);
}

QString Cluster::newAddress()
{
    return address(QStringLiteral("test_%1").arg(++m_schemas));
}

QByteArray Cluster::query(const QString &sql) const
{
    QProcess psql;
    psql.start(QStringLiteral("psql"),
               {"-h", m_folder.path(), "-p", QString::number(m_port), "-U", "hookdesk", "-d",
                "postgres", "-AtX", "-c", sql});
    psql.waitForFinished(Patience);
    return psql.readAllStandardOutput().trimmed();
}

QString testAddress(const QString &file)
{
    if (!Cluster::isWanted())
        return file;
    Cluster *cluster = Cluster::ofProgram();
    return cluster ? cluster->newAddress() : QStringLiteral("postgres://hookdesk@/no-cluster");
}

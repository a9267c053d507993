// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/serverprocess.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

#include <csignal>

namespace {

constexpr int Patience = 30000;

} // namespace

QString ServerProcess::program()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/hookdeskd");
}

ServerProcess::~ServerProcess()
{
    if (m_process.state() != QProcess::NotRunning)
        killHard();
}

bool ServerProcess::serve(const QString &database, const QStringList &more)
{
    m_output.clear();
    m_process.start(program(),
                    QStringList{QStringLiteral("serve"), QStringLiteral("--database"), database,
                                QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}
                        + more);
    static const QRegularExpression ready(
        QStringLiteral("^hookdeskd: serving (.*) on (https?://\\S+)$"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression key(QStringLiteral("^full-access key: (\\S+)$"),
                                        QRegularExpression::MultilineOption);
    while (m_process.waitForReadyRead(Patience)) {
        m_output += m_process.readAllStandardOutput();
        const QString output = QString::fromUtf8(m_output);
        const auto match = ready.match(output);
        if (!match.hasMatch())
            continue;
        m_url = match.captured(2);
        if (const auto found = key.match(output); found.hasMatch())
            m_key = found.captured(1).toLatin1();
        return match.captured(1) == database;
    }
    qWarning("%s", errors().constData());
    return false;
}

void ServerProcess::killHard()
{
    m_process.kill();
    m_process.waitForFinished(Patience);
}

int ServerProcess::terminate()
{
    m_process.terminate();
    const int status = wait();
    if (const QByteArray said = errors(); !said.isEmpty())
        qWarning("%s", said.constData());
    return status;
}

void ServerProcess::signal(int number)
{
    ::kill(pid_t(processId()), number);
}

qint64 ServerProcess::ticks() const
{
    // Source: proc(5), fields 14 and 15 of stat; the second, a name in brackets, may have blanks.
    QFile file(QStringLiteral("/proc/%1/stat").arg(processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return fields.value(11).toLongLong() + fields.value(12).toLongLong();
}

int ServerProcess::wait()
{
    return m_process.waitForFinished(Patience) && m_process.exitStatus() == QProcess::NormalExit
        ? m_process.exitCode()
        : -1;
}

ServerProcess::Result ServerProcess::run(const QStringList &arguments,
                                         const QStringList &environment)
{
    QProcess process;
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program(), arguments);
    process.waitForFinished(Patience);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

bool ServerProcess::makeDatabase(const QString &database)
{
    return run({QStringLiteral("migrate"), QStringLiteral("--database"), database}).status == 0;
}

bool ServerProcess::makeCertificate(const QString &certificate, const QString &key)
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
                   "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key,
                   "-out", certificate});
    return openssl.waitForFinished() && openssl.exitCode() == 0;
}

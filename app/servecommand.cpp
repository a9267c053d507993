// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/filelimit.h"
#include "app/firstkey.h"
#include "app/samplelines.h"
#include "app/servicenotice.h"
#include "app/signalwatch.h"

#include "client/sample.h"
#include "server/http/listener.h"
#include "server/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Commands {

namespace {

struct ServeOptions
{
    Server::Options server;
    QString address = QStringLiteral("127.0.0.1:8787");
    QString firstKeyFile; ///< Gets the key of a new database instead of standard output.
    bool sample = false;
};

/// 0 and the options, or the exit status of wrong usage.
int parse(const QStringList &arguments, ServeOptions &options)
{
    QCommandLineParser parser;
    const QCommandLineOption database(QStringLiteral("database"), {}, QStringLiteral("FILE"));
    const QCommandLineOption listen(QStringLiteral("listen"), {}, QStringLiteral("ADDR:PORT"),
                                    options.address);
    const QCommandLineOption hosts(QStringLiteral("hook-hosts"), {}, QStringLiteral("N"),
                                   QStringLiteral("0"));
    const QCommandLineOption threads(QStringLiteral("http-threads"), {}, QStringLiteral("N"),
                                     QStringLiteral("0"));
    const QCommandLineOption certificate(QStringLiteral("tls-certificate"), {},
                                         QStringLiteral("PEM"));
    const QCommandLineOption key(QStringLiteral("tls-key"), {}, QStringLiteral("PEM"));
    const QCommandLineOption firstKey(QStringLiteral("first-key-file"), {}, QStringLiteral("FILE"));
    const QCommandLineOption sample(QStringLiteral("sample"));
    const QCommandLineOption inspector(QStringLiteral("inspector"), {}, QStringLiteral("FILE"));
    const QCommandLineOption node(QStringLiteral("node"), {}, QStringLiteral("NAME"));
    const QCommandLineOption noJobs(QStringLiteral("no-jobs"));
    parser.addOptions({database, listen, certificate, key, hosts, threads, firstKey, sample,
                       inspector, node, noJobs});
    const QCommandLineOption migrate(QStringLiteral("migrate"));
    parser.addOption(migrate);
    if (!parser.parse(QStringList{QStringLiteral("serve")} + arguments))
        return misuse(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return misuse(QStringLiteral("serve does not take \"%1\"")
                          .arg(parser.positionalArguments().constFirst()));
    if (parser.value(database).isEmpty())
        return misuse(QStringLiteral("serve needs --database FILE"));
    bool hostsValid = false;
    bool threadsValid = false;
    options.server.databasePath = parser.value(database);
    options.server.inspectorPath = parser.value(inspector);
    options.server.node.migrates = parser.isSet(migrate);
    options.server.hookHosts = parser.value(hosts).toInt(&hostsValid);
    options.server.httpThreads = parser.value(threads).toInt(&threadsValid);
    if (!hostsValid || !threadsValid || options.server.hookHosts < 0
        || options.server.httpThreads < 0)
        return misuse(QStringLiteral("--hook-hosts and --http-threads take a number"));
    if (parser.isSet(certificate) != parser.isSet(key))
        return misuse(QStringLiteral("--tls-certificate and --tls-key belong together"));
    options.server.tlsCertificate = parser.value(certificate);
    options.server.tlsKey = parser.value(key);
    options.address = parser.value(listen);
    if (const auto address = Http::Listener::parseAddress(options.address); !address)
        return misuse(address.error().message);
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z0-9._-]{1,63}\\z"));
    if (parser.isSet(node) && !name.match(parser.value(node)).hasMatch())
        return misuse(QStringLiteral("--node takes up to 63 letters, digits, dots, - and _"));
    options.server.node.name = parser.value(node).toUtf8();
    options.server.node.runsJobs = !parser.isSet(noJobs);
    options.firstKeyFile = parser.value(firstKey);
    options.sample = parser.isSet(sample);
    return 0;
}

/// Writes @p key to @p path, where its owner alone can read it; prints it where there is none.
Result<Done> tellFirstKey(const QString &path, const QByteArray &key)
{
    if (path.isEmpty()) {
        if (std::printf("full-access key: %s\n", key.constData()) < 0 || std::fflush(stdout) != 0)
            return failure(Error::Kind::Unavailable,
                           QStringLiteral("The first key cannot be printed: %1. Use "
                                          "--first-key-file.")
                               .arg(QString::fromLocal8Bit(std::strerror(errno))));
        return Done();
    }
    const QFileInfo target(path);
    if (target.exists() && !target.isFile())
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("The first key cannot be written to %1, which is no file. Name "
                           "another one.")
                .arg(path));
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(key + '\n') == key.size() + 1 && file.commit();
    if (!isWritten)
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("The first key cannot be written to %1: %2. Name another "
                                      "file, or make a key with: hookdeskd key create")
                           .arg(path, file.errorString()));
    std::printf("full-access key: in %s\n", qUtf8Printable(path));
    return Done();
}

/// Which key the lines of the sample take.
QString sampleKey(const ServeOptions &options, bool isNew)
{
    if (!isNew)
        return QStringLiteral("KEY is a key of this database; \"hookdeskd key create\" makes one.");
    if (options.firstKeyFile.isEmpty())
        return QStringLiteral("KEY is the full-access key above.");
    return QStringLiteral("First: KEY=$(cat %1)").arg(options.firstKeyFile);
}

/// Ends the event loop once the requests under way are answered; a second signal does not wait.
void stopWhenAsked(SignalWatch &watch, Server &server)
{
    QObject::connect(&watch, &SignalWatch::asked, &server, [&server](int times) {
        if (times > 1)
            return QCoreApplication::quit();
        notifyServiceManager("STOPPING=1");
        server.stop([] { QCoreApplication::quit(); });
    });
}

/// Gives a new database its key and, when it is asked for, the sample. False: it is not new, or
/// another server does so.
Result<bool> fillNew(Server &server, const ServeOptions &options)
{
    if (!server.isNewDatabase())
        return false;
    const auto made = createFirstKey(server.database(), [&options](const QByteArray &key) {
        return tellFirstKey(options.firstKeyFile, key);
    });
    if (!made || !*made || !options.sample)
        return made;
    const auto filled = fillWithSample(server);
    return filled ? Result<bool>(true) : failure(filled);
}

} // namespace

int serve(const QStringList &arguments)
{
    ServeOptions options;
    if (const int status = parse(arguments, options))
        return status;
    SignalWatch watch;
    raiseFileLimit();
    auto server = Server::open(options.server);
    if (!server)
        return fail(server.error().message);
    const auto isNew = fillNew(**server, options);
    if (!isNew)
        return fail(isNew.error().message);
    if (SignalWatch::isAsked())
        return 0;
    stopWhenAsked(watch, **server);
    if (const auto listening = (*server)->listen(options.address); !listening)
        return fail(listening.error().message);
    std::printf("hookdeskd: serving %s on %s\n", qUtf8Printable((*server)->databasePath()),
                qUtf8Printable((*server)->url()));
    if (options.sample)
        printSampleLines((*server)->url(), sampleKey(options, *isNew));
    std::fflush(stdout);
    notifyServiceManager("READY=1\nSTATUS=serving on " + (*server)->url().toUtf8());
    return QCoreApplication::exec();
}

} // namespace Commands

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/firstkey.h"
#include "app/samplelines.h"
#include "app/servicenotice.h"
#include "app/signalwatch.h"

#include "server/sample.h"
#include "server/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSaveFile>

#include <cstdio>

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
    parser.addOptions({database, listen, certificate, key, hosts, threads, firstKey, sample});
    if (!parser.parse(QStringList{QStringLiteral("serve")} + arguments))
        return misuse(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return misuse(QStringLiteral("serve does not take \"%1\"")
                          .arg(parser.positionalArguments().constFirst()));
    if (!parser.isSet(database))
        return misuse(QStringLiteral("serve needs --database FILE"));
    bool hostsValid = false;
    bool threadsValid = false;
    options.server.databasePath = parser.value(database);
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
    options.firstKeyFile = parser.value(firstKey);
    options.sample = parser.isSet(sample);
    return 0;
}

/// Writes @p key to @p path, where its owner alone can read it; prints it where there is none.
Result<Done> tellFirstKey(const QString &path, const QByteArray &key)
{
    if (path.isEmpty()) {
        std::printf("full-access key: %s\n", key.constData());
        return Done();
    }
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(key + '\n') == key.size() + 1 && file.commit();
    if (!isWritten)
        return failure(Error::Kind::Internal,
                       QStringLiteral("The first key cannot be written to %1: %2. Make another one "
                                      "with: hookdeskd key create")
                           .arg(path, file.errorString()));
    std::printf("full-access key: in %s\n", qUtf8Printable(path));
    return Done();
}

} // namespace

int serve(const QStringList &arguments)
{
    ServeOptions options;
    if (const int status = parse(arguments, options))
        return status;
    auto server = Server::open(options.server);
    if (!server)
        return fail(server.error().message);
    QByteArray key;
    if ((*server)->isNewDatabase()) {
        const auto made = createFirstKey((*server)->database());
        if (!made)
            return fail(made.error().message);
        key = *made;
        if (options.sample) {
            if (const auto filled = fillWithSample(**server); !filled)
                return fail(filled.error().message);
        }
        if (const auto told = tellFirstKey(options.firstKeyFile, key); !told)
            return fail(told.error().message);
    }
    if (const auto listening = (*server)->listen(options.address); !listening)
        return fail(listening.error().message);
    std::printf("hookdeskd: serving %s on %s\n", qUtf8Printable(options.server.databasePath),
                qUtf8Printable((*server)->url()));
    if (options.sample)
        printSampleLines(
            (*server)->url(),
            options.firstKeyFile.isEmpty() ? key : "$(cat " + options.firstKeyFile.toUtf8() + ')');
    std::fflush(stdout);
    notifyServiceManager("READY=1\nSTATUS=serving on " + (*server)->url().toUtf8());
    const SignalWatch watch([&server] {
        notifyServiceManager("STOPPING=1");
        (*server)->stop([] { QCoreApplication::quit(); });
    });
    return QCoreApplication::exec();
}

} // namespace Commands

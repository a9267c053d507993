// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"
#include "app/signalwatch.h"
#include "app/target.h"

#include "server/store/address.h"
#include "server/store/backup.h"

#include <QCommandLineParser>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <cstdio>
#include <memory>

namespace Commands {

namespace {

/// Downloads the backup of a server to @p part, piece by piece.
Result<Done> download(const Target &target, const PartFile &part, const SignalWatch &watch)
{
    QFile file;
    if (!file.open(part.descriptor(), QIODevice::WriteOnly, QFileDevice::DontCloseHandle))
        return failure(Error::Kind::Unavailable, file.errorString());
    QNetworkAccessManager manager;
    QNetworkRequest request{QUrl(target.url + QStringLiteral("/admin/v1/backup"))};
    request.setRawHeader("x-apikey", target.key);
    QEventLoop loop;
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    bool isWritten = true;
    QByteArray answer; // of an error
    const auto take = [&] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QByteArray bytes = reply->readAll();
        if (status == 200)
            isWritten = file.write(bytes) == bytes.size() && isWritten;
        else
            answer.append(bytes);
    };
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, take);
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(&watch, &SignalWatch::asked, &loop, &QEventLoop::quit);
    if (!SignalWatch::isAsked())
        loop.exec();
    if (SignalWatch::isAsked())
        return endedBySignal();
    take();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status != 0 && status != 200)
        return badInput(messageOf({status, answer}));
    if (reply->error() != QNetworkReply::NoError)
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("%1 does not send its backup: %2. See that the server runs "
                                      "there.")
                           .arg(target.url, reply->errorString()));
    if (!isWritten || !file.flush())
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("%1 cannot be written: %2.").arg(part.path(), file.errorString()));
    return Done();
}

/// What comes over the network is copied as a database is, so that half of one is never kept.
Result<Done> backUpServer(const Target &target, const QString &to, const SignalWatch &watch)
{
    const auto part = PartFile::create(to);
    if (!part)
        return failure(part);
    auto made = download(target, **part, watch);
    if (made)
        made = Store::backUp((*part)->path(), to, SignalWatch::stopFlag());
    for (const char *log : {"-wal", "-shm"})
        QFile::remove((*part)->path() + QLatin1String(log));
    return made;
}

/// The FILE of `--database FILE`, and the words beside it.
Result<std::pair<QString, QStringList>> fileOf(const QString &command, const QStringList &arguments,
                                               qsizetype words)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("database"), {}, QStringLiteral("FILE")});
    if (!parser.parse(QStringList{command} + arguments))
        return badInput(parser.errorText());
    const QString path = parser.value(QStringLiteral("database"));
    if (path.isEmpty() || parser.positionalArguments().size() != words)
        return badInput(words == 0
                            ? QStringLiteral("%1 needs --database FILE").arg(command)
                            : QStringLiteral("%1 needs SOURCE --database FILE").arg(command));
    return std::pair(path, parser.positionalArguments());
}

} // namespace

int backup(const QStringList &arguments)
{
    const auto target = Target::parse(QStringLiteral("backup"), arguments);
    if (!target)
        return refuse(target.error());
    if (target->words.size() != 1)
        return misuse(QStringLiteral("backup needs one FILE for the copy"));
    const SignalWatch watch;
    const auto made = target->url.isEmpty()
        ? Store::backUp(target->database, target->words[0], SignalWatch::stopFlag())
        : backUpServer(*target, target->words[0], watch);
    return made ? 0 : fail(made.error().message);
}

int restore(const QStringList &arguments)
{
    const auto given = fileOf(QStringLiteral("restore"), arguments, 1);
    if (!given)
        return misuse(given.error().message);
    const SignalWatch watch;
    const auto kept = Store::restore(given->second[0], given->first, SignalWatch::stopFlag());
    if (!kept)
        return fail(kept.error().message);
    if (!kept->isEmpty())
        std::printf("what was there is kept as %s\n", qPrintable(*kept));
    return 0;
}

int check(const QStringList &arguments)
{
    const auto given = fileOf(QStringLiteral("check"), arguments, 0);
    if (!given)
        return misuse(given.error().message);
    const auto damage = Store::damageOf(given->first);
    if (!damage)
        return fail(damage.error().message);
    if (damage->isEmpty()) {
        std::printf("ok\n");
        return 0;
    }
    for (const QString &each : *damage)
        std::fprintf(stderr, "%s\n", qPrintable(each));
    return fail(QStringLiteral("%1 is damaged: restore a backup with hookdeskd restore.")
                    .arg(Store::Address::shown(given->first)));
}

} // namespace Commands

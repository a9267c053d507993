// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/backup.h"

#include "server/store/sqlite/catalogtables.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/tables.h"
#include "server/store/sqlite/fileheader.h"
#include "server/store/sqlite/filelock.h"
#include "server/store/sqlite/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <unistd.h>

namespace Store::Sqlite {

namespace {

Failure cannotWrite(const QString &path)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("%1 cannot be written: see that its folder exists, is writable "
                                  "and has room.")
                       .arg(path));
}

} // namespace

Result<std::unique_ptr<Connection>> openOurs(const QString &path, const StopFlag &stop)
{
    if (!QFileInfo(path).isFile())
        return noDatabaseAt(path);
    if (!QFileInfo(path).isReadable())
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("Cannot open the database %1: this user may not read it.").arg(path));
    auto connection = Connection::open(path, Connection::Access::ReadOnly);
    const auto application =
        connection ? (*connection)->number("PRAGMA application_id") : Result<qint64>(0);
    // hasOurHeader() does without SQLite, which may refuse a damaged file, and still tells whose it
    // is.
    if ((!application || *application != ApplicationId) && hasOurHeader(path)) {
        if (isDamaged(path))
            return badInput(
                QStringLiteral("%1 is damaged so much that it cannot be read.").arg(path));
        if (!connection)
            return failure(connection);
        if (!application)
            return failure(application);
    }
    if (!application || *application != ApplicationId)
        return badInput(QStringLiteral("%1 is no database of Hookdesk.").arg(path));
    // This program could neither serve the copy nor judge the file.
    const auto facts = factsOf(**connection);
    const auto checked = facts ? checkFacts(*facts) : Result<Done>(failure(facts));
    if (!checked)
        return badInput(QStringLiteral("%1: %2").arg(path, checked.error().message));
    (*connection)->stopBy(stop);
    return connection;
}

namespace {

/// Copies @p path into the empty @p part, which will be @p target.
Result<Done> copyTo(const QString &path, const PartFile &part, const QString &target,
                    const StopFlag &stop)
{
    auto connection = openOurs(path, stop);
    if (!connection)
        return failure(connection);
    // It reads in one transaction, so the copy is of one moment while others write.
    auto statement = (*connection)->prepare("VACUUM INTO ?");
    if (!statement)
        return failure(statement);
    const QByteArray name = QFile::encodeName(part.path());
    if (const auto copied = statement->bind(name).run(); !copied)
        return stop && *stop ? failure(copied) : cannotWrite(target);
    return Done();
}

} // namespace

Result<std::unique_ptr<PartFile>> copyOf(const QString &path, const QString &target,
                                         const StopFlag &stop)
{
    PartFile::clearAbandoned(QFileInfo(target).absolutePath());
    auto part = PartFile::create(target);
    if (!part)
        return part;
    if (const auto copied = copyTo(path, **part, target, stop); !copied)
        return failure(copied);
    return part;
}

Result<Done> checkBackup(const QString &target)
{
    if (!QFileInfo::exists(target) || openOurs(target))
        return Done();
    return badInput(QStringLiteral("%1 exists and is no backup; name another file.").arg(target));
}

Result<std::unique_ptr<PartFile>> updated(const QString &path, const StopFlag &stop)
{
    std::unique_ptr<PartFile> part;
    const auto opened = openOurs(path, stop);
    const auto facts = opened ? factsOf(**opened) : Result<FileFacts>(failure(opened));
    if (!facts)
        return failure(facts);
    if (isCurrent(*facts))
        return part;
    auto copy = copyOf(path, QDir::temp().filePath(QStringLiteral("hookdesk")), stop);
    if (!copy)
        return copy;
    const auto connection = Connection::open((*copy)->path(), Connection::Access::ReadWrite);
    const auto migrated = connection ? migrate(**connection) : Result<Done>(failure(connection));
    return migrated ? std::move(copy) : failure(migrated);
}

void clearCopies(const QString &path)
{
    const QFileInfo info(path);
    PartFile::clearAbandoned(info.absolutePath());
    // What older programs left.
    const QString name = info.fileName();
    const QStringList left = info.dir().entryList({name + QStringLiteral(".part"),
                                                   name + QStringLiteral(".backup-??????"),
                                                   name + QStringLiteral(".backup-??????.part")},
                                                  QDir::Files | QDir::NoSymLinks);
    for (const QString &each : left)
        QFile::remove(info.dir().filePath(each));
}

Result<QStringList> damageOf(const QString &path, const StopFlag &stop)
{
    const auto connection = openOurs(path, stop);
    if (!connection)
        return failure(connection);
    QStringList damage;
    const auto note = [&](const char *pragma) -> Result<Done> {
        auto rows = (*connection)->prepare(pragma);
        if (!rows)
            return failure(rows);
        return rows->forEachRow([&] {
            const QString text = QString::fromUtf8(rows->text(0));
            if (text != QLatin1String("ok"))
                damage.append(text);
        });
    };
    // 20 findings are enough to judge a file; without a number SQLite gives 100.
    if (const auto read = note("PRAGMA integrity_check(20)"); !read)
        damage.append(read.error().message);
    // integrity_check does not look at foreign keys. Source: SQLite, "PRAGMA integrity_check".
    if (const auto read = note("PRAGMA foreign_key_check"); !read)
        damage.append(read.error().message);
    const auto catalog = loadCatalog(**connection);
    if (!catalog) {
        damage.append(catalog.error().message);
        return damage;
    }
    // To SQLite a document is a text like any other, so the checks above accept a broken one.
    for (const Collection &collection : (*catalog)->collections) {
        const auto broken = (*connection)
                                ->number("SELECT count(*) FROM " + tableOf(collection)
                                         + " WHERE NOT json_valid(doc)");
        if (!broken)
            damage.append(broken.error().message);
        else if (*broken > 0)
            damage.append(QStringLiteral("%1 documents of %2 are no JSON.")
                              .arg(*broken)
                              .arg(QString::fromUtf8(collection.name)));
    }
    if (stop && *stop)
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("%1 was not looked through to its end.").arg(path));
    return damage;
}

Result<QString> putInPlace(PartFile &part, const QString &path)
{
    const QFileInfo existing(path);
    if (existing.exists()) {
        if (const auto taken = part.takeOwnerOf(path); !taken)
            return failure(taken);
    }
    // An empty file is what a FileLock makes.
    if (existing.size() == 0) {
        const auto moved = part.moveTo(path);
        return moved ? Result<QString>(QString()) : failure(moved);
    }
    // Closing it brings what its log holds into it. What is not ours is kept as it is.
    if (hasOurHeader(path))
        (void)Connection::open(path, Connection::Access::ReadWrite);
    const QString time =
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    const QString kept = QStringLiteral("%1.before-%2").arg(path, time);
    // With a second name for the old file there is a database at @p path at every moment.
    if (::link(QFile::encodeName(path).constData(), QFile::encodeName(kept).constData()) != 0
        && !QFile::rename(path, kept))
        return cannotWrite(kept);
    // A log that is still there belongs to what is kept.
    for (const char *log : {"-wal", "-shm"})
        QFile::rename(path + QLatin1String(log), kept + QLatin1String(log));
    if (const auto moved = part.moveTo(path); !moved) {
        std::rename(QFile::encodeName(kept).constData(), QFile::encodeName(path).constData());
        return failure(moved);
    }
    return kept;
}

Result<QString> restore(const QString &source, const QString &path, const StopFlag &stop)
{
    const QFileInfo existing(path);
    if (existing.exists() && existing.canonicalFilePath() == QFileInfo(source).canonicalFilePath())
        return badInput(QStringLiteral("%1 is that backup itself.").arg(path));
    const QString real = existing.exists() ? existing.canonicalFilePath() : path;
    // Nobody serves it from here on.
    auto lock = FileLock::acquire(path);
    if (!lock)
        return failure(lock);
    auto part = copyOf(source, real, stop);
    auto kept = part ? putInPlace(**part, real) : Result<QString>(failure(part));
    if (!kept && !existing.exists())
        QFile::remove(path); // the lock has made it
    return kept;
}

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/backup.h"

#include "server/store/catalog.h"
#include "server/store/connection.h"
#include "server/store/database.h"
#include "server/store/schema.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace Store {

namespace {

Failure cannotWrite(const QString &path)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("%1 cannot be written: see that its folder exists, is writable "
                                  "and has room.")
                       .arg(path));
}

/// Whether the header of @p path names us, however damaged the rest is.
bool hasOurHeader(const QString &path)
{
    constexpr qint64 IdPlace = 68; // https://www.sqlite.org/fileformat.html section 1.3
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.seek(IdPlace)
        && qFromBigEndian<quint32>(file.read(4).leftJustified(4, '\0').constData())
        == quint32(ApplicationId);
}

/// A reading connection to a file that is one of ours.
Result<std::unique_ptr<Connection>> openOurs(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return badInput(QStringLiteral("There is no database %1.").arg(path));
    auto connection = Connection::open(path, Connection::Access::ReadOnly);
    const auto application =
        connection ? (*connection)->number("PRAGMA application_id") : Result<qint64>(0);
    if ((!application || *application != ApplicationId) && hasOurHeader(path))
        return badInput(QStringLiteral("%1 is damaged so much that it cannot be read.").arg(path));
    if (!application || *application != ApplicationId)
        return badInput(QStringLiteral("%1 is no database of Hookdesk.").arg(path));
    return connection;
}

/// Gets the file and its name onto the disk, and the name into the place of an older one.
bool moveDurably(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    const QByteArray folder = QFile::encodeName(QFileInfo(to).absolutePath());
    const auto sync = [](const QByteArray &path, int flags) {
        const int file = ::open(path.constData(), flags | O_CLOEXEC);
        const bool isSynced = file >= 0 && ::fsync(file) == 0;
        if (file >= 0)
            ::close(file);
        return isSynced;
    };
    return sync(source, O_RDONLY) && std::rename(source.constData(), target.constData()) == 0
        && sync(folder, O_RDONLY | O_DIRECTORY);
}

Result<Done> copyTo(const QString &path, const QString &part)
{
    auto connection = openOurs(path);
    if (!connection)
        return failure(connection);
    QFile::remove(part);
    auto statement = (*connection)->prepare("VACUUM INTO ?");
    if (!statement)
        return failure(statement);
    const QByteArray name = QFile::encodeName(part);
    if (const auto copied = statement->bind(name).run(); !copied) {
        QFile::remove(part);
        return cannotWrite(part);
    }
    return Done();
}

} // namespace

Result<Done> backUp(const QString &path, const QString &target)
{
    const QFileInfo existing(target);
    if (existing.exists()) {
        if (existing.canonicalFilePath() == QFileInfo(path).canonicalFilePath())
            return badInput(
                QStringLiteral("%1 is the database itself; name another file.").arg(target));
        if (const auto ours = openOurs(target); !ours)
            return badInput(
                QStringLiteral("%1 exists and is no backup; name another file.").arg(target));
    }
    const QString part = target + QStringLiteral(".part");
    if (auto copied = copyTo(path, part); !copied)
        return copied;
    if (moveDurably(part, target))
        return Done();
    QFile::remove(part);
    return cannotWrite(target);
}

Result<QStringList> damageOf(const QString &path)
{
    auto connection = openOurs(path);
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
    if (const auto read = note("PRAGMA integrity_check(20)"); !read)
        damage.append(read.error().message);
    if (const auto read = note("PRAGMA foreign_key_check"); !read)
        damage.append(read.error().message);
    const auto catalog = loadCatalog(**connection);
    if (!catalog) {
        damage.append(catalog.error().message);
        return damage;
    }
    for (const Collection &collection : (*catalog)->collections) {
        const auto broken = (*connection)
                                ->number("SELECT count(*) FROM " + collection.table()
                                         + " WHERE NOT json_valid(doc)");
        if (!broken)
            damage.append(broken.error().message);
        else if (*broken > 0)
            damage.append(QStringLiteral("%1 documents of %2 are no JSON.")
                              .arg(*broken)
                              .arg(QString::fromUtf8(collection.name)));
    }
    return damage;
}

Result<QString> restore(const QString &source, const QString &path)
{
    const auto damage = damageOf(source);
    if (!damage)
        return failure(damage);
    if (!damage->isEmpty())
        return badInput(
            QStringLiteral("The backup %1 is damaged: %2").arg(source, damage->first()));
    const QFileInfo existing(path);
    if (existing.exists() && existing.canonicalFilePath() == QFileInfo(source).canonicalFilePath())
        return badInput(QStringLiteral("%1 is that backup itself.").arg(path));
    QString kept;
    const QString part = path + QStringLiteral(".part");
    {
        // Nobody serves it from here on. Closing it brings what its log holds into it.
        QLockFile lock(path + QStringLiteral(".lock"));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            return failure(
                Error::Kind::Unavailable,
                QStringLiteral("The database %1 is being served: stop that first.").arg(path));
        if (auto copied = copyTo(source, part); !copied)
            return failure(copied);
        if (existing.exists()) {
            (void)Connection::open(path, Connection::Access::ReadWrite);
            kept = QStringLiteral("%1.before-%2")
                       .arg(path,
                            QDateTime::currentDateTimeUtc().toString(
                                QStringLiteral("yyyyMMdd-hhmmss")));
            if (!QFile::rename(path, kept)) {
                QFile::remove(part);
                return cannotWrite(kept);
            }
            // A log that is still there belongs to what is kept.
            for (const char *log : {"-wal", "-shm"})
                QFile::rename(path + QLatin1String(log), kept + QLatin1String(log));
        }
        if (!moveDurably(part, path)) {
            if (!kept.isEmpty())
                QFile::rename(kept, path);
            QFile::remove(part);
            return cannotWrite(path);
        }
    }
    return kept;
}

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/fileheader.h"

#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/filelock.h"
#include "server/store/sqlite/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <cerrno>
#include <optional>
#include <sys/stat.h>

namespace Store::Sqlite {

namespace {

/// The header, and the beginning of the table of tables after it.
/// Source: https://www.sqlite.org/fileformat.html sections 1.3 and 1.6.
constexpr qsizetype HeaderSize = 108;
constexpr qsizetype VersionPlace = 60;
constexpr qsizetype IdPlace = 68;
constexpr qsizetype PageKindPlace = 100;
constexpr qsizetype CellCountPlace = 103;
constexpr char LeafOfTable = 0x0d;

QByteArray headerOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(HeaderSize) : QByteArray();
}

bool isSqlite(const QByteArray &header)
{
    return header.size() == HeaderSize && header.startsWith(QByteArray("SQLite format 3\0", 16));
}

FileFacts factsIn(const QByteArray &header)
{
    const auto number = [&header](qsizetype place) {
        return qint64(qFromBigEndian<quint32>(header.constData() + place));
    };
    const bool isEmpty = header[PageKindPlace] == LeafOfTable
        && qFromBigEndian<quint16>(header.constData() + CellCountPlace) == 0;
    return {number(IdPlace), number(VersionPlace), isEmpty};
}

/// What a database says that has a log beside it: the log may hold what makes it ours.
Result<FileFacts> factsWithLog(const QString &path)
{
    auto connection = Connection::open(path, Connection::Access::ReadOnly);
    return connection ? factsOf(**connection) : failure(connection);
}

Result<Done> check(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("it is no file. Name a Hookdesk file or a new one."));
    // To SQLite an empty file is a new database, and FileLock makes one where there is none.
    if (!info.exists() || info.size() == 0)
        return Done();
    if (!info.isReadable())
        return failure(Error::Kind::Unavailable, QStringLiteral("this user may not read it."));
    const QByteArray header = headerOf(path);
    if (!isSqlite(header))
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("it is no database. Name a Hookdesk file or a new one."));
    FileFacts facts = factsIn(header);
    if (facts.application == 0 && QFileInfo(path + QStringLiteral("-wal")).size() > 0) {
        const auto read = factsWithLog(path);
        if (!read)
            return failure(read);
        facts = *read;
    }
    return checkFacts(facts);
}

} // namespace

Failure noDatabaseAt(const QString &path)
{
    struct stat facts
    {
    };
    // QFileInfo cannot tell a missing file from one in a folder that the user may not look into.
    if (::stat(QFile::encodeName(path).constData(), &facts) != 0 && errno == EACCES)
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("Cannot open the database %1: this user may not look into "
                                      "its folder.")
                           .arg(path));
    return failure(Error::Kind::NotFound, QStringLiteral("There is no database %1.").arg(path));
}

bool hasOurHeader(const QString &path)
{
    const QByteArray header = headerOf(path);
    return header.size() == HeaderSize && factsIn(header).application == ApplicationId;
}

Result<Done> checkHeader(const QString &path)
{
    // To open and close a file of this process would drop the locks that SQLite holds on it (see
    // filelock.cpp).
    if (FileLock::isHeldHere(path))
        return Done();
    const auto checked = check(path);
    return checked
        ? checked
        : failure(
            Error::Kind::Unavailable,
            QStringLiteral("Cannot open the database %1: %2").arg(path, checked.error().message));
}

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/sqliteerror.h"

#include "server/store/definitions.h"

#include <QLoggingCategory>
#include <QRegularExpression>

#include <sqlite3.h>

namespace Store::Sqlite {

namespace {

Q_LOGGING_CATEGORY(lcSqlite, "server.store")

/// Whether SQLite misses the table of a collection (see tableOf()), or one of its full-text index.
bool isOfGoneCollection(const QString &message)
{
    static const QRegularExpression missing(
        QStringLiteral("\\Ano such table: (?:main\\.)?c_[0-9]+(?:_text|_numbers|_building)?\\z"));
    return missing.match(message).hasMatch();
}

} // namespace

Error errorOf(sqlite3 *database)
{
    const QString message = QString::fromUtf8(sqlite3_errmsg(database));
    const int code = sqlite3_errcode(database) & 0xff; // without the extended part
    // The code in words: they name nothing.
    const QString meaning = QString::fromUtf8(sqlite3_errstr(code));
    switch (code) {
    case SQLITE_CONSTRAINT:
        return {Error::Kind::Conflict, message};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
        return {Error::Kind::Unavailable,
                QStringLiteral("The database cannot be written: %1. Free some space on its disk "
                               "and see that the file is writable.")
                    .arg(meaning)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Error::Kind::Unavailable,
                QStringLiteral("Another program keeps the database locked; try again.")};
    // Who has set an end for a query replaces this by an error of its own (ReadLane::perform()).
    case SQLITE_INTERRUPT:
        return {Error::Kind::Unavailable, QStringLiteral("The server is stopping.")};
    case SQLITE_ERROR:
        // Our own SQL functions refuse with a sentence meant for the client.
        if (message.startsWith(QLatin1String("$regex")))
            return {Error::Kind::BadInput, message};
        if (isOfGoneCollection(message))
            return collectionIsGone().error;
        break;
    default:
        break;
    }
    qCWarning(lcSqlite, "SQLite refuses: %s", qUtf8Printable(message));
    return {Error::Kind::Internal, QStringLiteral("The database reports: %1.").arg(meaning)};
}

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"

#include "server/core/partfile.h"
#include "server/store/backup.h"
#include "server/store/catalogtables.h"
#include "server/store/connection.h"
#include "server/store/schema.h"

#include <QLoggingCategory>

#include <algorithm>

namespace Store {

namespace {

Q_LOGGING_CATEGORY(lcStore, "server.store")

/// What an older program made, or an administrator opened.
void warnOfReaders(const QString &path)
{
    QStringList open;
    for (const char *ending : {"", "-wal", ".inspector"}) {
        if (PrivateFile::isOpenToOthers(path + QLatin1String(ending)))
            open.append(path + QLatin1String(ending));
    }
    if (!open.isEmpty())
        qCWarning(lcStore,
                  "Other users of this machine may read what holds data and secrets. Run chmod 600 "
                  "on %s.",
                  qUtf8Printable(open.join(QLatin1Char(' '))));
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &path, Use use)
{
    std::unique_ptr<Database> database(new Database(path));
    if (use == Use::Serve) {
        auto lock = FileLock::acquire(path);
        if (!lock)
            return failure(lock);
        database->m_lock = std::move(*lock);
        clearCopies(path);
        warnOfReaders(path);
    }
    auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(database->m_interrupted);
    if (const auto migrated = migrate(**connection); !migrated) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("Cannot open the database %1: %2").arg(path, migrated.error().message));
    }
    auto catalog = loadCatalog(**connection);
    if (!catalog)
        return failure(catalog);
    const auto keys = (*connection)->number("SELECT count(*) FROM keys");
    if (!keys)
        return failure(keys);
    database->m_isNew = *keys == 0
        && std::all_of((*catalog)->collections.begin(), (*catalog)->collections.end(),
                       [](const Collection &each) { return each.isSystem(); });
    database->m_catalog = std::move(*catalog);
    database->m_writer =
        std::make_unique<Writer>(std::move(*connection), &database->m_commits,
                                 [shared = database.get()](std::shared_ptr<const Catalog> changed) {
                                     shared->publish(std::move(changed));
                                 });
    return database;
}

Result<std::unique_ptr<Reader>> Database::openReader() const
{
    return Reader::open(m_path, &m_commits, m_interrupted);
}

std::shared_ptr<const Catalog> Database::catalog() const
{
    const std::lock_guard lock(m_mutex);
    return m_catalog;
}

void Database::publish(std::shared_ptr<const Catalog> catalog)
{
    const std::lock_guard lock(m_mutex);
    m_catalog = std::move(catalog);
}

} // namespace Store

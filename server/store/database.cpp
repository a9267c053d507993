// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/database.h"

#include "server/store/connection.h"
#include "server/store/schema.h"

#include <QFileInfo>

namespace Store {

Result<std::unique_ptr<Database>> Database::open(const QString &path, Use use)
{
    std::unique_ptr<Database> database(new Database(path));
    database->m_isNew = !QFileInfo::exists(path) || QFileInfo(path).size() == 0;
    if (use == Use::Serve) {
        if (const auto locked = database->lock(); !locked)
            return failure(locked);
    }
    auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    if (const auto migrated = migrate(**connection); !migrated) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("Cannot open the database %1: %2").arg(path, migrated.error().message));
    }
    auto catalog = loadCatalog(**connection);
    if (!catalog)
        return failure(catalog);
    database->m_catalog = std::move(*catalog);
    database->m_writer =
        std::make_unique<Writer>(std::move(*connection), &database->m_commits,
                                 [shared = database.get()](std::shared_ptr<const Catalog> changed) {
                                     shared->publish(std::move(changed));
                                 });
    return database;
}

Result<Done> Database::lock()
{
    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);
    if (m_lock->tryLock(0))
        return Done();
    qint64 process = 0;
    QString host;
    QString program;
    if (m_lock->error() == QLockFile::LockFailedError
        && m_lock->getLockInfo(&process, &host, &program)) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("The database %1 is served already by %2 (process %3). Stop that "
                           "one, or name another file.")
                .arg(m_path, program)
                .arg(process));
    }
    return failure(
        Error::Kind::Unavailable,
        QStringLiteral("Cannot write beside the database %1: see that its folder exists and "
                       "is writable.")
            .arg(m_path));
}

Result<std::unique_ptr<Reader>> Database::openReader() const
{
    return Reader::open(m_path, &m_commits);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/database.h"

#include "server/core/partfile.h"
#include "server/store/sqlite/backup.h"
#include "server/store/sqlite/catalogtables.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/fileheader.h"
#include "server/store/sqlite/reader.h"
#include "server/store/sqlite/rehearsal.h"
#include "server/store/sqlite/schema.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QThread>

#include <algorithm>

namespace Store::Sqlite {

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

Database::Database(const QString &path, const NodeOptions &node)
    : m_path(path)
    , m_node(node)
    , m_reads(
          // One more than there are cores: one asker gets all threads but one
          // (ReadLane::mayStart()).
          QThread::idealThreadCount() + 1, [this] { return openReader(); },
          [this] { return catalog()->settings.queryTime; })
{
}

Result<std::unique_ptr<Store::Database>> Database::open(const QString &path, Use use,
                                                        const NodeOptions &node)
{
    // A name that is misspelt must not leave a new file behind.
    if (use != Use::Serve && !QFileInfo::exists(path))
        return noDatabaseAt(path);
    std::unique_ptr<Database> database(new Database(path, node));
    if (const auto checked = checkHeader(path); !checked)
        return failure(checked);
    if (use != Use::Share) {
        auto lock = FileLock::acquire(path);
        if (!lock)
            return failure(lock);
        database->m_lock = std::move(*lock);
        clearCopies(path);
        warnOfReaders(path);
    }
    const auto cannotOpen = [&path](const Error &error) {
        return failure(
            Error::Kind::Unavailable,
            isDamaged(path)
                ? QStringLiteral("Cannot open the database %1: it is damaged. Restore a backup "
                                 "with hookdeskd restore.")
                      .arg(path)
                : QStringLiteral("Cannot open the database %1: %2").arg(path, error.message));
    };
    auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    (*connection)->stopBy(database->m_interrupted);
    if (const auto migrated = migrate(**connection); !migrated)
        return cannotOpen(migrated.error());
    auto catalog = loadCatalog(**connection);
    if (!catalog)
        return cannotOpen(catalog.error());
    const auto keys = (*connection)->number("SELECT count(*) FROM keys");
    if (!keys)
        return cannotOpen(keys.error());
    database->m_isNew = *keys == 0
        && std::all_of((*catalog)->collections.begin(), (*catalog)->collections.end(),
                       [](const Collection &each) { return each.isSystem(); });
    database->m_catalog = std::move(*catalog);
    auto checkpoints = Connection::open(path, Connection::Access::ReadWrite);
    if (!checkpoints)
        return failure(checkpoints);
    database->m_writer = std::make_unique<Writer>(
        std::move(*connection), std::move(*checkpoints), &database->m_commits,
        [shared = database.get()](Commit commit) { shared->publish(std::move(commit)); });
    return std::unique_ptr<Store::Database>(std::move(database));
}

Result<std::unique_ptr<Store::Reader>> Database::openReader()
{
    auto reader = Reader::open(m_path, &m_commits, m_interrupted);
    if (!reader)
        return failure(reader);
    return std::unique_ptr<Store::Reader>(std::move(*reader));
}

Result<std::unique_ptr<Store::Rehearsal>> Database::rehearse()
{
    auto rehearsal = Rehearsal::open(m_path, m_interrupted);
    if (!rehearsal)
        return failure(rehearsal);
    return std::unique_ptr<Store::Rehearsal>(std::move(*rehearsal));
}

Copier Database::copier() const
{
    return [path = m_path](const QString &target, const StopFlag &stop) {
        return Sqlite::copyOf(path, target, stop);
    };
}

QString Database::name() const
{
    return QFileInfo(m_path).completeBaseName();
}

Snapshot Database::catalog() const
{
    const std::lock_guard lock(m_mutex);
    return m_catalog;
}

Subscription Database::subscribe(QObject *home, Interest interest, Feed::Listener listener)
{
    return m_feed.subscribe(home, std::move(interest), std::move(listener));
}

void Database::publish(Commit commit)
{
    {
        const std::lock_guard lock(m_mutex);
        // Each commit takes a catalog along, by which RecentCommits names its collections.
        if (commit.changesCatalog)
            m_catalog = commit.catalog;
        else
            commit.catalog = m_catalog;
    }
    m_feed.publish(std::move(commit));
}

} // namespace Store::Sqlite

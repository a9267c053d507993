// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/schema.h"

#include "server/store/sqlite/catalogtables.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/fileheader.h"
#include "server/store/sqlite/filelock.h"
#include "server/store/sqlite/indexes.h"
#include "server/store/sqlite/tables.h"
#include "server/store/sqlite/transaction.h"

#include <array>

namespace Store::Sqlite {

namespace {

/// One script a version: Migrations[n] leads from version n to n + 1.
constexpr std::array Migrations = {
    R"(
CREATE TABLE collections (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE TABLE codehooks (collection INTEGER PRIMARY KEY REFERENCES collections(number) ON DELETE CASCADE,
    source TEXT NOT NULL, compiled TEXT NOT NULL, hooks TEXT NOT NULL, enabled INTEGER NOT NULL,
    version INTEGER NOT NULL, changed TEXT NOT NULL) STRICT;
CREATE TABLE keys (id TEXT PRIMARY KEY, prefix TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
    kind TEXT NOT NULL, methods TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    description TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE INDEX keys_prefix ON keys(prefix);
CREATE TABLE facts (id INTEGER PRIMARY KEY CHECK (id = 1), settings TEXT NOT NULL,
    keys_generation INTEGER NOT NULL, codehooks_generation INTEGER NOT NULL) STRICT;
INSERT INTO facts VALUES (1, '{}', 0, 0);
)",
    // Relations and counting fields. The indexes of collections take a new form (see migrate()).
    R"(
CREATE TABLE links (target_collection INTEGER NOT NULL, target TEXT NOT NULL, source_collection INTEGER NOT NULL,
    source TEXT NOT NULL, field TEXT NOT NULL,
    PRIMARY KEY (target_collection, target, source_collection, source, field)) STRICT, WITHOUT ROWID;
CREATE INDEX links_source ON links(source_collection, source);
CREATE TABLE counters (collection INTEGER NOT NULL REFERENCES collections(number) ON DELETE CASCADE,
    field TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (collection, field)) STRICT;
ALTER TABLE keys ADD COLUMN origin_required INTEGER NOT NULL DEFAULT 1;
)",
    // Scripts have versions, and modules are scripts as well.
    R"(
CREATE TABLE scripts (name TEXT PRIMARY KEY, source TEXT NOT NULL, compiled TEXT NOT NULL, hooks TEXT NOT NULL,
    enabled INTEGER NOT NULL, suspended TEXT NOT NULL, version INTEGER NOT NULL, changed TEXT NOT NULL) STRICT;
CREATE TABLE script_versions (name TEXT NOT NULL, version INTEGER NOT NULL, source TEXT NOT NULL, compiled TEXT NOT NULL,
    time TEXT NOT NULL, author TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (name, version)) STRICT;
INSERT INTO scripts SELECT c.name, h.source, h.compiled, h.hooks, h.enabled, '', h.version, h.changed
    FROM codehooks h JOIN collections c ON c.number = h.collection;
INSERT INTO script_versions SELECT name, version, source, compiled, changed, '', '' FROM scripts;
DROP TABLE codehooks;
ALTER TABLE facts DROP COLUMN codehooks_generation;
)",
    // Jobs: the runs under way, and the last due time of each that was seen to.
    R"(
CREATE TABLE job_runs (id TEXT PRIMARY KEY, job TEXT NOT NULL, description TEXT NOT NULL, started TEXT NOT NULL,
    trigger TEXT NOT NULL) STRICT;
CREATE TABLE job_dues (job TEXT PRIMARY KEY, due INTEGER NOT NULL) STRICT;
)",
    // The indexes of collections tell types apart and know texts with NUL (see migrate()).
    "",
    // What webhooks have still to be told.
    R"(
CREATE TABLE webhook_events (number INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL, collection TEXT NOT NULL,
    url TEXT NOT NULL, method TEXT NOT NULL, size INTEGER NOT NULL, payload TEXT NOT NULL) STRICT;
)",
};

/// Makes the indexes of all collections anew, in the form that this program gives them.
Result<Done> rebuildIndexes(Connection &connection)
{
    const auto catalog = loadCatalog(connection);
    if (!catalog)
        return failure(catalog);
    for (const Collection &collection : (*catalog)->collections) {
        if (auto rebuilt = rebuildIndexes(connection, collection); !rebuilt)
            return rebuilt;
    }
    return Done();
}

Result<Done> runMigrations(Connection &connection, qint64 version)
{
    for (size_t next = size_t(version); next < Migrations.size(); ++next) {
        if (auto done = connection.execute(Migrations[next]); !done)
            return done;
    }
    if (auto rebuilt = rebuildIndexes(connection); !rebuilt)
        return rebuilt;
    Tables tables;
    if (auto made = Transaction(connection, tables).makeSystemCollections(); !made)
        return made;
    // Both numbers are in the file's header, so they belong to the transaction: after a crash the
    // file has the old tables and the old version.
    return connection.execute("PRAGMA application_id=" + QByteArray::number(ApplicationId)
                              + "; PRAGMA user_version="
                              + QByteArray::number(qint64(Migrations.size())) + "; COMMIT;");
}

} // namespace

Result<FileFacts> factsOf(Connection &connection)
{
    const auto version = connection.number("PRAGMA user_version");
    const auto application = connection.number("PRAGMA application_id");
    const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
    if (!version || !application || !tables)
        return failure(!version ? version : (!application ? application : tables));
    return FileFacts{*application, *version, *tables == 0};
}

Result<Done> checkFacts(const FileFacts &facts)
{
    if (facts.application != ApplicationId && !facts.isEmpty) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("it is a SQLite file of another program. Name a Hookdesk file "
                           "or a new one."));
    }
    if (facts.version > qint64(Migrations.size())) {
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("it was written by a newer Hookdesk (file version %1, this "
                                      "program knows %2). Update Hookdesk.")
                           .arg(facts.version)
                           .arg(Migrations.size()));
    }
    return Done();
}

bool isCurrent(const FileFacts &facts)
{
    return facts.version == qint64(Migrations.size());
}

Result<Done> migrate(Connection &connection)
{
    const auto facts = factsOf(connection);
    if (!facts)
        return failure(facts);
    if (auto checked = checkFacts(*facts); !checked)
        return checked;
    if (isCurrent(*facts))
        return Done();
    connection.forgetStatements();
    if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto migrated = runMigrations(connection, facts->version);
    if (!migrated)
        connection.rollBack();
    return migrated;
}

Result<MigrationReport> migrateFile(const QString &path)
{
    if (const auto checked = checkHeader(path); !checked)
        return failure(checked);
    const auto lock = FileLock::acquire(path);
    if (!lock)
        return failure(lock);
    const auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection)
        return failure(connection);
    const auto facts = factsOf(**connection);
    if (!facts)
        return failure(facts);
    const auto migrated = migrate(**connection);
    return migrated ? Result<MigrationReport>({facts->version, qint64(Migrations.size())})
                    : failure(migrated);
}

} // namespace Store::Sqlite

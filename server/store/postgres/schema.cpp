// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/schema.h"

#include "server/store/postgres/catalogtables.h"
#include "server/store/postgres/connection.h"
#include "server/store/postgres/transaction.h"

#include <array>
#include <span>

namespace Store::Postgres {

namespace {

// One statement each, because the extended protocol takes no more. Names and times are compared by
// their bytes, whatever the locale of the database.

constexpr std::array First = {
    R"(CREATE TABLE facts (id bigint PRIMARY KEY CHECK (id = 1), version bigint NOT NULL,
    generation bigint NOT NULL, settings text NOT NULL, keys_generation bigint NOT NULL))",
    R"(INSERT INTO facts VALUES (1, 1, 1, '{}', 0))",
    R"(CREATE TABLE collections (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE, definition text NOT NULL, created text NOT NULL,
    generation bigint NOT NULL, layout text NOT NULL))",
    R"(CREATE TABLE keys (id text COLLATE "C" PRIMARY KEY, prefix text NOT NULL, salt text NOT NULL,
    hash text NOT NULL, kind text NOT NULL, methods text NOT NULL, path text NOT NULL,
    origin text NOT NULL, origin_required bigint NOT NULL, description text NOT NULL,
    created text NOT NULL))",
    R"(CREATE TABLE links (target_collection bigint NOT NULL, target text COLLATE "C" NOT NULL,
    source_collection bigint NOT NULL, source text COLLATE "C" NOT NULL,
    field text COLLATE "C" NOT NULL,
    PRIMARY KEY (target_collection, target, source_collection, source, field)))",
    R"(CREATE INDEX links_source ON links (source_collection, source))",
    R"(CREATE TABLE counters (collection bigint NOT NULL REFERENCES collections(number)
    ON DELETE CASCADE, field text COLLATE "C" NOT NULL, value bigint NOT NULL,
    PRIMARY KEY (collection, field)))",
    R"(CREATE TABLE scripts (name text COLLATE "C" PRIMARY KEY, source text NOT NULL,
    compiled text NOT NULL, hooks text NOT NULL, enabled bigint NOT NULL, suspended text NOT NULL,
    version bigint NOT NULL, changed text NOT NULL))",
    R"(CREATE TABLE script_versions (name text COLLATE "C" NOT NULL, version bigint NOT NULL,
    source text NOT NULL, compiled text NOT NULL, time text NOT NULL, author text NOT NULL,
    message text NOT NULL, PRIMARY KEY (name, version)))",
    R"(CREATE TABLE job_runs (id text COLLATE "C" PRIMARY KEY, job text NOT NULL,
    description text NOT NULL, started text NOT NULL, trigger text NOT NULL))",
    R"(CREATE TABLE job_dues (job text COLLATE "C" PRIMARY KEY, due bigint NOT NULL))",
    R"(CREATE TABLE writers (id text COLLATE "C" PRIMARY KEY, number bigint NOT NULL,
    since timestamptz NOT NULL DEFAULT now()))",
    R"(CREATE TABLE webhook_events (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request text NOT NULL, collection text NOT NULL, url text NOT NULL, method text NOT NULL,
    size bigint NOT NULL, payload text NOT NULL))",
};

/// Several servers may have one schema.
constexpr std::array Nodes = {
    R"(CREATE TABLE nodes (name text COLLATE "C" PRIMARY KEY, session text NOT NULL,
    pid bigint NOT NULL, started timestamptz NOT NULL, seen timestamptz NOT NULL,
    generation bigint NOT NULL, version text NOT NULL, address text NOT NULL,
    jobs bigint NOT NULL))",
};

/// Which server has a run, or has still to tell a webhook; one run of a job at a time.
constexpr std::array Owners = {
    R"(ALTER TABLE job_runs ADD COLUMN IF NOT EXISTS node text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS stop bigint NOT NULL DEFAULT 0)",
    R"(CREATE UNIQUE INDEX IF NOT EXISTS job_runs_job ON job_runs (job))",
    R"(ALTER TABLE webhook_events ADD COLUMN IF NOT EXISTS node text NOT NULL
    DEFAULT coalesce(current_setting('hookdesk.node', true), ''))",
};

/// What documents' events need; see EventTable.
constexpr std::array Events = {
    R"(ALTER TABLE nodes ADD COLUMN IF NOT EXISTS listens bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS tells bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS certificate text NOT NULL DEFAULT '')",
    R"(CREATE UNLOGGED TABLE IF NOT EXISTS events (
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(), id bigint GENERATED ALWAYS AS IDENTITY,
    server text COLLATE "C" NOT NULL, changes text NOT NULL, PRIMARY KEY (xact, id)))",
};

/// Whether somebody looks at the database in a window, which is no server for clients.
constexpr std::array Roles = {
    R"(ALTER TABLE nodes ADD COLUMN IF NOT EXISTS role text NOT NULL DEFAULT 'server')",
};

/// Migrations[n] leads from version n to n + 1. Servers of the version before may run meanwhile and
/// afterwards, so a migration takes nothing away that they need.
constexpr std::array<std::span<const char *const>, 5> Migrations = {First, Nodes, Owners, Events,
                                                                    Roles};
constexpr qint64 Version = qint64(Migrations.size());

Result<Done> runMigrations(Connection &connection, qint64 version)
{
    for (size_t next = size_t(version); next < Migrations.size(); ++next) {
        for (const char *sql : Migrations[next]) {
            if (auto done = connection.define(sql); !done)
                return done;
        }
    }
    return connection.define("UPDATE facts SET version = " + QByteArray::number(Version)
                             + ", generation = generation + 1");
}

Failure isOlder(const Address &address, qint64 version)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The schema %1 was written by an older Hookdesk (version %2, "
                                  "this program writes %3). Bring it up to date with hookdeskd "
                                  "migrate.")
                       .arg(QString::fromUtf8(address.schema()))
                       .arg(version)
                       .arg(Version));
}

/// As ensureSchema(), in a transaction.
Result<Done> ensure(Connection &connection, const Address &address)
{
    // Nodes that start at the same time make it one after the other.
    if (auto locked = lockMaking(connection, address); !locked)
        return locked;
    const auto version = schemaVersion(connection);
    if (!version || *version == Version)
        return doneOf(version);
    auto made =
        *version == 0 ? makeTables(connection, address) : runMigrations(connection, *version);
    if (!made)
        return made;
    // Of a newer program they may have other definitions.
    const auto state = loadState(connection);
    return state ? Transaction(connection, **state).makeSystemCollections() : failure(state);
}

} // namespace

Result<qint64> schemaVersion(Connection &connection)
{
    // Not by to_regclass(): behind a lock that was waited for, a session does not know yet what
    // another one has made meanwhile, until it reads a table.
    const auto exists =
        connection.run("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                       " WHERE n.nspname = current_setting('search_path') AND c.relname = 'facts'");
    if (!exists || exists->isEmpty())
        return exists ? Result<qint64>(0) : failure(exists);
    const auto rows = connection.run("SELECT version FROM facts");
    return rows ? Result<qint64>(rows->isEmpty() ? 0 : rows->number(0, 0)) : failure(rows);
}

qint64 writtenVersion()
{
    return Version;
}

Result<Done> checkVersion(const Address &address, qint64 version)
{
    if (version == Version)
        return Done();
    if (version < Version)
        return isOlder(address, version);
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The schema %1 was written by a newer Hookdesk (version %2, "
                                  "this program knows %3). Update Hookdesk.")
                       .arg(QString::fromUtf8(address.schema()))
                       .arg(version)
                       .arg(Version));
}

Result<Done> lockMaking(Connection &connection, const Address &address)
{
    // The number is any, but ours.
    return doneOf(connection.run("SELECT pg_advisory_xact_lock(1212892243, hashtext($1))",
                                 {text(address.schema())}));
}

Result<Done> makeTables(Connection &connection, const Address &address)
{
    const auto known =
        connection.run("SELECT 1 FROM pg_namespace WHERE nspname = $1", {text(address.schema())});
    if (!known)
        return failure(known);
    if (known->isEmpty()) {
        if (auto made = connection.define("CREATE SCHEMA " + address.schema()); !made)
            return made;
    }
    return runMigrations(connection, 0);
}

Result<qint64> ensureSchema(Connection &connection, const Address &address, Older older)
{
    const auto version = schemaVersion(connection);
    if (!version)
        return version;
    const bool isMadeHere = *version == 0 || (*version < Version && older == Older::Migrate);
    if (!isMadeHere) {
        const auto checked = checkVersion(address, *version);
        return checked ? version : failure(checked);
    }
    connection.queueOnce("BEGIN");
    auto done = ensure(connection, address);
    connection.queueOnce(done ? "COMMIT" : "ROLLBACK");
    const auto ended = connection.flush();
    if (!done)
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("The schema %1 cannot be made: %2")
                           .arg(QString::fromUtf8(address.schema()), done.error().message));
    return ended ? version : failure(ended);
}

Result<MigrationReport> migrateSchema(const Address &address)
{
    const auto connection = Connection::open(address, Connection::Purpose::Write);
    const auto before = connection ? ensureSchema(**connection, address, Older::Migrate)
                                   : Result<qint64>(failure(connection));
    return before ? Result<MigrationReport>({*before, Version}) : failure(before);
}

} // namespace Store::Postgres

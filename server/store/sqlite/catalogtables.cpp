// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/catalogtables.h"

#include "server/store/definitions.h"
#include "server/store/sqlite/connection.h"

namespace Store::Sqlite {

namespace {

/// The script in the columns from @p first on, which are empty where there is none.
Script scriptOf(const Statement &row, int first)
{
    Script script;
    script.source = row.text(first).toByteArray();
    script.compiled = row.text(first + 1).toByteArray();
    const QByteArray hooks = row.text(first + 2).toByteArray();
    if (!hooks.isEmpty())
        script.hooks = hooks.split(' ');
    // Without a script the LEFT JOIN gives NULL, which number() would read as switched off.
    script.enabled = row.isNull(first + 3) || row.number(first + 3) != 0;
    script.version = int(row.number(first + 4));
    script.changed = row.text(first + 5).toByteArray();
    script.suspended = row.text(first + 6).toByteArray();
    script.noteCompiledForm();
    return script;
}

Result<Done> loadCollections(Connection &connection, Catalog &catalog)
{
    auto rows = connection.prepare(
        "SELECT c.number, c.name, c.definition, s.source, s.compiled, s.hooks, s.enabled,"
        " s.version, s.changed, s.suspended"
        " FROM collections c LEFT JOIN scripts s ON s.name = c.name");
    if (!rows)
        return failure(rows);
    return rows->forEachRow([&] {
        Collection collection = Collection::read(rows->number(0), rows->text(1).toByteArray(),
                                                 rows->text(2).toByteArray());
        collection.codehook = scriptOf(*rows, 3);
        catalog.collections.insert(collection.name, collection);
    });
}

Result<Done> loadModules(Connection &connection, Catalog &catalog)
{
    // substr() counts from 1, so the name begins at 5, behind ModulePrefix.
    auto rows =
        connection.prepare("SELECT substr(name, 5), source, compiled, hooks, enabled,"
                           " version, changed, suspended FROM scripts WHERE name LIKE 'lib/%'");
    if (!rows)
        return failure(rows);
    return rows->forEachRow(
        [&] { catalog.modules.insert(rows->text(0).toByteArray(), scriptOf(*rows, 1)); });
}

Result<Done> loadFacts(Connection &connection, Catalog &catalog)
{
    auto facts = connection.prepare("SELECT settings, keys_generation FROM facts");
    if (!facts)
        return failure(facts);
    if (const auto row = facts->step(); !row)
        return failure(row);
    catalog.settings = Model::Settings::read(facts->text(0));
    catalog.keysGeneration = facts->number(1);
    return Done();
}

} // namespace

Result<Collection> loadCollection(Connection &connection, const QByteArray &name)
{
    auto row = connection.prepare("SELECT number, definition FROM collections WHERE name = ?");
    if (!row)
        return failure(row);
    const auto isThere = row->bind(name).step();
    if (!isThere)
        return failure(isThere);
    if (!*isThere)
        return noCollection(name);
    return Collection::read(row->number(0), name, row->text(1).toByteArray());
}

Result<std::shared_ptr<const Catalog>> loadCatalog(Connection &connection)
{
    auto catalog = std::make_shared<Catalog>();
    for (const auto load : {loadCollections, loadModules, loadFacts}) {
        if (const auto loaded = load(connection, *catalog); !loaded)
            return failure(loaded);
    }
    catalog->connectParts();
    return std::shared_ptr<const Catalog>(std::move(catalog));
}

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/catalogtables.h"

#include "server/store/postgres/connection.h"
#include "server/store/postgres/scripttable.h"

namespace Store::Postgres {

namespace {

void addCollections(const Rows &rows, State &state, Catalog &catalog)
{
    for (int row = 0; row < rows.count(); ++row) {
        Collection collection =
            Collection::read(rows.number(row, 0), rows.text(row, 1), rows.text(row, 2));
        state.layouts.insert(
            collection.number,
            Layout::read(collection.number, rows.number(row, 3), rows.view(row, 4)));
        collection.codehook = ScriptTable::scriptOf(rows, row, 5);
        catalog.collections.insert(collection.name, collection);
    }
}

void addModules(const Rows &rows, Catalog &catalog)
{
    for (int row = 0; row < rows.count(); ++row) {
        const QByteArray name = rows.text(row, 0).sliced(qsizetype(qstrlen(ModulePrefix)));
        catalog.modules.insert(name, ScriptTable::scriptOf(rows, row, 1));
    }
}

} // namespace

Result<SharedState> loadState(Connection &connection)
{
    // In one statement's snapshot each; a change of any of them raises the generation, which is
    // read first, so that what is loaded is never older than it says.
    connection.queue("SELECT settings, keys_generation, generation FROM facts");
    connection.queue(QByteArray("SELECT c.number, c.name, c.definition, c.generation, c.layout, ")
                     + ScriptTable::Columns
                     + " FROM collections c LEFT JOIN scripts s ON s.name = c.name");
    connection.queue(QByteArray("SELECT s.name, ") + ScriptTable::Columns
                     + " FROM scripts s WHERE name LIKE 'lib/%'");
    const auto all = connection.flush();
    if (!all)
        return failure(all);
    const size_t first = all->size() - 3; // behind what was queued before
    auto catalog = std::make_shared<Catalog>();
    auto state = std::make_shared<State>();
    const Rows &facts = (*all)[first];
    if (facts.isEmpty())
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("The schema of the database holds no database of Hookdesk."));
    catalog->settings = Model::Settings::read(facts.view(0, 0));
    catalog->keysGeneration = facts.number(0, 1);
    state->generation = facts.number(0, 2);
    addCollections((*all)[first + 1], *state, *catalog);
    addModules((*all)[first + 2], *catalog);
    catalog->connectParts();
    state->catalog = std::move(catalog);
    return SharedState(std::move(state));
}

Result<std::optional<Defined>> findDefined(Connection &connection, const QByteArray &name)
{
    if (!isStorable(name))
        return std::optional<Defined>();
    const auto rows =
        connection.run("SELECT number, definition, generation, layout FROM collections"
                       " WHERE name = $1 FOR UPDATE",
                       {text(name)});
    if (!rows)
        return failure(rows);
    if (rows->isEmpty())
        return std::optional<Defined>();
    const qint64 number = rows->number(0, 0);
    return std::optional(Defined{Collection::read(number, name, rows->text(0, 1)),
                                 Layout::read(number, rows->number(0, 2), rows->view(0, 3))});
}

} // namespace Store::Postgres

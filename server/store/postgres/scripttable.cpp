// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/scripttable.h"

#include "server/core/timestamp.h"
#include "server/store/definitions.h"
#include "server/store/postgres/connection.h"

namespace Store::Postgres {

namespace {

ScriptVersion versionOf(const Rows &rows, int row)
{
    return {
        int(rows.number(row, 0)), {}, rows.text(row, 1), {rows.text(row, 2), rows.text(row, 3)}};
}

/// Whether a script may have this name: that of a collection, or one for a module.
Result<Done> checkName(Connection &connection, const QByteArray &name)
{
    if (auto checked = checkScriptName(name); !checked || !isScriptOfCollection(name))
        return checked;
    const auto rows = connection.run("SELECT 1 FROM collections WHERE name = $1", {text(name)});
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? Result<Done>(noCollection(name)) : Done();
}

/// Puts what was saved last into the versions.
Result<Done> addVersion(Connection &connection, const QByteArray &name, const ScriptNote &note)
{
    return doneOf(connection.write(
        "INSERT INTO script_versions (name, version, source, compiled, time, author, message)"
        " SELECT name, version, source, compiled, changed, $1, $2 FROM scripts WHERE name = $3",
        {text(note.author), text(note.message), text(name)}));
}

} // namespace

const char ScriptTable::Columns[] =
    "s.source, s.compiled, s.hooks, s.enabled, s.version, s.changed, s.suspended";

Script ScriptTable::scriptOf(const Rows &rows, int row, int first)
{
    Script script;
    script.source = rows.text(row, first);
    script.compiled = rows.text(row, first + 1);
    if (const QByteArray hooks = rows.text(row, first + 2); !hooks.isEmpty())
        script.hooks = hooks.split(' ');
    // Without a script the LEFT JOIN gives NULL, which number() would read as switched off.
    script.enabled = rows.isNull(row, first + 3) || rows.number(row, first + 3) != 0;
    script.version = int(rows.number(row, first + 4));
    script.changed = rows.text(row, first + 5);
    script.suspended = rows.text(row, first + 6);
    script.noteCompiledForm();
    return script;
}

Result<Script> ScriptTable::find(Connection &connection, const QByteArray &name)
{
    if (!isStorable(name))
        return noScript(name);
    const auto rows = connection.run(
        QByteArray("SELECT ") + Columns + " FROM scripts s WHERE name = $1", {text(name)});
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? Result<Script>(noScript(name)) : scriptOf(*rows, 0, 0);
}

Result<QList<ScriptSource>> ScriptTable::with(Connection &connection, const QByteArray &text)
{
    QList<ScriptSource> scripts;
    if (!isStorable(text))
        return scripts;
    // Not LIKE, which takes _ for any character.
    const auto rows = connection.run(
        "SELECT name, source FROM scripts WHERE strpos(source, $1) > 0 ORDER BY name",
        {Postgres::text(text)});
    if (!rows)
        return failure(rows);
    for (int row = 0; row < rows->count(); ++row)
        scripts.append({rows->text(row, 0), rows->text(row, 1)});
    return scripts;
}

Result<QList<ScriptVersion>> ScriptTable::versions(Connection &connection, const QByteArray &name)
{
    QList<ScriptVersion> versions;
    if (!isStorable(name))
        return versions;
    const auto rows = connection.run("SELECT version, time, author, message FROM script_versions"
                                     " WHERE name = $1 ORDER BY version DESC",
                                     {text(name)});
    if (!rows)
        return failure(rows);
    for (int row = 0; row < rows->count(); ++row)
        versions.append(versionOf(*rows, row));
    return versions;
}

Result<ScriptVersion> ScriptTable::version(Connection &connection, const QByteArray &name,
                                           int version)
{
    if (!isStorable(name))
        return noScriptVersion(version);
    const auto rows =
        connection.run("SELECT version, time, author, message, source FROM script_versions"
                       " WHERE name = $1 AND version = $2",
                       {text(name), number(version)});
    if (!rows)
        return failure(rows);
    if (rows->isEmpty())
        return noScriptVersion(version);
    ScriptVersion found = versionOf(*rows, 0);
    found.source = rows->text(0, 4);
    return found;
}

Result<Done> ScriptTable::save(Connection &connection, const QByteArray &name, const Script &script,
                               const ScriptNote &note)
{
    if (auto named = checkName(connection, name); !named)
        return named;
    const auto same =
        connection.run("SELECT 1 FROM scripts WHERE name = $1 AND source = $2 AND version > 0",
                       {text(name), text(script.source)});
    if (!same)
        return failure(same);
    if (!same->isEmpty()) {
        // No new version, but a newer compiler may have compiled the same source.
        auto saved = saveCompiled(connection, name, script);
        return saved ? enable(connection, name, true) : std::move(saved);
    }
    auto saved = doneOf(connection.write(
        "INSERT INTO scripts AS s (name, source, compiled, hooks, enabled, suspended, version,"
        " changed) VALUES ($1,$2,$3,$4,1,'',1,$5) ON CONFLICT (name) DO UPDATE SET"
        " source = excluded.source, compiled = excluded.compiled, hooks = excluded.hooks,"
        " enabled = 1, suspended = '', version = s.version + 1, changed = excluded.changed",
        {text(name), text(script.source), text(script.compiled), text(script.hooks.join(' ')),
         text(Timestamp::format(Timestamp::now()))}));
    return saved ? addVersion(connection, name, note) : std::move(saved);
}

Result<Done> ScriptTable::enable(Connection &connection, const QByteArray &name, bool enabled)
{
    return doneOf(
        connection.write("UPDATE scripts SET enabled = $1, suspended = '' WHERE name = $2",
                         {number(enabled), text(name)}));
}

Result<Done> ScriptTable::suspend(Connection &connection, const QByteArray &name,
                                  const QByteArray &reason)
{
    return doneOf(connection.write("UPDATE scripts SET suspended = $1 WHERE name = $2",
                                   {text(reason), text(name)}));
}

Result<Done> ScriptTable::saveCompiled(Connection &connection, const QByteArray &name,
                                       const Script &script)
{
    // Only for this source: somebody may have saved another one while it was compiled.
    return doneOf(connection.write(
        "UPDATE scripts SET compiled = $1, hooks = $2 WHERE name = $3 AND source = $4",
        {text(script.compiled), text(script.hooks.join(' ')), text(name), text(script.source)}));
}

Result<Done> ScriptTable::remove(Connection &connection, const QByteArray &name)
{
    auto removed = doneOf(connection.write("DELETE FROM scripts WHERE name = $1", {text(name)}));
    return removed
        ? doneOf(connection.write("DELETE FROM script_versions WHERE name = $1", {text(name)}))
        : std::move(removed);
}

Result<Done> ScriptTable::rename(Connection &connection, const QByteArray &name,
                                 const QByteArray &wanted)
{
    auto renamed = doneOf(connection.write("UPDATE scripts SET name = $1 WHERE name = $2",
                                           {text(wanted), text(name)}));
    return renamed ? doneOf(connection.write("UPDATE script_versions SET name = $1 WHERE name = $2",
                                             {text(wanted), text(name)}))
                   : std::move(renamed);
}

} // namespace Store::Postgres

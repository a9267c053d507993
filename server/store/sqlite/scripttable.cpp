// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/scripttable.h"

#include "server/core/timestamp.h"
#include "server/store/definitions.h"
#include "server/store/sqlite/connection.h"

namespace Store::Sqlite {

namespace {

/// Whether a script may have this name: that of a collection, or one for a module.
Result<Done> checkName(Connection &connection, const QByteArray &name)
{
    if (auto checked = checkScriptName(name); !checked || !isScriptOfCollection(name))
        return checked;
    auto statement = connection.prepare("SELECT 1 FROM collections WHERE name = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(name).step();
    if (!row)
        return failure(row);
    return *row ? Result<Done>(Done()) : noCollection(name);
}

/// The texts behind the name of @p script in both tables.
QByteArray hooksText(const Script &script)
{
    return script.hooks.join(' ');
}

Result<bool> isSaved(Connection &connection, const QByteArray &name, const QByteArray &source)
{
    auto statement =
        connection.prepare("SELECT 1 FROM scripts WHERE name = ? AND source = ? AND version > 0");
    if (!statement)
        return failure(statement);
    return statement->bind(name).bind(source).step();
}

} // namespace

Result<Done> ScriptTable::save(Connection &connection, const QByteArray &name, const Script &script,
                               const ScriptNote &note)
{
    if (auto named = checkName(connection, name); !named)
        return named;
    const auto known = isSaved(connection, name, script.source);
    if (!known)
        return failure(known);
    if (*known) {
        // No new version, but a newer compiler may have compiled the same source.
        auto saved = saveCompiled(connection, name, script);
        return saved ? enable(connection, name, true) : std::move(saved);
    }
    auto statement = connection.prepare(
        "INSERT INTO scripts (name, source, compiled, hooks, enabled, suspended, version, changed)"
        " VALUES (?,?,?,?,1,'',1,?) ON CONFLICT (name) DO UPDATE SET source = excluded.source,"
        " compiled = excluded.compiled, hooks = excluded.hooks, enabled = 1, suspended = '',"
        " version = version + 1, changed = excluded.changed");
    if (!statement)
        return failure(statement);
    const QByteArray now = Timestamp::format(Timestamp::now());
    const QByteArray hooks = hooksText(script);
    statement->bind(name).bind(script.source).bind(script.compiled).bind(hooks).bind(now);
    if (const auto saved = statement->run(); !saved)
        return failure(saved);
    auto version = connection.prepare(
        "INSERT INTO script_versions (name, version, source, compiled, time, author, message)"
        " SELECT name, version, source, compiled, changed, ?, ? FROM scripts WHERE name = ?");
    if (!version)
        return failure(version);
    return doneOf(version->bind(note.author).bind(note.message).bind(name).run());
}

Result<Done> ScriptTable::enable(Connection &connection, const QByteArray &name, bool enabled)
{
    auto statement =
        connection.prepare("UPDATE scripts SET enabled = ?, suspended = '' WHERE name = ?");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(qint64(enabled)).bind(name).run());
}

Result<Done> ScriptTable::suspend(Connection &connection, const QByteArray &name,
                                  const QByteArray &reason)
{
    auto statement = connection.prepare("UPDATE scripts SET suspended = ? WHERE name = ?");
    if (!statement)
        return failure(statement);
    return doneOf(statement->bind(reason).bind(name).run());
}

Result<Done> ScriptTable::saveCompiled(Connection &connection, const QByteArray &name,
                                       const Script &script)
{
    // Only for this source: somebody may have saved another one while it was compiled.
    auto statement = connection.prepare(
        "UPDATE scripts SET compiled = ?, hooks = ? WHERE name = ? AND source = ?");
    if (!statement)
        return failure(statement);
    const QByteArray hooks = hooksText(script);
    return doneOf(
        statement->bind(script.compiled).bind(hooks).bind(name).bind(script.source).run());
}

Result<Done> ScriptTable::remove(Connection &connection, const QByteArray &name)
{
    for (const char *sql :
         {"DELETE FROM scripts WHERE name = ?", "DELETE FROM script_versions WHERE name = ?"}) {
        auto statement = connection.prepare(sql);
        if (!statement)
            return failure(statement);
        if (const auto removed = statement->bind(name).run(); !removed)
            return failure(removed);
    }
    return Done();
}

Result<Script> ScriptTable::find(Connection &connection, const QByteArray &name)
{
    auto statement = connection.prepare(
        "SELECT source, compiled, hooks, enabled, version, changed FROM scripts WHERE name = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(name).step();
    if (!row)
        return failure(row);
    if (!*row)
        return noScript(name);
    Script script;
    script.source = statement->text(0).toByteArray();
    script.compiled = statement->text(1).toByteArray();
    if (const QByteArray hooks = statement->text(2).toByteArray(); !hooks.isEmpty())
        script.hooks = hooks.split(' ');
    script.enabled = statement->number(3) != 0;
    script.version = int(statement->number(4));
    script.changed = statement->text(5).toByteArray();
    return script;
}

Result<QList<ScriptSource>> ScriptTable::with(Connection &connection, const QByteArray &text)
{
    // Not LIKE, which ignores case and takes _ for any character.
    auto rows =
        connection.prepare("SELECT name, source FROM scripts WHERE instr(source, ?) ORDER BY name");
    if (!rows)
        return failure(rows);
    QList<ScriptSource> scripts;
    rows->bind(QByteArrayView(text));
    const auto read = rows->forEachRow([&] {
        scripts.append({rows->text(0).toByteArray(), rows->text(1).toByteArray()});
    });
    if (!read)
        return failure(read);
    return scripts;
}

Result<QList<ScriptVersion>> ScriptTable::versions(Connection &connection, const QByteArray &name)
{
    auto statement = connection.prepare("SELECT version, time, author, message FROM script_versions"
                                        " WHERE name = ? ORDER BY version DESC");
    if (!statement)
        return failure(statement);
    statement->bind(name);
    QList<ScriptVersion> versions;
    const auto read = statement->forEachRow([&] {
        versions.append({int(statement->number(0)),
                         {},
                         statement->text(1).toByteArray(),
                         {statement->text(2).toByteArray(), statement->text(3).toByteArray()}});
    });
    if (!read)
        return failure(read);
    return versions;
}

Result<ScriptVersion> ScriptTable::version(Connection &connection, const QByteArray &name,
                                           int version)
{
    auto statement = connection.prepare("SELECT source, time, author, message FROM script_versions"
                                        " WHERE name = ? AND version = ?");
    if (!statement)
        return failure(statement);
    const auto row = statement->bind(name).bind(qint64(version)).step();
    if (!row)
        return failure(row);
    if (!*row)
        return noScriptVersion(version);
    return ScriptVersion{version,
                         statement->text(0).toByteArray(),
                         statement->text(1).toByteArray(),
                         {statement->text(2).toByteArray(), statement->text(3).toByteArray()}};
}

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/catalog.h"

#include "server/hookwire/compiledscript.h"
#include "server/core/json.h"
#include "server/store/connection.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace Store {

namespace {

QByteArray jsonPath(const QByteArrayList &parts)
{
    QByteArray path = "$";
    for (const QByteArray &part : parts)
        path.append(".\"").append(part).append('"');
    return path.replace('\'', "''");
}

/// Whether the JSON at @p path, a literal of SQL, may hold a NUL: it is written as an escape.
QByteArray hasNul(const QByteArray &path)
{
    // Few documents hold one anywhere, and that is quickly seen.
    return "(instr(doc,'\\u0000')>0 AND ifnull(instr(doc->" + path + ",'\\u0000'),0)>0)";
}

QList<Index> indexesOf(const Json::Value &definition, const Model::Fields &fields)
{
    QList<Index> indexes;
    const auto add = [&](const Index &index) {
        if (!index.fields.isEmpty() && !indexes.contains(index))
            indexes.append(index);
    };
    const auto declared = definition.value("indexes");
    for (const Json::Value &each : declared.items()) {
        add({each.value("fields").texts(), each.value("unique").toBool()});
    }
    for (const Model::Field &field : fields) {
        if (field.unique)
            add({{field.name}, true});
    }
    return indexes;
}

Access accessOf(const Json::Value &definition)
{
    Access access;
    const Json::Value declared = definition.value("access");
    access.privateData = declared.value("private").toBool();
    for (const Json::Member &role : declared.value("roles").members())
        access.roles.insert(role.key.toByteArray(), role.value.texts());
    const auto rolesIn = [](const Json::Value &rule, const char *name) {
        const auto roles = rule.find(name);
        return roles ? std::optional(roles->texts()) : std::nullopt;
    };
    for (const Json::Member &field : declared.value("fields").members())
        access.fields.insert(field.key.toByteArray(),
                             {rolesIn(field.value, "read"), rolesIn(field.value, "write")});
    return access;
}

Webhook webhookOf(const Json::Value &declared)
{
    return {declared.value("url").text().toByteArray(), declared.value("events").texts(),
            declared.value("active").toBool()};
}

Collection collectionOf(const Statement &row)
{
    Collection collection;
    collection.number = row.number(0);
    collection.name = row.text(1).toByteArray();
    collection.definition = row.text(2).toByteArray();
    collection.readById = "SELECT doc, _version FROM " + collection.table() + " WHERE _id = ?";
    collection.insertOne = "INSERT INTO " + collection.table()
        + " (_id, doc, _created, _changed, _createdby, _changedby, _version, _parent_id,"
          " _parent_def, _parent_field) VALUES (?,?,?,?,?,?,?,?,?,?)";
    const auto definition = Json::Document::parse(collection.definition);
    if (!definition)
        return collection;
    if (auto fields = Model::parseFields(definition->root().value("fields")))
        collection.fields = std::move(*fields);
    collection.access = accessOf(definition->root());
    collection.webhook = webhookOf(definition->root().value("webhook"));
    collection.hasFullText = definition->root().value("fulltext").toBool();
    collection.isStrictlyIsolated = definition->root().value("strictIsolation").toBool();
    collection.indexes = indexesOf(definition->root(), collection.fields);
    for (const Index &index : std::as_const(collection.indexes)) {
        for (const QByteArray &field : index.fields) {
            const QByteArray blind = blindCondition(field);
            const IndexedField indexed{field, indexExpression(field),
                                       "SELECT " + blind + " FROM " + collection.table() + " WHERE "
                                           + oddCondition(field) + " ORDER BY " + blind
                                           + " DESC LIMIT 1"};
            if (!collection.indexedFields.contains(indexed))
                collection.indexedFields.append(indexed);
        }
    }
    return collection;
}

/// Ties relations to the tables they name.
void resolveRelations(Catalog &catalog)
{
    for (Collection &collection : catalog.collections) {
        for (Model::Field &field : collection.fields) {
            const auto target = catalog.collections.find(field.collection);
            if (!field.isRelation() || target == catalog.collections.end())
                continue;
            target->isReferenced = true;
            field.target = target->number;
            for (const Model::Field &other : std::as_const(target->fields)) {
                if (other.isRelation())
                    field.targetRelations.append(other.name);
            }
        }
    }
}

Script scriptOf(const Statement &row, int first)
{
    Script script;
    script.source = row.text(first).toByteArray();
    script.compiled = row.text(first + 1).toByteArray();
    const QByteArray hooks = row.text(first + 2).toByteArray();
    if (!hooks.isEmpty())
        script.hooks = hooks.split(' ');
    script.enabled = row.isNull(first + 3) || row.number(first + 3) != 0;
    script.version = int(row.number(first + 4));
    script.changed = row.text(first + 5).toByteArray();
    script.suspended = row.text(first + 6).toByteArray();
    script.isFresh = CompiledHead::of(script.compiled).isFresh;
    return script;
}

/// Adds to @p modules those that @p libraries name, and theirs.
void collectModules(const Catalog &catalog, const QByteArrayList &libraries,
                    QMap<QByteArray, QByteArray> &modules)
{
    QByteArrayList names;
    for (const QByteArray &library : libraries) {
        if (library == CompiledHead::AllModules)
            names += catalog.modules.keys();
        else if (library.startsWith(ModulePrefix))
            names.append(library.sliced(qsizetype(qstrlen(ModulePrefix))));
    }
    for (const QByteArray &name : std::as_const(names)) {
        const auto module = catalog.modules.constFind(name);
        if (module == catalog.modules.cend() || modules.contains(name))
            continue;
        modules.insert(name, module->compiled);
        collectModules(catalog, CompiledHead::of(module->compiled).libraries, modules);
    }
}

/// Whether @p compiled requires by name, over however many modules, one that changes built-ins.
bool requiresFresh(const Catalog &catalog, const QByteArray &compiled, QByteArrayList &seen)
{
    const CompiledHead head = CompiledHead::of(compiled);
    if (head.isFresh)
        return true;
    for (const QByteArray &library : head.libraries) {
        const auto module = library.startsWith(ModulePrefix)
            ? catalog.modules.constFind(library.sliced(qsizetype(qstrlen(ModulePrefix))))
            : catalog.modules.cend();
        if (module == catalog.modules.cend() || seen.contains(library))
            continue;
        seen.append(library);
        if (requiresFresh(catalog, module->compiled, seen))
            return true;
    }
    return false;
}

Result<Done> loadModules(Connection &connection, Catalog &catalog)
{
    auto rows =
        connection.prepare("SELECT substr(name, 5), source, compiled, hooks, enabled,"
                           " version, changed, suspended FROM scripts WHERE name LIKE 'lib/%'");
    if (!rows)
        return failure(rows);
    const auto read = rows->forEachRow(
        [&] { catalog.modules.insert(rows->text(0).toByteArray(), scriptOf(*rows, 1)); });
    if (!read)
        return read;
    for (Collection &collection : catalog.collections) {
        Script &script = collection.codehook;
        QByteArrayList seen;
        script.isFresh =
            collection.isStrictlyIsolated || requiresFresh(catalog, script.compiled, seen);
        script.modules = catalog.modulesOf(script.compiled);
        script.noteWhatIsRead();
    }
    return Done();
}

} // namespace

void Script::noteWhatIsRead()
{
    // memmem() because a catalog is loaded after each change of it, with all scripts.
    const auto isIn = [](const QByteArray &text, std::string_view name) {
        return memmem(text.constData(), size_t(text.size()), name.data(), name.size()) != nullptr;
    };
    const auto isNamed = [&](std::string_view name) {
        return isIn(compiled, name)
            || std::any_of(modules.begin(), modules.end(),
                           [&](const auto &module) { return isIn(module.compiled, name); });
    };
    readsRawBody = isNamed("rawBody");
    readsDocument = isNamed("document");
}

const Collection *Catalog::find(QByteArrayView name) const
{
    const auto found = collections.constFind(QByteArray::fromRawData(name.data(), name.size()));
    return found == collections.cend() ? nullptr : &*found;
}

const Collection *Catalog::find(qint64 number) const
{
    for (const Collection &collection : collections) {
        if (collection.number == number)
            return &collection;
    }
    return nullptr;
}

QList<RunnableScript::Module> Catalog::modulesOf(const QByteArray &compiled) const
{
    QMap<QByteArray, QByteArray> found;
    collectModules(*this, CompiledHead::of(compiled).libraries, found);
    QList<RunnableScript::Module> list;
    for (auto module = found.cbegin(); module != found.cend(); ++module)
        list.append({ModulePrefix + module.key(), module.value()});
    return list;
}

QList<Collection> Catalog::userCollections() const
{
    QList<Collection> all = collections.values();
    all.removeIf([](const Collection &collection) { return collection.isSystem(); });
    return all;
}

const Model::Field *Collection::field(QByteArrayView name) const
{
    const auto found = std::find_if(fields.cbegin(), fields.cend(),
                                    [&](const Model::Field &field) { return field.name == name; });
    return found == fields.cend() ? nullptr : &*found;
}

Result<std::shared_ptr<const Catalog>> loadCatalog(Connection &connection)
{
    auto catalog = std::make_shared<Catalog>();
    auto rows = connection.prepare(
        "SELECT c.number, c.name, c.definition, s.source, s.compiled, s.hooks, s.enabled,"
        " s.version, s.changed, s.suspended"
        " FROM collections c LEFT JOIN scripts s ON s.name = c.name");
    if (!rows)
        return failure(rows);
    const auto read = rows->forEachRow([&] {
        Collection collection = collectionOf(*rows);
        collection.codehook = scriptOf(*rows, 3);
        catalog->collections.insert(collection.name, collection);
    });
    if (!read)
        return failure(read);
    resolveRelations(*catalog);
    if (const auto modules = loadModules(connection, *catalog); !modules)
        return failure(modules);
    auto facts = connection.prepare("SELECT settings, keys_generation FROM facts");
    if (!facts)
        return failure(facts);
    const auto row = facts->step();
    if (!row)
        return failure(row);
    catalog->settings = Model::Settings::read(facts->text(0));
    catalog->keysGeneration = facts->number(1);
    return std::shared_ptr<const Catalog>(std::move(catalog));
}

QByteArray indexExpression(const QByteArray &field)
{
    return "json_extract(doc,'" + jsonPath(field.split('.')) + "')";
}

QByteArray typeExpression(const QByteArray &field)
{
    const QByteArray path = '\'' + jsonPath(field.split('.')) + '\'';
    const QByteArray type = "json_type(doc," + path + ')';
    // Zeros take no room in an index.
    return "CASE " + type + " WHEN 'integer' THEN 0 WHEN 'real' THEN 0 WHEN 'text' THEN CASE WHEN "
        + hasNul(path) + " THEN doc->" + path + " ELSE 0 END ELSE " + type + " END";
}

QByteArray blindCondition(const QByteArray &field)
{
    QByteArray condition;
    QByteArrayList parts;
    for (const QByteArray &part : field.split('.')) {
        parts.append(part);
        condition.append("ifnull(json_type(doc,'" + jsonPath(parts) + "'),'')='array' OR ");
    }
    return condition + hasNul('\'' + jsonPath(parts) + '\'');
}

QByteArray oddCondition(const QByteArray &field)
{
    return blindCondition(field) + " OR json_type(doc,'" + jsonPath(field.split('.'))
        + "') IN ('object','true','false')";
}

bool isCollectionName(QByteArrayView name)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name.isEmpty() || name.size() > 64 || !isLetter(name.front()))
        return false;
    if (name.toByteArray().toLower().startsWith("system_"))
        return false;
    return std::all_of(name.begin(), name.end(), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

} // namespace Store

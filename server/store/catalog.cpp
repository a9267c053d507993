// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/catalog.h"

#include "server/hookwire/compiledscript.h"
#include "server/core/json.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace Store {

namespace {

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

/// Ties relations to the collections that they name.
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
        // Before its own modules are looked at, because modules may require each other in a circle.
        modules.insert(name, module->compiled);
        collectModules(catalog, CompiledHead::of(module->compiled).libraries, modules);
    }
}

/// The name of the first of @p modules that another version of the compiler compiled.
QByteArray outdatedIn(const QList<RunnableScript::Module> &modules)
{
    for (const RunnableScript::Module &module : modules) {
        if (!CompiledHead::of(module.compiled).isCurrent())
            return module.name;
    }
    return {};
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

} // namespace

void Script::noteCompiledForm()
{
    const CompiledHead head = CompiledHead::of(compiled);
    isFresh = head.isFresh;
    // A collection without a script has version 0, and nothing that could be compiled anew.
    isOutdated = version > 0 && !head.isCurrent();
}

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

QByteArray Catalog::outdatedModuleOf(const QByteArray &compiled) const
{
    return outdatedIn(modulesOf(compiled));
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

Collection Collection::read(qint64 number, const QByteArray &name, const QByteArray &definition)
{
    Collection collection;
    collection.number = number;
    collection.name = name;
    collection.definition = definition;
    const auto parsed = Json::Document::parse(definition);
    if (!parsed)
        return collection;
    const Json::Value root = parsed->root();
    // An older version may have stored rules that are refused now; all others hold.
    Model::Violations ignored;
    collection.fields = Model::parseFields(root.value("fields"), ignored);
    collection.access = accessOf(root);
    collection.webhook = webhookOf(root.value("webhook"));
    collection.hasFullText = root.value("fulltext").toBool();
    collection.isStrictlyIsolated = root.value("strictIsolation").toBool();
    collection.indexes = indexesOf(root, collection.fields);
    for (const Index &index : std::as_const(collection.indexes)) {
        for (const QByteArray &field : index.fields) {
            if (!collection.indexedFields.contains(field))
                collection.indexedFields.append(field);
        }
    }
    return collection;
}

void Catalog::connectParts()
{
    resolveRelations(*this);
    for (Collection &collection : collections) {
        Script &script = collection.codehook;
        QByteArrayList seen;
        script.isFresh =
            collection.isStrictlyIsolated || requiresFresh(*this, script.compiled, seen);
        script.modules = modulesOf(script.compiled);
        // Hook hosts refuse the whole run when one of its parts is outdated.
        script.isOutdated = script.isOutdated || !outdatedIn(script.modules).isEmpty();
        script.noteWhatIsRead();
    }
}

bool isCollectionName(QByteArrayView name)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name.isEmpty() || name.size() > 64 || !isLetter(name.front()))
        return false;
    // Whatever the case of its letters: paths take "System_jobs" for the system's collection
    // (contract: documents 1), so no request could reach another one of that name.
    if (name.toByteArray().toLower().startsWith("system_"))
        return false;
    return std::all_of(name.begin(), name.end(), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

bool isModuleName(QByteArrayView name)
{
    return isCollectionName(name);
}

} // namespace Store

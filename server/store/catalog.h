// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/hookwire/compiledscript.h"
#include "server/core/result.h"
#include "server/model/fields.h"
#include "server/model/settings.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QMap>
#include <QString>

#include <memory>
#include <optional>

namespace Store {

/// A declared index: the dotted paths of one field or more.
struct Index
{
    QByteArrayList fields;
    /// No two documents may have the same values. A document without a value in one of the fields
    /// is in conflict with none.
    bool unique = false;

    bool operator==(const Index &other) const = default;
};

/// Who may read and write one field: roles, `*` for every user, `keys` for web keys. Without a list
/// everybody may who may read, or write, the document.
struct FieldAccess
{
    std::optional<QByteArrayList> readers;
    std::optional<QByteArrayList> writers;
};

/// Who may do what in a collection, beside the keys: the member `access` of its definition.
struct Access
{
    QHash<QByteArray, QByteArrayList> roles; ///< The methods of each role; `*` is every user.
    bool privateData = false; ///< Users see what they made themselves; the role `admin` sees all.
    QMap<QByteArray, FieldAccess> fields; ///< By dotted name.
};

/// What the names of modules begin with, as hooks require them.
inline constexpr char ModulePrefix[] = "lib/";
/// What the names of the scripts of jobs begin with; their ids follow.
inline constexpr char JobPrefix[] = "job/";

/// The script of a collection, or a module, as it was last saved.
struct Script
{
    QByteArray source;
    QByteArray compiled; ///< What the hook hosts run; made from the source at save time.
    QByteArrayList hooks; ///< The hook names that the script declares.
    bool enabled = true;
    QByteArray suspended; ///< Why its hooks may not run for now; empty: they may.
    bool isFresh = false; ///< Its runs share no process: it or a module of it changes built-ins, or
                          ///< it is to be.
    QList<RunnableScript::Module> modules; ///< Those that it requires.
    bool readsRawBody = false; ///< It or a module names `rawBody`: requests bring it along.
    bool readsDocument = false; ///< The same of `document`, for updates.
    /// It, or a module that it requires, was compiled by another version of the compiler, so hook
    /// hosts refuse it: see Scripts::StoredScripts.
    bool isOutdated = false;
    int version = 0; ///< 1 for the first save; 0 for none.
    QByteArray changed; ///< ISO 8601.

    /// Sets isFresh and isOutdated by `compiled` alone.
    void noteCompiledForm();
    /// Sets readsRawBody and readsDocument. Most scripts name neither, and their runs are spared
    /// what nobody reads.
    void noteWhatIsRead();
    /// Whether @p hook is called for requests. A suspended script still declares its hooks:
    /// requests that need them are refused, so that none passes unchecked.
    bool declares(QByteArrayView hook) const { return enabled && hooks.contains(hook); }
    RunnableScript runnable() const { return {compiled, modules}; }
};

/// Which server is told of writes in a collection: the member `webhook` of its definition.
struct Webhook
{
    QByteArray url;
    QByteArrayList events; ///< create, update and delete.
    bool isActive = false;

    /// Whether it is told of a write with @p method.
    bool wants(const QByteArray &method) const
    {
        return isActive
            && events.contains(method == "POST" ? "create"
                                                : (method == "DELETE" ? "delete" : "update"));
    }
};

/// A collection's name, schema and script.
struct Collection
{
    /// The jobs, and the log of their runs.
    static constexpr char SystemJobs[] = "system_jobs";
    static constexpr char SystemLog[] = "system_log";

    qint64 number = 0; ///< Stays when the collection is renamed; never used again.
    QByteArray name;
    QByteArray definition; ///< The JSON of `PUT /admin/v1/collections/<name>`.
    QList<Index> indexes; ///< Those that unique fields need among them.
    QByteArrayList indexedFields; ///< The fields of all indexes, each once.
    bool hasFullText = false; ///< `filter` has an index of its own.
    bool isStrictlyIsolated = false; ///< Each run of its hooks gets a process of its own.
    Model::Fields fields;
    Access access;
    Webhook webhook;
    bool isReferenced = false; ///< A relation of some collection keeps copies of its documents.
    Script codehook;

    /// A collection as its definition says, whatever of it cannot be read left out; without a
    /// script.
    static Collection read(qint64 number, const QByteArray &name, const QByteArray &definition);

    /// Whether the server itself keeps it: its definition cannot be changed.
    bool isSystem() const { return isSystemName(name); }
    static bool isSystemName(QByteArrayView name) { return name.startsWith("system_"); }
    /// Whether its documents are for full rights alone: jobs, their log, and all mail.
    bool needsFullRights() const { return isSystem() || name.startsWith("email_"); }
    /// Null when there is none.
    const Model::Field *field(QByteArrayView name) const;
};

/// Everything about a database but its documents, as one snapshot that never changes.
/// Any thread may read it; a new one takes its place after each change (see Store::catalog()).
struct Catalog
{
    QMap<QByteArray, Collection> collections; ///< By name.
    QMap<QByteArray, Script> modules; ///< By their name without `lib/`.
    Model::Settings settings;
    qint64 keysGeneration = 0; ///< Grows with each change of a key.

    /// Null when there is none.
    const Collection *find(QByteArrayView name) const;
    /// By the number, which links, relations and commits keep, since a name may change.
    const Collection *find(qint64 number) const;
    /// The modules that the script @p compiled requires, also through other modules.
    QList<RunnableScript::Module> modulesOf(const QByteArray &compiled) const;
    /// `lib/<name>` of a module that @p compiled requires, also through other modules, and that
    /// another version of the compiler compiled; empty when there is none.
    QByteArray outdatedModuleOf(const QByteArray &compiled) const;
    /// Ties relations to the collections that they name, and scripts to the modules that they
    /// require. Call once, when all collections and modules are there.
    void connectParts();
    /// Those that users have made: all but the ones that the server itself keeps.
    QList<Collection> userCollections() const;
};

/// A catalog that others share. Never null where it is given.
using Snapshot = std::shared_ptr<const Catalog>;

/// `[A-Za-z][A-Za-z0-9_-]{0,63}`, not beginning with `system_`.
bool isCollectionName(QByteArrayView name);
/// A letter and up to 63 letters, digits, - or _.
bool isModuleName(QByteArrayView name);

} // namespace Store

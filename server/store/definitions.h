// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>

#include <optional>
#include <span>

/// What every store keeps to when it changes collections and scripts. Any thread.
namespace Store {

/// A collection that the server itself keeps.
struct SystemCollection
{
    const char *name;
    const char *definition;
};

/// The collections of the server itself, as this program defines them.
std::span<const SystemCollection> systemCollections();

/// @errors BadInput: @p name is no name for a collection that users make.
Result<Done> checkCollectionName(const QByteArray &name);
/// @errors BadInput: the script @p name is a module (`lib/…`) whose name is none.
Result<Done> checkScriptName(const QByteArray &name);
/// Whether a script of this name belongs to the collection of the same name.
bool isScriptOfCollection(const QByteArray &name);

/// @p definition with the name @p wanted where its fields name the collection @p name; nothing
/// when none does.
Result<std::optional<QByteArray>> withRenamedCollection(const QByteArray &definition,
                                                        const QByteArray &name,
                                                        const QByteArray &wanted);

Failure noCollection(const QByteArray &name);
Failure noScript(const QByteArray &name);
Failure noScriptVersion(int version);
Failure noKey(const QByteArray &id);
Failure noWebhookEvent();
/// The error of dropping a collection of the server itself.
Failure isKeptByServer(const QByteArray &name);
/// The error of renaming a collection of the server itself.
Failure isNamedByServer(const QByteArray &name);
/// The error of a new name that another collection has.
Failure collectionExists(const QByteArray &name);
/// The error of an index on a field whose name no index can have.
Failure noFieldForIndex(const QByteArray &field);
/// The error of a write or a read of a collection that was dropped after the request began.
Failure collectionIsGone();
/// The error of a unique index on @p fields, joined by commas, over documents that share values.
/// @p list: see Error::list.
Failure sharedValues(const QByteArray &fields, const QByteArray &list);

} // namespace Store

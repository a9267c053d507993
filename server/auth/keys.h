// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/auth/caller.h"
#include "server/core/result.h"
#include "server/store/key.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace Store {
class Reader;
class Transaction;
} // namespace Store

namespace Auth {

using Store::Key;

/// A key that was just made.
struct NewKey
{
    QByteArray id;
    QByteArray key; ///< The only time that it is seen.
};

/// A key that nobody has.
QByteArray randomKey();
/// @errors BadInput: a limit of @p wanted is none.
Result<Done> checkLimits(const Key &wanted);
/// Makes a key with the limits of @p wanted: a random one, or @p chosen where that is not empty.
/// Thread: the writer's. @errors BadInput: the chosen key has fewer than 32 characters, or
/// a limit is none.
Result<NewKey> createKey(Store::Transaction &transaction, const Key &wanted,
                         const QByteArray &chosen = {});
/// Who asks with @p key.
Caller callerOf(const Key &key);
/// Whether requests for documents of @p collection, or of some of them, can come with @p key.
bool reaches(const Key &key, const QByteArray &collection);
/// Whether two origins are the same: RFC 6454 section 5, a slash at the end forgiven.
bool isSameOrigin(const QByteArray &a, const QByteArray &b);
/// The JSON of a key, without secrets.
QByteArray toJson(const Key &key);

/// The keys as they were stored at one moment. A value.
struct StoredKeys
{
    QList<Store::StoredKey> keys;
    qint64 generation = -1;

    /// @p known: those that are there already; they are not read again while no key changed.
    /// Thread: the reader's.
    static Result<StoredKeys> read(Store::Reader &reader, const StoredKeys &known);
};

/// Finds out whose a key is; remembers the answer while no key changes, also in another process.
/// Thread: one.
class KeyRing final
{
public:
    /// Whether its keys are to be read again. @p generation is the catalog's.
    bool isStale(qint64 generation) const;
    const StoredKeys &stored() const { return m_stored; }
    /// Takes over what was read.
    void set(StoredKeys stored);

    /// Kind::Nobody for a key that is not known.
    Caller find(const QByteArray &key);
    /// Whether some key is for browsers of @p origin.
    bool hasOrigin(const QByteArray &origin) const;

private:
    Caller findStored(const QByteArray &key) const;

    StoredKeys m_stored;
    QHash<QByteArray, Caller> m_known; ///< By secret: hashing one takes time.
    std::chrono::steady_clock::time_point m_checked; ///< When set() was called.
};

} // namespace Auth

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

struct NewKey
{
    QByteArray id;
    QByteArray key; ///< The only time that it is seen.
};

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

/// Finds out whose a key is; remembers the answer while no key changes, also in another process.
/// Thread: its reader's.
class KeyRing final
{
public:
    explicit KeyRing(Store::Reader &reader)
        : m_reader(reader)
    {
    }

    /// Kind::Nobody for a key that is not known. @p generation is the catalog's.
    Result<Caller> find(const QByteArray &key, qint64 generation);
    /// Whether some key is for browsers of @p origin.
    Result<bool> hasOrigin(const QByteArray &origin, qint64 generation);

private:
    Result<Done> refresh(qint64 generation);
    Result<Caller> read(const QByteArray &key);

    Store::Reader &m_reader;
    QHash<QByteArray, Caller> m_known;
    std::optional<QByteArrayList> m_origins; ///< Of all keys, once somebody asked.
    qint64 m_generation = -1; ///< Of the file, as far as it was read.
    std::chrono::steady_clock::time_point m_checked;
};

} // namespace Auth

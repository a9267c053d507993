// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QMap>
#include <QString>

#include <chrono>
#include <memory>

namespace Store {

class Connection;

/// A declared index: the dotted path of one field.
struct Index
{
    QByteArray field;
    bool unique = false;
};

/// The script of a collection as it was last saved.
struct Codehook
{
    QByteArray source;
    QByteArray compiled; ///< What the hook hosts run; made from the source at save time.
    QByteArrayList hooks; ///< The hook names that the script declares.
    bool enabled = true;
    int version = 0; ///< 1 for the first save; 0 for none.
    QByteArray changed; ///< ISO 8601.

    bool declares(QByteArrayView hook) const { return enabled && hooks.contains(hook); }
};

/// A collection's name, schema and script. Its documents lie in the table `c_<number>`.
struct Collection
{
    qint64 number = 0;
    QByteArray name;
    QByteArray definition; ///< The JSON of `PUT /admin/v1/collections/<name>`.
    QList<Index> indexes;
    Codehook codehook;

    QByteArray readById; ///< `SELECT doc …`: the statement that most requests need, ready made.

    QByteArray table() const { return "c_" + QByteArray::number(number); }
};

/// Everything about a database but its documents, as one snapshot that never changes.
/// Any thread may read it; a new one takes its place after each change (see Store::catalog()).
struct Catalog
{
    QMap<QByteArray, Collection> collections; ///< By name.
    QByteArray settings = "{}"; ///< PRODUCT.md section 6.
    std::chrono::milliseconds hookTimeout{5000}; ///< Setting `codehooks.timeout`.
    int hookMemory = 128; ///< Setting `codehooks.memory`, in MiB.
    qint64 keysGeneration = 0; ///< Grows with each change of a key.
    qint64 codehooksGeneration = 0; ///< Grows with each change of a script.

    /// Null when there is none.
    const Collection *find(QByteArrayView name) const;
};

/// Reads the whole catalog. Thread: the connection's.
Result<std::shared_ptr<const Catalog>> loadCatalog(Connection &connection);

/// `json_extract(doc,'$."a"."b"')`: the expression that an index on @p field is made of.
QByteArray indexExpression(const QByteArray &field);
/// The condition under which a row keeps an array on the way to @p field, so that the index does
/// not know its values.
QByteArray arrayCondition(const QByteArray &field);

/// PRODUCT.md section 8: `[A-Za-z][A-Za-z0-9_-]{0,63}`, not beginning with `system_` or `_`.
bool isCollectionName(QByteArrayView name);

} // namespace Store

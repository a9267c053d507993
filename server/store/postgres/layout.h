// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/model/document.h"
#include "server/store/catalog.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <memory>

namespace Store::Postgres {

/// A column `k_<number>` with the keys of one indexed field. A value.
///
/// A key is the sort key of the field's value, so keys are ordered as values are; see keyOf().
struct KeyColumn
{
    QByteArray field; ///< A dotted path.
    qint64 number = 0; ///< Never used again for another field or limit.
    qint64 limit = 0; ///< Keys of texts have at most so many bytes; longer texts are odd.
    /// False: documents from before the column may have no key yet, so no query may rely on it.
    bool isReady = true;

    QByteArray name() const { return "k_" + QByteArray::number(number); }
    bool operator==(const KeyColumn &) const = default;
};

/// What the table of a collection has beside the documents. A value.
struct Layout
{
    qint64 collection = 0; ///< The number of the collection.
    qint64 generation = 0; ///< Grows with each change of the table.
    qint64 lastColumn = 0; ///< The highest number of a column so far.
    bool hasWords = false; ///< There is a column `words`, for `filter`.
    QList<KeyColumn> columns;
    bool areWordsReady = true; ///< As KeyColumn::isReady.
    bool isBuilding = false; ///< Something of it has still to be built: see IndexBuilder.

    /// Null when there is none for @p field.
    const KeyColumn *find(QByteArrayView field) const;
    /// The same for a query: null as long as the column is not ready.
    const KeyColumn *findReady(QByteArrayView field) const;
    /// Whether `filter` may rely on the column `words`.
    bool canFindWords() const { return hasWords && areWordsReady; }
    /// Itself with all that was to be built.
    Layout ready() const;
    /// What the table of @p wanted needs; columns that are still right are kept.
    Layout next(const Collection &wanted) const;

    QByteArray toJson() const;
    static Layout read(qint64 collection, qint64 generation, QByteArrayView json);
};

/// By the numbers of their collections.
using Layouts = QHash<qint64, Layout>;

/// The catalog with what the tables have. A value that is shared; any thread.
struct State
{
    Snapshot catalog; ///< Never null.
    Layouts layouts;
    qint64 generation = 0; ///< Of the catalog; grows with each change of it.
};
using SharedState = std::shared_ptr<const State>;

/// The first bytes of keys that are no sort keys: of values that have no order as others do.
inline constexpr char OddKey = '\x00';
/// The key of a value that is missing or null.
inline constexpr char NothingKey = '\x02';

/// The key of what @p document has in the field of @p column. For arrays, objects and texts beyond
/// the limit it is odd: 00, then a checksum, so that equal values have equal keys. Where an array
/// lies on the way to the field the key is odd and differs from all others.
QByteArray keyOf(const Json::Value &document, QByteArrayView id, const KeyColumn &column);
/// The sort key of a value that is no array and no object, told apart for integers that are the
/// same double.
QByteArray keyOf(const Json::Value &value);
/// Whether several different numbers share the sort key of @p value, a number.
bool isBeyondExact(const Json::Value &value);

/// The table with the documents of a collection.
QByteArray tableOf(qint64 number);
/// The name of an index or a constraint of ours.
QByteArray indexName(qint64 collection, const Index &index);
/// A bytea in SQL: `'\x02'`.
QByteArray literal(QByteArrayView bytes);

} // namespace Store::Postgres

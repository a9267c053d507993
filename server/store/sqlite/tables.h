// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/store/catalog.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>

namespace Store::Sqlite {

/// The table with the documents of a collection.
QByteArray tableOf(qint64 number);
QByteArray tableOf(const Collection &collection);
/// The SQL that makes it where it is missing.
QByteArray creationOf(const Collection &collection);

/// `json_extract(doc,'$."a"."b"')`: the expression that an index on @p field is made of.
QByteArray indexExpression(const QByteArray &field);
/// Tells apart the values for which indexExpression() is the same: 1 and true, a text and an array
/// or object of the same text, and texts that differ behind a NUL.
QByteArray typeExpression(const QByteArray &field);
/// The condition under which the index does not know the values of a row: an array on the way to
/// @p field, or a text with NUL: SQLite indexes only the part before the NUL.
QByteArray blindCondition(const QByteArray &field);
/// The condition under which the index orders a row otherwise than values are ordered: where it is
/// blind, an object or a boolean.
QByteArray oddCondition(const QByteArray &field);

/// The SQL for one indexed field. A value.
struct IndexedField
{
    QByteArray name;
    QByteArray expression; ///< SQLite compares it with that of the index by its text.
    QByteArray oddQuery; ///< Whether documents keep odd values there: see oddCondition().
};

/// The SQL texts for each collection, made once, because most requests need them. The texts depend
/// on the number of a collection and on its indexes. Thread: the connection's.
class Tables final
{
public:
    struct Texts
    {
        QByteArray readById; ///< `SELECT doc, _version …`
        QByteArray insertOne; ///< All columns; `doc` is the second parameter.
    };

    /// Valid until the next call.
    const Texts &textsOf(const Collection &collection);
    /// The indexed fields of @p collection, each once.
    QList<IndexedField> indexedFieldsOf(const Collection &collection);

private:
    struct Fields
    {
        QByteArrayList names; ///< Of the definition that `fields` was made from.
        QList<IndexedField> fields;
    };

    QHash<qint64, Texts> m_texts; ///< By the number of the collection.
    QHash<qint64, Fields> m_fields; ///< By the number of the collection.
};

} // namespace Store::Sqlite

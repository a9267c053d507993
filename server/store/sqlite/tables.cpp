// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/tables.h"

namespace Store::Sqlite {

namespace {

/// Collections that are created and dropped in a loop must not fill the memory.
constexpr qsizetype MaximumKnown = 10000;

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

IndexedField indexedField(const QByteArray &name, const QByteArray &table)
{
    const QByteArray blind = blindCondition(name);
    return {name, indexExpression(name),
            "SELECT " + blind + " FROM " + table + " WHERE " + oddCondition(name) + " ORDER BY "
                + blind + " DESC LIMIT 1"};
}

} // namespace

QByteArray tableOf(qint64 number)
{
    return "c_" + QByteArray::number(number);
}

QByteArray tableOf(const Collection &collection)
{
    return tableOf(collection.number);
}

QByteArray creationOf(const Collection &collection)
{
    return "CREATE TABLE IF NOT EXISTS " + tableOf(collection)
        + " (_id TEXT PRIMARY KEY, doc TEXT NOT NULL, _created TEXT NOT NULL,"
          " _changed TEXT NOT NULL, _createdby TEXT NOT NULL, _changedby TEXT NOT NULL,"
          " _version INTEGER NOT NULL, _parent_id TEXT, _parent_def TEXT, _parent_field TEXT)"
          " STRICT";
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

const Tables::Texts &Tables::textsOf(const Collection &collection)
{
    const auto known = m_texts.constFind(collection.number);
    if (known != m_texts.cend())
        return *known;
    if (m_texts.size() >= MaximumKnown)
        m_texts.clear();
    const QByteArray table = tableOf(collection);
    return *m_texts.insert(
        collection.number,
        {"SELECT doc, _version FROM " + table + " WHERE _id = ?",
         "INSERT INTO " + table
             + " (_id, doc, _created, _changed, _createdby, _changedby, _version, _parent_id,"
               " _parent_def, _parent_field) VALUES (?,?,?,?,?,?,?,?,?,?)"});
}

QList<IndexedField> Tables::indexedFieldsOf(const Collection &collection)
{
    if (collection.indexedFields.isEmpty())
        return {};
    if (m_fields.size() >= MaximumKnown)
        m_fields.clear();
    Fields &known = m_fields[collection.number];
    if (known.names != collection.indexedFields) {
        known = {collection.indexedFields, {}};
        const QByteArray table = tableOf(collection);
        for (const QByteArray &name : collection.indexedFields)
            known.fields.append(indexedField(name, table));
    }
    return known.fields;
}

} // namespace Store::Sqlite

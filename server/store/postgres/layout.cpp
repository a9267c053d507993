// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/layout.h"

#include "server/model/ordering.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace Store::Postgres {

namespace {

/// Rows of a B-tree have at most 2,704 bytes, the _id and their head among them.
constexpr qint64 MostBytesOfRow = 2000;
constexpr qint64 MostBytesOfKey = 1000;
constexpr double ExactIntegers = 9007199254740992.0; ///< 2^53

QByteArray checksum(QByteArrayView bytes)
{
    return QCryptographicHash::hash(QByteArray::fromRawData(bytes.data(), bytes.size()),
                                    QCryptographicHash::Sha256);
}

/// How long the key of @p field may be in all indexes of @p collection.
qint64 limitOf(const Collection &collection, const QByteArray &field)
{
    qsizetype most = 1;
    for (const Index &index : collection.indexes) {
        if (index.fields.contains(field))
            most = std::max(most, index.fields.size());
    }
    return std::min(MostBytesOfKey, MostBytesOfRow / most);
}

} // namespace

const KeyColumn *Layout::find(QByteArrayView field) const
{
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const KeyColumn &column) { return column.field == field; });
    return found == columns.end() ? nullptr : &*found;
}

const KeyColumn *Layout::findReady(QByteArrayView field) const
{
    const KeyColumn *column = find(field);
    return column && column->isReady ? column : nullptr;
}

Layout Layout::ready() const
{
    Layout layout = *this;
    for (KeyColumn &column : layout.columns)
        column.isReady = true;
    layout.areWordsReady = true;
    layout.isBuilding = false;
    return layout;
}

Layout Layout::next(const Collection &wanted) const
{
    Layout layout{collection, generation + 1, lastColumn, wanted.hasFullText, {}};
    for (const QByteArray &field : wanted.indexedFields) {
        const qint64 limit = limitOf(wanted, field);
        const KeyColumn *known = find(field);
        if (known && known->limit == limit)
            layout.columns.append(*known);
        else
            layout.columns.append({field, ++layout.lastColumn, limit});
    }
    layout.areWordsReady = !hasWords || areWordsReady;
    layout.isBuilding = isBuilding;
    return layout;
}

QByteArray Layout::toJson() const
{
    Json::ArrayWriter list;
    for (const KeyColumn &column : columns)
        list.raw(Json::ObjectWriter()
                     .text("field", QByteArrayView(column.field))
                     .number("number", column.number)
                     .number("limit", column.limit)
                     .boolean("ready", column.isReady)
                     .take());
    return Json::ObjectWriter()
        .number("last", lastColumn)
        .boolean("words", hasWords)
        .boolean("wordsReady", areWordsReady)
        .boolean("building", isBuilding)
        .raw("columns", list.take())
        .take();
}

Layout Layout::read(qint64 collection, qint64 generation, QByteArrayView json)
{
    Layout layout{collection, generation, 0, false, {}};
    const auto document = Json::Document::parse(json);
    if (!document)
        return layout;
    const Json::Value root = document->root();
    layout.lastColumn = root.value("last").toInteger();
    layout.hasWords = root.value("words").toBool();
    const auto list = root.value("columns");
    for (const Json::Value &each : list.items())
        layout.columns.append({each.value("field").text().toByteArray(),
                               each.value("number").toInteger(), each.value("limit").toInteger(),
                               each.value("ready").isNull() || each.value("ready").toBool()});
    layout.areWordsReady = root.value("wordsReady").isNull() || root.value("wordsReady").toBool();
    layout.isBuilding = root.value("building").toBool();
    return layout;
}

bool isBeyondExact(const Json::Value &value)
{
    return std::abs(value.toDouble()) >= ExactIntegers;
}

QByteArray keyOf(const Json::Value &value)
{
    QByteArray key = Model::sortKey(value);
    if (!value.isNumber() || !isBeyondExact(value))
        return key;
    // Behind the double, so that the order stays, and 2^53 and 2^53 + 1 are two values.
    const quint64 ordered = qToBigEndian(quint64(value.toInteger()) ^ (quint64(1) << 63));
    key.append(reinterpret_cast<const char *>(&ordered), sizeof ordered);
    return key;
}

QByteArray keyOf(const Json::Value &document, QByteArrayView id, const KeyColumn &column)
{
    const QByteArray odd(1, OddKey);
    Json::Value value = document;
    for (const QByteArray &name : column.field.split('.')) {
        if (value.isArray())
            return odd + '\x02' + checksum(id);
        const auto member = value.find(name);
        if (!member)
            return QByteArray(1, NothingKey);
        value = *member;
    }
    if (value.isArray() || value.isObject())
        return odd + '\x01' + checksum(value.toJson());
    const QByteArray key = keyOf(value);
    return key.size() > column.limit ? odd + '\x01' + checksum(key) : key;
}

QByteArray tableOf(qint64 number)
{
    return "c_" + QByteArray::number(number);
}

QByteArray indexName(qint64 collection, const Index &index)
{
    // A checksum, because names of fields are of any length, and PostgreSQL cuts its names.
    const QByteArray fields = index.fields.join('\0');
    return tableOf(collection) + (index.unique ? "_u_" : "_i_")
        + checksum(fields).first(12).toHex();
}

QByteArray literal(QByteArrayView bytes)
{
    return "'\\x" + bytes.toByteArray().toHex() + "'::bytea";
}

} // namespace Store::Postgres

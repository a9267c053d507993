// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/writtenrows.h"

#include "server/model/formula.h"
#include "server/model/words.h"
#include "server/store/definitions.h"
#include "server/store/postgres/admintables.h"
#include "server/store/postgres/search.h"
#include "server/store/view.h"

#include <algorithm>

namespace Store::Postgres {

namespace {

constexpr int ReadAtOnce = 1000; ///< Documents.

/// The texts of @p document that are kept beside its text must be such that a column takes them.
Result<Done> checkTexts(const Model::Document &document)
{
    const Model::Parent &parent = document.parent;
    for (const QByteArray &each : {document.id, document.createdBy, document.changedBy, parent.id,
                                   parent.collection, parent.field}) {
        if (!isStorable(each))
            return badInput(QStringLiteral("The _id of a document, that of its parent and who "
                                           "writes it are UTF-8 without NUL."));
    }
    return Done();
}

} // namespace

Result<Layout> WrittenRows::layoutOf(qint64 collection) const
{
    const auto layout = m_layouts.constFind(collection);
    return layout == m_layouts.cend() ? Result<Layout>(collectionIsGone()) : *layout;
}

WrittenRows::Keys WrittenRows::keysOf(const Layout &layout, QByteArrayView id,
                                      const QByteArray &text)
{
    m_touched.insert(layout.collection);
    Keys keys;
    if (layout.columns.isEmpty() && !layout.hasWords)
        return keys;
    const auto document = Json::Document::parseKnown(text);
    const Json::Value root = document ? document->root() : Json::Value();
    for (const KeyColumn &column : layout.columns) {
        keys.names.append(column.name());
        keys.values.push_back(bytes(keyOf(root, id, column)));
    }
    if (layout.hasWords) {
        keys.names.append("words");
        keys.values.push_back(Postgres::text(Model::wordsOf(root).join(' ')));
    }
    return keys;
}

Failure WrittenRows::refusal(const Error &error) const
{
    if (error.kind != Error::Kind::Conflict)
        return failure(error);
    // The message is the name of the constraint.
    const QByteArray name = error.message.toUtf8();
    for (const Index &index : m_collection.indexes) {
        if (index.unique && indexName(m_collection.number, index) == name)
            return notUnique(index.fields);
    }
    // Of a definition that is newer than the one of this request.
    return name.contains("_u_") ? notUnique({"_id"}) : idExists();
}

// ---- documents

Result<Done> WrittenRows::add(const Model::Document &document)
{
    const auto layout = layoutOf(m_collection.number);
    if (!layout)
        return failure(layout);
    if (auto checked = checkTexts(document); !checked)
        return checked;
    Keys keys = keysOf(*layout, document.id, document.json);
    const bool isChild = !document.parent.id.isEmpty();
    Connection::Parameters values{Postgres::text(document.id),
                                  Postgres::text(document.json),
                                  Postgres::text(document.created),
                                  Postgres::text(document.changed),
                                  Postgres::text(document.createdBy),
                                  Postgres::text(document.changedBy),
                                  number(document.version),
                                  textOrNull(document.parent.id),
                                  isChild ? Postgres::text(document.parent.collection)
                                          : textOrNull({}),
                                  isChild ? Postgres::text(document.parent.field) : textOrNull({})};
    QByteArray names = "_id, doc, _created, _changed, _createdby, _changedby, _version, _parent_id,"
                       " _parent_def, _parent_field";
    QByteArray places = "$1,$2,$3,$4,$5,$6,$7,$8,$9,$10";
    for (qsizetype i = 0; i < keys.names.size(); ++i) {
        values.push_back(std::move(keys.values[size_t(i)]));
        names.append(", " + keys.names[i]);
        places.append(",$" + QByteArray::number(qsizetype(values.size())));
    }
    const auto added = m_connection.writeLater("INSERT INTO " + tableOf(m_collection.number) + " ("
                                                   + names + ") VALUES (" + places + ")",
                                               std::move(values));
    return added ? Result<Done>(Done()) : refusal(added.error());
}

Result<std::optional<Model::Document>> WrittenRows::read(QByteArrayView id)
{
    using Found = std::optional<Model::Document>;
    if (const auto layout = layoutOf(m_collection.number); !layout)
        return failure(layout);
    if (!isStorable(id))
        return Found();
    const auto rows =
        m_connection.run(QByteArray("SELECT ") + AllColumns + " FROM "
                             + tableOf(m_collection.number) + " WHERE _id = $1 FOR UPDATE",
                         {Postgres::text(id)});
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? Found() : Found(documentOf(*rows, 0));
}

Result<Done> WrittenRows::change(const Model::Document &document)
{
    const auto layout = layoutOf(m_collection.number);
    if (!layout)
        return failure(layout);
    if (auto checked = checkTexts(document); !checked)
        return checked;
    Keys keys = keysOf(*layout, document.id, document.json);
    Connection::Parameters values{Postgres::text(document.id), Postgres::text(document.json),
                                  Postgres::text(document.changed),
                                  Postgres::text(document.changedBy), number(document.version)};
    QByteArray sets = "doc = $2, _changed = $3, _changedby = $4, _version = $5";
    for (qsizetype i = 0; i < keys.names.size(); ++i) {
        values.push_back(std::move(keys.values[size_t(i)]));
        sets.append(", " + keys.names[i] + " = $" + QByteArray::number(qsizetype(values.size())));
    }
    const auto changed = m_connection.writeLater("UPDATE " + tableOf(m_collection.number) + " SET "
                                                     + sets + " WHERE _id = $1",
                                                 std::move(values));
    return changed ? Result<Done>(Done()) : refusal(changed.error());
}

Result<bool> WrittenRows::remove(QByteArrayView id)
{
    if (const auto layout = layoutOf(m_collection.number); !layout)
        return failure(layout);
    if (!isStorable(id))
        return false;
    const auto removed = m_connection.write(
        "DELETE FROM " + tableOf(m_collection.number) + " WHERE _id = $1", {Postgres::text(id)});
    return removed ? Result<bool>(removed->changed() > 0) : failure(removed);
}

Result<Done> WrittenRows::addWebhookEvent(WebhookEvent &event, const QByteArrayList &payload)
{
    return AdminTables::addWebhookEvent(m_connection, event, payload);
}

// ---- what the rules ask for

/// One statement, so that no other node gets the same number.
Result<qint64> WrittenRows::countUp(const Model::Field &field, std::optional<qint64> given)
{
    const auto counted = m_connection.write(
        "UPDATE counters SET value = CASE WHEN $3::bigint IS NULL THEN value + 1"
        " ELSE greatest(value, $3::bigint) END WHERE collection = $1 AND field = $2"
        " RETURNING value",
        {number(m_collection.number), Postgres::text(field.name),
         given ? number(*given) : Parameter{Parameter::Type::Number, std::nullopt}});
    if (!counted)
        return failure(counted);
    qint64 value = counted->isEmpty() ? 0 : counted->number(0, 0);
    if (counted->isEmpty()) {
        // The field is new in this collection: go on after what is there.
        const auto last = highest(field);
        if (!last)
            return last;
        value = given ? std::max(*last, *given) : *last + 1;
        const auto begun = m_connection.write(
            "INSERT INTO counters AS c (collection, field, value) VALUES ($1,$2,$3)"
            " ON CONFLICT (collection, field) DO UPDATE SET"
            " value = greatest(c.value + 1, excluded.value) RETURNING value",
            {number(m_collection.number), Postgres::text(field.name), number(value)});
        if (!begun)
            return failure(begun);
        value = begun->number(0, 0);
    }
    if (!given && value > Model::Field::LastCount)
        return counterUsedUp(field);
    return given.value_or(value);
}

/// Texts count for nothing.
Result<qint64> WrittenRows::highest(const Model::Field &field)
{
    std::optional<double> highest;
    QByteArray last;
    while (true) {
        const auto rows = m_connection.run("SELECT _id, doc FROM " + tableOf(m_collection.number)
                                               + " WHERE _id > $1 ORDER BY _id LIMIT "
                                               + QByteArray::number(ReadAtOnce),
                                           {Postgres::text(last)});
        if (!rows)
            return failure(rows);
        for (int row = 0; row < rows->count(); ++row) {
            const auto document = Json::Document::parseKnown(rows->view(row, 1));
            const auto value =
                document ? Model::valueAt(document->root(), field.name) : std::nullopt;
            if (value && value->isNumber())
                highest = std::max(highest.value_or(value->toDouble()), value->toDouble());
        }
        if (rows->count() < ReadAtOnce)
            return qint64(std::min(highest.value_or(0), double(Model::Field::LastCount)));
        last = rows->text(rows->count() - 1, 0);
    }
}

/// Locked, so that the copy which is made of it is brought up to date by whoever changes it later.
Result<std::optional<Json::Document>> WrittenRows::find(qint64 collection, QByteArrayView id)
{
    using Found = std::optional<Json::Document>;
    // A relation may name a collection that was dropped after the request took its catalog.
    if (!m_layouts.contains(collection) || !isStorable(id))
        return Found();
    const auto rows =
        m_connection.run("SELECT doc FROM " + tableOf(collection) + " WHERE _id = $1 FOR SHARE",
                         {Postgres::text(id)});
    if (!rows)
        return failure(rows);
    if (rows->isEmpty())
        return Found();
    auto document = Json::Document::parseKnown(rows->view(0, 0));
    return document ? Found(std::move(*document)) : Found();
}

Result<bool> WrittenRows::finds(const Lookup &lookup)
{
    const qint64 collection = lookup.collection->number;
    return m_layouts.contains(collection) ? findsDocument(m_connection, collection, lookup.query)
                                          : Result<bool>(false);
}

// ---- links

Result<Done> WrittenRows::addLink(QByteArrayView id, const DocumentRules::Link &link)
{
    return m_connection.writeLater(
        "INSERT INTO links (target_collection, target, source_collection, source, field)"
        " VALUES ($1,$2,$3,$4,$5) ON CONFLICT DO NOTHING",
        {number(link.targetCollection), Postgres::text(link.target), number(m_collection.number),
         Postgres::text(id), Postgres::text(link.field)});
}

Result<Done> WrittenRows::removeLinks(QByteArrayView id)
{
    return m_connection.writeLater("DELETE FROM links WHERE source_collection = $1 AND source = $2",
                                   {number(m_collection.number), Postgres::text(id)});
}

Result<QList<WrittenRows::Holder>> WrittenRows::holders(QByteArrayView id)
{
    // In one order everywhere, so that two nodes do not wait for each other's locks.
    const auto rows = m_connection.run("SELECT source_collection, source, field FROM links"
                                       " WHERE target_collection = $1 AND target = $2"
                                       " ORDER BY source_collection, source",
                                       {number(m_collection.number), Postgres::text(id)});
    if (!rows)
        return failure(rows);
    QList<Holder> found;
    for (int row = 0; row < rows->count(); ++row)
        found.append({rows->number(row, 0), rows->text(row, 1), rows->text(row, 2)});
    return found;
}

Result<Done> WrittenRows::removeHolders(QByteArrayView id)
{
    return m_connection.writeLater("DELETE FROM links WHERE target_collection = $1 AND target = $2",
                                   {number(m_collection.number), Postgres::text(id)});
}

Result<std::optional<QByteArray>> WrittenRows::text(qint64 collection, QByteArrayView id)
{
    if (const auto layout = layoutOf(collection); !layout)
        return failure(layout);
    const auto rows =
        m_connection.run("SELECT doc FROM " + tableOf(collection) + " WHERE _id = $1 FOR UPDATE",
                         {Postgres::text(id)});
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? std::nullopt : std::optional(rows->text(0, 0));
}

Result<qint64> WrittenRows::setText(qint64 collection, QByteArrayView id, const QByteArray &text,
                                    const std::optional<Author> &author)
{
    const auto layout = layoutOf(collection);
    if (!layout)
        return failure(layout);
    Keys keys = keysOf(*layout, id, text);
    Connection::Parameters values{Postgres::text(id), Postgres::text(text)};
    QByteArray sets = "doc = $2";
    const auto add = [&](const QByteArray &name, Parameter value) {
        values.push_back(std::move(value));
        sets.append(", " + name + " = $" + QByteArray::number(qsizetype(values.size())));
    };
    for (qsizetype i = 0; i < keys.names.size(); ++i)
        add(keys.names[i], std::move(keys.values[size_t(i)]));
    if (author) {
        add("_changed", Postgres::text(author->time));
        add("_changedby", Postgres::text(author->name));
        sets.append(", _version = _version + 1");
    }
    const auto changed = m_connection.write("UPDATE " + tableOf(collection) + " SET " + sets
                                                + " WHERE _id = $1 RETURNING _version",
                                            std::move(values));
    if (!changed)
        return refusal(changed.error());
    return changed->isEmpty() ? 0 : changed->number(0, 0);
}

} // namespace Store::Postgres

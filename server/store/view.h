// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/model/query.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QSet>

#include <functional>
#include <optional>
#include <variant>

namespace Store {

/// What one caller may see of one collection, whatever way leads to its documents. A value.
struct View
{
    const Collection *collection = nullptr; ///< In the request's catalog.
    bool isClosed = false; ///< No document is seen.
    /// Whether a web key whose path names single documents names this one; empty: all.
    std::function<bool(const QByteArray &id)> permits = {};
    /// The documents that private data and `beforeGET` leave, and how `beforeGET` shows them;
    /// nothing: all.
    std::optional<Model::Query> only = {};
    QByteArrayList hidden = {}; ///< Fields that are not shown, by dotted name.

    /// Whether all documents are seen.
    bool showsAll() const { return !isClosed && !permits && !only; }
};

/// Asks the database for one document. A value; the collection is one of the request's catalog.
struct Lookup
{
    const Collection *collection = nullptr;
    Model::Query query; ///< Finds the document or nothing.
};

/// The views of one caller during one request, each worked out once: the one answer to "may this
/// caller see that?" for lists, single documents, children, references, copies in relations and
/// writes. Not shared: one thread at a time.
class Views final
{
public:
    enum class Rights {
        Limited, ///< A collection without a view shows nothing.
        Full, ///< What there is no view of is seen, and so is all that relations hold.
    };

    explicit Views(Rights rights)
        : m_rights(rights)
    {
    }

    /// Takes the place of an earlier view of the same collection. @pre it has a collection.
    void add(View view) { m_views.insert(view.collection->number, std::move(view)); }
    /// Null for a collection of which no document is seen.
    const View *find(qint64 collection) const;

    /// Whether the caller sees the document @p id: either known without the database, or true if
    /// the lookup finds it (see Reader::sees()).
    std::variant<bool, Lookup> sees(qint64 collection, const QByteArray &id) const;

    /// The fields of documents of @p collection that are not shown, those of the copies in its
    /// relations among them.
    QByteArrayList hiddenIn(const Collection &collection) const;
    /// The relations of @p collection whose documents are not all seen.
    /// A caller may know only the ids of the copies in them.
    QByteArrayList guardedIn(const Collection &collection) const;
    /// Whether the caller may ask @p query, made from its own parameters.
    /// @errors Forbidden, naming a field that the caller may not read.
    Result<Done> checkNames(const Model::Query &query, const Collection &collection) const;

    /// Notes the ids in relations that a hook has put into @p after beside those in @p before: what
    /// a hook links, it links with full rights.
    void trust(const Collection &collection, QByteArrayView before, QByteArrayView after);
    /// Whether a relation to the document @p id may be made; answered like sees().
    std::variant<bool, Lookup> mayLink(qint64 collection, const QByteArray &id) const;

private:
    /// The same as hiddenIn() without the names within copies.
    QByteArrayList hiddenOf(const Collection &collection) const;

    Rights m_rights;
    QHash<qint64, View> m_views; ///< By the number of their collection.
    QSet<QByteArray> m_trusted; ///< Ids of documents.
};

/// The id in an element of a relation: the id itself, or a document with its `_id`.
QByteArray idOf(const Json::Value &item);
/// The ids in all relations of @p document.
QSet<QByteArray> linkedIds(const Collection &collection, const Json::Value &document);

/// @p hidden, and the computed fields of @p collection that are made of these fields. A rule of its
/// own says otherwise of a computed field.
QByteArrayList withComputed(QByteArrayList hidden, const Collection &collection);

/// Whether @p path is @p other, or leads on beneath it. Numbers of elements do not count: `a.0.b`
/// is beneath `a.b`.
bool isWithin(QByteArrayView path, QByteArrayView other);
/// Whether one of @p fields is within @p path, or @p path within it.
bool touchesOneOf(QByteArrayView path, const QByteArrayList &fields);

} // namespace Store

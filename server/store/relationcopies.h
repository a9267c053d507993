// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/commit.h"
#include "server/store/documentrows.h"

#include <QByteArray>
#include <QByteArrayList>

#include <vector>

namespace Store {

/// Brings the copies that relations keep of one document up to date. Lives for one write.
/// Thread: the one that writes.
class RelationCopies final
{
public:
    /// @p changedBy is who changes the document @p id of @p collection. What happens to other
    /// documents is added to @p changes.
    RelationCopies(DocumentRows &rows, std::vector<Change> &changes, const Collection &collection,
                   QByteArrayView id, QByteArray changedBy);

    /// Puts @p copy where other documents keep a copy; an empty one takes the copies away. To those
    /// documents this is a change: version and `_changed` say so, once however many fields have the
    /// copy. A copy that is the same already changes nothing. The document's copy of itself belongs
    /// to its own change.
    Result<Done> refresh(const QByteArray &copy);
    /// Whether the document had a copy of itself that changed.
    bool changedItself() const { return m_changedItself; }

private:
    /// A document that keeps copies.
    struct Source
    {
        qint64 collection; ///< Its number.
        QByteArray id;
        QByteArrayList fields; ///< The relations in which the copies are.
    };

    /// The documents that the table of links names for this one.
    Result<QList<Source>> sources();
    /// Writes one of the documents, unless its copies are the same already.
    Result<Done> refresh(const Source &source, const QByteArray &copy);
    /// @p document with @p copy in the place of the old ones, which go where @p copy is empty.
    QByteArray refreshed(const Json::Value &document, const QByteArrayList &fields,
                         const QByteArray &copy) const;

    DocumentRows &m_rows;
    std::vector<Change> &m_changes; ///< Of the commit.
    const Collection &m_collection;
    const QByteArrayView m_id;
    const QByteArray m_changedBy;
    const QByteArray m_now; ///< One time for all documents that this write changes.
    bool m_changedItself = false;
};

} // namespace Store

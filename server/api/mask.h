// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/store/reader.h"
#include "server/store/view.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>

namespace Api {

/// Shows documents of one collection as their caller may see them: without hidden fields, and with
/// the bare `_id` in the place of a relation's copy of a document that the caller may not see.
/// Lives for one answer. Thread: the reader's.
class Mask final
{
public:
    /// @p views: null for a caller with full rights.
    Mask(Store::Reader &reader, const Store::Views *views, const Store::Collection &collection);

    /// Whether documents are shown as they are stored.
    bool isEmpty() const { return m_hidden.isEmpty() && m_guarded.isEmpty(); }
    /// The document @p json as the caller may see it.
    /// @errors those of the reader, which looks up the documents of relations.
    Result<QByteArray> shown(QByteArray json);
    /// Whether @p field, a dotted name, is hidden or lies within a field that is.
    bool hides(QByteArrayView field) const;

private:
    /// One copy of a guarded relation: whole, as @p view shows it, or its id alone. @p view: null
    /// when nothing of its collection is seen.
    Result<QByteArray> shownCopy(const Store::View *view, const Json::Value &copy);

    Store::Reader &m_reader;
    const Store::Views *m_views;
    const Store::Collection &m_collection;
    QByteArrayList m_hidden; ///< See Views::hiddenIn().
    QByteArrayList m_guarded; ///< Relations whose documents are not all seen.
    QHash<QByteArray, bool> m_seen; ///< By id of a relation's document.
};

} // namespace Api

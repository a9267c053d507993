// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/mask.h"
#include "server/api/reading.h"
#include "server/store/reader.h"

/// How the documents of one answer are shown: what of them the caller may see, with what the
/// parameters put into them and how they ask for them. Thread: the reader's.
namespace Api {

/// Lives for one answer. Both arguments of the constructor must outlive it.
class Shape final
{
public:
    Shape(Store::Reader &reader, const Reading &reading);

    /// Whether the caller may see all of each document.
    bool showsAll() const { return m_mask.isEmpty(); }
    /// Whether documents are answered as they are stored.
    bool isAsStored() const;
    /// What the caller may see of a document's fields.
    Result<QByteArray> masked(QByteArray json) { return m_mask.shown(std::move(json)); }
    /// The document as it is answered.
    Result<QByteArray> shown(Model::Document document);

private:
    /// Null: the caller sees nothing of @p collection.
    const Store::View *viewOf(const Store::Collection &collection) const;
    Result<QByteArray> children(const Store::Collection &collection, const Store::View &view,
                                const QByteArray &field, const QByteArray &id) const;
    /// Appends the children of the document @p id to its @p text, by the names of their fields.
    Result<Done> addChildren(const QByteArray &id, QByteArray &text) const;
    Result<QByteArray> sources(const Store::Collection &source, const Store::View &view,
                               const QList<Store::Link> &links) const;
    /// Appends `_referencedby`: the documents that refer to @p id, by their collection.
    Result<Done> addReferences(const QByteArray &id, QByteArray &text) const;
    /// The address of the document or file @p id beneath @p place, a JSON text. It is absolute when
    /// the request says its host.
    QByteArray linkOf(const QByteArray &place, const Json::Value &id) const;
    /// Relations and media of @p text, a document, as addresses in the place of ids.
    QByteArray linked(const QByteArray &text) const;

    Store::Reader &m_reader;
    const Reading &m_reading;
    Mask m_mask;
    bool m_children; ///< The parameter `fetchchildren`.
    bool m_referencedBy; ///< The parameter `referencedby`.
    bool m_links; ///< The parameter `idtolink`.
    bool m_flatten; ///< The parameter `flatten`.
};

} // namespace Api

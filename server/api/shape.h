// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/mask.h"
#include "server/api/reading.h"
#include "server/store/reader.h"

/// How the documents of one answer are shown: what of them the caller may see, with what the
/// parameters put into them and how they ask for them. Thread: the reader's.
namespace Api {

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
    const Store::View *viewOf(const Store::Collection &collection) const;
    Result<QByteArray> children(const Store::Collection &collection, const Store::View &view,
                                const QByteArray &field, const QByteArray &id) const;
    Result<Done> addChildren(const QByteArray &id, QByteArray &text) const;
    Result<QByteArray> sources(const Store::Collection &source, const Store::View &view,
                               const QList<Store::Link> &links) const;
    Result<Done> addReferences(const QByteArray &id, QByteArray &text) const;
    QByteArray linkOf(const QByteArray &place, const Json::Value &id) const;
    QByteArray linked(const QByteArray &text) const;

    Store::Reader &m_reader;
    const Reading &m_reading;
    Mask m_mask;
    bool m_children;
    bool m_referencedBy;
    bool m_links;
    bool m_flatten;
};

} // namespace Api

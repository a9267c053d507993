// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/commit.h"
#include "server/store/documentrows.h"
#include "server/store/documentrules.h"
#include "server/store/writerules.h"
#include "server/model/document.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QSet>

#include <optional>
#include <vector>

namespace Store {

/// Stores documents of one collection by its rules, with the links and copies of their relations.
/// Lives for one write. Thread: the one that writes.
class DocumentWriter final
{
public:
    /// All of them outlive this. @p rows are those of @p collection; the write adds what it does to
    /// @p commit.
    DocumentWriter(DocumentRows &rows, Commit &commit, const Collection &collection,
                   const WriteRules &rules)
        : m_rows(rows)
        , m_commit(commit)
        , m_collection(collection)
        , m_rules(rules)
        , m_documentRules(rows, collection, rules)
    {
    }

    /// Stores new documents, all or none; afterwards @p documents are as they are stored.
    /// @errors Validation: a rule is broken. Conflict: an id is taken, or a unique index refuses.
    Result<Done> insert(std::vector<Model::Document> &documents);
    /// Changes the document @p id and gives it as it is stored then. @p changes are merged here, in
    /// the writer's thread, or were into the text that is stored, so two updates at once lose
    /// nothing of each other.
    /// @errors As Transaction::update().
    Result<Model::Document> update(QByteArrayView id, const Json::Value &changes);
    /// Removes those of @p ids that there are, and gives them.
    Result<QByteArrayList> remove(const QByteArrayList &ids);

private:
    /// The document as it is stored; nothing when there is none or the rules hide it.
    Result<std::optional<Model::Document>> read(QByteArrayView id);
    Result<QByteArray> merge(const Model::Document &document, const Json::Value &changes);
    /// Keeps which documents @p id refers to, so that those who refer to one are found without
    /// reading all documents. A new document has no old links to be taken away.
    Result<Done> saveLinks(QByteArrayView id, const QList<DocumentRules::Link> &links,
                           bool mayHaveOld);
    /// Brings the copies that others keep of @p document up to date.
    Result<Done> refreshCopies(Model::Document &document);
    /// Adds to the commit what this write does to a document; @p version is 0 for a removed one.
    void noteChange(const QByteArray &id, qint64 version, Change::Kind kind);
    /// Stores one event with the write, and adds it to the commit. It is sent after the commit, so
    /// no webhook hears of a write that was undone.
    Result<Done> tellWebhook(const QByteArrayList &payload);

    DocumentRows &m_rows;
    Commit &m_commit;
    const Collection &m_collection;
    const WriteRules &m_rules;
    DocumentRules m_documentRules;
};

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/document.h"
#include "server/model/fields.h"
#include "server/store/catalog.h"
#include "server/store/writerules.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QSet>

#include <optional>
#include <variant>

namespace Store {

struct Lookup;

/// A document as relations copy it: of its own @p relations only the ids go along. So a copy never
/// holds another copy, and a change goes no further than to the documents that copy it.
QByteArray copyForRelation(const Json::Value &document, const QByteArrayList &relations);
/// The names of the fields of @p collection that are relations.
QByteArrayList relationsOf(const Collection &collection);

/// What the rules of documents ask a database for, within the transaction of a write.
class RuleSource
{
public:
    virtual ~RuleSource() = default;

    /// The next number of an autoincrement field of the collection that is written. @p given is
    /// returned as it is, and later numbers are higher.
    /// @pre given is at most Model::Field::LastCount, and at least its negative.
    /// @errors Validation: the numbers are used up.
    virtual Result<qint64> countUp(const Model::Field &field, std::optional<qint64> given) = 0;
    /// A document of another collection; nothing when there is none.
    virtual Result<std::optional<Json::Document>> find(qint64 collection, QByteArrayView id) = 0;
    /// Whether @p lookup finds its document.
    virtual Result<bool> finds(const Lookup &lookup) = 0;
};

/// Keeps the rules of one collection while its documents change: types, defaults, counters,
/// computed fields, and the copies that relations hold. Lives for one write.
/// Thread: the one that writes.
class DocumentRules final
{
public:
    /// Defaults and counters are for new documents alone.
    enum class Occasion { Insert, Update };
    /// A relation to a document.
    struct Link
    {
        QByteArray field;
        qint64 targetCollection;
        QByteArray target;
    };

    /// All of them outlive this.
    DocumentRules(RuleSource &source, const Collection &collection, const WriteRules &rules)
        : m_source(source)
        , m_collection(collection)
        , m_rules(rules)
    {
    }

    /// What an update changes: relations that it has already may stay whatever the caller sees.
    void setPresent(const Json::Value &document);
    /// Checks the parent of a new document, as far as `WriteRules::parents` asks for it.
    /// @errors Validation: it is not there, or the caller does not see it.
    Result<Done> checkParent(const Model::Parent &parent);
    /// Brings @p document to the form in which it is stored.
    /// @errors Validation: a field breaks a rule.
    Result<Done> prepare(Model::Document &document, Occasion occasion);
    /// The relations of the document that was prepared last.
    const QList<Link> &links() const { return m_links; }

private:
    Result<QByteArray> preparedMembers(const Json::Value &document, Occasion occasion,
                                       Model::Violations &violations);
    /// The number that an autoincrement field gets where the client sends @p value.
    Result<QByteArray> counted(const Model::Field &field, const Json::Value &value,
                               Model::Violations &violations);
    /// What a field gets that a new document does not have; empty: nothing.
    Result<QByteArray> missingMember(const Model::Field &field);
    /// The copies of the documents that @p value names, by ids or by objects with an id, each once;
    /// their links are kept for links().
    Result<QByteArray> embedded(const Model::Field &field, const Json::Value &value,
                                Model::Violations &violations);
    /// Whether the caller may refer to the document @p id. What the document refers to already may
    /// stay: else somebody who does not see it could not save the rest.
    Result<bool> sees(const Model::Field &field, const QByteArray &id);
    Result<bool> found(const std::variant<bool, Lookup> &answer);

    RuleSource &m_source;
    const Collection &m_collection;
    const WriteRules &m_rules;
    QList<Link> m_links; ///< See links().
    QSet<QByteArray> m_linkedBefore; ///< What the relations of the present document hold.
};

} // namespace Store

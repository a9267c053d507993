// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/store/catalog.h"
#include "server/store/commit.h"
#include "server/store/writerules.h"
#include "server/model/document.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QSet>

#include <optional>
#include <vector>

namespace Store::Sqlite {

class Connection;
class Tables;

/// Keeps the rules of one collection while its documents change: types, defaults, counters,
/// computed fields, and the copies that relations hold. Lives for one write.
/// Thread: the writer's.
class DocumentWriter final
{
public:
    /// What the writes of one transaction share.
    struct Shared
    {
        Connection &connection;
        Tables &tables;
        std::vector<Change> &changes; ///< Each write adds what it does.
    };

    DocumentWriter(Shared shared, const Collection &collection, const WriteRules &rules)
        : m_connection(shared.connection)
        , m_tables(shared.tables)
        , m_changes(shared.changes)
        , m_collection(collection)
        , m_rules(rules)
    {
    }

    Result<Done> insert(std::vector<Model::Document> &documents);
    Result<Model::Document> update(QByteArrayView id, const Json::Value &changes);
    Result<QByteArrayList> remove(const QByteArrayList &ids);

private:
    enum class Occasion { Insert, Update };
    struct Link
    {
        QByteArray field;
        qint64 targetCollection;
        QByteArray target;
    };

    Result<std::optional<Model::Document>> read(QByteArrayView id);
    Result<Done> prepare(Model::Document &document, Occasion occasion);
    Result<QByteArray> preparedMembers(const Json::Value &document, Occasion occasion,
                                       Model::Violations &violations);
    Result<QByteArray> missingMember(const Model::Field &field);
    Result<qint64> countUp(const Model::Field &field, std::optional<qint64> given);
    Result<QByteArray> embedded(const Model::Field &field, const Json::Value &value,
                                Model::Violations &violations);
    Result<bool> maySee(const Model::Field &field, const QByteArray &id);
    Result<Done> saveLinks(QByteArrayView id, bool mayHaveOld);
    Result<Done> refreshCopies(Model::Document &document);

    Connection &m_connection;
    Tables &m_tables;
    std::vector<Change> &m_changes;
    const Collection &m_collection;
    const WriteRules &m_rules;
    QList<Link> m_links; ///< Of the document that is being prepared.
    QSet<QByteArray> m_linkedBefore; ///< What its relations hold already.
};

} // namespace Store::Sqlite

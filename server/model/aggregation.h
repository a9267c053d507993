// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/model/query.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace Model {

/// Gathers documents into what `$groupby` and `$aggregate` answer (contract: queries 4):
/// `{"SUM score": 12}` for all, or the same for each group, or the documents of each group.
/// Lives for one answer; the query must outlive it. Any thread, one at a time.
class Aggregation final
{
public:
    explicit Aggregation(const Query &query);
    ~Aggregation();

    /// Takes the next document: @p json as it is stored and @p shown as it is answered.
    void add(QByteArrayView json, const QByteArray &shown);
    QByteArray toJson() const;

private:
    struct Group;
    struct Total;

    void addTotals(Group &group, const Json::Value &document, const QByteArray &shown) const;
    QByteArray groupJson(const Group &group, qsizetype level) const;
    QByteArray totalsJson(const Group &group) const;

    const Query &m_query;
    std::unique_ptr<Group> m_root;
};

/// The different values that documents have in a field, an array's elements each for itself.
/// Source: MongoDB manual, "distinct".
class DistinctValues final
{
public:
    explicit DistinctValues(QByteArray field)
        : m_field(std::move(field))
    {
    }

    void add(QByteArrayView json);
    /// The values in their order, the first @p skip left out, at most @p maximum (-1: all).
    QByteArray toJson(bool descending, qint64 skip, qint64 maximum) const;

private:
    void collect(const Json::Value &value, QByteArrayView path);

    QByteArray m_field;
    QHash<QByteArray, QByteArray> m_values; ///< JSON by sort key.
};

} // namespace Model

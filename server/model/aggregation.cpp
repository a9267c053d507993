// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/aggregation.h"

#include "server/core/timestamp.h"
#include "server/model/formula.h"
#include "server/model/moment.h"
#include "server/model/ordering.h"
#include "server/model/path.h"

#include <algorithm>
#include <cmath>

namespace Model {

/// One aggregate of one group.
struct Aggregation::Total
{
    qint64 count = 0; ///< Of the documents that have a number there, or of all for Count.
    qint64 wholeSum = 0;
    /// Wider than a double, so that a sum may pass the end of double on its way, as for an average.
    long double sum = 0;
    bool isWhole = true; ///< The sum fits wholeSum.
    QByteArray bestKey;
    QByteArray best; ///< The document with the least or greatest value.
};

struct Aggregation::Group
{
    std::vector<Total> totals;
    QByteArrayList documents; ///< Of the last level, when nothing is aggregated.
    QByteArrayList names; ///< Of the groups within, in their first order.
    QHash<QByteArray, std::shared_ptr<Group>> groups;
};

namespace {

QByteArray groupName(const Grouping &grouping, const Json::Value &document)
{
    const auto value = valueAt(document, grouping.field);
    if (!value || value->isNull())
        return "null";
    if (!grouping.momentFormat.isEmpty()) {
        const auto moment = Timestamp::parse(value->text());
        return moment ? formatMoment(*moment, grouping.momentFormat) : QByteArray("null");
    }
    return value->isString() ? value->text().toByteArray() : value->toJson();
}

/// The shortest text that reads back as @p number; null beyond a double, since JSON has no
/// infinity.
QByteArray shortNumber(double number)
{
    if (!std::isfinite(number))
        return "null";
    for (int digits = 6; digits < 17; ++digits) {
        const QByteArray text = QByteArray::number(number, 'g', digits);
        if (text.toDouble() == number)
            return text;
    }
    return QByteArray::number(number, 'g', 17);
}

} // namespace

Aggregation::Aggregation(const Query &query)
    : m_query(query)
    , m_root(std::make_unique<Group>())
{
}

Aggregation::~Aggregation() = default;

void Aggregation::add(QByteArrayView json, const QByteArray &shown)
{
    const auto document = Json::Document::parseKnown(json);
    if (!document)
        return;
    Group *group = m_root.get();
    if (m_query.grandTotals || m_query.groupings.isEmpty())
        addTotals(*group, document->root(), shown);
    for (qsizetype level = 0; level < m_query.groupings.size(); ++level) {
        const QByteArray name = groupName(m_query.groupings[level], document->root());
        auto &next = group->groups[name];
        if (!next) {
            next = std::make_shared<Group>();
            group->names.append(name);
        }
        group = next.get();
        const bool isLast = level + 1 == m_query.groupings.size();
        if (isLast || m_query.grandTotals)
            addTotals(*group, document->root(), shown);
        if (isLast && m_query.aggregates.isEmpty())
            group->documents.append(shown);
    }
}

void Aggregation::addTotals(Group &group, const Json::Value &document,
                            const QByteArray &shown) const
{
    using Function = Aggregate::Function;
    group.totals.resize(size_t(m_query.aggregates.size()));
    for (size_t i = 0; i < group.totals.size(); ++i) {
        const Aggregate &aggregate = m_query.aggregates[qsizetype(i)];
        Total &total = group.totals[i];
        if (aggregate.function == Function::Count) {
            ++total.count;
            continue;
        }
        const auto value = valueAt(document, aggregate.field);
        if (!value || value->isNull())
            continue;
        if (aggregate.function == Function::Sum || aggregate.function == Function::Average) {
            if (!value->isNumber())
                continue;
            ++total.count;
            total.sum += value->toDouble();
            // Exact as long as it can be: a double loses digits beyond 2^53.
            total.isWhole = total.isWhole && value->type() == Json::Value::Type::Integer
                && !__builtin_add_overflow(total.wholeSum, value->toInteger(), &total.wholeSum);
            continue;
        }
        const QByteArray key = sortKey(*value);
        const bool isBetter = total.best.isEmpty()
            || (aggregate.function == Function::Minimum ? key < total.bestKey
                                                        : total.bestKey < key);
        if (isBetter) {
            total.bestKey = key;
            total.best = shown;
        }
    }
}

QByteArray Aggregation::totalsJson(const Group &group) const
{
    using Function = Aggregate::Function;
    Json::ObjectWriter writer;
    const std::vector<Total> totals =
        group.totals.empty() ? std::vector<Total>(size_t(m_query.aggregates.size())) : group.totals;
    for (size_t i = 0; i < totals.size(); ++i) {
        const Aggregate &aggregate = m_query.aggregates[qsizetype(i)];
        const Total &total = totals[i];
        switch (aggregate.function) {
        case Function::Count:
            writer.number(aggregate.name, total.count);
            break;
        case Function::Sum:
            writer.raw(aggregate.name,
                       total.isWhole ? QByteArray::number(total.wholeSum)
                                     : shortNumber(double(total.sum)));
            break;
        case Function::Average:
            writer.raw(aggregate.name,
                       total.count == 0 ? QByteArray("null")
                                        : shortNumber(double(total.sum / total.count)));
            break;
        default:
            writer.raw(aggregate.name, total.best.isEmpty() ? QByteArray("null") : total.best);
        }
    }
    return writer.take();
}

QByteArray Aggregation::groupJson(const Group &group, qsizetype level) const
{
    if (level == m_query.groupings.size()) {
        if (!m_query.aggregates.isEmpty())
            return totalsJson(group);
        return '[' + group.documents.join(',') + ']';
    }
    QByteArrayList names = group.names;
    // Groups keep the order of the documents only where the client has asked for one.
    if (m_query.orders.isEmpty())
        std::sort(names.begin(), names.end());
    Json::ObjectWriter writer;
    for (const QByteArray &name : std::as_const(names))
        writer.raw(name, groupJson(*group.groups[name], level + 1));
    if (!m_query.grandTotals || m_query.aggregates.isEmpty())
        return writer.take();
    // A group may have any name.
    QByteArray name = "$grand-total";
    while (names.contains(name))
        name.prepend('$');
    return writer.raw(name, totalsJson(group)).take();
}

QByteArray Aggregation::toJson() const
{
    return groupJson(*m_root, 0);
}

void DistinctValues::add(QByteArrayView json)
{
    if (const auto document = Json::Document::parseKnown(json))
        collect(document->root(), m_field);
}

void DistinctValues::collect(const Json::Value &value, QByteArrayView path)
{
    if (value.isArray()) {
        for (const Json::Value &item : value.items())
            collect(item, path);
        return;
    }
    if (path.isEmpty()) {
        m_values.insert(sortKey(value), value.toJson());
        return;
    }
    const PathStep step(path);
    if (const auto member = value.find(step.name))
        collect(*member, step.rest);
}

QByteArray DistinctValues::toJson(bool descending, qint64 skip, qint64 maximum) const
{
    QByteArrayList keys = m_values.keys();
    std::sort(keys.begin(), keys.end());
    if (descending)
        std::reverse(keys.begin(), keys.end());
    Json::ArrayWriter list;
    for (const QByteArray &key : keys.mid(skip, maximum))
        list.raw(m_values.value(key));
    return list.take();
}

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/connection.h"
#include "server/store/postgres/transaction.h"

#include <algorithm>

/// The part of Transaction by which writes keep to definitions that other nodes change.
namespace Store::Postgres {

/// Also notes a change of jobs, which other nodes have to read again.
const Collection &Transaction::present(const Collection &given)
{
    if (given.name == Collection::SystemJobs)
        noteCatalog();
    const Collection *known = m_state.catalog->find(given.name);
    if (!known || known->number != given.number)
        known = m_state.catalog->find(given.number);
    // What this transaction has changed itself is known to its caller alone.
    const bool isNewest = known
        && m_layouts.value(given.number).generation
            == m_state.layouts.value(given.number).generation;
    return isNewest ? *known : given;
}

Result<Done> Transaction::lockDefinitions(const QList<qint64> &numbers)
{
    for (const qint64 each : numbers) {
        if (auto locked =
                m_connection.define("LOCK TABLE " + tableOf(each) + " IN SHARE ROW EXCLUSIVE MODE");
            !locked)
            return locked;
        const auto raised = m_connection.write("UPDATE collections SET generation = generation + 1"
                                               " WHERE number = $1 RETURNING generation",
                                               {number(each)});
        if (!raised)
            return failure(raised);
        if (!raised->isEmpty() && m_layouts.contains(each))
            m_layouts[each].generation = raised->number(0, 0);
    }
    return Done();
}

Result<Done> Transaction::lockTargets(const Collection &before, const Collection &after)
{
    QList<qint64> targets;
    for (const Model::Field &field : after.fields) {
        const Model::Field *old = before.field(field.name);
        if (!field.isRelation()
            || (old && old->isRelation() && old->collection == field.collection))
            continue;
        const auto target = findDefined(m_connection, field.collection);
        if (!target)
            return failure(target);
        if (*target && (*target)->collection.number != after.number)
            targets.append((*target)->collection.number);
    }
    std::sort(targets.begin(), targets.end());
    return lockDefinitions(targets);
}

void Transaction::queueGuard()
{
    QList<qint64> collections;
    QList<qint64> generations;
    for (const qint64 each : std::as_const(m_touched)) {
        if (!m_layouts.contains(each))
            continue;
        collections.append(each);
        generations.append(m_layouts.value(each).generation);
    }
    if (collections.isEmpty())
        return;
    m_connection.queue("SELECT 1 / (CASE WHEN count(*) = $3 THEN 1 ELSE 0 END) FROM collections c"
                       " JOIN unnest($1, $2) AS w(n, g) ON c.number = w.n AND c.generation = w.g",
                       {numbers(collections), numbers(generations), number(collections.size())});
}

} // namespace Store::Postgres

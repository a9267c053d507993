// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/eventtable.h"

#include "server/core/json.h"
#include "server/store/postgres/connection.h"

#include <utility>

namespace Store::Postgres {

namespace {

/// The documents, each as `[collection, id, version, kind]`.
QByteArray namedJson(const std::vector<Change> &changes)
{
    Json::ArrayWriter list;
    for (const Change &each : changes)
        list.raw('[' + QByteArray::number(each.collection) + ','
                 + Json::quoted(QByteArrayView(each.id)) + ',' + QByteArray::number(each.version)
                 + ',' + QByteArray::number(int(each.kind)) + ']');
    return list.take();
}

/// How many there are of each collection and kind, each as `{"collection": [number of each kind]}`.
QByteArray countedJson(const std::vector<Change> &changes)
{
    QHash<qint64, ChangeCounts> counts;
    for (const Change &each : changes)
        counts[each.collection].add(each.kind);
    Json::ObjectWriter object;
    for (auto each = counts.cbegin(); each != counts.cend(); ++each)
        object.raw(QByteArray::number(each.key()),
                   '[' + QByteArray::number(each->created) + ',' + QByteArray::number(each->changed)
                       + ',' + QByteArray::number(each->removed) + ']');
    return object.take();
}

Commit commitOf(QByteArrayView json)
{
    Commit commit;
    commit.isOfAnotherServer = true;
    const auto document = Json::Document::parseKnown(json);
    const Json::Value root = document ? document->root() : Json::Value();
    // Of a newer program it may have more.
    if (root.isArray()) {
        const auto items = root.items();
        for (const Json::Value &each : items) {
            const auto parts = each.items();
            if (parts.size() >= 4)
                commit.changes.push_back({parts[0].toInteger(), parts[1].text().toByteArray(),
                                          parts[2].toInteger(),
                                          Change::Kind(parts[3].toInteger())});
        }
        return commit;
    }
    const auto members = root.members();
    for (const auto &[collection, numbers] : members) {
        const auto parts = numbers.items();
        if (parts.size() >= 3)
            commit.counts.insert(
                collection.toByteArray().toLongLong(),
                {parts[0].toInteger(), parts[1].toInteger(), parts[2].toInteger()});
    }
    return commit;
}

} // namespace

void EventTable::queueAdd(Connection &connection, const std::vector<Change> &changes,
                          QByteArrayView server)
{
    const bool areNamed = changes.size() <= CommitSummary::MostNamed;
    connection.queue("INSERT INTO events (server, changes) VALUES ($1, $2)",
                     {text(server), text(areNamed ? namedJson(changes) : countedJson(changes))});
}

void EventTable::queueLook(Connection &connection, QByteArrayView snapshot, QByteArrayView server,
                           std::function<void(Look)> use)
{
    const auto take = [use = std::move(use)](const Rows &rows) {
        Look look;
        for (int row = 0; row < rows.count(); ++row) {
            look.snapshot = rows.text(row, 0);
            if (!rows.isNull(row, 1))
                look.commits.push_back(commitOf(rows.view(row, 1)));
        }
        use(std::move(look));
    };
    if (snapshot.isEmpty()) {
        connection.queue("SELECT pg_current_snapshot()::text, NULL::text", {}, take);
        return;
    }
    // One statement, so that the snapshot is that in which the rows are seen. Who changes a
    // document waits for whoever changed it before, and then adds a later row.
    connection.queue("SELECT s.now, e.changes FROM (SELECT pg_current_snapshot()::text AS now) s"
                     " LEFT JOIN events e ON e.xact >= pg_snapshot_xmin($1::pg_snapshot)"
                     " AND NOT pg_visible_in_snapshot(e.xact, $1::pg_snapshot)"
                     " AND e.server <> $2 ORDER BY e.id",
                     {text(snapshot), text(server)}, take);
}

void EventTable::queueTrim(Connection &connection, QByteArrayView transaction,
                           std::function<void(QByteArray)> use)
{
    if (!transaction.isEmpty())
        connection.queue("DELETE FROM events WHERE xact < $1::xid8", {text(transaction)});
    connection.queue("SELECT pg_snapshot_xmin(pg_current_snapshot())::text", {},
                     [use = std::move(use)](const Rows &rows) { use(rows.text(0, 0)); });
}

} // namespace Store::Postgres

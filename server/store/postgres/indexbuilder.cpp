// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/indexbuilder.h"

#include "server/store/postgres/connection.h"
#include "server/store/postgres/tables.h"

#include <QLoggingCategory>

#include <algorithm>
#include <chrono>

namespace Store::Postgres {

namespace {

Q_LOGGING_CATEGORY(lcBuilder, "server.store")

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int KeysAtOnce = 1000; ///< Documents.
constexpr auto BeforeNextTry = 2s; ///< When the database is away, or another server builds.
constexpr auto LongestRest = 100ms; ///< Between two parts, for those who read and write.

/// `k_1 IS NULL OR words IS NULL`: what is missing of a row.
QByteArray missingCondition(const Layout &layout)
{
    QByteArrayList conditions;
    for (const KeyColumn &column : layout.columns) {
        if (!column.isReady)
            conditions.append(column.name() + " IS NULL");
    }
    if (layout.hasWords && !layout.areWordsReady)
        conditions.append("words IS NULL");
    return conditions.join(" OR ");
}

} // namespace

IndexBuilder::IndexBuilder(Address address, House house)
    : m_address(std::move(address))
    , m_house(std::move(house))
{
    m_thread = std::thread([this] { run(); });
}

IndexBuilder::~IndexBuilder()
{
    *m_ending = true;
    m_wake.notify_all();
    m_thread.join();
}

void IndexBuilder::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
    }
    m_wake.notify_all();
}

void IndexBuilder::run()
{
    while (!isEnding()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isWoken || isEnding(); });
            m_isWoken = false;
        }
        Layout layout;
        while (!isEnding() && next(layout)) {
            if (buildNext())
                continue;
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, BeforeNextTry, [this] { return isEnding(); });
        }
        m_connection.reset();
    }
}

std::optional<Collection> IndexBuilder::next(Layout &layout) const
{
    const SharedState state = m_house.state();
    for (const Collection &collection : state->catalog->collections) {
        layout = state->layouts.value(collection.number);
        if (layout.isBuilding)
            return collection;
    }
    return std::nullopt;
}

bool IndexBuilder::buildNext()
{
    if (const auto prepared = prepare(); !prepared)
        return false;
    // Another server may have built it meanwhile.
    (void)m_house.refresh(*m_connection);
    Layout layout;
    const auto collection = next(layout);
    if (!collection)
        return true;
    const auto built = build(*collection, layout);
    if (built || isEnding())
        return built.hasValue();
    // A change of the definition comes before: what is to be built is looked at again.
    qCInfo(lcBuilder, "The indexes of %s are built later: %s", collection->name.constData(),
           qUtf8Printable(built.error().message));
    return false;
}

Result<Done> IndexBuilder::prepare()
{
    if (m_connection && m_connection->isOpen())
        return Done();
    auto connection = Connection::open(m_address, Connection::Purpose::Write, m_ending);
    if (!connection)
        return failure(connection);
    // The first number is any, but ours.
    const auto taken = (*connection)
                           ->run("SELECT 1 WHERE pg_try_advisory_lock(1212892243,"
                                 " hashtext($1 || '.indexes'))",
                                 {text(m_address.schema())});
    if (!taken)
        return failure(taken);
    if (taken->isEmpty())
        return failure(Error::Kind::Unavailable, QStringLiteral("Another server builds indexes."));
    // CREATE INDEX CONCURRENTLY waits for all transactions that began before it.
    if (const auto set = (*connection)->define("SET lock_timeout = 0"); !set)
        return set;
    m_connection = std::move(*connection);
    return Done();
}

Result<Done> IndexBuilder::build(const Collection &collection, const Layout &layout)
{
    if (auto filled = fill(layout); !filled)
        return filled;
    if (auto made = makeIndexes(collection, layout); !made)
        return made;
    if (auto marked = markReady(layout); !marked)
        return marked;
    return m_house.refresh(*m_connection);
}

Result<Done> IndexBuilder::fill(const Layout &layout)
{
    if (missingCondition(layout).isEmpty())
        return Done();
    QByteArray last;
    while (!isEnding()) {
        const auto began = Clock::now();
        const auto isMore = fillPart(layout, last);
        if (!isMore)
            return failure(isMore);
        if (!*isMore)
            return Done();
        // Half of the time is for others.
        std::this_thread::sleep_for(std::min<Clock::duration>(Clock::now() - began, LongestRest));
    }
    return failure(Error::Kind::Unavailable, QStringLiteral("The server is stopping."));
}

Result<bool> IndexBuilder::fillPart(const Layout &layout, QByteArray &last)
{
    const QByteArray condition = missingCondition(layout);
    const auto documents = m_connection->run(
        "SELECT _id, doc FROM " + tableOf(layout.collection) + " WHERE _id > $1 AND (" + condition
            + ") ORDER BY _id LIMIT " + QByteArray::number(KeysAtOnce),
        {text(last)});
    if (!documents)
        return failure(documents);
    if (documents->isEmpty())
        return false;
    Filling filling{{}, layout.hasWords && !layout.areWordsReady};
    for (const KeyColumn &column : layout.columns) {
        if (!column.isReady)
            filling.columns.append(column);
    }
    // A document that is written meanwhile has its keys already, and those are right.
    const auto filled = fillKeys(*m_connection, layout, filling, *documents, condition);
    if (!filled)
        return failure(filled);
    last = documents->text(documents->count() - 1, 0);
    return true;
}

Result<Done> IndexBuilder::makeIndexes(const Collection &collection, const Layout &layout)
{
    // One that was interrupted is there, and of no use.
    const auto invalid =
        m_connection->run("SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                          " WHERE i.indrelid = to_regclass($1) AND NOT i.indisvalid",
                          {text(tableOf(collection.number))});
    if (!invalid)
        return failure(invalid);
    for (int row = 0; row < invalid->count(); ++row) {
        if (auto dropped = m_connection->define("DROP INDEX CONCURRENTLY " + invalid->text(row, 0));
            !dropped)
            return dropped;
    }
    const auto statements = indexStatements(*m_connection, collection, layout);
    if (!statements)
        return failure(statements);
    for (const QByteArray &sql : *statements) {
        if (auto made = m_connection->define(sql); !made)
            return made;
    }
    return Done();
}

Result<Done> IndexBuilder::markReady(const Layout &built)
{
    m_connection->queueOnce("BEGIN");
    const auto rows = m_connection->run(
        "SELECT layout FROM collections WHERE number = $1 AND generation = $2 FOR UPDATE",
        {number(built.collection), number(built.generation)});
    if (rows && !rows->isEmpty()) {
        // The generation of the table stays: writes know all of its columns.
        m_connection->queue("UPDATE collections SET layout = $1 WHERE number = $2",
                            {text(built.ready().toJson()), number(built.collection)});
        m_connection->queue("UPDATE facts SET generation = generation + 1");
    }
    m_connection->queueOnce(rows ? "COMMIT" : "ROLLBACK");
    const auto done = m_connection->flush();
    if (!rows)
        return failure(rows);
    return doneOf(done);
}

} // namespace Store::Postgres

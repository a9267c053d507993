// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/postgres/search.h"

#include "server/store/selection.h"

#include <algorithm>
#include <vector>

namespace Store::Postgres {

namespace {

/// So many documents are fetched at once.
constexpr int FetchedAtOnce = 200;
/// More documents than this are not held in memory at once; they are fetched in parts.
constexpr qint64 MostAtOnce = 1000;
/// What sorting may take; most answers are far smaller.
constexpr qsizetype MostBytesSorted = 256 * 1024 * 1024;

/// A document that waits for its place in the answer.
struct Placed
{
    QByteArray place; ///< As Selection::placeOf() gives it.
    Model::Document document;

    bool operator<(const Placed &other) const { return place < other.place; }
    qsizetype size() const { return qsizetype(sizeof *this) + place.size() + document.json.size(); }
};

/// The documents that come first, of all that are added.
class FirstOnes
{
public:
    /// @p most: -1: all.
    explicit FirstOnes(qint64 most)
        : m_most(most)
    {
    }
    /// False: they take too much memory.
    bool add(Placed placed)
    {
        if (m_most == 0)
            return true;
        m_bytes += placed.size();
        m_heap.push_back(std::move(placed));
        std::push_heap(m_heap.begin(), m_heap.end());
        if (m_most > 0 && qint64(m_heap.size()) > m_most) {
            std::pop_heap(m_heap.begin(), m_heap.end());
            m_bytes -= m_heap.back().size();
            m_heap.pop_back();
        }
        return m_bytes <= MostBytesSorted;
    }
    std::vector<Placed> take()
    {
        std::sort_heap(m_heap.begin(), m_heap.end());
        return std::move(m_heap);
    }

private:
    const qint64 m_most;
    qsizetype m_bytes = 0;
    std::vector<Placed> m_heap; ///< The last one is at its front.
};

Failure tooMuchToSort(const Model::Query &query)
{
    QByteArrayList fields;
    for (const Model::Query::Order &order : query.orders)
        fields.append(order.field);
    return badInput(QStringLiteral("Too many documents would have to be sorted by \"%1\": make an "
                                   "index on it, or ask for fewer with $max.")
                        .arg(QString::fromUtf8(fields.join(", "))));
}

Failure ended()
{
    Trouble trouble;
    trouble.state = "57014";
    return failure(errorOf(trouble));
}

} // namespace

const char AllColumns[] = "doc, _id, _created, _changed, _createdby, _changedby, _version, "
                          "_parent_id, _parent_def, _parent_field";

Model::Document documentOf(const Rows &rows, int row)
{
    return {rows.text(row, 1),   rows.text(row, 0),
            rows.text(row, 2),   rows.text(row, 3),
            rows.text(row, 4),   rows.text(row, 5),
            rows.number(row, 6), {rows.text(row, 7), rows.text(row, 8), rows.text(row, 9)}};
}

Result<std::optional<Model::Document>> findDocument(Connection &connection, qint64 collection,
                                                    QByteArrayView id)
{
    if (!isStorable(id))
        return std::optional<Model::Document>();
    const auto rows = connection.run(QByteArray("SELECT ") + AllColumns + " FROM "
                                         + tableOf(collection) + " WHERE _id = $1",
                                     {text(id)});
    if (!rows)
        return failure(rows);
    return rows->isEmpty() ? std::nullopt : std::optional(documentOf(*rows, 0));
}

Result<bool> findsDocument(Connection &connection, qint64 collection, const Model::Query &query)
{
    // Without columns of keys, about which another transaction may know better.
    const Layout layout{collection, 0, 0, false, {}};
    QSet<qint64> odd;
    const Plan plan(layout, query, odd);
    const auto rows = connection.run(plan.select(AllColumns), plan.parametersOfSelect());
    if (!rows && rows.error().kind == Error::Kind::NotFound)
        return false;
    if (!rows)
        return failure(rows);
    Selection selection(query);
    for (int row = 0; row < rows->count(); ++row) {
        const auto finds = selection.finds(documentOf(*rows, row));
        if (!finds || *finds)
            return finds;
    }
    return false;
}

bool Search::isDirect() const
{
    const qint64 maximum = m_query.maximum();
    return m_plan->isExact() && m_plan->isOrdered() && maximum >= 0 && maximum <= MostAtOnce;
}

Result<Rows> Search::begin(const Queue &queue)
{
    while (true) {
        m_plan.emplace(m_layout, m_query, m_odd);
        // In the snapshot of the query itself: a key that becomes odd later does not matter.
        const QList<qint64> columns(m_plan->columns().begin(), m_plan->columns().end());
        queue(*m_plan);
        for (const qint64 column : columns)
            m_connection.queue(m_plan->oddCheck(column));
        auto all = m_connection.flush();
        if (!all)
            return failure(all);
        const size_t first = all->size() - size_t(columns.size());
        bool isOdd = false;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if ((*all)[first + size_t(i)].isEmpty())
                continue;
            m_odd.insert(columns[i]);
            isOdd = true;
        }
        if (!isOdd)
            return std::move((*all)[first - 1]);
    }
}

Result<Done> Search::rows(const QByteArray &columns, const TakeRow &take)
{
    m_plan.emplace(m_layout, m_query, m_odd);
    if (!isDirect())
        return stream(columns, take);
    const auto found = begin([&](const Plan &plan) {
        // A key was odd, and now SQL may find more than a page.
        m_connection.queue(plan.isExact() && plan.isOrdered() ? plan.select(columns)
                                                              : "SELECT 1 WHERE FALSE",
                           plan.isExact() && plan.isOrdered() ? plan.parametersOfSelect()
                                                              : Connection::Parameters());
    });
    if (!found)
        return failure(found);
    if (!isDirect())
        return stream(columns, take);
    for (int row = 0; row < found->count(); ++row) {
        const auto goesOn = take(*found, row);
        if (!goesOn || !*goesOn)
            return doneOf(goesOn);
    }
    return Done();
}

Result<Done> Search::stream(const QByteArray &columns, const TakeRow &take)
{
    const QByteArray cursor = "found_" + QByteArray::number(m_depth);
    const QByteArray fetch =
        "FETCH FORWARD " + QByteArray::number(FetchedAtOnce) + " FROM " + cursor;
    bool isDeclared = false;
    auto found = begin([&](const Plan &plan) {
        if (isDeclared)
            m_connection.queueOnce("CLOSE " + cursor);
        isDeclared = true;
        m_connection.queue("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + plan.select(columns),
                           plan.parametersOfSelect());
        m_connection.queueOnce(fetch);
    });
    bool isWanted = true;
    while (found && isWanted) {
        for (int row = 0; isWanted && row < found->count(); ++row) {
            const auto goesOn = take(*found, row);
            if (!goesOn)
                return failure(goesOn);
            isWanted = *goesOn;
        }
        if (found->count() < FetchedAtOnce)
            break;
        if (!isWanted)
            break;
        m_connection.queueOnce(fetch);
        auto more = m_connection.flush();
        if (!more)
            return failure(more);
        found = std::move(more->back());
    }
    if (!found)
        return failure(found);
    m_connection.queueOnce("CLOSE " + cursor);
    return Done();
}

Result<Done> Search::matching(const std::function<bool(Model::Document)> &take)
{
    Selection selection(m_query);
    return rows(AllColumns, [&](const Rows &found, int row) -> Result<bool> {
        if (row % 50 == 49 && m_connection.mustEnd())
            return ended();
        Model::Document document = documentOf(found, row);
        const auto finds = m_plan->isExact() ? Result<bool>(true) : selection.finds(document);
        return finds && *finds ? Result<bool>(take(std::move(document)))
                               : (finds ? Result<bool>(true) : failure(finds));
    });
}

Result<Done> Search::sorted(const std::function<void(Model::Document)> &use)
{
    const qint64 maximum = m_query.maximum();
    FirstOnes first(maximum < 0 ? -1 : m_query.skip + maximum);
    const Selection selection(m_query);
    bool fits = true;
    auto read = matching([&](Model::Document document) {
        QByteArray place = selection.placeOf(document);
        fits = first.add({std::move(place), std::move(document)});
        return fits;
    });
    if (read && !fits)
        return tooMuchToSort(m_query);
    if (!read)
        return read;
    std::vector<Placed> all = first.take();
    for (size_t i = size_t(m_query.skip); i < all.size(); ++i)
        use(std::move(all[i].document));
    return read;
}

Result<Done> Search::documents(const std::function<void(Model::Document)> &use)
{
    m_plan.emplace(m_layout, m_query, m_odd);
    if (!m_plan->isOrdered())
        return sorted(use);
    qint64 skipped = 0;
    qint64 given = 0;
    const qint64 maximum = m_query.maximum();
    bool hasOrder = true;
    auto read = matching([&](Model::Document document) {
        // A key was odd, so that SQL gives no order: sorted() begins anew.
        hasOrder = m_plan->isOrdered();
        if (!hasOrder)
            return false;
        if (!m_plan->isExact() && skipped < m_query.skip) {
            ++skipped;
            return true;
        }
        if (maximum >= 0 && given >= maximum)
            return false;
        use(std::move(document));
        return maximum < 0 || ++given < maximum;
    });
    return read && !hasOrder ? sorted(use) : std::move(read);
}

Result<Done> Search::texts(const std::function<void(QByteArrayView)> &use)
{
    m_plan.emplace(m_layout, m_query, m_odd);
    if (!isDirect())
        return documents([&](const Model::Document &document) { use(document.json); });
    bool isAsPlanned = true;
    auto read = rows("doc", [&](const Rows &found, int row) -> Result<bool> {
        isAsPlanned = isDirect();
        if (isAsPlanned)
            use(found.view(row, 0));
        return isAsPlanned;
    });
    if (!read || isAsPlanned)
        return read;
    return documents([&](const Model::Document &document) { use(document.json); });
}

Result<QueryPlan> Search::explain()
{
    const auto told = begin([&](const Plan &each) {
        m_connection.queue("EXPLAIN " + each.select("doc"), each.parametersOfSelect());
    });
    if (!told)
        return failure(told);
    QueryPlan plan;
    plan.usesIndex = m_plan->usesIndex();
    plan.sorts = !m_plan->isOrdered();
    for (int row = 0; row < told->count(); ++row) {
        const QByteArray step = told->text(row, 0);
        plan.sorts = plan.sorts || step.contains("Sort  ");
        // Whether words are found by trigrams is PostgreSQL's to decide.
        plan.usesIndex = plan.usesIndex || step.contains("Index Scan on c_");
        plan.steps.append(step);
    }
    return plan;
}

Result<qint64> Search::count()
{
    m_plan.emplace(m_layout, m_query, m_odd);
    while (m_plan->isExact()) {
        const auto counted = begin([&](const Plan &plan) {
            m_connection.queue(plan.isExact() ? plan.count() : "SELECT 0::bigint",
                               plan.isExact() ? plan.parameters() : Connection::Parameters());
        });
        if (!counted)
            return failure(counted);
        if (m_plan->isExact())
            return counted->number(0, 0);
    }
    qint64 all = 0;
    const auto read = matching([&](const Model::Document &) {
        ++all;
        return true;
    });
    return read ? Result<qint64>(all) : failure(read);
}

} // namespace Store::Postgres

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/query.h"

#include "server/model/conditions.h"
#include "server/model/words.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace Model {

namespace {

Result<Json::Document> parseParameter(const char *name, QByteArrayView text)
{
    auto document = Json::Document::parse(text.trimmed().isEmpty() ? QByteArrayView("{}") : text);
    if (!document)
        return badInput(
            QStringLiteral("Parameter %1: %2").arg(QLatin1String(name), document.error().message));
    if (!document->root().isObject())
        return badInput(
            QStringLiteral("Parameter %1 is not a JSON object.").arg(QLatin1String(name)));
    return document;
}

/// The formats that name a part of a time; their results sort as the times do.
QByteArray formatOfPart(QByteArrayView name)
{
    static const QHash<QByteArray, QByteArray> formats = {{"$YEAR", "YYYY"},
                                                          {"$MONTH", "YYYY-MM"},
                                                          {"$DAY", "YYYY-MM-DD"},
                                                          {"$HOUR", "YYYY-MM-DD[T]HH"},
                                                          {"$MIN", "YYYY-MM-DD[T]HH:mm"},
                                                          {"$SEC", "YYYY-MM-DD[T]HH:mm:ss"}};
    constexpr QByteArrayView Free = "$DATE.";
    return name.startsWith(Free) ? name.sliced(Free.size()).toByteArray()
                                 : formats.value(name.toByteArray());
}

/// SQLite nests an expression 1,000 levels deep at most.
constexpr qsizetype MaximumConditions = 500;
constexpr qsizetype MaximumGroupings = 8;
constexpr qsizetype MaximumAggregates = 50;

qsizetype countComparisons(const Condition &condition)
{
    qsizetype count = condition.kind == Condition::Kind::Match ? 1 : 0;
    for (const Condition &part : condition.parts)
        count += countComparisons(part);
    return count;
}

bool isAbout(const Condition &condition, QByteArrayView field)
{
    if (condition.kind == Condition::Kind::Match)
        return condition.matcher->field() == field;
    return std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition &part) { return isAbout(part, field); });
}

void appendNames(const Condition &condition, const QByteArray &prefix, QList<Query::Name> &names)
{
    for (const Condition &part : condition.parts)
        appendNames(part, prefix, names);
    if (condition.kind != Condition::Kind::Match)
        return;
    const Matcher &matcher = *condition.matcher;
    const bool isDotted = !prefix.isEmpty() && !matcher.field().isEmpty();
    const QByteArray path = prefix + (isDotted ? "." : "") + matcher.field();
    names.append({path, Query::Name::Use::Compared, matcher.looksWithin()});
    if (const Condition *element = matcher.elementCondition())
        appendNames(*element, path, names);
}

} // namespace

Result<Query> Query::parse(QByteArrayView q, QByteArrayView h)
{
    auto document = parseParameter("q", q);
    if (!document)
        return failure(document);
    const auto hints = parseParameter("h", h);
    if (!hints)
        return failure(hints);
    Query query;
    query.m_documents.append(*document);
    const Json::Value root = document->root();
    if (const auto distinct = root.find("$distinct")) {
        if (distinct->text().isEmpty())
            return badInput(QStringLiteral("$distinct takes the name of a field."));
        query.distinct = distinct->text().toByteArray();
    }
    auto condition = parseCondition(root);
    if (!condition)
        return failure(condition);
    query.condition = std::move(*condition);
    if (countComparisons(query.condition) > MaximumConditions)
        return badInput(
            QStringLiteral("A query has at most %1 comparisons; $in takes any number of "
                           "values.")
                .arg(MaximumConditions));
    if (const auto read = query.readHints(hints->root()); !read)
        return failure(read);
    return query;
}

void Query::require(QByteArrayView field, QByteArrayView text)
{
    const auto document = Json::Document::parse(Json::ObjectWriter().text(field, text).take());
    auto added = document ? parseCondition(document->root()) : failure(document);
    if (!added)
        added =
            Condition{Condition::Kind::Any, {}, nullptr}; // a text that is no UTF-8 matches nothing
    else
        m_documents.append(*document);
    std::vector<Condition> parts{std::move(*added), std::move(condition)};
    condition = Condition{Condition::Kind::All, std::move(parts), nullptr};
}

QList<Query::Name> Query::names() const
{
    using Use = Name::Use;
    QList<Name> names;
    appendNames(condition, {}, names);
    for (const Order &order : orders)
        names.append({order.field, Use::Ordered, true});
    if (!distinct.isEmpty())
        names.append({distinct, Use::Gathered, false});
    for (const Grouping &grouping : groupings)
        names.append({grouping.field, Use::Gathered, false});
    for (const Aggregate &aggregate : aggregates) {
        if (aggregate.function != Aggregate::Function::Count)
            names.append({aggregate.field, Use::Gathered, false});
    }
    for (const QByteArray &field : fields)
        names.append({field, Use::Shown, false});
    return names;
}

bool Query::mentions(QByteArrayView field) const
{
    return isAbout(condition, field)
        || std::any_of(orders.begin(), orders.end(),
                       [&](const Order &order) { return order.field == field; });
}

void Query::setFilter(QByteArrayView text)
{
    filterWords = wordsOf(text);
}

Result<Done> Query::addOrder(QByteArrayView field, bool descending)
{
    if (field.isEmpty() || field.contains('\0'))
        return badInput(QStringLiteral("The name of a field to sort by is missing."));
    orders.append({field.toByteArray(), descending});
    return Done();
}

Result<Done> Query::addGrouping(QByteArrayView text)
{
    Grouping grouping;
    const qsizetype colon = text.startsWith('$') ? text.lastIndexOf(':') : -1;
    grouping.field = text.sliced(colon + 1).toByteArray();
    if (colon > 0)
        grouping.momentFormat = formatOfPart(text.first(colon));
    if (grouping.field.isEmpty() || grouping.field.startsWith('$')
        || (colon > 0 && grouping.momentFormat.isEmpty())) {
        return badInput(
            QStringLiteral("Grouping by \"%1\" is not known: name a field, or a part of a "
                           "time such as $YEAR:registered; $YEAR, $MONTH, $DAY, $HOUR, "
                           "$MIN, $SEC or $DATE.<format>.")
                .arg(QString::fromUtf8(text)));
    }
    if (groupings.size() == MaximumGroupings)
        return badInput(QStringLiteral("Groups are at most %1 deep.").arg(MaximumGroupings));
    groupings.append(grouping);
    return Done();
}

Result<Done> Query::addAggregate(QByteArrayView text)
{
    static const QHash<QByteArray, Aggregate::Function> functions = {
        {"COUNT", Aggregate::Function::Count},
        {"SUM", Aggregate::Function::Sum},
        {"AVG", Aggregate::Function::Average},
        {"MIN", Aggregate::Function::Minimum},
        {"MAX", Aggregate::Function::Maximum}};
    const qsizetype colon = text.indexOf(':');
    const QByteArray name = text.first(std::max<qsizetype>(colon, 0)).toByteArray().toUpper();
    const auto function = functions.constFind(name);
    const QByteArray field = text.sliced(colon + 1).toByteArray();
    if (function == functions.cend() || field.isEmpty()) {
        return badInput(QStringLiteral("The aggregate \"%1\" is not known: SUM:field, AVG:field, "
                                       "MIN:field, MAX:field and COUNT:name are.")
                            .arg(QString::fromUtf8(text)));
    }
    const bool counts = *function == Aggregate::Function::Count;
    const Aggregate aggregate{*function, field, counts ? field : name + ' ' + field};
    for (const Aggregate &other : std::as_const(aggregates)) {
        if (other.name == aggregate.name && other.function == aggregate.function)
            return Done();
        if (other.name == aggregate.name)
            return badInput(QStringLiteral("Two aggregates would be answered as \"%1\".")
                                .arg(QString::fromUtf8(aggregate.name)));
    }
    if (aggregates.size() == MaximumAggregates)
        return badInput(QStringLiteral("There are at most %1 aggregates.").arg(MaximumAggregates));
    aggregates.append(aggregate);
    return Done();
}

Result<Done> Query::readHints(const Json::Value &hints)
{
    for (const Json::Member &hint : hints.members()) {
        if (auto read = readHint(hint.key, hint.value); !read)
            return read;
    }
    return Done();
}

Result<Done> Query::readHint(QByteArrayView name, const Json::Value &value)
{
    if (name == "$max" || name == "$skip") {
        if (!value.isNumber() || value.toDouble() < 0
            || value.toDouble() != std::floor(value.toDouble()))
            return badInput(
                QStringLiteral("%1 takes a whole number from 0.").arg(QString::fromUtf8(name)));
        if (name == "$max")
            wantedMaximum = value.toInteger();
        else
            skip = value.toInteger();
        return Done();
    }
    if (name == "$groupby" || name == "$aggregate") {
        for (const QByteArray &text : value.texts()) {
            auto added = name == "$groupby" ? addGrouping(text) : addAggregate(text);
            if (!added)
                return added;
        }
        return Done();
    }
    if (name == "$metafields" || name == "$aggregate-grand-total") {
        (name == "$metafields" ? metaFields : grandTotals) = isTruthy(value);
        return Done();
    }
    if (name == "$filter" && value.isString()) {
        setFilter(value.text());
        return Done();
    }
    if (name == "$filter")
        return badInput(QStringLiteral("$filter takes a text."));
    if (name == "$orderby")
        return readOrders(value);
    if (name == "$fields")
        return readFields(value);
    // What the server itself puts into req.hint may come back from a hook.
    if (name.startsWith('#'))
        return Done();
    return badInput(QStringLiteral("The hint \"%1\" is not known.").arg(QString::fromUtf8(name)));
}

Result<Done> Query::readOrders(const Json::Value &value)
{
    if (!value.isObject())
        return badInput(QStringLiteral("$orderby takes an object, such as {\"name\": 1}."));
    orders.clear();
    for (const Json::Member &member : value.members()) {
        const qint64 direction = member.value.toInteger();
        if (!member.value.isNumber() || (direction != 1 && direction != -1))
            return badInput(QStringLiteral("$orderby takes 1 or -1 for each field."));
        if (auto added = addOrder(member.key, direction < 0); !added)
            return added;
    }
    return Done();
}

Result<Done> Query::readFields(const Json::Value &value)
{
    if (!value.isObject())
        return badInput(QStringLiteral("$fields takes an object, such as {\"name\": 1}."));
    std::optional<bool> shown;
    for (const Json::Member &member : value.members()) {
        const bool show = isTruthy(member.value);
        // As in MongoDB, the id is the one exception.
        if (member.key == "_id" && value.members().size() > 1) {
            showsId = show;
            continue;
        }
        if (shown.value_or(show) != show)
            return badInput(QStringLiteral("$fields cannot mix 0 and 1."));
        shown = show;
        fields.append(member.key.toByteArray());
    }
    if (shown == false && !showsId)
        fields.append("_id");
    if (shown)
        projection = *shown ? Projection::Only : Projection::Without;
    return Done();
}

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/update.h"

#include "server/core/timestamp.h"
#include "server/model/document.h"
#include "server/model/memberfinder.h"
#include "server/model/ordering.h"
#include "server/model/path.h"
#include "server/model/query.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace Model {

namespace {

/// A value that can be changed. It is taken apart only where a path leads through it.
class Node
{
public:
    explicit Node(QByteArray json)
        : m_json(std::move(json))
    {
    }

    QByteArray toJson() const
    {
        if (m_kind == Kind::Text)
            return m_json;
        if (m_kind == Kind::Array) {
            Json::ArrayWriter list;
            for (const auto &[name, node] : m_members)
                list.raw(node.toJson());
            return list.take();
        }
        Json::ObjectWriter object;
        for (const auto &[name, node] : m_members) {
            if (node.m_kind != Kind::Gone)
                object.raw(name, node.toJson());
        }
        return object.take();
    }

    /// The value at @p path; null when there is none. With @p create what lacks is made, as
    /// objects.
    Node *find(QByteArrayView path, bool create)
    {
        if (path.isEmpty())
            return this;
        if (!takeApart())
            return nullptr;
        const PathStep step(path);
        Node *next = m_kind == Kind::Array ? item(step.name, create) : member(step.name, create);
        return next ? next->find(step.rest, create) : nullptr;
    }

    void remove(QByteArrayView path)
    {
        const qsizetype dot = path.lastIndexOf('.');
        Node *parent = dot < 0 ? this : find(path.first(dot), false);
        if (!parent || !parent->takeApart())
            return;
        const QByteArrayView name = path.sliced(dot + 1);
        if (parent->m_kind == Kind::Array) {
            // An element that goes leaves null behind, so that the others keep their number.
            if (Node *element = parent->item(name, false))
                element->set("null");
            return;
        }
        if (Node *gone = parent->member(name, false)) {
            gone->set({});
            gone->m_kind = Kind::Gone; // and the others keep their place in the index
            parent->m_index.remove(name.toByteArray());
        }
    }

    void set(QByteArray json)
    {
        m_json = std::move(json);
        m_kind = Kind::Text;
        m_members.clear();
        m_index.clear();
        m_indexed = 0;
    }

private:
    enum class Kind { Text, Object, Array, Gone };

    /// False for a value without members.
    bool takeApart()
    {
        if (m_kind != Kind::Text)
            return true;
        const auto document = Json::Document::parseKnown(m_json);
        if (!document)
            return false;
        const Json::Value root = document->root();
        for (const Json::Member &member : root.members())
            m_members.emplace_back(member.key.toByteArray(), Node(member.value.toJson()));
        for (const Json::Value &item : root.items())
            m_members.emplace_back(QByteArray(), Node(item.toJson()));
        if (!root.isObject() && !root.isArray())
            return false;
        m_kind = root.isArray() ? Kind::Array : Kind::Object;
        return true;
    }

    Node *member(QByteArrayView name, bool create)
    {
        // Looking through all members for each path would take the square of their number.
        for (; m_indexed < m_members.size(); ++m_indexed)
            m_index.insert(m_members[m_indexed].first, m_indexed);
        const QByteArray key = name.toByteArray();
        if (const auto known = m_index.constFind(key); known != m_index.cend())
            return &m_members[*known].second;
        return create ? &m_members.emplace_back(key, Node("{}")).second : nullptr;
    }

    Node *item(QByteArrayView number, bool create)
    {
        constexpr uint MostMade = 1000; // an index typed by mistake shall not fill the disk
        bool isIndex = false;
        const uint index = number.toUInt(&isIndex);
        if (!isIndex
            || (index >= m_members.size() && (!create || index > m_members.size() + MostMade)))
            return nullptr;
        while (m_members.size() <= index)
            m_members.emplace_back(QByteArray(), Node(m_members.size() == index ? "{}" : "null"));
        return &m_members[index].second;
    }

    Kind m_kind = Kind::Text;
    QByteArray m_json; ///< Of Kind::Text.
    std::vector<std::pair<QByteArray, Node>> m_members; ///< Names are empty in an array.
    QHash<QByteArray, size_t> m_index; ///< Members of an object that are not gone, by name.
    size_t m_indexed = 0; ///< So many of the members were put into the index.
};

/// One operator on one path: what it makes of the value that is there.
struct Change
{
    QByteArrayView name;
    QByteArrayView path;
    const Json::Value &operand;

    Failure wrong(const char *what) const
    {
        return badInput(
            QStringLiteral("%1 on \"%2\": %3")
                .arg(QString::fromUtf8(name), QString::fromUtf8(path), QLatin1String(what)));
    }
};

using Present = std::optional<Json::Value>; ///< Nothing: the field is missing.

Result<QByteArray> calculated(const Change &change, const Present &present)
{
    if (!change.operand.isNumber() || (present && !present->isNumber()))
        return change.wrong("both are numbers.");
    const bool multiplies = change.name == "$mul";
    const Json::Value &by = change.operand;
    const bool areIntegers = by.type() == Json::Value::Type::Integer
        && (!present || present->type() == Json::Value::Type::Integer);
    const qint64 before = present ? present->toInteger() : 0;
    qint64 whole = 0;
    const bool overflows = multiplies ? __builtin_mul_overflow(before, by.toInteger(), &whole)
                                      : __builtin_add_overflow(before, by.toInteger(), &whole);
    // Beyond 64 bits the result is a double.
    if (areIntegers && !overflows)
        return QByteArray::number(whole);
    const double number = present ? present->toDouble() : 0;
    const double result = multiplies ? number * by.toDouble() : number + by.toDouble();
    if (!std::isfinite(result))
        return change.wrong("the result is no number that JSON can hold.");
    return QByteArray::number(result, 'g', 17);
}

/// The values of `{"$each": […]}`, or the one value.
std::vector<Json::Value> eachOf(const Json::Value &operand)
{
    const auto each = operand.find("$each");
    return each && each->isArray() ? each->items() : std::vector{operand};
}

/// Appends those of @p added that are not there yet, each once.
void addToSet(std::vector<Json::Value> &items, const std::vector<Json::Value> &added)
{
    // Comparing each with each would take the product of their numbers.
    const auto isBefore = [](const Json::Value &a, const Json::Value &b) {
        return totalOrder(a, b) < 0;
    };
    std::set<Json::Value, decltype(isBefore)> missing(added.begin(), added.end(), isBefore);
    for (const Json::Value &item : items)
        missing.erase(item);
    for (const Json::Value &value : added) {
        if (missing.erase(value) > 0)
            items.push_back(value);
    }
}

/// Sorts by `$sort`: a direction, or one field with its direction.
void sort(std::vector<Json::Value> &items, const Json::Value &order)
{
    const auto members = order.members();
    const QByteArray field = members.empty() ? QByteArray() : members[0].key.toByteArray();
    const bool down = (members.empty() ? order : members[0].value).toInteger() < 0;
    std::vector<std::pair<QByteArray, Json::Value>> keyed;
    keyed.reserve(items.size());
    for (const Json::Value &item : items)
        keyed.emplace_back(field.isEmpty() ? sortKey(item) : sortKeyOf(item, field, down), item);
    std::stable_sort(keyed.begin(), keyed.end(), [down](const auto &a, const auto &b) {
        return down ? b.first < a.first : a.first < b.first;
    });
    std::transform(keyed.begin(), keyed.end(), items.begin(),
                   [](const auto &each) { return each.second; });
}

Result<QByteArray> pushed(const Change &change, const Present &present)
{
    if (present && !present->isArray())
        return change.wrong("the field is no array.");
    const bool hasModifiers = change.operand.find("$each").has_value();
    std::vector<Json::Value> items = present ? present->items() : std::vector<Json::Value>();
    const std::vector<Json::Value> added = eachOf(change.operand);
    size_t position = items.size();
    if (hasModifiers) {
        for (const Json::Member &member : change.operand.members()) {
            if (member.key != "$each" && member.key != "$position" && member.key != "$slice"
                && member.key != "$sort")
                return change.wrong("besides $each it knows $position, $slice and $sort.");
        }
        if (const auto at = change.operand.find("$position"); at && at->isNumber()) {
            const qint64 size = qint64(items.size());
            const qint64 wanted = at->toInteger() < 0 ? size + at->toInteger() : at->toInteger();
            position = size_t(std::clamp<qint64>(wanted, 0, size));
        }
    }
    if (change.name == "$addToSet")
        addToSet(items, added);
    else
        items.insert(items.begin() + qsizetype(position), added.begin(), added.end());
    if (const auto order = change.operand.find("$sort"); hasModifiers && order)
        sort(items, *order);
    if (const auto slice = change.operand.find("$slice"); hasModifiers && slice) {
        const auto keep =
            size_t(std::min<qint64>(std::abs(slice->toInteger()), qint64(items.size())));
        if (slice->toInteger() < 0)
            items.erase(items.begin(), items.end() - qsizetype(keep));
        else
            items.resize(keep);
    }
    Json::ArrayWriter list;
    for (const Json::Value &item : items)
        list.raw(item.toJson());
    return list.take();
}

/// Elements equal to the operand, or fulfilling it where it is a condition, go.
Result<QByteArray> pulled(const Change &change, const Present &present)
{
    if (!present)
        return QByteArray();
    if (!present->isArray())
        return change.wrong("the field is no array.");
    std::optional<Query> query;
    const auto members = change.operand.members();
    const bool isOfValues = !members.empty() && members.front().key.startsWith('$');
    if (change.operand.isObject()) {
        // A condition is about documents, so values are looked at as the field v of one.
        const QByteArray operand = change.operand.toJson();
        auto parsed = Query::parse(isOfValues ? "{\"v\":" + operand + '}' : operand, {});
        if (!parsed)
            return failure(parsed);
        query = std::move(*parsed);
    }
    Json::ArrayWriter kept;
    RegexBudget budget;
    for (const Json::Value &item : present->items()) {
        Result<bool> goes = totalOrder(item, change.operand) == 0;
        if (query && (isOfValues || item.isObject())) {
            const QByteArray text = isOfValues ? "{\"v\":" + item.toJson() + '}' : item.toJson();
            const auto document = Json::Document::parseKnown(text);
            goes =
                document ? query->condition.holds(document->root(), budget) : Result<bool>(false);
        }
        if (!goes)
            return failure(goes);
        if (!*goes)
            kept.raw(item.toJson());
    }
    return kept.take();
}

/// The new value; empty: the field stays as it is.
Result<QByteArray> changed(const Change &change, const Present &present)
{
    if (change.name == "$set")
        return change.operand.toJson();
    if (change.name == "$inc" || change.name == "$mul")
        return calculated(change, present);
    if (change.name == "$min" || change.name == "$max") {
        const int order = present ? totalOrder(change.operand, *present) : 0;
        const bool replaces = !present || (change.name == "$min" ? order < 0 : order > 0);
        return replaces ? change.operand.toJson() : QByteArray();
    }
    if (change.name == "$push" || change.name == "$addToSet")
        return pushed(change, present);
    if (change.name == "$pull")
        return pulled(change, present);
    // MongoDB's `{"$type": …}` is taken as well: a date has one form here.
    if (change.operand.isObject() || change.operand.toBool())
        return '"' + Timestamp::format(Timestamp::now()) + '"';
    return change.wrong("it takes true.");
}

bool isOperator(QByteArrayView name)
{
    static const QByteArrayList known = {"$set",      "$unset",  "$inc",        "$mul",
                                         "$min",      "$max",    "$push",       "$pull",
                                         "$addToSet", "$rename", "$currentDate"};
    return known.contains(name.toByteArray());
}

Result<Done> apply(Node &root, const Change &change)
{
    if (change.name == "$unset") {
        root.remove(change.path);
        return Done();
    }
    if (change.name == "$rename") {
        Node *from = root.find(change.path, false);
        if (!change.operand.isString() || change.operand.text().isEmpty())
            return change.wrong("it takes the new name.");
        if (isMetaField(PathStep(change.operand.text()).name)
            || change.operand.text().startsWith('$')
            || change.operand.text().toByteArray().split('.').contains(QByteArray()))
            return change.wrong("the new name is one of the server's own.");
        if (!from)
            return Done();
        const QByteArray value = from->toJson();
        // First, since the new name may lie beneath the old one.
        root.remove(change.path);
        Node *to = root.find(change.operand.text(), true);
        if (!to)
            return change.wrong("the new name leads through a value without fields.");
        to->set(value);
        return Done();
    }
    Node *node = root.find(change.path, false);
    const QByteArray before = node ? node->toJson() : QByteArray("null");
    const auto present = Json::Document::parseKnown(before);
    if (!present)
        return failure(present);
    const auto value = changed(change, node ? Present(present->root()) : Present());
    if (!value)
        return failure(value);
    if (value->isEmpty())
        return Done();
    if (!node)
        node = root.find(change.path, true);
    if (!node)
        return change.wrong("the path leads through a value without fields.");
    node->set(*value);
    return Done();
}

/// The paths that operators change. Two on one path, or one above the other, have no order that a
/// reader could know.
class ChangedPaths
{
public:
    /// False: @p path, one above it or one beneath it was added before.
    bool add(const QByteArray &path)
    {
        for (qsizetype dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (m_paths.count(path.first(dot)) > 0)
                return false;
        }
        const auto beneath = m_paths.lower_bound(path + '.');
        if (beneath != m_paths.end() && beneath->startsWith(path + '.'))
            return false;
        return m_paths.insert(path).second;
    }

private:
    std::set<QByteArray> m_paths;
};

Result<Done> applyOperators(Node &root, const Json::Value &changes)
{
    ChangedPaths paths;
    for (const Json::Member &member : changes.members()) {
        if (!member.key.startsWith('$'))
            continue;
        if (!isOperator(member.key) || !member.value.isObject()) {
            return badInput(
                QStringLiteral("The update operator \"%1\" is not known, or its value is wrong.")
                    .arg(QString::fromUtf8(member.key)));
        }
        for (const Json::Member &target : member.value.members()) {
            const QByteArray path = target.key.toByteArray();
            const QByteArrayView top = PathStep(path).name;
            const Change change{member.key, target.key, target.value};
            if (isMetaField(top) || path.startsWith('$') || path.split('.').contains(QByteArray()))
                return change.wrong("this field cannot be changed.");
            if (!paths.add(path))
                return change.wrong("another operator changes the same field.");
            if (auto applied = apply(root, change); !applied)
                return applied;
        }
    }
    return Done();
}

} // namespace

Result<QByteArray> mergedText(const Json::Value &current, const Json::Value &changes)
{
    const std::vector<Json::Member> present = current.members();
    const std::vector<Json::Member> wanted = changes.members();
    MemberFinder changeOf(wanted);
    std::vector<bool> isPlaced(wanted.size());
    Json::ObjectWriter writer;
    for (const Json::Member &member : present) {
        const auto changed = isMetaField(member.key) ? std::nullopt : changeOf.find(member.key);
        writer.value(member.key, changed ? wanted[*changed].value : member.value);
        if (changed)
            isPlaced[*changed] = true;
    }
    bool hasOperators = false;
    for (size_t i = 0; i < wanted.size(); ++i) {
        const QByteArrayView key = wanted[i].key;
        hasOperators = hasOperators || key.startsWith('$');
        if (!isPlaced[i] && !isMetaField(key) && !key.startsWith('$'))
            writer.value(key, wanted[i].value);
    }
    QByteArray merged = writer.take();
    if (!hasOperators)
        return merged;
    Node root(std::move(merged));
    if (auto applied = applyOperators(root, changes); !applied)
        return failure(applied);
    const QByteArray result = root.toJson();
    // Paths make levels of their own, and a result must be what could have been sent.
    if (!Json::Document::parse(result))
        return badInput(QStringLiteral("The document would be nested more than 100 levels deep."));
    return result;
}

} // namespace Model

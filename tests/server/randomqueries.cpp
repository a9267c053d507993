// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/randomqueries.h"

#include "server/core/json.h"

namespace {

const QByteArrayList Fields = {"a", "b", "s", "n", "big", "o"};
const QByteArrayList Paths = {"a",   "b",   "s",   "n",   "big", "o.a", "o.b",
                              "a.b", "b.a", "a.0", "b.1", "o",   "o.s"};
/// Not `big`: an index orders integers that are the same double, and a sort key does not.
const QByteArrayList Orders = {"a",   "b",        "s",        "n",          "o.a",        "a.b",
                               "_id", "_created", "_version", "_createdby", "_parent_id", "o"};

} // namespace

QByteArray RandomQueries::text()
{
    if (oneIn(30))
        return Json::quoted(QByteArrayView(QByteArray(10'000, 'x') + pick({"", "y", "z"})));
    if (oneIn(30))
        return Json::quoted(QByteArrayView(QByteArray(1'000 + below(3) - 1, 'k')));
    return pick({R"("")",
                 R"("a")",
                 R"("b")",
                 R"("ab")",
                 R"("A")",
                 R"("10")",
                 R"("true")",
                 R"("x\u0000y")",
                 R"("x\u0000z")",
                 R"("x")",
                 R"("\u0000")",
                 R"("[1]")",
                 R"("{\"a\":1}")",
                 R"("oslo rome")",
                 R"("Å 100%")",
                 R"("a_b")",
                 R"("'")",
                 R"("\"")",
                 R"("2026-01-01")",
                 R"("2026-01-01T10:00:00+05:00")",
                 R"("2025-12-31T23:30Z")",
                 R"("\ud83d\ude00")",
                 R"("\uffff")"});
}

QByteArray RandomQueries::number()
{
    return pick({"0", "-0.0", "1", "1.0", "-1", "2", "2.5", "3", "7", "10", "1e308", "-1e308",
                 "1e-308", "5e-324", "100", "1e2", "-7", "0.1"});
}

QByteArray RandomQueries::largeNumber()
{
    return pick({"9007199254740991", "9007199254740992", "9007199254740993", "9007199254740994",
                 "-9007199254740991", "-9007199254740992", "-9007199254740993",
                 "9007199254740992.0", "9223372036854775807", "9223372036854775806",
                 "-9223372036854775808", "9223372036854775808.0", "1e19", "1e300", "12"});
}

QByteArray RandomQueries::scalar()
{
    switch (below(8)) {
    case 0:
        return "null";
    case 1:
        return pick({"true", "false"});
    case 2:
    case 3:
    case 4:
        return number();
    default:
        return text();
    }
}

QByteArray RandomQueries::array(int most, int depth)
{
    Json::ArrayWriter list;
    for (int i = below(most + 1); i > 0; --i)
        list.raw(value(depth));
    return list.take();
}

QByteArray RandomQueries::object(int depth)
{
    Json::ObjectWriter object;
    for (const char *name : {"a", "b", "s"}) {
        if (oneIn(2))
            object.raw(name, value(depth));
    }
    return object.take();
}

QByteArray RandomQueries::value(int depth)
{
    const int kind = depth > 0 ? below(8) : 7;
    return kind == 0 ? array(3, depth - 1) : (kind == 1 ? object(depth - 1) : scalar());
}

QByteArray RandomQueries::valueOf(const QByteArray &field)
{
    if (field == "s")
        return oneIn(10) ? value(1) : text();
    if (field == "n")
        return number();
    if (field == "big")
        return largeNumber();
    return field == "o" ? (oneIn(4) ? value(2) : object(1)) : value(2);
}

Model::Document RandomQueries::document(int number)
{
    Model::Document document;
    document.id = "id" + QByteArray::number(1000 + number);
    Json::ObjectWriter body;
    body.text("_id", QByteArrayView(document.id));
    for (const QByteArray &field : Fields) {
        if (!oneIn(4))
            body.raw(field, valueOf(field));
    }
    document.json = body.take();
    document.created = pick({"2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z", "t"});
    document.changed = document.created;
    document.createdBy = pick({"api", "ann@example.org", "Ann"});
    document.changedBy = "api";
    document.version = below(4);
    if (oneIn(3))
        document.parent = {pick({"p1", "p2"}), "c", "f"};
    return document;
}

std::vector<Model::Document> RandomQueries::documents(int count)
{
    std::vector<Model::Document> all;
    for (int i = 0; i < count; ++i)
        all.push_back(document(i));
    return all;
}

QByteArray RandomQueries::definition()
{
    Json::ArrayWriter indexes;
    for (const char *fields : {R"(["a"])", R"(["b"])", R"(["s"])", R"(["n"])", R"(["big"])",
                               R"(["o.a","n"])", R"(["a.b"])", R"(["s","n","b"])"}) {
        if (!oneIn(3))
            indexes.raw(QByteArray("{\"fields\":") + fields + '}');
    }
    return Json::ObjectWriter().raw("indexes", indexes.take()).boolean("fulltext", oneIn(2)).take();
}

QByteArray RandomQueries::field()
{
    return pick(Paths);
}

QByteArray RandomQueries::comparison(const QByteArray &field)
{
    const auto operand = [&] {
        const QByteArray name = field.split('.').first();
        return oneIn(3) ? value(1) : (oneIn(6) ? largeNumber() : valueOf(name));
    };
    switch (below(12)) {
    case 0:
    case 1:
        return operand();
    case 2:
        return "{\"$ne\":" + operand() + '}';
    case 3:
    case 4:
        return "{\"" + pick({"$gt", "$gte", "$lt", "$lte", "$eq"}) + "\":" + operand() + '}';
    case 5:
        return "{\"$gte\":" + operand() + ",\"$lt\":" + operand() + '}';
    case 6:
        return "{\"" + pick({"$in", "$nin"}) + "\":[" + operand() + ',' + operand() + "]}";
    case 7:
        return "{\"$exists\":" + pick({"true", "false"}) + '}';
    case 8:
        return pick({R"({"$regex":"^x"})", R"({"$regex":"o"})", R"({"$size":2})",
                     R"({"$type":"string"})", R"({"$type":["array","number"]})",
                     R"({"$mod":[2,1]})", R"({"$not":{"$gt":2}})", R"({"$all":[1,"a"]})"});
    case 9:
        return R"({"$elemMatch":)" + pick({R"({"$gt":1})", R"({"a":1})", R"({"$eq":"a"})"}) + '}';
    case 10:
        return "{\"" + pick({"$gt", "$gte", "$lt", "$lte", "$eq"})
            + R"(":{"$date":"2026-01-01T05:00:00Z"}})";
    default:
        return "{\"$not\":" + ("{\"$lt\":" + operand() + '}') + '}';
    }
}

QByteArray RandomQueries::metaComparison()
{
    return pick({R"("_id":"id1003")", R"("_id":{"$gt":"id1090"})",
                 R"("_id":{"$in":["id1001","x"]})", R"("_created":{"$gte":"2026-02-01"})",
                 R"("_createdby":{"$ne":"api"})", R"("_version":{"$gt":1})", R"("_version":2.0)",
                 R"("_version":{"$in":[0,3]})", R"("_parent_id":"p1")",
                 R"("_parent_id":{"$ne":"p1"})", R"("_parent_id":{"$exists":false})",
                 R"("_parent_def":null)", R"("_id":5)", R"("_createdby":"x\u0000")",
                 R"("_tags":{"$regex":"oslo"})", R"("_keywords":"a")",
                 R"("_created":{"$lt":{"$date":"2026-01-15"}})"});
}

QByteArray RandomQueries::condition(int depth)
{
    if (depth > 0 && oneIn(4)) {
        return "{\"" + pick({"$and", "$or", "$nor"}) + "\":[" + condition(depth - 1) + ','
            + condition(depth - 1) + "]}";
    }
    if (oneIn(5))
        return '{' + metaComparison() + '}';
    const QByteArray first = field();
    QByteArray text = '{' + Json::quoted(QByteArrayView(first)) + ':' + comparison(first);
    const QByteArray second = field();
    if (oneIn(3) && second != first)
        text.append(',' + Json::quoted(QByteArrayView(second)) + ':' + comparison(second));
    return text + '}';
}

QByteArray RandomQueries::q()
{
    return oneIn(10) ? QByteArray("{}") : condition(2);
}

QByteArray RandomQueries::h()
{
    Json::ObjectWriter hints;
    if (oneIn(2)) {
        const QByteArray first = pick(Orders);
        const QByteArray second = pick(Orders);
        Json::ObjectWriter orders;
        orders.raw(first, pick({"1", "-1"}));
        if (oneIn(3) && second != first)
            orders.raw(second, pick({"1", "-1"}));
        hints.raw("$orderby", orders.take());
    }
    if (oneIn(3))
        hints.number("$max", below(30));
    if (oneIn(4))
        hints.number("$skip", below(20));
    if (oneIn(8))
        hints.text("$filter", QByteArrayView(pick({"oslo", "a", "10", "Å", "ros os", "k 1"})));
    return hints.take();
}

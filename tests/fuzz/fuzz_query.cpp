// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/aggregation.h"
#include "server/model/projection.h"
#include "server/model/query.h"
#include "server/store/sqlite/sqlbuilder.h"
#include "server/model/update.h"

#include <QList>

#include <cstdlib>

namespace {

constexpr char Sample[] =
    R"({"_id":"1","a":1,"b":{"c":[1,"x",{"0":null}]},"o":[{"a":1,"b":["x"]}],"l":[3,1],"t":"2026-01-01"})";

} // namespace

QList<QByteArray> fuzzExamples()
{
    return {
        R"({"a":{"$gt":1,"$lt":"x"},"$or":[{"b.c":null},{"d":{"$in":[1,"2",{}]}}]})",
        R"({"$and":[{"x":{"$regex":"^a(b|c)+$"}}],"y":{"$not":{"$exists":true}}})",
        R"({"a":{"$all":[1],"$size":2,"$mod":[3,1],"$type":["int"]},"t":{"$bt":[{"$date":"2026-01-01"},{"$date":"$today"}]}})",
        R"({"o":{"$elemMatch":{"a":1,"b.0":{"$regex":"x","$options":"i"}}},"_tags":"w","$distinct":"a"})",
        R"({"$groupby":["c","$DATE.MMM [x]:t"],"$aggregate":["SUM:a","MIN:b","COUNT:n"],"$aggregate-grand-total":true})",
        R"({"$inc":{"a":1},"$push":{"l":{"$each":[1],"$slice":-2}},"$pull":{"l":{"$gt":1}},"$set":{"o.x.1":2},"$rename":{"a":"z"}})",
        R"({"$max":5,"$skip":1,"$orderby":{"a":-1},"$fields":{"b":0}})",
        R"({"_id":"x","it's":1,"q\"uote":{"$ne":2}})"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    Store::Collection collection;
    collection.number = 1;
    const Store::Sqlite::IndexedField a{"a", Store::Sqlite::indexExpression("a"), {}};
    const Store::Sqlite::IndexedField b{"b.c", Store::Sqlite::indexExpression("b.c"), {}};
    for (const auto &query : {Model::Query::parse(text, {}), Model::Query::parse({}, text)}) {
        if (!query)
            continue;
        const Store::Sqlite::SqlBuilder builder(collection, *query, {{a, b}, {a}, "[\"x\"]"});
        (void)builder.select("doc");
        const auto sample = Json::Document::parse(Sample);
        Model::RegexBudget budget;
        (void)query->condition.holds(sample->root(), budget);
        Model::Aggregation aggregation(*query);
        aggregation.add(Sample, Sample);
        if (!Json::Document::parse(aggregation.toJson()))
            std::abort();
        (void)Model::projected(*query, R"({"_id":"1","a":1,"b":2})");
    }
    const auto changes = Json::Document::parse(text);
    const auto sample = Json::Document::parse(Sample);
    const auto merged = changes ? Model::mergedText(sample->root(), changes->root())
                                : Result<QByteArray>(failure(changes));
    if (merged && !Json::Document::parse(*merged))
        std::abort();
    return 0;
}

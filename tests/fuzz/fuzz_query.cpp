// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/query.h"
#include "server/store/sqlbuilder.h"

#include <QList>

QList<QByteArray> fuzzExamples()
{
    return {R"({"a":{"$gt":1,"$lt":"x"},"$or":[{"b.c":null},{"d":{"$in":[1,"2",{}]}}]})",
            R"({"$and":[{"x":{"$regex":"^a(b|c)+$"}}],"y":{"$not":{"$exists":true}}})",
            R"({"$max":5,"$skip":1,"$orderby":{"a":-1},"$fields":{"b":0}})",
            R"({"_id":"x","it's":1,"q\"uote":{"$ne":2}})"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    Store::Collection collection;
    collection.number = 1;
    for (const auto &query : {Store::Query::parse(text, {}), Store::Query::parse({}, text)}) {
        if (!query)
            continue;
        const Store::SqlBuilder builder(collection, *query, {{"a", "b.c"}, {"a"}});
        (void)builder.select("doc");
        (void)Store::projected(*query, R"({"_id":"1","a":1,"b":2})");
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"
#include "server/core/jsonfault.h"
#include "server/model/update.h"

#include <QList>

#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    return {R"({"a":[1,-2.5e10,true,null,"\u00e9\ud83d\ude00"],"b":{"c":{}}})",
            R"([[[[{"_id":"x","$unset":{"a":""}}]]]])", "\"text\\n\"", "123456789012345678901"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr QByteArrayView ByteOrderMark = "\xef\xbb\xbf";
    const QByteArrayView text(data, qsizetype(size));
    const auto document = Json::Document::parse(text);
    // Both parsers read alike, or an error would have no place.
    const bool isMarked = text.startsWith(ByteOrderMark);
    if (Json::findFault(text.sliced(isMarked ? 3 : 0), 100).has_value() == document.hasValue())
        std::abort();
    if (!document)
        return 0;
    // What was read can be written, and read again as the same.
    const QByteArray json = document->root().toJson();
    const auto again = Json::Document::parse(json);
    if (!again || again->root().toJson() != json)
        std::abort();
    if (const auto merged = Model::mergedText(document->root(), document->root());
        merged && !Json::Document::parse(*merged))
        std::abort();
    return 0;
}

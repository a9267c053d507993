// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/contentcoding.h"

#include <QList>

#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    const QByteArray text = R"({"a":[1,2],"b":"some text, some text"})";
    return {Http::encoded(text, Http::Coding::Gzip), Http::encoded(text, Http::Coding::Brotli)};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr qsizetype Limit = 100'000;
    const QByteArrayView body(data, qsizetype(size));
    for (const char *codings : {"gzip", "deflate", "br", "gzip, br"}) {
        const auto text = Http::decoded(codings, body, {Limit, {}});
        if (text && text->size() > Limit)
            std::abort();
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/form.h"

#include <QList>

#include <cstdlib>

QList<QByteArray> fuzzExamples()
{
    return {"a=1&b=x+y%20z&a=%C3%A5&=&&c",
            "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xx--\r\n",
            "--xx\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a \\\"b\\\".txt\"\r\n"
            "Content-Type: text/plain\r\n\r\nline\r\nline\r\n--xx\r\n\r\n--xx--",
            "preamble\r\n--xx\r\n\r\n\r\n--xx--epilogue"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    for (const auto &[name, value] : Http::parseUrlEncoded(text)) {
        if (name.size() + value.size() > text.size())
            std::abort();
    }
    // What stands before the first line end may be the header, so that it is tried too.
    const qsizetype line = text.indexOf('\n');
    for (const QByteArrayView header :
         {QByteArrayView("multipart/form-data; boundary=xx"), line < 0 ? text : text.first(line)}) {
        const auto parts = Http::parseMultipart(header, text);
        qsizetype total = 0;
        for (const Http::FormPart &part : parts ? *parts : QList<Http::FormPart>())
            total += part.body.size();
        if (total > text.size())
            std::abort();
    }
    return 0;
}

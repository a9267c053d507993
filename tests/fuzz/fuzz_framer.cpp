// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestframer.h"

#include <QList>

#include <cstdlib>

namespace {

QByteArray textOf(const Http::Request &request)
{
    QByteArray text =
        request.method + ' ' + request.path + '?' + request.query + '\n' + request.body;
    for (const auto &[name, value] : request.headers)
        text.append('\n' + name + ": " + value);
    return text;
}

} // namespace

QList<QByteArray> fuzzExamples()
{
    return {"GET /rest/people?q={\"a\":1} HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: "
            "x\r\n\r\n",
            "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using Http::RequestFramer;
    Http::Limits limits;
    limits.body = 4096;
    RequestFramer whole(limits);
    RequestFramer pieces(limits);
    whole.append(QByteArrayView(data, qsizetype(size)));
    QByteArrayList first;
    while (whole.advance() == RequestFramer::State::Complete)
        first.append(textOf(whole.take()));
    // The same bytes one by one are the same requests.
    QByteArrayList second;
    for (size_t i = 0; i < size && pieces.refusalStatus() == 0; ++i) {
        pieces.append(QByteArrayView(data + i, 1));
        while (pieces.advance() == RequestFramer::State::Complete)
            second.append(textOf(pieces.take()));
    }
    if (first != second)
        std::abort();
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestframer.h"

#include <QList>

#include <cstdlib>

namespace {

using Http::RequestFramer;

/// The request that @p framer has complete; it then begins the next one.
QByteArray take(RequestFramer &framer)
{
    const QByteArray message = framer.message().toByteArray();
    const QByteArray body = framer.takeLargeBody();
    framer.next();
    // What is in normal form stays as it is: nobody after us reads it as something else.
    Http::Limits limits; // an encoded target is up to three times as long
    limits.requestLine *= 3;
    RequestFramer again(limits);
    again.append(message);
    if (again.advance() != RequestFramer::State::Complete || again.message() != message)
        std::abort();
    return message + '\n' + body;
}

} // namespace

QList<QByteArray> fuzzExamples()
{
    return {
        "GET /rest/people?q={\"a\":1} HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: "
        "x\r\n\r\n",
        "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET http://x:1/a?b HTTP/1.1\r\nHost: y\r\nA: 1\r\na: 2\r\nCookie: c\r\nUpgrade: d\r\n\r\n",
        "POST //%4 HTTP/1.1\r\nHost: [::1]:2\r\nExpect: 100-continue\r\nContent-Length: "
        "1\r\n\r\nb"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Http::Limits limits;
    limits.body = 4096;
    RequestFramer whole(limits);
    RequestFramer pieces(limits);
    whole.append(QByteArrayView(data, qsizetype(size)));
    QByteArrayList first;
    while (whole.advance() == RequestFramer::State::Complete)
        first.append(take(whole));
    // The same bytes one by one are the same requests.
    QByteArrayList second;
    for (size_t i = 0; i < size && pieces.refusal().status == 0; ++i) {
        pieces.append(QByteArrayView(data + i, 1));
        while (pieces.advance() == RequestFramer::State::Complete)
            second.append(take(pieces));
    }
    if (first != second)
        std::abort();
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/message.h"

namespace Http {

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &header : headers) {
        if (header.first == name)
            return header.second;
    }
    return {};
}

std::optional<QByteArray> Request::parameter(QByteArrayView name) const
{
    qsizetype start = 0;
    while (start < query.size()) {
        qsizetype end = query.indexOf('&', start);
        if (end < 0)
            end = query.size();
        const QByteArrayView pair = QByteArrayView(query).sliced(start, end - start);
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView key = equals < 0 ? pair : pair.first(equals);
        if (percentDecoded(key) == name) {
            QByteArray value = equals < 0 ? QByteArray() : pair.sliced(equals + 1).toByteArray();
            return percentDecoded(value.replace('+', ' '));
        }
        start = end + 1;
    }
    return std::nullopt;
}

QByteArray percentDecoded(QByteArrayView text)
{
    return text.contains('%') ? QByteArray::fromPercentEncoding(text.toByteArray())
                              : text.toByteArray();
}

QByteArray headerValue(QByteArrayView value)
{
    QByteArray safe = value.toByteArray();
    for (char &c : safe) {
        if (uchar(c) < 0x20 || uchar(c) == 0x7f)
            c = ' ';
    }
    return safe;
}

} // namespace Http

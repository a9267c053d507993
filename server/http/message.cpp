// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/message.h"

#include "server/http/form.h"

#include <algorithm>

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
    for (const auto &[key, value] : pairs()) {
        if (key == name)
            return value;
    }
    return std::nullopt;
}

const Request::Pairs &Request::pairs() const
{
    if (!m_pairs)
        m_pairs = parseUrlEncoded(query);
    return *m_pairs;
}

QByteArrayList Request::parameters(QByteArrayView name) const
{
    QByteArrayList values;
    for (const auto &[key, value] : pairs()) {
        if (key == name)
            values.append(value);
    }
    return values;
}

QByteArray percentDecoded(QByteArrayView text)
{
    return text.contains('%') ? QByteArray::fromPercentEncoding(text.toByteArray())
                              : text.toByteArray();
}

QByteArray headerValue(const QByteArray &value)
{
    const auto isControl = [](char c) { return uchar(c) < 0x20 || uchar(c) == 0x7f; };
    if (std::none_of(value.begin(), value.end(), isControl))
        return value;
    QByteArray safe = value;
    std::replace_if(safe.begin(), safe.end(), isControl, ' ');
    return safe;
}

} // namespace Http

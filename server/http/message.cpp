// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/message.h"

#include "server/http/form.h"

#include <QRegularExpression>

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

bool Request::isOn(QByteArrayView name) const
{
    const auto value = parameter(name);
    return value && *value != "false" && *value != "0";
}

bool Request::isLocal() const
{
    return isFromLoopback && !isProxied() && isLoopbackHost(header("host"));
}

bool Request::isProxied() const
{
    return !header("x-forwarded-for").isEmpty() || !header("forwarded").isEmpty()
        || !header("via").isEmpty();
}

bool isLoopbackHost(const QByteArray &host)
{
    static const QRegularExpression pattern(
        QStringLiteral(
            R"(\A(?:localhost|127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|\[::1\])(?::\d{1,5})?\z)"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(QString::fromLatin1(host)).hasMatch();
}

QByteArray percentDecoded(QByteArrayView text)
{
    if (!text.contains('%'))
        return text.toByteArray();
    const auto valueOf = [&text](qsizetype at) {
        const char c = at < text.size() ? text[at] : '\0';
        const bool isLetter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        return c >= '0' && c <= '9' ? c - '0' : isLetter ? (c | 0x20) - 'a' + 10 : -1;
    };
    // Qt's own takes what is no digit for one.
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEncoded = text[i] == '%' && valueOf(i + 1) >= 0 && valueOf(i + 2) >= 0;
        decoded.append(isEncoded ? char(valueOf(i + 1) * 16 + valueOf(i + 2)) : text[i]);
        i += isEncoded ? 2 : 0;
    }
    return decoded;
}

QByteArrayList segmentsOf(QByteArrayView path)
{
    if (path.startsWith('/'))
        path = path.sliced(1);
    if (path.endsWith('/'))
        path.chop(1);
    if (path.isEmpty())
        return {};
    QByteArrayList segments = path.toByteArray().split('/');
    for (QByteArray &segment : segments)
        segment = percentDecoded(segment);
    return segments;
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

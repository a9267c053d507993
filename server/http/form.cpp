// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/form.h"

#include "server/http/message.h"

namespace Http {

namespace {

constexpr qsizetype MaximumParts = 1000;
constexpr qsizetype MaximumBoundary = 70; // RFC 2046 section 5.1.1

Failure broken(const char *what)
{
    return failure(Error::Kind::BadInput,
                   QStringLiteral("The multipart body is broken: %1.").arg(QLatin1String(what)));
}

/// The parameter @p name in a header such as `form-data; name="a"; filename="b.png"`; a quoted
/// value may hold `;` and `\"`. Nothing when it is not there.
std::optional<QByteArray> headerParameter(QByteArrayView header, QByteArrayView name)
{
    qsizetype at = header.indexOf(';');
    while (at >= 0 && at < header.size()) {
        ++at;
        while (at < header.size() && (header[at] == ' ' || header[at] == '\t'))
            ++at;
        const qsizetype equals = header.indexOf('=', at);
        if (equals < 0)
            return std::nullopt;
        const QByteArray key = header.sliced(at, equals - at).trimmed().toByteArray().toLower();
        QByteArray value;
        at = equals + 1;
        if (at < header.size() && header[at] == '"') {
            for (++at; at < header.size() && header[at] != '"'; ++at) {
                if (header[at] == '\\' && at + 1 < header.size())
                    ++at;
                value.append(header[at]);
            }
            at = header.indexOf(';', at);
        } else {
            const qsizetype end = header.indexOf(';', at);
            value = header.sliced(at, (end < 0 ? header.size() : end) - at).trimmed().toByteArray();
            at = end;
        }
        if (key == name)
            return value;
    }
    return std::nullopt;
}

Result<FormPart> parsePart(QByteArrayView part)
{
    const qsizetype end = part.startsWith("\r\n") ? 0 : part.indexOf("\r\n\r\n");
    if (end < 0)
        return broken("the head of a part does not end");
    FormPart parsed;
    bool isNamed = false;
    for (const QByteArray &line : part.first(end).toByteArray().split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArray header = line.first(colon).trimmed().toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (header == "content-type")
            parsed.contentType = value;
        if (header != "content-disposition")
            continue;
        const auto name = headerParameter(value, "name");
        const auto fileName = headerParameter(value, "filename");
        isNamed = name.has_value();
        parsed.name = name.value_or(QByteArray());
        parsed.isFile = fileName.has_value();
        parsed.fileName = fileName.value_or(QByteArray());
    }
    if (!isNamed)
        return broken("a part has no name");
    parsed.body = part.sliced(end + (end == 0 ? 2 : 4)).toByteArray();
    return parsed;
}

} // namespace

QList<std::pair<QByteArray, QByteArray>> parseUrlEncoded(QByteArrayView text)
{
    const auto decoded = [](QByteArrayView part) {
        return part.contains('+') ? percentDecoded(part.toByteArray().replace('+', ' '))
                                  : percentDecoded(part);
    };
    QList<std::pair<QByteArray, QByteArray>> pairs;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('&');
        const QByteArrayView pair = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        pairs.append({decoded(equals < 0 ? pair : pair.first(equals)),
                      equals < 0 ? QByteArray() : decoded(pair.sliced(equals + 1))});
    }
    return pairs;
}

Result<QList<FormPart>> parseMultipart(QByteArrayView contentType, QByteArrayView body)
{
    const auto boundary = headerParameter(contentType, "boundary");
    if (!boundary || boundary->isEmpty() || boundary->size() > MaximumBoundary)
        return broken("its boundary is missing");
    const QByteArray delimiter = "--" + *boundary;
    QList<FormPart> parts;
    qsizetype at = body.startsWith(delimiter) ? 0 : body.indexOf("\r\n" + delimiter);
    if (at < 0)
        return broken("its first boundary is missing");
    at += at == 0 && body.startsWith(delimiter) ? 0 : 2;
    while (true) {
        at += delimiter.size();
        if (body.sliced(at).startsWith("--"))
            return parts;
        const qsizetype start = body.indexOf("\r\n", at);
        if (start < 0 || !body.sliced(at, start - at).trimmed().isEmpty())
            return broken("a boundary is followed by something else");
        const qsizetype end = body.indexOf("\r\n" + delimiter, start);
        if (end < 0)
            return broken("its last boundary is missing");
        const qsizetype first = std::min(start + 2, end);
        auto part = parsePart(body.sliced(first, end - first));
        if (!part)
            return failure(part);
        if (parts.size() == MaximumParts)
            return broken("it has more than 1,000 parts");
        parts.append(std::move(*part));
        at = end + 2;
    }
}

} // namespace Http

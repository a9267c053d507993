// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/http/message.h"

/// The answers and errors that many routes give, so that they read the same everywhere.
namespace Api {

/// @p body, which is JSON, with @p status.
inline Http::Response json(int status, QByteArray body)
{
    Http::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

/// One document, with its version as the ETag.
/// Source: RFC 9110, section 8.8.3.
inline Http::Response documentJson(int status, QByteArray text, qint64 version)
{
    auto response = json(status, std::move(text));
    response.headers.append({"ETag", '"' + QByteArray::number(version) + '"'});
    return response;
}

/// The answer to a change that gives nothing but that it is done.
/// An error of @p done is passed on.
inline Result<Http::Response> doneResponse(const Result<Done> &done)
{
    if (!done)
        return failure(done);
    return json(200, "{\"result\":\"ok\"}");
}

/// The error for a path that nobody answers; who is nowhere near is told where to go.
/// @p path is shown as it was sent, percent-encoded.
inline Failure notFound(QByteArrayView path)
{
    const bool isNear =
        path.startsWith("/rest/") || path.startsWith("/auth/") || path.startsWith("/admin/");
    const QString where = isNear
        ? QString()
        : QStringLiteral(" Documents are at /rest/COLLECTION; the page /docs has all paths.");
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is nothing at %1.%2").arg(QString::fromUtf8(path), where));
}

/// The error for a collection that is not there.
inline Failure noCollection(QByteArrayView name)
{
    return failure(Error::Kind::NotFound,
                   QStringLiteral("There is no collection \"%1\".").arg(QString::fromUtf8(name)));
}

/// The error for a method that a path does not take; @p allow names those that it does.
/// Source: RFC 9110, section 15.5.6, which wants the header Allow.
inline Failure methodNotAllowed(const QByteArray &allow)
{
    Error error{Error::Kind::MethodNotAllowed,
                QStringLiteral("This path takes %1.").arg(QString::fromLatin1(allow))};
    error.allow = allow;
    return failure(error);
}

} // namespace Api

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/errorresponse.h"

#include "server/api/respond.h"
#include "server/core/json.h"
#include "server/http/contentcoding.h"
#include "server/http/status.h"

#include <QDateTime>

#include <array>

namespace {

/// How a kind of error is told to a client.
struct Telling
{
    Error::Kind kind;
    int status;
    const char *name = ""; ///< Empty: that of the status.
};

/// The only table that turns an error into a status code.
constexpr std::array Tellings = {
    Telling{Error::Kind::BadInput, 400},
    Telling{Error::Kind::Validation, 400, "ValidationError"},
    Telling{Error::Kind::Unauthorized, 401},
    Telling{Error::Kind::Forbidden, 403},
    Telling{Error::Kind::NotFound, 404},
    Telling{Error::Kind::MethodNotAllowed, 405},
    Telling{Error::Kind::Conflict, 409},
    Telling{Error::Kind::PreconditionFailed, 412},
    Telling{Error::Kind::TooLarge, 413},
    Telling{Error::Kind::UnsupportedMediaType, 415},
    Telling{Error::Kind::UnsupportedCoding, 415},
    Telling{Error::Kind::Unprocessable, 422},
    Telling{Error::Kind::TooManyRequests, 429},
    Telling{Error::Kind::Refused, 400, "HookRefused"}, // the hook's own status comes first
    Telling{Error::Kind::HookFailed, 500, "HookError"},
    Telling{Error::Kind::Unavailable, 503},
    Telling{Error::Kind::HookInterrupted, 503, "HookInterrupted"},
    Telling{Error::Kind::QueryTimeout, 503, "QueryTimeout"},
    Telling{Error::Kind::Unprepared, 500}, // no request ends with it
    Telling{Error::Kind::Internal, 500},
};

/// What @p caller is told of @p error. Names of scripts, lines and advice are for those who may
/// change the script; all others get a short sentence, and the record keeps the whole one.
Error told(const Error &error, const Auth::Caller &caller)
{
    Error shown = error;
    if (caller.hasFullRights())
        return shown;
    if (error.kind == Error::Kind::HookFailed)
        shown.message = QStringLiteral("The hook of this request failed.");
    if (error.kind == Error::Kind::Unavailable)
        shown.message = QStringLiteral("This cannot be answered now; try again later.");
    return shown;
}

constexpr const Telling &tellingOf(Error::Kind kind)
{
    for (const Telling &telling : Tellings) {
        if (telling.kind == kind)
            return telling;
    }
    return Tellings.back();
}

} // namespace

Http::Response errorResponse(const Error &given, const Auth::Caller &caller)
{
    const Error error = told(given, caller);
    const Telling &telling = tellingOf(error.kind);
    const int status = error.status > 0 ? error.status : telling.status;
    Json::ObjectWriter body;
    const bool isNamed = *telling.name != '\0';
    body.text("name", QByteArrayView(isNamed ? telling.name : Http::errorNameOf(telling.status)));
    body.text("message", error.message);
    body.number("status", status);
    if (!error.list.isEmpty())
        body.raw("list", error.list);
    if (error.kind == Error::Kind::Unprocessable)
        body.number("line", error.line).number("column", error.column);
    if (error.kind == Error::Kind::TooManyRequests) {
        const QByteArray until = QDateTime::currentDateTimeUtc()
                                     .addSecs(error.retryAfter)
                                     .toString(u"hh:mm:ss")
                                     .toLatin1();
        body.text("msg",
                  error.message
                      + QStringLiteral(" Blocked until %1 UTC.").arg(QString::fromLatin1(until)));
    }
    Http::Response response = Api::json(status, body.take());
    if (error.retryAfter > 0)
        response.headers.append({"Retry-After", QByteArray::number(error.retryAfter)});
    if (error.kind == Error::Kind::UnsupportedCoding)
        response.headers.append(Http::Header("Accept-Encoding", Http::AcceptedCodings));
    if (!error.allow.isEmpty())
        response.headers.append({"Allow", error.allow});
    return response;
}

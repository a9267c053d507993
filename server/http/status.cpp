// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/status.h"

#include <algorithm>
#include <array>

namespace Http {

namespace {

struct Status
{
    int status;
    const char *reason;
    const char *errorName;
};

constexpr std::array Statuses = {
    Status{200, "OK", ""},
    Status{201, "Created", ""},
    Status{202, "Accepted", ""},
    Status{204, "No Content", ""},
    Status{304, "Not Modified", ""},
    Status{400, "Bad Request", "BadRequest"},
    Status{401, "Unauthorized", "Unauthorized"},
    Status{403, "Forbidden", "Forbidden"},
    Status{404, "Not Found", "NotFound"},
    Status{405, "Method Not Allowed", "MethodNotAllowed"},
    Status{408, "Request Timeout", "RequestTimeout"},
    Status{409, "Conflict", "Conflict"},
    Status{412, "Precondition Failed", "PreconditionFailed"},
    Status{413, "Content Too Large", "TooLarge"},
    Status{414, "URI Too Long", "UriTooLong"},
    Status{415, "Unsupported Media Type", "UnsupportedMediaType"},
    Status{422, "Unprocessable Content", "SyntaxError"},
    Status{429, "Too Many Requests", "TooManyRequests"},
    Status{431, "Request Header Fields Too Large", "HeadersTooLarge"},
    Status{500, "Internal Server Error", "InternalError"},
    Status{501, "Not Implemented", "NotImplemented"},
    Status{503, "Service Unavailable", "Unavailable"},
    Status{505, "HTTP Version Not Supported", "VersionNotSupported"},
};

constexpr Status Other = {0, "Answer", "Error"};

const Status &statusOf(int status)
{
    const auto found = std::find_if(Statuses.begin(), Statuses.end(),
                                    [status](const Status &each) { return each.status == status; });
    return found == Statuses.end() ? Other : *found;
}

} // namespace

const char *reasonOf(int status)
{
    return statusOf(status).reason;
}

const char *errorNameOf(int status)
{
    return statusOf(status).errorName;
}

} // namespace Http

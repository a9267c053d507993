// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <utility>

namespace Outbound {

/// An HTTP request that leaves the machine, as a hook described it. A value; any thread.
struct HttpCall
{
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    /// How the answer's body is given to the hook.
    enum class Encoding { Text, Json, Base64, Bytes };

    QByteArray method = "GET";
    QUrl url;
    Headers headers;
    QByteArray body;
    std::chrono::milliseconds timeout{10000}; ///< For everything, redirects included.
    int redirects = -1; ///< How many may be followed; -1: they are answers like others.
    bool unpacks = false; ///< Asks for a compressed answer and unpacks it.
    bool verifies = true; ///< The certificate of a TLS server.
    QByteArray authorities; ///< PEM: trusted beside those of the system.
    Encoding encoding = Encoding::Text;

    /// Reads the options of the package `request`: url (or uri), baseUrl, method, qs, headers,
    /// body, json, form, formData, auth, timeout (ms), gzip, followRedirect, followAllRedirects,
    /// maxRedirects, strictSSL, ca and encoding (null, "base64").
    /// @errors BadInput, naming the option.
    static Result<HttpCall> fromOptions(const Json::Value &options);

    /// Looks at everything that becomes part of the head, whoever put it there: a line break in it
    /// would be another header, or another request. Call before it is sent.
    /// @errors BadInput, naming the header.
    Result<Done> checkHead() const;
};

/// The port of @p url, also where it names none. Any thread.
inline int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
}

/// What came back. A value; any thread.
struct HttpAnswer
{
    int status = 0;
    QByteArray reason;
    HttpCall::Headers headers; ///< Names in small letters.
    QByteArray body;
    QUrl url; ///< After all redirects.

    /// The response object of a hook: statusCode, statusMessage, headers, body and request.
    QByteArray toJson(const HttpCall &call) const;
};

} // namespace Outbound

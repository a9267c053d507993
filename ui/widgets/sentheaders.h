// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/headernames.h"

#include <QByteArray>
#include <QByteArrayList>

/// Which headers of a recorded request belong into one that is sent again. Any thread.
namespace SentHeaders {

/// Not what the recorder has masked, and not what a client sets itself.
inline bool isKept(const QByteArray &name)
{
    static const QByteArrayList left = {
        "authorization", "x-apikey",          "cookie",          "proxy-authorization",
        "host",          "connection",        "content-length",  "accept-encoding",
        "user-agent",    "transfer-encoding", Http::ClientHeader};
    return !left.contains(name.toLower());
}

} // namespace SentHeaders

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientaddress.h"

namespace Http {

QByteArray clientAddress(const Request &request, const AddressList &proxies)
{
    if (proxies.isEmpty() || request.peer.isEmpty())
        return request.peer;
    QHostAddress client = AddressList::parseAddress(request.peer);
    QByteArrayList forwarded;
    for (const auto &[name, value] : request.headers) {
        if (name == "x-forwarded-for")
            forwarded.append(value.split(','));
    }
    while (proxies.contains(client) && !forwarded.isEmpty()) {
        const QHostAddress before = AddressList::parseAddress(forwarded.takeLast().trimmed());
        if (before.isNull())
            break; // a proxy that does not know its client speaks for itself
        client = before;
    }
    return client.toString().toLatin1();
}

} // namespace Http

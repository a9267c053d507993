// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/httpclient.h"

#include "server/core/addressrules.h"
#include "server/outbound/curlmulti.h"
#include "server/outbound/httpfetch.h"

namespace Outbound {

HttpClient::HttpClient() = default;

HttpClient::~HttpClient()
{
    m_queue.close();
    qDeleteAll(findChildren<HttpFetch *>(QString(), Qt::FindDirectChildrenOnly));
}

void HttpClient::send(HttpCall call, const AddressRules &rules, qint64 maximumBody, Answer answer)
{
    if (!m_curl)
        m_curl = std::make_unique<CurlMulti>();
    auto *fetch = new HttpFetch(std::move(call), rules, maximumBody, m_queue, *m_curl,
                                std::move(answer), this);
    fetch->begin();
}

} // namespace Outbound

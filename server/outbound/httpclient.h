// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/outbound/callqueue.h"
#include "server/outbound/httpcall.h"

#include <QObject>

#include <functional>
#include <memory>

class AddressRules;

namespace Outbound {

class CurlMulti;

/// Makes the HTTP calls of everybody in the server: up to 1,000 at once, half of them to one host
/// and port; what is more waits, within its time. Connections are kept for later calls.
/// Thread: the one that it lives in.
class HttpClient final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(Result<HttpAnswer>)>;

    /// A place costs a socket and about 30 kB.
    static constexpr int MostCalls = 1000;
    /// More at once would hold places that other hosts need. Fewer would slow down hooks that ask a
    /// server which takes 100 ms to answer: each place makes ten calls a second.
    static constexpr int MostCallsOfHost = MostCalls / 2;

    HttpClient();
    /// Ends the calls under way without an answer.
    ~HttpClient() override;

    /// Makes @p call, to addresses that @p rules allow, and gives @p answer what came back, once;
    /// its body may have @p maximumBody bytes. See HttpFetch.
    void send(HttpCall call, const AddressRules &rules, qint64 maximumBody, Answer answer);

private:
    CallQueue m_queue{MostCalls, MostCallsOfHost};
    std::unique_ptr<CurlMulti> m_curl; ///< Made when it is first needed.
};

} // namespace Outbound

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/hooks/hookcall.h"
#include "server/http/message.h"
#include "server/store/catalog.h"

#include <QObject>

#include <functional>
#include <memory>

namespace Outbound {
class HttpClient;
}

/// Carries out the calls of hooks that leave the machine: `request`, `slack` and `sendMail`
/// (contract: codehooks 4). Thread: the one that it lives in; carryOut() may be called from any.
class OutboundCalls final : public QObject
{
    Q_OBJECT

public:
    using CatalogNow = std::function<std::shared_ptr<const Store::Catalog>()>;
    /// Answers a request with full rights; the answer may come in any thread.
    using Ask = std::function<void(Http::Request, std::function<void(Http::Response)>)>;

    /// @p ask stores the sent mails. @pre @p http lives longer, in the same thread.
    OutboundCalls(CatalogNow catalog, Ask ask, Outbound::HttpClient &http);

    /// @pre call.isOutbound()
    void carryOut(Hooks::HookCall call, Hooks::AnswerCall answer);

private:
    void request(const Hooks::HookCall &call, const Hooks::AnswerCall &answer);
    void slack(const Hooks::HookCall &call, const Hooks::AnswerCall &answer);
    void mail(const Hooks::HookCall &call, const Hooks::AnswerCall &answer);
    void keepMail(const QByteArray &document, const Result<Done> &sent,
                  const Hooks::AnswerCall &answer);

    const CatalogNow m_catalog;
    const Ask m_ask;
    Outbound::HttpClient &m_http;
};

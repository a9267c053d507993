// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/addressrules.h"
#include "server/core/result.h"
#include "server/outbound/callqueue.h"
#include "server/outbound/httpcall.h"
#include "server/outbound/httptransfer.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace Outbound {

class CurlMulti;

/// One HTTP call on its way: waits for a place in the queue, sends, and does so again for each
/// redirect, so that no redirect leads to where it may not. The time of the call includes the
/// waiting. Deletes itself after the answer. Thread: the one it was made in.
class HttpFetch final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(Result<HttpAnswer>)>;

    /// The answer's body may have @p maximumBody bytes. @p queue and @p curl outlive this.
    HttpFetch(HttpCall call, AddressRules rules, qint64 maximumBody, CallQueue &queue,
              CurlMulti &curl, Answer answer, QObject *parent);
    ~HttpFetch() override;

    /// Call once; the answer may be given before this returns.
    void begin();

private:
    void enterQueue();
    void send();
    void finish(CURLcode code);
    bool followRedirect(const HttpAnswer &answer);
    void fail(Error::Kind kind, const char *code, const QString &message);
    void give(Result<HttpAnswer> answer);
    void endTransfer();

    HttpCall m_call;
    const AddressRules m_rules;
    const qint64 m_maximumBody;
    CallQueue &m_queue;
    CurlMulti &m_curl;
    Answer m_answer; ///< Null: it was given.
    QTimer m_deadline;
    CallQueue::Place m_place;
    std::unique_ptr<HttpTransfer> m_transfer; ///< Null while it waits.
};

} // namespace Outbound

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <curl/curl.h>

#include <functional>
#include <memory>

namespace Outbound {

/// libcurl's multi interface in Qt's event loop: transfers side by side, over connections that are
/// kept for the next ones. All sockets are in one epoll set, so that an event costs the same beside
/// 1,000 silent connections as beside none. Thread: the one it was made in.
class CurlMulti final : public QObject
{
    Q_OBJECT

public:
    using Finished = std::function<void(CURLcode)>;

    CurlMulti();
    /// @pre all transfers have finished or were removed.
    ~CurlMulti() override;

    /// Starts @p transfer. @p finished is called once, from the event loop, when the transfer is no
    /// longer in use here, unless remove() comes first.
    void add(CURL *transfer, Finished finished);
    /// Ends @p transfer, which add() was called with, without a word.
    void remove(CURL *transfer);

private:
    struct Cleanup
    {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    static int watchSocket(CURL *transfer, curl_socket_t socket, int what, void *self, void *);
    static int setTimer(CURLM *multi, long milliseconds, void *self);
    void handleEvents();
    void act(curl_socket_t socket, int events);
    void reportFinished();

    QTimer m_timer;
    const int m_epoll;
    QSocketNotifier m_notifier;
    QHash<CURL *, Finished> m_transfers;
    std::unique_ptr<CURLM, Cleanup> m_multi; ///< Goes first: it still calls watchSocket().
};

} // namespace Outbound

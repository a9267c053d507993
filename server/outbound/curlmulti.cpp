// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/curlmulti.h"

#include "server/outbound/httpclient.h"

#include <array>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <unistd.h>

namespace Outbound {

namespace {

/// Connections that are kept at most: those of a host that has all its places at work, for else
/// each of its calls would open a new one, and some of others. An idle one with TLS takes about
/// 50 kB.
constexpr long MostConnectionsKept = HttpClient::MostCallsOfHost + 100;

} // namespace

CurlMulti::CurlMulti()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_notifier(m_epoll, QSocketNotifier::Read)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    m_multi.reset(curl_multi_init());
    CURLM *multi = m_multi.get();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlMulti::watchSocket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlMulti::setTimer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, MostConnectionsKept);
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, [this] {
        act(CURL_SOCKET_TIMEOUT, 0);
        reportFinished();
    });
    connect(&m_notifier, &QSocketNotifier::activated, this, &CurlMulti::handleEvents);
}

CurlMulti::~CurlMulti()
{
    Q_ASSERT(m_transfers.isEmpty());
    m_notifier.setEnabled(false);
    m_multi.reset();
    ::close(m_epoll);
    curl_global_cleanup();
}

void CurlMulti::add(CURL *transfer, Finished finished)
{
    m_transfers.insert(transfer, std::move(finished));
    // libcurl begins with the timer, not here.
    curl_multi_add_handle(m_multi.get(), transfer);
}

void CurlMulti::remove(CURL *transfer)
{
    if (m_transfers.remove(transfer))
        curl_multi_remove_handle(m_multi.get(), transfer);
}

int CurlMulti::watchSocket(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    const int epoll = static_cast<CurlMulti *>(self)->m_epoll;
    epoll_event event = {};
    event.data.fd = socket;
    if (what == CURL_POLL_REMOVE) {
        // A socket that is closed already has left the set by itself.
        (void)::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event);
        return 0;
    }
    if (what & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    if (::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) == 0)
        return 0;
    return errno == ENOENT ? ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) : -1;
}

int CurlMulti::setTimer(CURLM *, long milliseconds, void *self)
{
    QTimer &timer = static_cast<CurlMulti *>(self)->m_timer;
    if (milliseconds < 0)
        timer.stop();
    else
        timer.start(std::chrono::milliseconds(milliseconds));
    return 0;
}

void CurlMulti::handleEvents()
{
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        // Without either, after a hang-up, libcurl looks for itself.
        const int readable = events[i].events & EPOLLIN ? CURL_CSELECT_IN : 0;
        const int writable = events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0;
        act(events[i].data.fd, readable | writable);
    }
    reportFinished();
}

void CurlMulti::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(m_multi.get(), socket, events, &running);
}

void CurlMulti::reportFinished()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        // The message goes with the transfer.
        CURL *transfer = message->easy_handle;
        const CURLcode code = message->data.result;
        const Finished finished = m_transfers.take(transfer);
        curl_multi_remove_handle(m_multi.get(), transfer);
        finished(code);
    }
}

} // namespace Outbound

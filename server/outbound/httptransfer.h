// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/addressrules.h"
#include "server/core/result.h"
#include "server/outbound/httpcall.h"

#include <curl/curl.h>

#include <array>
#include <memory>

namespace Outbound {

/// One request of an HttpCall and its answer, without redirects, as a transfer of libcurl. Each
/// address is checked when a connection to it is made or used again, so a name that changes its
/// address meanwhile leads nowhere else. Thread: one.
class HttpTransfer final
{
public:
    /// The answer's body may have @p maximumBody bytes. @pre call.checkHead(); @p call and @p rules
    /// outlive this and stay as they are.
    HttpTransfer(const HttpCall &call, const AddressRules &rules, qint64 maximumBody);
    HttpTransfer(const HttpTransfer &) = delete;
    HttpTransfer &operator=(const HttpTransfer &) = delete;

    /// For CurlMulti. Null: libcurl does not take the options.
    CURL *handle() const { return m_isReady ? m_curl.get() : nullptr; }
    /// What has come of it, once: @p code is what libcurl says.
    /// @errors Forbidden: the address may not be reached. TooLarge. Unavailable for all else. Each
    /// has a code as Node names it.
    Result<HttpAnswer> takeAnswer(CURLcode code);

private:
    struct Free
    {
        void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    template<typename Value>
    void set(CURLoption option, Value value);
    void setTarget();
    void setHeaders();
    void setBody();
    void setTls();
    void setGuards();
    void addHeader(const QByteArray &line);
    bool allows(const QHostAddress &address);
    Error errorOf(CURLcode code) const;

    static curl_socket_t openSocket(void *self, curlsocktype, curl_sockaddr *address);
    static int checkConnection(void *self, char *address, char *, int, int);
    static size_t readHeader(char *data, size_t size, size_t count, void *self);
    static size_t readBody(char *data, size_t size, size_t count, void *self);

    const HttpCall &m_call;
    const AddressRules &m_rules;
    const qint64 m_maximumBody;
    bool m_isReady = true;
    bool m_isTooLarge = false;
    int m_lines = 0; ///< Of the heads that came, interim ones too.
    bool m_hasConnected = false; ///< Tried to, to an address that is allowed.
    QHostAddress m_refused; ///< The first address that is not allowed.
    QByteArray m_reason;
    QByteArray m_body;
    std::array<char, CURL_ERROR_SIZE> m_fault = {};
    std::unique_ptr<curl_slist, Free> m_headers;
    std::unique_ptr<CURL, Free> m_curl; ///< Goes first, as it uses the others.
};

} // namespace Outbound

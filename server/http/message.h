// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/stopflag.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QFile;
class QObject;

/// HTTP as the rest of the server sees it: plain values, nothing of the wire. Any thread.
namespace Http {

class BodyMemory;

using Header = std::pair<QByteArray, QByteArray>;
using Headers = QList<Header>;

/// A request from the network, or one that the program itself makes.
struct Request
{
    QByteArray method; ///< In capital letters.
    QByteArray path; ///< Percent-encoded, without the query.
    QByteArray query; ///< Percent-encoded, without `?`; not changed after parameter().
    Headers headers; ///< Names in lower case.
    QByteArray body;
    QByteArray peer; ///< The address that the connection comes from; empty: none, it is ours.
    bool isEncrypted = false; ///< It came over TLS.
    std::optional<std::chrono::steady_clock::time_point> received; ///< Its first byte.
    bool isFromLoopback = false; ///< The client is on this machine, as far as the socket says.
    /// Counts large bodies on their way; null: nobody does. Outlives the request.
    BodyMemory *memory = nullptr;
    /// True once the connection is closed, so that nobody waits for the answer; null: none.
    StopFlag gone;

    /// The value of the first header @p name (in lower case); empty when there is none.
    QByteArray header(QByteArrayView name) const;
    /// The decoded value of the first parameter @p name of the query; `+` is a blank.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
    /// The decoded values of all parameters @p name.
    QByteArrayList parameters(QByteArrayView name) const;
    /// Whether the parameter @p name is there and says neither `false` nor `0`.
    bool isOn(QByteArrayView name) const;
    /// Whether it comes from this machine, under a loopback name, and by no proxy: what is open
    /// there without a key is open to these alone. A web page can make a name of its own lead to
    /// this machine, and then sends that name.
    bool isLocal() const;
    /// Whether a proxy passed it on, which may be on this machine and its client elsewhere.
    bool isProxied() const;

private:
    using Pairs = QList<std::pair<QByteArray, QByteArray>>;
    const Pairs &pairs() const;

    mutable std::optional<Pairs> m_pairs; ///< Of the query, once somebody asked.
};

/// Takes a piece of a body that goes on. False: the client does not keep up, and the piece is
/// dropped. Thread: the connection's.
using BodySink = std::function<bool(const QByteArray &piece)>;

/// The answer to a Request. Values of headers are made safe where they are sent.
struct Response
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json; charset=utf-8");
    Headers headers = {};
    /// Open: its bytes are sent in the place of the body, which may hold their beginning for those
    /// who record answers.
    std::shared_ptr<QFile> file = {};
    /// Starts a streaming body. The object that it returns writes to the sink and is destroyed
    /// with the connection; where it deletes itself before, that closes the connection.
    std::function<QObject *(BodySink)> stream = {};
};

/// Whether @p host, the value of a header Host, is `localhost` or a loopback address, with or
/// without a port.
bool isLoopbackHost(const QByteArray &host);

/// @p text without its percent-encoding; a `%` without two hexadecimal digits stays.
QByteArray percentDecoded(QByteArrayView text);

/// The parts of @p path between its slashes, each without its percent-encoding: it is split first,
/// because an encoded slash is part of a segment. A path that begins or ends with a slash has no
/// empty segment there. Source: RFC 3986, section 2.4.
QByteArrayList segmentsOf(QByteArrayView path);

/// The header's value made safe to send: control characters would split the response.
QByteArray headerValue(const QByteArray &value);

} // namespace Http

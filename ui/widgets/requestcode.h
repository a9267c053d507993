// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

/// Requests as code to be pasted elsewhere. The key is the user's: it is `$KEY` in a shell and
/// `KEY` in JavaScript. Pure functions.
namespace RequestCode {

struct Request
{
    QByteArray method;
    QString serverUrl; ///< Empty: that of a server which was not told another port.
    QByteArray target; ///< A path with its query, percent-encoded.
    QByteArray body = {};
    /// Without a content type, a body is JSON.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
};

/// A command of curl for a shell.
QString curl(const Request &request);
/// A call of fetch for JavaScript, in browsers and in Node.
QString fetch(const Request &request);

/// @p text as one word of a shell.
QString quoted(QString text);

} // namespace RequestCode

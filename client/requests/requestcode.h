// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

/// Requests as code to be pasted elsewhere. The key is the user's: it is `$KEY` in a shell and
/// `KEY` in JavaScript and Python. Pure functions.
namespace RequestCode {

struct Request
{
    enum class Key {
        Users, ///< With a header for the key, which the user fills in.
        None
    };

    QByteArray method;
    QString serverUrl; ///< Empty: that of a server which was not told another port.
    QByteArray target; ///< A path with its query, percent-encoded.
    QByteArray body = {};
    /// Without a content type, a body is JSON.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    Key key = Key::Users;
};

/// A command of curl for a shell.
QString curl(const Request &request);
/// A call of fetch for JavaScript, in browsers and in Node.
QString fetch(const Request &request);
/// A program in Python, with the package requests.
QString python(const Request &request);

/// @p text as one word of a shell.
QString quoted(QString text);

} // namespace RequestCode

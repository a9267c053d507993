// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

/// Requests to a collection as code: for a shell with curl, and for the clients of the folder
/// `clients`. The key is left open as `…`. Pure functions.
namespace ExampleCode {

struct Request
{
    enum class Kind { List, Search, One, Add, Change, Delete };

    Kind kind = Kind::List;
    QByteArray collection;
    QByteArray id; ///< Of the document; of One, Change and Delete.
    QByteArray document; ///< JSON: what is searched for, stored, or changed.
};

QByteArray methodOf(const Request &request);
QByteArray pathOf(const Request &request);
/// The parameters, as a person writes them: not percent-encoded.
QList<std::pair<QByteArray, QByteArray>> parametersOf(const Request &request);
/// The body as JSON; empty: there is none.
QByteArray bodyOf(const Request &request);

/// @p server is the address of the server in all three.
QString curl(const Request &request, const QString &server);
/// With the client for JavaScript.
QString javaScript(const Request &request, const QString &server);
/// With the client for Python.
QString python(const Request &request, const QString &server);

} // namespace ExampleCode

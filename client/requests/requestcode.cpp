// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/requestcode.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace RequestCode {

namespace {

QString urlOf(const Request &request)
{
    return (request.serverUrl.isEmpty() ? QStringLiteral("http://127.0.0.1:8788")
                                        : request.serverUrl)
        + QString::fromUtf8(request.target);
}

QList<std::pair<QByteArray, QByteArray>> headersOf(const Request &request)
{
    auto headers = request.headers;
    const bool hasType = std::any_of(headers.begin(), headers.end(), [](const auto &each) {
        return each.first.toLower() == "content-type";
    });
    if (!request.body.isEmpty() && !hasType)
        headers.emplaceBack("content-type", "application/json");
    return headers;
}

/// @p text as a literal of JavaScript.
QString literal(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

} // namespace

QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''"))
        + QLatin1Char('\'');
}

QString curl(const Request &request)
{
    const QString next = QStringLiteral(" \\\n  ");
    // A method of a stranger's request may have marks that mean something in a shell.
    const QString method = QString::fromUtf8(request.method);
    const bool isWord = std::all_of(request.method.begin(), request.method.end(),
                                    [](char c) { return c >= 'A' && c <= 'Z'; });
    QString command = QStringLiteral("curl -g -X %1").arg(isWord ? method : quoted(method));
    if (request.key == Request::Key::Users)
        command.append(QStringLiteral(" -H \"x-apikey: $KEY\""));
    for (const auto &[name, value] : headersOf(request))
        command.append(next + QStringLiteral("-H ")
                       + quoted(QString::fromUtf8(name + ": " + value)));
    // Behind an @, --data-binary takes the name of a file.
    const QString data = request.body.startsWith('@') ? QStringLiteral("--data-raw ")
                                                      : QStringLiteral("--data-binary ");
    if (!request.body.isEmpty())
        command.append(next + data + quoted(QString::fromUtf8(request.body)));
    return command + next + quoted(urlOf(request)) + QLatin1Char('\n');
}

QString fetch(const Request &request)
{
    QString code =
        QStringLiteral("const response = await fetch(%1, {\n  method: %2,\n  headers: {\n")
            .arg(literal(urlOf(request)), literal(QString::fromUtf8(request.method)));
    for (const auto &[name, value] : headersOf(request))
        code.append(QStringLiteral("    %1: %2,\n")
                        .arg(literal(QString::fromUtf8(name)), literal(QString::fromUtf8(value))));
    if (request.key == Request::Key::Users)
        code.append(QStringLiteral("    \"x-apikey\": KEY,\n"));
    code.append(QStringLiteral("  },\n"));
    if (!request.body.isEmpty())
        code.append(QStringLiteral("  body: %1,\n").arg(literal(QString::fromUtf8(request.body))));
    return code + QStringLiteral("});\nconsole.log(response.status, await response.text());\n");
}

QString python(const Request &request)
{
    // A text of JSON is one of Python too.
    QString code =
        QStringLiteral("import requests\n\nresponse = requests.request(\n    %1,\n    %2,\n"
                       "    headers={\n")
            .arg(literal(QString::fromUtf8(request.method)), literal(urlOf(request)));
    for (const auto &[name, value] : headersOf(request))
        code.append(QStringLiteral("        %1: %2,\n")
                        .arg(literal(QString::fromUtf8(name)), literal(QString::fromUtf8(value))));
    if (request.key == Request::Key::Users)
        code.append(QStringLiteral("        \"x-apikey\": KEY,\n"));
    code.append(QStringLiteral("    },\n"));
    if (!request.body.isEmpty())
        code.append(QStringLiteral("    data=%1.encode(),\n")
                        .arg(literal(QString::fromUtf8(request.body))));
    return code + QStringLiteral(")\nprint(response.status_code, response.text)\n");
}

} // namespace RequestCode

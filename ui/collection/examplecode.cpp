// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/examplecode.h"

#include "client/routes.h"
#include "client/requests/requestcode.h"
#include "server/core/json.h"

namespace ExampleCode {

namespace {

using Kind = Request::Kind;

constexpr char Most[] = "10";

bool isOfOne(const Request &request)
{
    return request.kind == Kind::One || request.kind == Kind::Change
        || request.kind == Kind::Delete;
}

/// @p value as Python writes it, where true, false and null have other names. Texts are the same
/// in both, as this writes them: in double quotes, with no escape that Python does not know.
QByteArray pythonOf(const Json::Value &value)
{
    if (value.isNull())
        return "None";
    if (value.isBool())
        return value.toBool() ? "True" : "False";
    if (value.isString())
        return Json::quoted(value.text());
    QByteArrayList parts;
    if (value.isArray()) {
        for (const Json::Value &each : value.items())
            parts.append(pythonOf(each));
        return '[' + parts.join(", ") + ']';
    }
    if (value.isObject()) {
        for (const Json::Member &each : value.members())
            parts.append(Json::quoted(each.key) + ": " + pythonOf(each.value));
        return '{' + parts.join(", ") + '}';
    }
    return value.toJson();
}

/// The call of a client; both have the same names. @p document is written in its language, and
/// @p most is how it names the option for a page.
QByteArray callOf(const Request &request, const QByteArray &document, const QByteArray &most)
{
    const QByteArray id = Json::quoted(QByteArrayView(request.id));
    switch (request.kind) {
    case Kind::List:
        return "find({}, " + most + ')';
    case Kind::Search:
        return "find(" + document + ", " + most + ')';
    case Kind::One:
        return "get(" + id + ')';
    case Kind::Add:
        return "insert(" + document + ')';
    case Kind::Change:
        return "update(" + id + ", " + document + ')';
    case Kind::Delete:
        return "delete(" + id + ')';
    }
    return {};
}

} // namespace

QByteArray methodOf(const Request &request)
{
    switch (request.kind) {
    case Kind::Add:
        return "POST";
    case Kind::Change:
        return "PATCH";
    case Kind::Delete:
        return "DELETE";
    default:
        return "GET";
    }
}

QByteArray pathOf(const Request &request)
{
    const QByteArray path = Routes::documents(QString::fromUtf8(request.collection));
    return isOfOne(request) ? path + '/' + request.id : path;
}

QList<std::pair<QByteArray, QByteArray>> parametersOf(const Request &request)
{
    if (request.kind == Kind::List)
        return {{"max", Most}};
    if (request.kind == Kind::Search)
        return {{"q", request.document}, {"max", Most}};
    return {};
}

QByteArray bodyOf(const Request &request)
{
    const bool hasBody = request.kind == Kind::Add || request.kind == Kind::Change;
    return hasBody ? request.document : QByteArray();
}

QString curl(const Request &request, const QString &server)
{
    QString command = QStringLiteral("KEY=…\ncurl -g -X %1 -H \"x-apikey: $KEY\"")
                          .arg(QString::fromLatin1(methodOf(request)));
    if (const QByteArray body = bodyOf(request); !body.isEmpty())
        command.append(QStringLiteral(" -H 'content-type: application/json' \\\n  --data %1")
                           .arg(RequestCode::quoted(QString::fromUtf8(body))));
    command.append(QStringLiteral(" \\\n  ")
                   + RequestCode::quoted(server + QString::fromUtf8(pathOf(request))));
    bool isFirst = true;
    for (const auto &[name, value] : parametersOf(request)) {
        command.append(QStringLiteral(" \\\n  %1--data-urlencode %2")
                           .arg(isFirst ? QStringLiteral("-G ") : QString(),
                                RequestCode::quoted(QString::fromUtf8(name + '=' + value))));
        isFirst = false;
    }
    return command + QLatin1Char('\n');
}

QString javaScript(const Request &request, const QString &server)
{
    return QStringLiteral("// The client is the folder clients/js: npm install FOLDER\n"
                          "import {Hookdesk} from 'hookdesk';\n\n"
                          "const server = new Hookdesk(%1, {key: '…'});\n"
                          "const documents = server.collection(%2);\n"
                          "console.log(await documents.%3);\n")
        .arg(QString::fromUtf8(Json::quoted(server)),
             QString::fromUtf8(Json::quoted(QByteArrayView(request.collection))),
             QString::fromUtf8(
                 callOf(request, request.document, QByteArray("{max: ") + Most + '}')));
}

QString python(const Request &request, const QString &server)
{
    const auto document = Json::Document::parse(request.document);
    return QStringLiteral(
               "# The client is the file clients/python/hookdesk.py: put it beside this one\n"
               "from hookdesk import Hookdesk\n\n"
               "server = Hookdesk(%1, key='…')\n"
               "documents = server.collection(%2)\n"
               "print(documents.%3)\n")
        .arg(QString::fromUtf8(Json::quoted(server)),
             QString::fromUtf8(Json::quoted(QByteArrayView(request.collection))),
             QString::fromUtf8(callOf(request, document ? pythonOf(document->root()) : "{}",
                                      QByteArray("max=") + Most)));
}

} // namespace ExampleCode

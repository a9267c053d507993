// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/client.h"

#include "client/answercache.h"
#include "client/routes.h"
#include "server/http/message.h"

#include <QFileInfo>

#include <algorithm>

namespace {

/// Beside its texts a fault of ours has the rule's code (`UNIQUE`), which is for programs.
bool isCode(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar each) {
        return each >= QLatin1Char('A') && each <= QLatin1Char('Z');
    });
}

} // namespace

Client::Client(QObject *parent)
    : QObject(parent)
    , m_answers(new AnswerCache(*this))
{
}

QString Client::Reply::message() const
{
    return json().root().value("message").toString();
}

QList<Client::Reply::Fault> Client::Reply::faults() const
{
    QList<Fault> faults;
    const auto document = json();
    for (const Json::Value &fault : document.root().value("list").items()) {
        QStringList texts, codes;
        for (const QByteArray &text : fault.value("message").texts())
            (isCode(QString::fromUtf8(text)) ? codes : texts).append(QString::fromUtf8(text));
        faults.append({fault.value("field").toString(), texts.join(QLatin1Char(' ')),
                       codes.join(QLatin1Char(' '))});
    }
    return faults;
}

QString Client::Reply::explanation() const
{
    QStringList lines;
    for (const Fault &fault : faults())
        lines.append(fault.field.isEmpty() ? fault.text
                                           : QStringLiteral("%1: %2").arg(fault.field, fault.text));
    return lines.isEmpty() ? message() : lines.join(QLatin1Char('\n'));
}

QStringList Client::Reply::names() const
{
    QStringList names;
    const auto list = json();
    for (const Json::Value &each : list.root().items())
        names.append(each.value("name").toString());
    return names;
}

Json::Document Client::Reply::json() const
{
    auto parsed = Json::Document::parse(body);
    if (!parsed)
        parsed = Json::Document::parse("null");
    return std::move(*parsed);
}

QString Client::nameOfFile(const QString &path)
{
    const QFileInfo file(path);
    const QString name = file.completeBaseName(); // `.hookdesk` has none
    return name.isEmpty() ? file.fileName() : name;
}

Pending<Client::Reply> Client::request(const QByteArray &method, const QByteArray &path,
                                       const QByteArray &body, const QByteArray &query,
                                       const QByteArray &contentType)
{
    Http::Request request;
    request.method = method;
    request.path = path;
    request.query = query;
    request.body = body;
    if (!body.isEmpty())
        request.headers.append({"content-type", contentType});
    return answerTo(request);
}

Pending<Client::Reply> Client::requestIfMatch(const QByteArray &method, const QByteArray &path,
                                              const QByteArray &tag, const QByteArray &body,
                                              const QByteArray &contentType)
{
    Http::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.headers.append({"content-type", contentType});
    if (!tag.isEmpty())
        request.headers.append({"if-match", tag});
    return answerTo(request);
}

Pending<Client::Reply> Client::answerTo(const Http::Request &request)
{
    const Pending<Reply> pending;
    dispatch(request, pending);
    return pending;
}

/// After a change, what was read before it is not taken for what is there: neither while it is
/// made, nor by those who wait for its answer.
void Client::dispatch(const Http::Request &request, const Pending<Reply> &pending)
{
    if (request.method == "GET" || Routes::isOfDrafts(request.path))
        return send(request, pending);
    m_answers->forget();
    const Pending<Reply> done;
    done.then(m_answers, [this, pending](const Reply &reply) {
        m_answers->forget();
        pending.set(reply);
    });
    send(request, done);
}

void Client::forgetAnswers()
{
    m_answers->forget();
}

Pending<Client::Reply> Client::read(const QByteArray &path, const QByteArray &query)
{
    return m_answers->get(path, query);
}

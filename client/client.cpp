// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/client.h"

#include "server/auth/caller.h"
#include "server/http/message.h"
#include "server/inspector/recorder.h"
#include "server/server.h"
#include "server/store/backup.h"
#include "server/store/database.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace {

/// Beside its texts a fault of ours has the rule's code (`UNIQUE`), which is for programs.
bool isCode(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar each) {
        return each >= QLatin1Char('A') && each <= QLatin1Char('Z');
    });
}

} // namespace

QString Client::Reply::message() const
{
    return json().root().value("message").toString();
}

QList<Client::Reply::Fault> Client::Reply::faults() const
{
    QList<Fault> faults;
    const auto document = json();
    for (const Json::Value &fault : document.root().value("list").items()) {
        QStringList texts;
        for (const Json::Value &text : fault.value("message").items())
            if (!isCode(text.toString()))
                texts.append(text.toString());
        faults.append({fault.value("field").toString(), texts.join(QLatin1Char(' '))});
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

Client::Client(Server &server, QObject *parent)
    : QObject(parent)
    , m_server(server)
    , m_subscription(server.database().subscribe(this, {.catalog = true, .allDocuments = true},
                                                 [this](const Store::Commit &commit) {
                                                     if (commit.summary)
                                                         emit changed(*commit.summary);
                                                 }))
{
    connect(&server, &Server::listeningChanged, this, &Client::listeningChanged);
    connect(&server.inspector(), &Inspector::Recorder::recorded, this, &Client::recorded);
    connect(&server.inspector(), &Inspector::Recorder::logAdded, this, &Client::logAdded);
    connect(&server.inspector(), &Inspector::Recorder::cleared, this, &Client::inspectorCleared);
}

/// Brings a value from another thread to the window's; nobody is told once this is gone.
template<typename T>
std::function<void(T)> Client::giver(const Pending<T> &pending)
{
    return [pending, life = std::weak_ptr<char>(m_life)](T value) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [pending, life, value = std::move(value)] {
                if (!life.expired())
                    pending.set(value);
            },
            Qt::QueuedConnection);
    };
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
    return send(std::move(request));
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
    return send(std::move(request));
}

Pending<Client::Reply> Client::send(Http::Request request)
{
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Window;
    const Pending<Reply> pending;
    m_server.request(request, caller, [give = giver(pending)](const Http::Response &response) {
        Reply reply{response.status, response.body};
        for (const auto &[name, value] : response.headers) {
            if (name == "ETag")
                reply.tag = value;
            reply.isSaved = reply.isSaved || name == "X-Hookdesk-Saved";
        }
        give(reply);
    });
    return pending;
}

Pending<QString> Client::backUp(const QString &target)
{
    const Pending<QString> pending;
    QThreadPool::globalInstance()->start([give = giver(pending), path = databasePath(), target,
                                          stop = m_server.database().stopFlag()] {
        const auto made = Store::backUp(path, target, stop);
        give(made ? QString() : made.error().message);
    });
    return pending;
}

bool Client::isListening() const
{
    return m_server.isListening();
}

QString Client::url() const
{
    return m_server.url();
}

QString Client::databasePath() const
{
    return m_server.databasePath();
}

QString Client::startListening(const QString &address)
{
    const auto listening = m_server.listen(address);
    return listening ? QString() : listening.error().message;
}

void Client::stopListening()
{
    m_server.stop([] {});
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/localclient.h"

#include "client/databaseaddress.h"
#include "server/auth/caller.h"
#include "server/http/message.h"
#include "server/inspector/recorder.h"
#include "server/server.h"
#include "server/store/address.h"
#include "server/store/backup.h"
#include "server/store/database.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThreadPool>

LocalClient::LocalClient(Server &server, QObject *parent)
    : Client(parent)
    , m_server(server)
{
    connect(&server, &Server::listeningChanged, this, &LocalClient::reachableChanged);
}

void LocalClient::follow()
{
    m_subscription = m_server.database().subscribe(this, {.catalog = true, .allDocuments = true},
                                                   [this](const Store::Commit &commit) {
                                                       if (commit.areSomeMissing)
                                                           emit changesMissed();
                                                       if (commit.summary)
                                                           emit changed(*commit.summary);
                                                   });
    Inspector::Recorder &inspector = m_server.inspector();
    connect(&inspector, &Inspector::Recorder::recorded, this, &LocalClient::recorded);
    connect(&inspector, &Inspector::Recorder::logAdded, this, &LocalClient::logAdded);
    connect(&inspector, &Inspector::Recorder::cleared, this, &LocalClient::inspectorCleared);
}

/// Brings a value from another thread to the window's; nobody is told once this is gone.
template<typename T>
std::function<void(T)> LocalClient::giver(const Pending<T> &pending)
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

void LocalClient::send(const Http::Request &request, const Pending<Reply> &pending)
{
    Auth::Caller caller;
    caller.kind = Auth::Caller::Kind::Window;
    m_server.request(request, caller, [give = giver(pending)](const Http::Response &response) {
        Reply reply{response.status, response.body};
        for (const auto &[name, value] : response.headers) {
            if (name == "ETag")
                reply.tag = value;
            reply.isSaved = reply.isSaved || name == "X-Hookdesk-Saved";
        }
        give(reply);
    });
}

Pending<QString> LocalClient::backUp(const QString &target)
{
    const Pending<QString> pending;
    const Store::Database &database = m_server.database();
    QThreadPool::globalInstance()->start([give = giver(pending), copier = database.copier(),
                                          path = databasePath(), target,
                                          stop = database.stopFlag()] {
        const auto made = Store::backUp(copier, path, target, stop);
        give(made ? QString() : made.error().message);
    });
    return pending;
}

bool LocalClient::mayListen() const
{
    return !Store::Address::isPostgres(databasePath());
}

QString LocalClient::identity() const
{
    if (!mayListen())
        return databasePath();
    return QFileInfo(databasePath()).absoluteFilePath();
}

QString LocalClient::name() const
{
    if (const auto address = DatabaseAddress::parse(databasePath()))
        return address->name();
    return nameOfFile(databasePath());
}

bool LocalClient::isReachable() const
{
    return m_server.isListening() || !mayListen();
}

QString LocalClient::url() const
{
    return m_server.url();
}

QString LocalClient::databasePath() const
{
    return m_server.databasePath();
}

QString LocalClient::startListening(const QString &address)
{
    const auto listening = m_server.listen(address);
    return listening ? QString() : listening.error().message;
}

void LocalClient::stopListening()
{
    m_server.stop([] {});
}

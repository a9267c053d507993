// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/allscripts.h"

#include "client/routes.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace {

using namespace std::chrono_literals;

constexpr auto ListAfter = 150ms; ///< A change: many may come together.

} // namespace

QString AllScripts::Script::title() const
{
    switch (kind) {
    case Kind::Module:
        return QStringLiteral("lib/") + name;
    case Kind::Job:
        return tr("Job %1").arg(description.isEmpty() ? name : description);
    case Kind::Codehook:
        break;
    }
    return name;
}

QByteArray AllScripts::Script::path() const
{
    switch (kind) {
    case Kind::Module:
        return Routes::module(name);
    case Kind::Job:
        return Routes::jobScript(name);
    case Kind::Codehook:
        break;
    }
    return Routes::codehook(name);
}

QByteArray AllScripts::Script::word() const
{
    static constexpr const char *Words[] = {"codehook", "module", "job"};
    return Words[int(kind)];
}

AllScripts::AllScripts(Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(ListAfter);
    m_timer->callOnTimeout(this, &AllScripts::read);
    connect(&client, &Client::changed, this, [this](const Store::CommitSummary &changes) {
        using Change = Store::DefinitionChange;
        // A collection that is renamed or dropped takes its script along.
        const bool isTouched = std::any_of(changes.definitions.begin(), changes.definitions.end(),
                                           [](const Change &each) {
                                               return each.subject == Change::Subject::Script
                                                   || (each.subject == Change::Subject::Collection
                                                       && each.kind != Change::Kind::Changed);
                                           });
        if (isTouched)
            m_timer->start();
    });
    connect(&client, &Client::changesMissed, m_timer, qOverload<>(&QTimer::start));
}

void AllScripts::read()
{
    m_timer->stop();
    const int round = ++m_round;
    m_client.request("GET", Routes::codehooks())
        .then(this, [this, round](const Client::Reply &reply) {
            QList<Script> scripts;
            const QString prefix = QLatin1String(Store::ModulePrefix);
            const auto sources = reply.json();
            for (const Json::Member &script : sources.root().members()) {
                const QString name = QString::fromUtf8(script.key);
                const bool isModule = name.startsWith(prefix);
                scripts.append({isModule ? Kind::Module : Kind::Codehook,
                                isModule ? name.sliced(prefix.size()) : name, QString(),
                                script.value.toString()});
            }
            readJobs(scripts, round);
        });
}

void AllScripts::readJobs(QList<Script> scripts, int round)
{
    m_client.request("GET", Routes::documents(Routes::JobCollection), {}, "max=10000")
        .then(this, [this, scripts, round](const Client::Reply &reply) mutable {
            if (round != m_round)
                return;
            const auto jobs = reply.json();
            for (const Json::Value &job : jobs.root().items())
                scripts.append({Kind::Job, job.value("_id").toString(),
                                job.value("description").toString(),
                                job.value("script").toString()});
            m_list = scripts;
            emit changed();
        });
}

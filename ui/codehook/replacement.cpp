// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replacement.h"

#include <utility>

Replacement::Replacement(Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void Replacement::run(const QList<Change> &changes)
{
    begin(changes);
}

void Replacement::undo()
{
    if (m_isRunning)
        return;
    begin(std::exchange(m_stored, {}));
}

void Replacement::begin(const QList<Change> &changes)
{
    Q_ASSERT(!m_isRunning);
    m_isRunning = true;
    m_waiting = changes;
    m_stored.clear();
    m_refusals.clear();
    next();
}

void Replacement::next()
{
    if (m_waiting.isEmpty()) {
        m_isRunning = false;
        emit finished(int(m_stored.size()), m_refusals);
        return;
    }
    const Change change = m_waiting.takeFirst();
    if (!change.tag.isEmpty()) // it is known which text is there
        return store(change, change.tag);
    m_client.request("GET", change.script.path())
        .then(this, [this, change](const Client::Reply &reply) {
            if (!reply.isOk())
                return refuse(change, reply.message());
            if (QString::fromUtf8(reply.body) != change.script.source)
                return refuse(change, tr("Somebody else has saved it meanwhile."));
            store(change, reply.tag);
        });
}

void Replacement::store(const Change &change, const QByteArray &tag)
{
    m_client
        .requestIfMatch("PUT", change.script.path(), tag, change.text.toUtf8(), "text/javascript")
        .then(this, [this, change](const Client::Reply &reply) {
            if (reply.isOvertaken())
                return refuse(change, tr("Somebody else has saved it meanwhile."));
            if (!reply.isOk()) {
                const qint64 line = reply.json().root().value("line").toInteger();
                return refuse(change,
                              line > 0 ? tr("Line %1: %2").arg(line).arg(reply.message())
                                       : reply.message());
            }
            Change back = change;
            back.script.source = change.text;
            back.text = change.script.source;
            back.tag = reply.tag;
            m_stored.append(back);
            next();
        });
}

void Replacement::refuse(const Change &change, const QString &why)
{
    m_refusals.append({change.script.title(), why});
    next();
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/storedscript.h"

#include "client/routes.h"

#include <algorithm>
#include <utility>

StoredScript::StoredScript(Client &client, const QByteArray &path, const QByteArray &name,
                           QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_path(path)
{
    // Others save over the API, or push all scripts of a folder.
    connect(&client, &Client::changed, this, [this, name](const Store::CommitSummary &changes) {
        const auto isTouched = [&name](const Store::DefinitionChange &each) {
            return each.subject == Store::DefinitionChange::Subject::Script && each.name == name;
        };
        if (m_isSaving
            || !std::any_of(changes.definitions.begin(), changes.definitions.end(), isTouched))
            return;
        emit touched();
        look();
    });
}

void StoredScript::load()
{
    m_client.request("GET", m_path).then(this, [this](const Client::Reply &reply) {
        // A module that is not there yet is at version 0, as a collection without a script is.
        m_tag = m_theirTag = reply.isOk() ? reply.tag : QByteArray("\"0\"");
        emit loaded(reply.isOk() ? QString::fromUtf8(reply.body) : QString());
    });
}

void StoredScript::save(const QString &text)
{
    if (std::exchange(m_isSaving, true))
        return;
    m_client.requestIfMatch("PUT", m_path, m_tag, text.toUtf8(), "text/javascript")
        .then(this, [this, text](const Client::Reply &reply) {
            m_isSaving = false;
            if (reply.isOk()) {
                m_tag = m_theirTag = reply.tag;
                emit saved(text);
                return;
            }
            emit refused(reply);
            if (reply.isOvertaken())
                look();
        });
}

void StoredScript::look()
{
    if (m_isSaving || m_tag.isEmpty() || std::exchange(m_isLooking, true))
        return;
    m_client.request("GET", m_path).then(this, [this](const Client::Reply &reply) {
        m_isLooking = false;
        if (!m_isSaving) // the answer to the save brings the new version
            takeTheirs(reply);
    });
}

void StoredScript::takeTheirs(const Client::Reply &reply)
{
    if (!reply.isOk() || reply.tag == m_tag)
        return;
    m_theirTag = reply.tag;
    emit changedElsewhere(QString::fromUtf8(reply.body));
}

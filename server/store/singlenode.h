// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/timestamp.h"
#include "server/store/nodes.h"

#include <QSysInfo>

#include <mutex>

namespace Store {

/// The one server of a database that no other shares. Any thread.
class SingleNode final : public Nodes
{
public:
    explicit SingleNode(const NodeOptions &options)
        : m_shownName(options.name)
    {
        m_node.name = options.name.isEmpty() ? QSysInfo::machineHostName().toUtf8() : options.name;
        m_node.started = Timestamp::format(Timestamp::now());
        m_node.version = HOOKDESK_VERSION;
        m_node.runsJobs = options.runsJobs;
    }
    QByteArray name() const override { return m_node.name; }
    bool areMany() const override { return false; }
    std::optional<Error> fence() const override { return std::nullopt; }
    QString whyNotReady() const override { return {}; }
    bool canTellDead() const override { return false; }
    QByteArray shownName() const override { return m_shownName; }
    QByteArray session() const override { return {}; }
    int alive() const override { return 1; }
    void setAddress(const QByteArray &address, Fingerprint) override
    {
        const std::lock_guard lock(m_mutex);
        m_node.address = address;
    }
    Node self() const override
    {
        const std::lock_guard lock(m_mutex);
        Node node = m_node;
        node.seen = Timestamp::format(Timestamp::now());
        return node;
    }

private:
    const QByteArray m_shownName; ///< One that was asked for.
    mutable std::mutex m_mutex; ///< Guards the address.
    Node m_node;
};

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

/// The same server as another client, with documents as somebody else sees them: as their owner,
/// past hooks and access rules, or as the API answers a key or a user. Requests that are not about
/// documents pass through, and so do all signals.
/// Thread: that of the event loop which makes it.
class ViewClient final : public Client
{
    Q_OBJECT

public:
    struct Viewer
    {
        enum class Kind {
            Owner, ///< No codehook runs.
            FullAccess, ///< As a full-access key, with codehooks.
            Key, ///< As the key with the id @a id.
            User, ///< As the user with the address @a id.
        };

        Kind kind = Kind::Owner;
        QByteArray id = {};

        bool operator==(const Viewer &) const = default;
    };

    /// @p client outlives this.
    ViewClient(Client &client, const Viewer &viewer, QObject *parent);

    const Viewer &viewer() const { return m_viewer; }
    /// The requests from now on are of @p viewer.
    void setViewer(const Viewer &viewer) { m_viewer = viewer; }

    /// Nothing of it is about documents, so it is the same for all.
    Pending<Reply> read(const QByteArray &path, const QByteArray &query = {}) override
    {
        return m_client.read(path, query);
    }
    QString identity() const override { return m_client.identity(); }
    QString name() const override { return m_client.name(); }
    bool isReachable() const override { return m_client.isReachable(); }
    bool isRefused() const override { return m_client.isRefused(); }
    QString url() const override { return m_client.url(); }
    void follow() override { m_client.follow(); }
    LocalClient *local() override { return m_client.local(); }

private:
    void send(const Http::Request &request, const Pending<Reply> &pending) override;
    void sendAs(const Http::Request &request, const Pending<Reply> &pending);

    Client &m_client;
    Viewer m_viewer;
};

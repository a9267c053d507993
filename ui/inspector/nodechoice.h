// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/remoteclient.h"

#include <QComboBox>
#include <QHash>

#include <memory>

/// Chooses the server of a database on PostgreSQL whose requests are watched; not seen where there
/// is only one. Thread: the window's.
class NodeChoice final : public QComboBox
{
    Q_OBJECT

public:
    explicit NodeChoice(QWidget *parent);

    /// From now on it is about the servers of the database of @p client, which may be null, and
    /// that one is chosen.
    void setClient(Client *client);
    /// The client of the chosen server; null without one.
    Client *chosen() const { return m_other ? m_other.get() : m_client; }
    /// Chooses the server that @p address names, which is reached so as long as the window is open.
    void choose(const RemoteClient::Address &address);
    /// Chooses the server of setClient() again.
    void chooseOwn();
    /// Lists the servers that there are now.
    void refresh();

signals:
    /// chosen() is another one now; the one before is gone once this was told.
    void changed();
    /// A server was chosen for which there is no key yet: choose() it once there is one.
    /// @p address is all but that.
    void keyWanted(const RemoteClient::Address &address);

protected:
    void showPopup() override;

private:
    void list(const Json::Value &nodes);
    void take(int index);
    void setOther(std::unique_ptr<RemoteClient> other);

    Client *m_client = nullptr;
    std::unique_ptr<RemoteClient> m_other; ///< Of the chosen server; null: it is that of m_client.
    /// Of choose(), by the name of the server; without those whose key was rejected.
    QHash<QByteArray, RemoteClient::Address> m_addresses;
};

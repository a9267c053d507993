// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/nodechoice.h"

#include "client/routes.h"

#include <QSignalBlocker>
#include <QStandardItemModel>

namespace {

constexpr int UrlRole = Qt::UserRole + 1; ///< Where a server says that it is reached.

} // namespace

NodeChoice::NodeChoice(QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(QStringLiteral("inspectorNode"));
    setAccessibleName(tr("Server"));
    setToolTip(tr("The server whose requests are shown"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(this, &QComboBox::activated, this, &NodeChoice::take);
    hide();
}

void NodeChoice::setClient(Client *client)
{
    m_client = client;
    m_addresses.clear();
    clear();
    hide();
    setOther(nullptr);
    if (parentWidget()->isVisible())
        refresh();
}

void NodeChoice::refresh()
{
    if (!m_client)
        return;
    m_client->request("GET", Routes::nodes())
        .then(this, [this, client = m_client](const Client::Reply &reply) {
            const auto nodes = reply.json();
            if (client == m_client && reply.isOk())
                list(nodes.root());
        });
}

void NodeChoice::list(const Json::Value &nodes)
{
    const QSignalBlocker quiet(this); // the choice stays
    const QVariant before = currentData();
    clear();
    for (const Json::Value &node : nodes.items()) {
        const QString name = node.value("name").toString();
        const QString url = node.value("address").toString();
        const bool isSelf = node.value("self").toBool();
        // A window answers nobody.
        if (!isSelf && (url.isEmpty() || node.value("role").text() == "window"))
            continue;
        const bool isAlive = node.value("alive").toBool();
        addItem(isSelf        ? tr("%1 (this one)").arg(name)
                    : isAlive ? name
                              : tr("%1 (not running)").arg(name),
                isSelf ? QByteArray() : name.toUtf8());
        setItemData(count() - 1, url, UrlRole);
        static_cast<QStandardItemModel *>(model())->item(count() - 1)->setEnabled(isAlive);
    }
    if (before.isValid() && findData(before) < 0)
        addItem(tr("%1 (not running)").arg(QString::fromUtf8(before.toByteArray())), before);
    setCurrentIndex(findData(before.isValid() ? before : QVariant(QByteArray())));
    setVisible(count() > 1);
}

void NodeChoice::showPopup()
{
    refresh();
    QComboBox::showPopup();
}

void NodeChoice::take(int index)
{
    const QByteArray node = itemData(index).toByteArray();
    const QByteArray before = m_other ? m_other->address().node : QByteArray();
    if (node == before && !(m_other && m_other->isRefused()))
        return;
    if (node.isEmpty())
        return setOther(nullptr);
    RemoteClient::Address address;
    if (const auto *remote = qobject_cast<RemoteClient *>(m_client))
        address = remote->address(); // the server there asks the other one
    else if (m_addresses.contains(node))
        address = m_addresses.value(node);
    else
        address.url = itemData(index, UrlRole).toString();
    address.node = node;
    if (!address.key.isEmpty())
        return choose(address);
    setCurrentIndex(findData(before)); // until there is a key
    emit keyWanted(address);
}

void NodeChoice::choose(const RemoteClient::Address &address)
{
    m_addresses.insert(address.node, address);
    setCurrentIndex(findData(address.node));
    auto other = std::make_unique<RemoteClient>(address, nullptr);
    // A revoked key does not come back: who chooses the server again is asked for another one.
    connect(other.get(), &Client::reachableChanged, this,
            [this, client = other.get(), node = address.node] {
                if (client->isRefused())
                    m_addresses.remove(node);
            });
    other->follow();
    setOther(std::move(other));
}

void NodeChoice::chooseOwn()
{
    setCurrentIndex(findData(QByteArray()));
    setOther(nullptr);
}

void NodeChoice::setOther(std::unique_ptr<RemoteClient> other)
{
    const std::unique_ptr<RemoteClient> before = std::exchange(m_other, std::move(other));
    emit changed();
}

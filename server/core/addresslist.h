// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArrayList>
#include <QHostAddress>
#include <QList>

/// A set of IP addresses and networks, such as the setting `proxies`. A value; any thread.
class AddressList final
{
public:
    /// Reads entries such as `10.1.2.3`, `10.0.0.0/8`, `::1` or `fd00::/8`.
    /// @errors BadInput, naming the entry.
    static Result<AddressList> parse(const QByteArrayList &entries);

    bool isEmpty() const { return m_networks.isEmpty(); }
    /// Addresses of IPv4 and IPv6 are never in each other's networks; see parseAddress().
    bool contains(const QHostAddress &address) const;

    /// The address that @p text is, without a port; an IPv4 address in the form of IPv6 as IPv4.
    /// Null when it is none.
    static QHostAddress parseAddress(QByteArrayView text);

private:
    QList<std::pair<QHostAddress, int>> m_networks; ///< Each with the number of its leading bits.
};

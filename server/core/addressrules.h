// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArrayList>
#include <QHostAddress>
#include <QList>
#include <QString>

/// Which machines hooks may reach: the setting `request.allow` (contract: codehooks 4).
/// A value; any thread.
class AddressRules final
{
public:
    /// Reads entries such as `localhost`, `*.intern.example`, `10.1.2.3`, `10.0.0.0/8` or
    /// `[::1]`, each with an optional `:port`. @errors BadInput, naming the entry.
    static Result<AddressRules> parse(const QByteArrayList &entries);

    /// Whether a connection to @p address may be made for a URL of @p host and @p port: public
    /// addresses always, others if the list has the name or the address.
    bool allows(const QString &host, quint16 port, const QHostAddress &address) const;

    /// Whether @p address can be reached from everywhere: not loopback, link-local, private,
    /// shared, documentation, multicast or reserved, nor an IPv6 form of such an IPv4 address.
    /// Source: the IANA registries of special-purpose addresses (RFC 6890).
    static bool isPublic(const QHostAddress &address);

private:
    struct Entry
    {
        QString name; ///< In small letters; `*.` before it stands for all names below. Empty: none.
        QHostAddress network;
        int bits = 0; ///< Of the network.
        int port = 0; ///< 0: any.
    };

    static Result<Entry> parseEntry(const QByteArray &text);

    QList<Entry> m_entries; ///< One that fits is enough.
};

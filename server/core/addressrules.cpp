// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/addressrules.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace {

using Network = std::pair<QHostAddress, int>;

QList<Network> networksOf(std::initializer_list<const char *> texts)
{
    QList<Network> networks;
    for (const char *text : texts)
        networks.append(QHostAddress::parseSubnet(QLatin1String(text)));
    return networks;
}

bool isInOneOf(const QHostAddress &address, const QList<Network> &networks)
{
    return std::any_of(networks.begin(), networks.end(),
                       [&](const Network &network) { return address.isInSubnet(network); });
}

/// The four bytes of @p address from byte @p first on, as an IPv4 address.
QHostAddress embedded(const QHostAddress &address, int first)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    quint32 number = 0;
    for (int i = 0; i < 4; ++i)
        number = number << 8 | bytes[first + i];
    return QHostAddress(number);
}

} // namespace

bool AddressRules::isPublic(const QHostAddress &address)
{
    static const QList<Network> special = networksOf(
        {"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
         "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
         "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"});
    static const Network unicast = QHostAddress::parseSubnet(QStringLiteral("2000::/3"));
    static const QList<Network> special6 =
        networksOf({"2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48"});
    static const Network mapped = QHostAddress::parseSubnet(QStringLiteral("::ffff:0:0/96"));
    static const Network translated = QHostAddress::parseSubnet(QStringLiteral("64:ff9b::/96"));
    static const Network sixToFour = QHostAddress::parseSubnet(QStringLiteral("2002::/16"));
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return !isInOneOf(address, special);
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return false;
    if (address.isInSubnet(mapped) || address.isInSubnet(translated))
        return isPublic(embedded(address, 12));
    if (address.isInSubnet(sixToFour))
        return isPublic(embedded(address, 2));
    return address.isInSubnet(unicast) && !isInOneOf(address, special6);
}

Result<AddressRules::Entry> AddressRules::parseEntry(const QByteArray &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:\\[([0-9a-fA-F:.]+(?:/"
                       "\\d+)?)\\]|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:/\\d+)?)"
                       "|([^:\\[\\]\\s]+))(?::(\\d{1,5}))?$"));
    static const QRegularExpression nameForm(
        QStringLiteral("^(?:\\*\\.)?[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]*"
                       "[a-z0-9_])?)*$"));
    const auto match = form.match(QString::fromUtf8(text).trimmed());
    const Failure wrong =
        badInput(QStringLiteral(
                     "\"%1\" is no host name, *.name, address or network, with an optional :port.")
                     .arg(QString::fromUtf8(text)));
    if (!match.hasMatch())
        return wrong;
    Entry entry;
    entry.port = match.captured(4).toInt();
    if (entry.port > 65535)
        return wrong;
    const QString host = match.captured(1) + match.captured(2) + match.captured(3);
    const auto network = QHostAddress::parseSubnet(host);
    const bool isAddress = !network.first.isNull()
        && (host.contains(QLatin1Char('/')) || !QHostAddress(host).isNull());
    if (isAddress) {
        const int all = network.first.protocol() == QAbstractSocket::IPv6Protocol ? 128 : 32;
        entry.network = network.first;
        entry.bits = host.contains(QLatin1Char('/')) ? network.second : all;
        return entry;
    }
    entry.name = host.toLower();
    if (!nameForm.match(entry.name).hasMatch())
        return wrong;
    return entry;
}

Result<AddressRules> AddressRules::parse(const QByteArrayList &entries)
{
    AddressRules rules;
    for (const QByteArray &text : entries) {
        auto entry = parseEntry(text);
        if (!entry)
            return failure(entry);
        rules.m_entries.append(*entry);
    }
    return rules;
}

bool AddressRules::allows(const QString &host, quint16 port, const QHostAddress &address) const
{
    if (isPublic(address))
        return true;
    const QString name = host.toLower();
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        if (entry.port != 0 && entry.port != port)
            return false;
        if (entry.name.isEmpty())
            return address.isInSubnet(entry.network, entry.bits);
        return entry.name == name
            || (entry.name.startsWith(QLatin1String("*.")) && name.endsWith(entry.name.mid(1)));
    });
}

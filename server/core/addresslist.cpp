// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/addresslist.h"

#include <QRegularExpression>

#include <algorithm>

QHostAddress AddressList::parseAddress(QByteArrayView text)
{
    // Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711.
    static const QRegularExpression withPort(
        QStringLiteral("\\A(?:\\[([0-9A-Fa-f:.]+)\\](?::\\d{1,5})?|([0-9.]+):\\d{1,5})\\z"));
    QString address = QString::fromLatin1(text).trimmed();
    if (const auto match = withPort.match(address); match.hasMatch())
        address = match.captured(1) + match.captured(2);
    // QHostAddress takes abbreviations such as 127.1, which nobody means here.
    const bool isWhole = address.contains(QLatin1Char(':')) || address.count(QLatin1Char('.')) == 3;
    const QHostAddress parsed(isWhole ? address : QString());
    bool isMapped = false;
    const quint32 number = parsed.toIPv4Address(&isMapped);
    return isMapped && !parsed.isNull() ? QHostAddress(number) : parsed;
}

Result<AddressList> AddressList::parse(const QByteArrayList &entries)
{
    AddressList list;
    for (const QByteArray &entry : entries) {
        const qsizetype slash = entry.indexOf('/');
        const QHostAddress address =
            parseAddress(QByteArrayView(entry).first(slash < 0 ? entry.size() : slash));
        const int all = address.protocol() == QAbstractSocket::IPv6Protocol ? 128 : 32;
        bool isNumber = true;
        const int bits = slash < 0 ? all : entry.mid(slash + 1).toInt(&isNumber);
        const bool hasPort = entry.contains('[') || (all == 32 && entry.contains(':'));
        if (address.isNull() || !isNumber || bits < 0 || bits > all || hasPort) {
            return badInput(QStringLiteral("\"%1\" is no address and no network, such as 10.1.2.3 "
                                           "or 10.0.0.0/8.")
                                .arg(QString::fromUtf8(entry)));
        }
        list.m_networks.append({address, bits});
    }
    return list;
}

bool AddressList::contains(const QHostAddress &address) const
{
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const auto &network) {
        return address.protocol() == network.first.protocol() && address.isInSubnet(network);
    });
}

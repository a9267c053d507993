// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArrayList>
#include <QString>

namespace Model {

/// What a reserved setting may be. A value; any thread.
struct SettingRule
{
    enum class Wants {
        Object, ///< Its members are settings of their own.
        Number, ///< A whole number from `least` to `most`.
        Bool,
        Text,
        Word, ///< One of `words`.
        Hosts, ///< An array of what AddressRules takes.
        Addresses, ///< An array of what AddressList takes.
        Origins, ///< An array of origins of web pages, or `*`.
        Host, ///< A host's name or address.
        Mailbox, ///< `jane@example.com` or `Jane <jane@example.com>`.
        WebAddress, ///< An address that begins with http:// or https://.
        Zone, ///< A time zone, such as Europe/Oslo.
        PublicKey, ///< A public key or a certificate in PEM, for tokens.
    };

    Wants wants = Wants::Text;
    double least = 0;
    double most = 0;
    QByteArrayList words;

    /// What is wrong with @p value; empty: nothing.
    QString faultOf(const Json::Value &value) const;
    /// What it may be, for people: "a whole number from 10 to 600,000".
    QString description() const;
};

} // namespace Model

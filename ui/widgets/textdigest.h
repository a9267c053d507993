// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QString>

/// A short name for @p text, of 40 hexadecimal digits: for files and settings of what is called by
/// a path, an address or the like. It guards nothing. Any thread.
inline QString textDigest(const QString &text)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex());
}

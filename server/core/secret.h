// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>

/// What secrets need. Any thread.
namespace Secret {

/// Whether @p a and @p b are the same; takes the same time wherever they differ.
/// The time depends on the lengths, which are no secret.
inline bool isSame(QByteArrayView a, QByteArrayView b)
{
    int difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

} // namespace Secret

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/utf8.h"

#include <QString>
#include <QUtf8StringView>

#include <algorithm>

namespace Utf8 {

bool isValid(QByteArrayView text)
{
    // Most texts are ASCII, which the compiler checks many bytes at a time.
    unsigned char bits = 0;
    for (const char c : text)
        bits |= static_cast<unsigned char>(c);
    return bits < 0x80 || text.isValidUtf8();
}

QByteArray valid(const QByteArray &text)
{
    return isValid(text) ? text : QString::fromUtf8(text).toUtf8();
}

QByteArray cut(const QByteArray &text, qsizetype maximum)
{
    if (text.size() <= maximum)
        return text;
    qsizetype end = maximum;
    while (end > std::max<qsizetype>(0, maximum - 3) && (text[end] & 0xc0) == 0x80)
        --end;
    return text.left((text[end] & 0xc0) == 0x80 ? maximum : end);
}

} // namespace Utf8

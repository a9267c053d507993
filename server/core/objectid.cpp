// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/objectid.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>
#include <mutex>

namespace ObjectId {

namespace {

/// The last id's seconds and counter as one number, so that the next is always greater.
struct Sequence
{
    std::mutex mutex;
    quint64 last = 0;
    const quint64 process = QRandomGenerator::system()->generate64() & 0xff'ffff'ffff;
};

void writeHex(char *to, quint64 number, int digits)
{
    static constexpr char Hex[] = "0123456789abcdef";
    for (int i = digits - 1; i >= 0; --i, number >>= 4)
        to[i] = Hex[number & 15];
}

} // namespace

QByteArray create()
{
    static Sequence sequence;
    quint64 next = 0;
    {
        const std::lock_guard lock(sequence.mutex);
        const quint64 now = quint64(QDateTime::currentSecsSinceEpoch()) << 24;
        next = sequence.last = std::max(now, sequence.last + 1);
    }
    QByteArray id(24, Qt::Uninitialized);
    writeHex(id.data(), next >> 24, 8);
    writeHex(id.data() + 8, sequence.process, 10);
    writeHex(id.data() + 18, next & 0xff'ffff, 6);
    return id;
}

bool isValid(QByteArrayView id)
{
    return id.size() == 24 && std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

} // namespace ObjectId

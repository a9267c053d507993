// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/inspector/record.h"

#include <QByteArray>

#include <cstring>

/// Records one behind the other in one buffer: so they wait, and so the inspector's file keeps
/// them. Any thread.
namespace Inspector {

/// What stands before each record's bytes.
struct Envelope
{
    qint32 size = 0; ///< Of the record's bytes.
    qint16 status = 0; ///< Of the answer.
    qint8 level = 0; ///< See Record::level(); lets a search skip the record unread.
    bool hasHook = false; ///< Hooks ran, so log lines may follow later.
};

/// The envelope is in the byte order of this machine.
inline void appendRecord(QByteArray &batch, const Record &record)
{
    const qsizetype begin = batch.size();
    const qsizetype body = begin + qsizetype(sizeof(Envelope));
    batch.resize(body);
    record.appendTo(batch);
    const Envelope envelope{qint32(batch.size() - body), qint16(record.status),
                            qint8(record.level()), !record.hook.isEmpty()};
    std::memcpy(batch.data() + begin, &envelope, sizeof envelope);
}

/// Calls @p use with each record's envelope and bytes, which are a view into @p batch. Stops where
/// the batch is damaged.
template<typename Use>
void forEachRecord(const QByteArray &batch, Use use)
{
    constexpr qsizetype Head = sizeof(Envelope);
    Envelope envelope;
    for (qsizetype at = 0; batch.size() - at >= Head; at += Head + envelope.size) {
        std::memcpy(&envelope, batch.constData() + at, sizeof envelope);
        if (envelope.size < 0 || envelope.size > batch.size() - at - Head)
            return;
        use(envelope, QByteArray::fromRawData(batch.constData() + at + Head, envelope.size));
    }
}

} // namespace Inspector

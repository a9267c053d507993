// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/filter.h"
#include "server/inspector/record.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace Store {
class Connection;
}

namespace Inspector {

/// A page of records, newest first, as a JSON array, and the cursor of the next page (0: none).
struct Page
{
    QByteArray json;
    qint64 next = 0;
};

/// The SQLite file of the newest records.
///
/// Records are numbered in the order they came. A row holds many of them, a chunk: a row each would
/// cost more processor time than the requests themselves. Thread: the one that uses it first.
class RecordFile final
{
public:
    explicit RecordFile(const QString &path);
    ~RecordFile();

    /// So many records stay, to the nearest chunk, and those of so many days; 0 days: any.
    void setLimits(qint64 keep, int days);
    /// Adds the records of @p batch (batch.h); @p added hears the number and the bytes of each that
    /// has hooks.
    Result<Done> append(const QByteArray &batch,
                        const std::function<void(qint64, const QByteArray &)> &added);
    /// Puts @p lines to record @p number; nothing happens when it is gone.
    Result<Done> addLog(qint64 number, const QList<LogLine> &lines);
    Result<Page> read(const Filter &filter);
    Result<Done> clear();
    void close();

private:
    struct Chunk;

    Result<Done> open();
    Result<Done> write(const Chunk &chunk, const QByteArray &bytes);
    Result<Done> removeOld();

    const QString m_path;
    qint64 m_keep = 100'000;
    int m_days = 7;
    qint64 m_nextLook = 0; ///< For records that are too old; milliseconds since 1970.
    std::unique_ptr<Store::Connection> m_connection; ///< Null until open().
    qint64 m_lastNumber = 0; ///< Of the newest record.
};

} // namespace Inspector

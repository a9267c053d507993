// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/record.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace Store {
class Connection;
}

namespace Inspector {

/// Which records to read.
struct Filter
{
    Level level = Level::Debug; ///< The least level.
    QByteArray text; ///< In the path, the messages or the bodies; any letter case.
    QByteArray collection;
    int status = 0; ///< Exactly; 0 for all.
    qint64 before = 0; ///< Only records older than this cursor; 0 from the newest on.
    int maximum = 100; ///< 1 to 1,000.
};

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
    /// @p keep is how many records stay, to the nearest chunk.
    RecordFile(const QString &path, int keep);
    ~RecordFile();

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

    const QString m_path;
    const int m_keep;
    std::unique_ptr<Store::Connection> m_connection; ///< Null until open().
    qint64 m_lastNumber = 0; ///< Of the newest record.
};

} // namespace Inspector

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/record.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

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

/// Keeps the newest records in a SQLite file of their own and tells who watches.
///
/// add() turns a record into bytes and takes a lock to append them; it never waits for the disk.
/// What crosses the threads is one buffer, because memory that one thread takes and another gives
/// back, piece by piece, would cost more than the rest of a request. When records come faster than
/// they can be kept, their bodies are left out first, then whole records; how many is known.
/// Thread: the inspector's; add(), addLog() and find() may be called from any.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    /// A page of records, newest first, as a JSON array, and the cursor of the next page (0: none).
    struct Page
    {
        QByteArray json;
        qint64 next = 0;
    };

    /// @p keep is how many records stay.
    Recorder(const QString &path, int keep);
    ~Recorder() override;

    void add(Record record);
    /// Puts @p lines to the record of a request that was added before.
    void addLog(const QByteArray &requestId, const QList<LogLine> &lines);
    void find(const Filter &filter, std::function<void(Result<Page>)> answer);
    void clear(std::function<void(Result<Done>)> answer);
    /// Writes what waits; call in its thread before it ends.
    void close();

    /// How many records were dropped since the start. Any thread.
    qint64 lost() const { return m_lost; }

signals:
    /// Up to 20 times a second. @p dropped is how many records were lost since the last time.
    void recorded(const QList<Inspector::Record> &records, int dropped);
    void logAdded(const QByteArray &requestId, const QList<Inspector::LogLine> &lines);
    void cleared();

private:
    Result<Done> open();
    void drain();
    Result<Done> write(const QByteArray &batch);
    Result<Done> writeOne(int level, int status, const QByteArray &bytes);
    QByteArray withEarlyLog(const QByteArray &batch);
    void announce(const QByteArray &batch, int dropped);
    void writeLog(const QByteArray &requestId, const QList<LogLine> &lines);
    Result<Page> read(const Filter &filter);

    const QString m_path;
    const int m_keep;
    std::unique_ptr<Store::Connection> m_connection;
    QTimer m_timer;
    qint64 m_lastNumber = 0; ///< Of the newest row.
    QHash<QByteArray, qint64> m_recent; ///< The rows of the last records, by request id.
    std::deque<QByteArray> m_recentOrder;
    QHash<QByteArray, QList<LogLine>> m_early; ///< Lines that came before their record did.
    std::mutex m_mutex; ///< Guards m_waiting and m_dropped.
    QByteArray m_waiting; ///< Records as bytes, each behind an Envelope.
    int m_dropped = 0; ///< Since the last drain().
    std::atomic<qint64> m_lost = 0; ///< Since the start.
};

} // namespace Inspector

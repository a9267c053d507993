// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"
#include "server/inspector/record.h"
#include "server/inspector/recordfile.h"
#include "server/inspector/statistics.h"
#include "server/model/settings.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace Inspector {

/// Keeps the newest records in a SQLite file of their own and tells who watches.
///
/// add() turns a record into bytes and takes a lock to append them; it never waits for the disk.
/// What crosses the threads is one buffer, because memory that one thread takes and another gives
/// back, piece by piece, would cost more than the rest of a request. When thousands of records come
/// in a second, it first drops the bodies of uneventful requests, which would cost more than the
/// requests; when more come than can be kept, all bodies, then whole records, which are counted.
/// The settings say whether all are kept, or errors alone. Thread: the inspector's; add(), addLog()
/// and find() may be called from any.
class Recorder final : public QObject
{
    Q_OBJECT

public:
    /// @p path: the file of the records, which is opened when it is first needed. @p node is what
    /// each record says of its server (Record::node).
    explicit Recorder(const QString &path, QByteArray node = {});
    ~Recorder() override;

    /// How many records stay, for how long, and whether their bodies do.
    void setLimits(const Model::Settings &settings);
    /// Secrets are masked here, before anything is kept.
    void add(Record record);
    /// Puts @p lines to the record of a request that was added before.
    void addLog(const QByteArray &requestId, const QList<LogLine> &lines);
    /// @p answer is called in the inspector's thread, as that of clear() is.
    void find(const Search &search, std::function<void(Result<Page>)> answer);
    void clear(std::function<void(Result<Done>)> answer);
    /// Writes what waits; call in its thread before it ends.
    void close();

    /// How many records were dropped since the start. Any thread.
    qint64 lost() const { return m_lost; }
    /// What was asked of the server in the last hour, recorded or not. Any thread.
    const Statistics &statistics() const { return m_statistics; }

signals:
    /// Up to 20 times a second. @p dropped is how many records were lost since the last time, @p
    /// oldest the number of the first record that is still kept.
    void recorded(const QList<Inspector::Record> &records, int dropped, qint64 oldest);
    /// More lines for the record @p number.
    void logAdded(qint64 number, const QList<Inspector::LogLine> &lines);
    void cleared();

private:
    /// Writes what waits, and emits recorded().
    void drain();
    void remember(qint64 number, const QByteArray &bytes);
    QByteArray withEarlyLog(const QByteArray &batch);
    void announce(const QByteArray &batch, int dropped);
    void writeLog(const QByteArray &requestId, const QList<LogLine> &lines);

    /// Whether the setting `inspector.record` wants @p record.
    bool isKept(const Record &record) const;
    QByteArrayList secrets();
    void warn(const char *what, const Error &error);

    RecordFile m_file;
    const QByteArray m_node;
    Statistics m_statistics;
    QTimer m_timer;
    QHash<QByteArray, qint64> m_recent; ///< The last records that have hooks, by request id.
    std::deque<QByteArray> m_recentOrder;
    QHash<QByteArray, QList<LogLine>> m_early; ///< Lines that came before their record did.
    std::mutex m_mutex; ///< Guards m_waiting, m_dropped and m_secrets.
    QByteArray m_waiting; ///< A batch.
    QByteArray m_spare; ///< The batch before, emptied: its memory is used again.
    std::atomic<qsizetype> m_waitingSize = 0; ///< Of it, for a look without the lock.
    QString m_lastFault; ///< What was said last of a file that cannot be written.
    int m_dropped = 0; ///< Since the last drain().
    std::atomic<qint64> m_lost = 0; ///< Since the start.
    QByteArrayList m_secrets; ///< Of the settings.
    std::atomic<bool> m_keepsBodies = true;
    std::atomic<Model::Settings::Recording> m_recording = Model::Settings::Recording::All;
};

} // namespace Inspector

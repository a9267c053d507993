// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/inspector/filter.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

#include <array>
#include <deque>
#include <vector>

class Theme;

/// The requests that the inspector keeps, with their log lines beneath them, filtered.
///
/// What matches is known as rows of a few bytes, so a million of them is nothing; the records
/// themselves are read from the server as they are looked at, and the newest are there already.
/// The server goes through what was recorded before, the newest first, in pages. Thread: the
/// window's.
class TrafficModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        MethodColumn,
        MessageColumn,
        StatusColumn,
        DurationColumn,
        SizeColumn,
        HookColumn,
        ColumnCount
    };
    enum Role { IsLogRole = Qt::UserRole, MethodRole, StatusRole };
    static constexpr int LevelCount = 5; ///< Of log lines.
    /// What became of a request: fine, refused (4xx) or failed (5xx).
    enum Status { Fine, Refused, Failed, StatusCount };
    static constexpr int MaximumRecords = 20'000; ///< In memory.
    static constexpr size_t MaximumRows = 2'000'000;

    TrafficModel(const Theme &theme, QObject *parent);

    /// Shows what @p client records, and has recorded; nothing when it is null.
    void setClient(Client *client);
    /// Hides all that is there.
    void clear();
    /// Shows what clear() has hidden.
    void restore();
    /// While it is paused, nothing is added; waitingCount() records wait.
    void setPaused(bool isPaused);
    int waitingCount() const { return m_waitingCount; }

    /// Shows requests of @p statuses and log lines of @p levels. A line never stands without its
    /// request.
    void setShown(const std::array<bool, StatusCount> &statuses,
                  const std::array<bool, LevelCount> &levels);
    /// Shows what matches @p filter, as it was typed. The rows follow when the server answers.
    void setFilter(const QString &filter);
    /// How many requests match, hidden ones too.
    const std::array<int, StatusCount> &statusCounts() const { return m_statusCounts; }
    /// How many log lines match, hidden ones too.
    const std::array<int, LevelCount> &lineCounts() const { return m_lineCounts; }
    /// Whether any request matches, hidden ones too.
    bool isEmpty() const { return m_entries.empty(); }
    /// Whether older records are still being looked through.
    bool isLoading() const { return m_isLoading; }
    /// How many records were lost because they came too fast, since the last clear().
    qint64 droppedCount() const { return m_dropped; }

    /// The request of a row; null until it is loaded. Then recordsRead() is emitted.
    const Inspector::Record *record(int row) const;
    /// The row of the request @p number; -1 when it is not shown.
    int rowOf(qint64 number) const;
    /// The place of a row in the log of its request; -1 for the request itself.
    int lineOf(int row) const { return m_rows.at(size_t(row)).line; }
    qint64 numberOf(int row) const { return m_rows.at(size_t(row)).number; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Rows, or what is told about them, may have changed.
    void changed();
    void recordsRead();

private:
    struct Row
    {
        qint64 number = 0; ///< Of the request.
        int line = -1; ///< Of its log; -1 for the request itself.
        qint8 level = 0;
        bool isMatch = true; ///< False: a request that is there for the sake of its lines.
    };
    using Rows = std::vector<Row>;

    bool isShown(const Row &row) const;
    static Rows rowsOf(const Inspector::Match &match);
    void count(const Row &row, int by);
    Rows visible(const Rows &rows) const;
    void take(const QList<Inspector::Record> &records, int dropped, qint64 oldest);
    void takeLog(qint64 number, const QList<Inspector::LogLine> &lines);
    void append(const QList<Inspector::Record> &records);
    void appendRows(const Rows &rows);
    void evict(qint64 oldest);
    void reload();
    void loadRows(qint64 before);
    void takeRows(const Json::Value &page);
    void readMissing();

    QVariant foreground(const Inspector::Record *record, const Row &row, int column) const;

    const Theme &m_theme;
    Client *m_client = nullptr;
    std::deque<Row> m_entries; ///< All that match the filter, in the order of their numbers.
    std::deque<Row> m_rows; ///< Those of them that are shown.
    std::array<int, StatusCount> m_statusCounts{};
    std::array<int, LevelCount> m_lineCounts{};
    std::array<bool, StatusCount> m_statuses{true, true, true};
    std::array<bool, LevelCount> m_levels{true, true, true, true, true};
    QString m_typed;
    Inspector::Filter m_filter;
    mutable QCache<qint64, Inspector::Record> m_records{MaximumRecords};
    mutable QSet<qint64> m_missing; ///< Asked for by who paints, and not there.
    QSet<qint64> m_gone; ///< The server has them no longer.
    mutable QTimer m_reading;
    QList<Inspector::Record> m_held; ///< What came before the first page of a new filter did.
    int m_generation = 0; ///< Of the filter: answers for an older one are dropped.
    bool m_isLoading = false;
    bool m_isReplaced = false; ///< The rows shown are those of the filter before.
    bool m_isPaused = false;
    int m_waitingCount = 0;
    qint64 m_shownUntil = 0; ///< While paused: later numbers wait.
    qint64 m_last = 0; ///< The newest number seen.
    qint64 m_floor = 0; ///< Up to here clear() hides.
    qint64 m_dropped = 0;
};

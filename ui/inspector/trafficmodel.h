// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"

#include "ui/inspector/trafficfilter.h"

#include <QAbstractTableModel>

#include <array>
#include <deque>

class Theme;

/// The last requests with their log lines beneath them, filtered. Bounded: the oldest go.
/// Rows are only ever added at the end or removed at the front, but for late log lines and a change
/// of the filter. Thread: the window's.
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
    static constexpr int LevelCount = 5;
    static constexpr int MaximumRequests = 20'000;

    TrafficModel(const Theme &theme, QObject *parent);

    void append(const QList<Inspector::Record> &records);
    void appendLog(const QByteArray &requestId, const QList<Inspector::LogLine> &lines);
    void clear();

    /// Shows what has one of @p levels and what @p filter takes, whose words are looked for in
    /// paths and messages.
    void setFilter(const std::array<bool, LevelCount> &levels, const TrafficFilter &filter);
    /// How many lines there are of each level, hidden ones too.
    const std::array<int, LevelCount> &counts() const { return m_counts; }
    /// The request of a row.
    const Inspector::Record &record(int row) const;
    /// The row of the request @p id; -1 when it is not kept, or hidden.
    int rowOf(const QByteArray &id) const;
    /// How many requests are kept, hidden ones too.
    int requestCount() const { return int(m_records.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        qint64 number = 0; ///< Of the request: its place since the start.
        int line = -1; ///< Of its log; -1 for the request itself.
    };

    /// The visible rows of request @p number.
    std::vector<Row> rowsOf(qint64 number) const;
    const Inspector::Record &at(qint64 number) const
    {
        return m_records.at(size_t(number - m_first));
    }
    void evict();
    QVariant requestText(const Inspector::Record &record, int column) const;
    QVariant logText(const Inspector::LogLine &line, int column) const;
    QVariant foreground(const Inspector::Record &record, const Row &row, int column) const;

    const Theme &m_theme;
    std::deque<Inspector::Record> m_records;
    qint64 m_first = 0; ///< The number of m_records.front().
    std::deque<Row> m_rows;
    std::array<int, LevelCount> m_counts{};
    std::array<bool, LevelCount> m_levels{true, true, true, true, true};
    TrafficFilter m_filter;
};

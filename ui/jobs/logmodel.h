// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <vector>

class Theme;

/// The runs of system_log, the newest first, page after page as the view asks for them.
/// Thread: the window's.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StartedColumn,
        JobColumn,
        ResultColumn,
        DurationColumn,
        TriggerColumn,
        OutputColumn,
        ColumnCount
    };

    LogModel(Client &client, const Theme &theme, QObject *parent);

    /// Shows the runs that match @p query, the JSON of `q`.
    void setQuery(const QByteArray &query);
    /// Reads again from the newest.
    void reload();
    QByteArray id(int row) const { return m_runs.at(size_t(row)).id; }
    int rowOf(const QByteArray &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void loaded();
    void failed(const QString &message);

private:
    struct Run
    {
        QByteArray id;
        QDateTime started;
        QString job;
        QString status;
        QString trigger;
        QString output;
        qint64 milliseconds = 0;
    };

    void fetch(qint64 skip);
    QString text(const Run &run, int column) const;

    Client &m_client;
    const Theme &m_theme;
    QByteArray m_query = "{}";
    std::vector<Run> m_runs;
    bool m_hasMore = false;
    bool m_isFetching = false;
    int m_generation = 0; ///< Answers of older ones are stale.
};

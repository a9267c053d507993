// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "server/core/crontab.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QHash>

#include <optional>
#include <vector>

class Theme;

/// The jobs of a database with what became of their last runs. Thread: the window's.
class JobModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        ActiveColumn,
        NameColumn,
        ScheduleColumn,
        NextColumn,
        LastColumn,
        RunsColumn,
        ColumnCount
    };
    enum Role {
        CrontabRole = Qt::UserRole, ///< The crontab as it is written, of ScheduleColumn.
        StatusRole, ///< The last status, of LastColumn.
        RunsRole, ///< The last runs as a QVariantList of [status, milliseconds], the oldest first.
        SearchRole ///< All that a filter looks at.
    };
    /// A job as the window knows it.
    struct Job
    {
        QByteArray id;
        QByteArray json; ///< Its document.
        QString description;
        QString crontab;
        bool isActive = false;
        QDateTime next; ///< Not valid: never.
        QString status; ///< Of the last run; empty: there was none.
        QDateTime runningSince; ///< Not valid: it does not run.
        struct Run
        {
            QString status;
            qint64 milliseconds = 0;
        };
        QList<Run> runs; ///< The last ones, the oldest first.
    };

    JobModel(Client &client, const Theme &theme, QObject *parent);

    /// Reads all again.
    void reload();
    const Job &job(int row) const { return m_jobs.at(size_t(row)); }
    /// The row of @p id; -1 when there is none.
    int rowOf(const QByteArray &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void loaded();
    /// A change was refused.
    void failed(const QString &message);

private:
    void take(const QByteArray &jobs);
    void takeStates(const QByteArray &states);
    void loadRuns(const QByteArray &id);
    QString text(const Job &job, int column) const;

    Client &m_client;
    const Theme &m_theme;
    std::vector<Job> m_jobs;
    int m_generation = 0; ///< Answers of older ones are stale.
};

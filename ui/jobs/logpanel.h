// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QWidget>

class LogModel;
class QComboBox;
class QLabel;
class QTableView;
class QTimer;
class Theme;

/// System_log: the runs of jobs, live, by job and result. Thread: the window's.
class LogPanel final : public QWidget
{
    Q_OBJECT

public:
    LogPanel(Client &client, const Theme &theme, QWidget *parent);

signals:
    /// A run was activated: what it logged is in the inspector under the same id.
    void runActivated(const QByteArray &id);

private:
    QWidget *makeBar();
    void loadJobs();
    void makeTable();
    void applyFilter();
    void showLoaded();

    Client &m_client;
    const Theme &m_theme;
    LogModel *m_model;
    QTableView *m_table = nullptr;
    QComboBox *m_job = nullptr;
    QComboBox *m_status = nullptr;
    QLabel *m_empty = nullptr;
    QTimer *m_reload; ///< Runs that end together are read together.
    QByteArray m_chosen; ///< The run that was current before it is read again.
};

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTableView>

class Theme;
class TrafficModel;

/// The table of the inspector: its columns can be hidden, and those that say least hide themselves
/// where it is narrow. Thread: the window's.
class TrafficTable final : public QTableView
{
    Q_OBJECT

public:
    TrafficTable(TrafficModel &model, const Theme &theme, QWidget *parent);

signals:
    /// A row was activated, or the place that a log line comes from was clicked.
    void rowActivated(int row);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void openColumnMenu(const QPoint &at);
    void showColumns();

    TrafficModel &m_model;
    const Theme &m_theme;
    qint64 m_chosen = 0; ///< The number of the chosen record while the rows are made anew; 0: none.
    QStringList m_hidden; ///< Numbers of the columns that the user has hidden.
};

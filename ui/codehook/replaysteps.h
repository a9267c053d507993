// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTableView>

class ReplayCursor;
class Theme;

/// The steps of a recording as rows, worked out when they are looked at. Thread: the window's.
class ReplayStepsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Line, Function, What, ColumnCount };

    ReplayStepsModel(const Theme &theme, ReplayCursor &cursor, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isError(int step) const;

    const Theme &m_theme;
    ReplayCursor &m_cursor;
};

/// The list of all steps; choosing one goes there. Thread: the window's.
class ReplaySteps final : public QTableView
{
    Q_OBJECT

public:
    ReplaySteps(const Theme &theme, ReplayCursor &cursor, QWidget *parent);

private:
    ReplayCursor &m_cursor;
    bool m_isFollowing = false; ///< The row is being set to the step that is shown.
};

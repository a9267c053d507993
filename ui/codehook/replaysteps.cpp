// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replaysteps.h"

#include "ui/codehook/replaycursor.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>

#include <algorithm>

ReplayStepsModel::ReplayStepsModel(const Theme &theme, ReplayCursor &cursor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_cursor(cursor)
{
    connect(&cursor, &ReplayCursor::opened, this, [this] {
        beginResetModel();
        endResetModel();
    });
}

int ReplayStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_cursor.isOpen() ? 0 : m_cursor.recording().stepCount();
}

int ReplayStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ReplayStepsModel::isError(int step) const
{
    const auto marks = m_cursor.recording().marksAt(step);
    return std::any_of(marks.begin(), marks.end(),
                       [](const Recording::Mark &each) { return each.isError; });
}

QVariant ReplayStepsModel::data(const QModelIndex &index, int role) const
{
    if (!m_cursor.isOpen() || !index.isValid())
        return {};
    const Recording &recording = m_cursor.recording();
    const int step = index.row();
    if (role == Qt::ForegroundRole) {
        if (isError(step))
            return m_theme.color(Theme::Role::Error);
        return m_theme.color(index.column() == What ? Theme::Role::Text : Theme::Role::Muted);
    }
    if (role == Qt::TextAlignmentRole && index.column() <= Line)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Number:
        return step + 1;
    case Line:
        return recording.place(step).line;
    case Function:
        return QString(std::min(recording.depth(step), 12) * 2, QLatin1Char(' '))
            + recording.function(step);
    default:
        return recording.summary(step);
    }
}

QVariant ReplayStepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Step");
    case Line:
        return tr("Line");
    case Function:
        return tr("Function");
    default:
        return tr("What it did");
    }
}

ReplaySteps::ReplaySteps(const Theme &theme, ReplayCursor &cursor, QWidget *parent)
    : QTableView(parent)
    , m_cursor(cursor)
{
    setObjectName(QStringLiteral("replaySteps"));
    setAccessibleName(tr("Steps"));
    theme.setCodeFont(this, -1);
    setModel(new ReplayStepsModel(theme, cursor, this));
    Layouts::asList(this, theme.scaled(22));
    horizontalHeader()->setStretchLastSection(true);
    setColumnWidth(ReplayStepsModel::Number, theme.scaled(60));
    setColumnWidth(ReplayStepsModel::Line, theme.scaled(50));
    setColumnWidth(ReplayStepsModel::Function, theme.scaled(150));
    setWordWrap(false);
    connect(&cursor, &ReplayCursor::moved, this, [this] {
        m_isFollowing = true;
        const QModelIndex index = model()->index(m_cursor.step(), 0);
        setCurrentIndex(index);
        scrollTo(index);
        m_isFollowing = false;
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!m_isFollowing && current.isValid())
                    m_cursor.goTo(current.row());
            });
}

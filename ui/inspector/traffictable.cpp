// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/traffictable.h"

#include "ui/inspector/trafficdelegate.h"
#include "ui/inspector/trafficmodel.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>

#include <array>

namespace {

constexpr char HiddenColumnsKey[] = "inspector/hiddenColumns";
constexpr int NarrowWidth = 820; ///< Below it the details tell duration and size.

} // namespace

TrafficTable::TrafficTable(TrafficModel &model, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_hidden(QSettings().value(QLatin1String(HiddenColumnsKey)).toStringList())
{
    setObjectName(QStringLiteral("inspectorTable"));
    setAccessibleName(tr("Requests and log lines"));
    setModel(&model);
    setItemDelegate(new TrafficDelegate(theme, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leads on to the details
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme.scaled(24));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setSectionResizeMode(TrafficModel::MessageColumn, QHeaderView::Stretch);
    const std::array<int, TrafficModel::ColumnCount> widths = {108, 76, 260, 66, 80, 72, 120};
    for (int column = 0; column < TrafficModel::ColumnCount; ++column)
        setColumnWidth(column, theme.scaled(widths[size_t(column)]));
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            &TrafficTable::openColumnMenu);
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex &index) { emit rowActivated(index.row()); });
    connect(this, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == TrafficModel::HookColumn
            && index.data(TrafficModel::IsLogRole).toBool())
            emit rowActivated(index.row());
    });
    // What is chosen stays chosen while the filter and the levels leave it.
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_chosen = currentIndex().isValid() ? m_model.numberOf(currentIndex().row()) : 0;
        selectionModel()->clearCurrentIndex(); // a reset does not tell that it is gone
    });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        if (const int row = m_chosen > 0 ? m_model.rowOf(m_chosen) : -1; row >= 0)
            setCurrentIndex(m_model.index(row, TrafficModel::MessageColumn));
    });
    showColumns();
}

void TrafficTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    showColumns();
}

void TrafficTable::openColumnMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("inspectorColumns"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < TrafficModel::ColumnCount; ++column) {
        const QString name = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(!m_hidden.contains(QString::number(column)));
        action->setEnabled(column != TrafficModel::MessageColumn); // what a row is about
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            m_hidden.removeAll(QString::number(column));
            if (!isShown)
                m_hidden.append(QString::number(column));
            QSettings().setValue(QLatin1String(HiddenColumnsKey), m_hidden);
            showColumns();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(at));
}

void TrafficTable::showColumns()
{
    const bool isNarrow = width() < m_theme.scaled(NarrowWidth);
    for (int column = 0; column < TrafficModel::ColumnCount; ++column) {
        const bool saysLeast =
            column == TrafficModel::DurationColumn || column == TrafficModel::SizeColumn;
        setColumnHidden(column,
                        m_hidden.contains(QString::number(column)) || (isNarrow && saysLeast));
    }
}

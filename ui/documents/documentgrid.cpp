// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentgrid.h"

#include "ui/documents/celldelegate.h"
#include "ui/documents/documentmodel.h"
#include "ui/documents/gridcolumns.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

DocumentGrid::DocumentGrid(DocumentModel &model, const Theme &theme, const QString &identity,
                           const QString &collection, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_hint(new QLabel(this))
{
    setObjectName(QStringLiteral("grid"));
    setModel(&model);
    setItemDelegate(new CellDelegate(model, theme, this));
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leads on, the arrows move within
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    Panes::mark(*this);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme.scaled(28));
    verticalHeader()->setDefaultAlignment(Qt::AlignCenter);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setDefaultSectionSize(theme.scaled(150));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSectionsClickable(true);
    m_hint->setObjectName(QStringLiteral("emptyHint"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setProperty("muted", true);
    m_hint->setWordWrap(true);
    m_columns = new GridColumns(*this, model, theme, identity, collection);
    auto *center = new QVBoxLayout(this);
    center->addWidget(m_hint);
}

int DocumentGrid::chosenRows() const
{
    int rows = 0;
    for (const auto &[first, count] : chosenRanges())
        rows += count;
    return rows;
}

QList<std::pair<int, int>> DocumentGrid::chosenRanges() const
{
    QList<std::pair<int, int>> ranges;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        ranges.append({range.top(), range.height()});
    return ranges;
}

QStringList DocumentGrid::shownFields() const
{
    QStringList fields;
    for (int place = 0; place < m_model.columnCount(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        if (!isColumnHidden(column))
            fields.append(m_model.fieldName(column));
    }
    return fields;
}

void DocumentGrid::showHint(const QString &text)
{
    m_hint->setText(text);
    m_hint->setVisible(!text.isEmpty());
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textsize.h"

#include <QApplication>
#include <QHeaderView>
#include <QListWidget>
#include <QTableWidget>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <cmath>

namespace TextSize {

namespace {

QFont changed(QFont font, double points)
{
    font.setPointSizeF(std::max(1.0, font.pointSizeF() + points));
    return font;
}

QVariant changed(const QVariant &font, double points)
{
    return font.isValid() ? QVariant(changed(font.value<QFont>(), points)) : font;
}

void changeItems(QListWidget *list, double points)
{
    for (int row = 0; row < list->count(); ++row) {
        QListWidgetItem *item = list->item(row);
        item->setData(Qt::FontRole, changed(item->data(Qt::FontRole), points));
    }
}

void changeItems(QTreeWidget *tree, double points)
{
    for (QTreeWidgetItemIterator item(tree); *item; ++item) {
        for (int column = 0; column < tree->columnCount(); ++column)
            (*item)->setData(column, Qt::FontRole,
                             changed((*item)->data(column, Qt::FontRole), points));
    }
}

void changeItems(QTableWidget *table, double points)
{
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column) {
            if (QTableWidgetItem *item = table->item(row, column))
                item->setData(Qt::FontRole, changed(item->data(Qt::FontRole), points));
        }
    }
}

void changeSections(QTableView *table, double ratio)
{
    QHeaderView *rows = table->verticalHeader();
    rows->setDefaultSectionSize(int(std::lround(rows->defaultSectionSize() * ratio)));
    QHeaderView *columns = table->horizontalHeader();
    for (int column = 0; column < columns->count(); ++column) {
        if (columns->sectionResizeMode(column) == QHeaderView::Interactive)
            columns->resizeSection(column, int(std::lround(columns->sectionSize(column) * ratio)));
    }
}

} // namespace

void change(double before, double after)
{
    const double points = after - before;
    for (QWidget *widget : QApplication::allWidgets()) {
        if (auto *list = qobject_cast<QListWidget *>(widget))
            changeItems(list, points);
        else if (auto *tree = qobject_cast<QTreeWidget *>(widget))
            changeItems(tree, points);
        else if (auto *items = qobject_cast<QTableWidget *>(widget))
            changeItems(items, points);
        if (auto *table = qobject_cast<QTableView *>(widget))
            changeSections(table, after / before);
    }
}

} // namespace TextSize

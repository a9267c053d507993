// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/pairtable.h"

#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

namespace {

constexpr int RowHeight = 28;
constexpr int HiddenRole = Qt::UserRole;

/// Shows what is hidden as dots; an editor shows it.
class HidingDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.data(HiddenRole).toBool() && !option->text.isEmpty())
            option->text = QString(6, QChar(0x2022));
    }
};

} // namespace

PairTable::PairTable(const Theme &theme, const char *name, const QString &accessibleName,
                     QWidget *parent)
    : QTableWidget(0, 2, parent)
{
    setObjectName(QLatin1String(name));
    setAccessibleName(accessibleName);
    setHorizontalHeaderLabels({tr("Name"), tr("Value")});
    setItemDelegate(new HidingDelegate(this));
    setEditTriggers(QAbstractItemView::AllEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false); // Tab leads on; from a cell that is edited, to the next one
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(theme.scaled(RowHeight));
    horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    setColumnWidth(0, theme.scaled(110));
    theme.setCodeFont(this, -1);
    connect(this, &QTableWidget::cellChanged, this, [this](int row) { takeEdit(row); });
    setPairs({});
}

void PairTable::setRow(int row, const QByteArray &name, const QByteArray &value)
{
    setItem(row, 0, new QTableWidgetItem(QString::fromUtf8(name)));
    setItem(row, 1, new QTableWidgetItem(QString::fromUtf8(value)));
}

void PairTable::addEmptyRow()
{
    const bool wasFilling = std::exchange(m_isFilling, true);
    insertRow(rowCount());
    setRow(rowCount() - 1, {}, {});
    m_isFilling = wasFilling;
}

void PairTable::setPairs(const Pairs &pairs)
{
    if (pairs == this->pairs() && rowCount() > 0)
        return;
    m_isFilling = true;
    setRowCount(int(pairs.size()));
    for (int row = 0; row < rowCount(); ++row)
        setRow(row, pairs[row].first, pairs[row].second);
    m_isFilling = false;
    addEmptyRow();
}

PairTable::Pairs PairTable::pairs() const
{
    Pairs pairs;
    for (int row = 0; row < rowCount(); ++row) {
        const QString name = item(row, 0)->text().trimmed();
        if (!name.isEmpty())
            pairs.append({name.toUtf8(), item(row, 1)->text().toUtf8()});
    }
    return pairs;
}

void PairTable::setHidden(const QList<QByteArray> &names)
{
    m_isFilling = true;
    for (int row = 0; row < rowCount(); ++row)
        item(row, 1)->setData(HiddenRole, names.contains(item(row, 0)->text().toUtf8()));
    m_isFilling = false;
}

void PairTable::takeEdit(int row)
{
    if (m_isFilling)
        return;
    if (row == rowCount() - 1 && !item(row, 0)->text().isEmpty())
        addEmptyRow();
    emit edited();
}

/// Delete takes the row away.
void PairTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Delete || state() == QAbstractItemView::EditingState
        || currentRow() < 0 || currentRow() == rowCount() - 1)
        return QTableWidget::keyPressEvent(event);
    removeRow(currentRow());
    emit edited();
}

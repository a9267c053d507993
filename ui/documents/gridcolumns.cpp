// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/gridcolumns.h"

#include "ui/documents/documentmodel.h"
#include "ui/widgets/textdigest.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSettings>
#include <QSignalBlocker>
#include <QTableView>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace {

constexpr int Percent = 100;
constexpr int UsualWidth = 150; ///< Pixels, for texts of the usual size.
constexpr int MetaWidth = 214; ///< Of ids and times.
constexpr int VersionWidth = 80;

/// The parts of what is kept.
constexpr char OrderKey[] = "order";
constexpr char HiddenKey[] = "hidden";
constexpr char WidthsKey[] = "widths";

} // namespace

GridColumns::GridColumns(QTableView &grid, DocumentModel &model, const Theme &theme,
                         const QString &identity, const QString &collection)
    : QObject(&grid)
    , m_grid(grid)
    , m_header(*grid.horizontalHeader())
    , m_model(model)
    , m_theme(theme)
    , m_key(QStringLiteral("columns/%1/%2").arg(textDigest(identity), textDigest(collection)))
{
    m_header.setSectionsMovable(true);
    m_header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&m_header, &QWidget::customContextMenuRequested, this, &GridColumns::openMenu);
    connect(&m_header, &QHeaderView::sectionMoved, this, [this] {
        if (m_isApplying)
            return;
        QStringList before = std::exchange(m_order, {});
        for (int place = 0; place < m_header.count(); ++place)
            m_order.append(m_model.fieldName(m_header.logicalIndex(place)));
        for (const QString &field : std::as_const(m_order))
            before.removeAll(field);
        m_order += before; // those that no document has just now
        store();
    });
    connect(&m_header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        const QString field = m_model.fieldName(column);
        const int scaled = qRound(width * Percent / double(m_theme.scaled(Percent)));
        // 0: it was hidden. Larger texts make all columns wider, which nobody asked for.
        if (m_isApplying || width == 0
            || std::abs(scaled - m_widths.value(field, usualWidth(field))) <= 1)
            return;
        m_widths.insert(field, scaled);
        store();
    });
    connect(&m_header, &QHeaderView::sortIndicatorChanged, this, &GridColumns::sort);
    for (const auto signal :
         {&QAbstractItemModel::columnsInserted, &QAbstractItemModel::columnsRemoved})
        connect(&model, signal, this, [this] {
            apply();
            showOrder();
        });
    load();
    apply();
}

QVariantMap GridColumns::state() const
{
    QVariantMap widths;
    for (auto each = m_widths.begin(); each != m_widths.end(); ++each)
        widths.insert(each.key(), each.value());
    return {{QLatin1String(OrderKey), m_order},
            {QLatin1String(HiddenKey), m_hidden},
            {QLatin1String(WidthsKey), widths}};
}

void GridColumns::setState(const QVariantMap &state)
{
    take(state);
    store();
    apply();
}

void GridColumns::take(const QVariantMap &state)
{
    m_order = state.value(QLatin1String(OrderKey)).toStringList();
    m_hidden = state.value(QLatin1String(HiddenKey)).toStringList();
    m_widths.clear();
    const QVariantMap widths = state.value(QLatin1String(WidthsKey)).toMap();
    for (auto each = widths.begin(); each != widths.end(); ++each)
        m_widths.insert(each.key(), each->toInt());
}

void GridColumns::load()
{
    QSettings settings;
    settings.beginGroup(m_key);
    QVariantMap kept;
    for (const char *part : {OrderKey, HiddenKey, WidthsKey})
        kept.insert(QLatin1String(part), settings.value(QLatin1String(part)));
    take(kept);
}

void GridColumns::store()
{
    QSettings settings;
    settings.beginGroup(m_key);
    const QVariantMap present = state();
    for (auto each = present.begin(); each != present.end(); ++each)
        settings.setValue(each.key(), *each);
}

int GridColumns::usualWidth(const QString &field) const
{
    if (!field.startsWith(QLatin1Char('_')))
        return UsualWidth;
    return field == QLatin1String("_version") ? VersionWidth : MetaWidth;
}

void GridColumns::apply()
{
    const QScopedValueRollback<bool> applying(m_isApplying, true);
    bool isAnyShown = false;
    for (int column = 0; column < m_model.columnCount(); ++column)
        isAnyShown = isAnyShown || !m_hidden.contains(m_model.fieldName(column));
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const QString field = m_model.fieldName(column);
        // Without a column the header, whose menu brings them back, would be gone.
        const bool isHidden = isAnyShown && m_hidden.contains(field);
        m_header.setSectionHidden(column, isHidden);
        if (!isHidden)
            m_header.resizeSection(column,
                                   m_theme.scaled(m_widths.value(field, usualWidth(field))));
    }
    // Those that somebody has ordered stand first, in that order; the others as the model has them.
    int place = 0;
    QList<int> rest;
    for (int column = 0; column < m_model.columnCount(); ++column)
        rest.append(column);
    for (const QString &field : std::as_const(m_order)) {
        const auto found = std::find_if(rest.begin(), rest.end(), [&](int column) {
            return m_model.fieldName(column) == field;
        });
        if (found == rest.end())
            continue;
        m_header.moveSection(m_header.visualIndex(*found), place++);
        rest.erase(found);
    }
    for (const int column : std::as_const(rest))
        m_header.moveSection(m_header.visualIndex(column), place++);
}

void GridColumns::hide(const QString &field, bool isHidden)
{
    m_hidden.removeAll(field);
    if (isHidden)
        m_hidden.append(field);
    store();
    apply();
}

void GridColumns::reset()
{
    m_order.clear();
    m_hidden.clear();
    m_widths.clear();
    QSettings().remove(m_key);
    apply();
}

// ---- order of the documents

/// A click sorts by one column alone, with Shift by that one as well.
void GridColumns::sort(int column, Qt::SortOrder order)
{
    const QString field = m_model.fieldName(column);
    if (field.isEmpty()) // the header has ended it
        sortBy({});
    else if (QGuiApplication::keyboardModifiers() & Qt::ShiftModifier)
        sortBy(m_model.order().toggled(field));
    else
        sortBy(DocumentOrder({{field, order}}));
}

void GridColumns::sortBy(const DocumentOrder &order)
{
    m_model.setOrder(order);
    showOrder();
}

void GridColumns::showOrder()
{
    const auto &keys = m_model.order().keys();
    const QSignalBlocker blocker(m_header);
    m_header.setSortIndicator(keys.size() == 1 ? m_model.columnOf(keys.first().field) : -1,
                              keys.size() == 1 ? keys.first().order : Qt::AscendingOrder);
    m_header.viewport()->update();
}

void GridColumns::addSorting(QMenu &menu, const QString &field)
{
    menu.addAction(tr("Sort ascending"), this, [this, field] {
        sortBy(DocumentOrder({{field, Qt::AscendingOrder}}));
    });
    menu.addAction(tr("Sort descending"), this, [this, field] {
        sortBy(DocumentOrder({{field, Qt::DescendingOrder}}));
    });
    const DocumentOrder &order = m_model.order();
    const int key = order.indexOf(field);
    if (!order.isEmpty() && (key < 0 || order.keys().size() > 1)) {
        const QString text = key < 0                        ? tr("Then by this column")
            : order.keys()[key].order == Qt::AscendingOrder ? tr("Reverse this sort column")
                                                            : tr("Remove this sort column");
        menu.addAction(text, this, [this, field] { sortBy(m_model.order().toggled(field)); });
    }
    menu.addAction(tr("Clear sorting"), this, [this] { sortBy({}); })->setEnabled(!order.isEmpty());
}

void GridColumns::openMenu(const QPoint &at)
{
    auto *menu = new QMenu(&m_grid);
    menu->setObjectName(QStringLiteral("gridColumns"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isOneOfSeveral = m_header.count() - m_header.hiddenSectionCount() > 1;
    if (const QString field = m_model.fieldName(m_header.logicalIndexAt(at)); !field.isEmpty()) {
        addSorting(*menu, field);
        menu->addSeparator();
        menu->addAction(tr("Hide %1").arg(QString(field).replace(u'&', QLatin1String("&&"))), this,
                        [this, field] { hide(field, true); })
            ->setEnabled(isOneOfSeveral);
        menu->addAction(tr("Resize to contents"), this,
                        [this, field] { m_grid.resizeColumnToContents(m_model.columnOf(field)); });
    }
    QMenu *shown = menu->addMenu(tr("Columns"));
    for (int place = 0; place < m_header.count(); ++place) {
        const QString field = m_model.fieldName(m_header.logicalIndex(place));
        QAction *each = shown->addAction(QString(field).replace(u'&', QLatin1String("&&")));
        each->setCheckable(true);
        each->setChecked(!m_hidden.contains(field));
        each->setEnabled(isOneOfSeveral || m_hidden.contains(field));
        connect(each, &QAction::toggled, this,
                [this, field](bool isShown) { hide(field, !isShown); });
    }
    menu->addAction(tr("Reset columns"), this, &GridColumns::reset)
        ->setEnabled(!m_order.isEmpty() || !m_hidden.isEmpty() || !m_widths.isEmpty());
    menu->popup(m_header.mapToGlobal(at));
}

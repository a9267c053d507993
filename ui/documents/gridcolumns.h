// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantMap>

class DocumentModel;
class DocumentOrder;
class QHeaderView;
class QMenu;
class QPoint;
class QTableView;
class Theme;

/// Which columns of a grid are seen, in which order and how wide. It is kept for each collection of
/// each server. Thread: the window's.
class GridColumns final : public QObject
{
    Q_OBJECT

public:
    /// @p identity is that of the server.
    GridColumns(QTableView &grid, DocumentModel &model, const Theme &theme, const QString &identity,
                const QString &collection);

    /// Which columns are seen, in which order and how wide, as setState() takes it.
    QVariantMap state() const;
    void setState(const QVariantMap &state);
    void sortBy(const DocumentOrder &order);
    /// The header shows an arrow for one sort key. With several, the column titles show their
    /// order.
    void showOrder();

private:
    void take(const QVariantMap &state);
    void load();
    void store();
    void apply();
    void openMenu(const QPoint &at);
    void hide(const QString &field, bool isHidden);
    void reset();
    void sort(int column, Qt::SortOrder order);
    void addSorting(QMenu &menu, const QString &field);
    int usualWidth(const QString &field) const;

    QTableView &m_grid;
    QHeaderView &m_header;
    DocumentModel &m_model;
    const Theme &m_theme;
    const QString m_key; ///< Of the settings.
    QStringList m_order; ///< Fields; those that are not in it stand where the model has them.
    QStringList m_hidden;
    /// Of columns that somebody made wider or narrower, in pixels for texts of the usual size.
    QHash<QString, int> m_widths;
    bool m_isApplying = false; ///< Nobody moves a column just now but this.
};

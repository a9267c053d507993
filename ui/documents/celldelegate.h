// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class DocumentModel;
class Theme;

/// Paints the cells of documents: a refused cell looks so in a chosen row too.
/// Thread: the window's.
class CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(const DocumentModel &model, const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const DocumentModel &m_model;
    const Theme &m_theme;
};

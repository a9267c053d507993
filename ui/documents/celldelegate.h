// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class DocumentModel;
class Theme;

/// Paints the cells of documents: a refused cell looks so in a chosen row too. Tells the model what
/// is typed, key by key.
/// Thread: the window's.
class CellDelegate final : public QStyledItemDelegate
{
public:
    CellDelegate(DocumentModel &model, const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    DocumentModel &m_model;
    const Theme &m_theme;
};

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/celldelegate.h"

#include "ui/documents/documentmodel.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QPainter>
#include <QPersistentModelIndex>

namespace {

constexpr int CursorWidth = 2; ///< Pixels.

} // namespace

CellDelegate::CellDelegate(DocumentModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    // The style sheet draws no background of its own below a cell.
    if (!m_model.fault(index).isEmpty())
        painter->fillRect(option.rect, m_theme.color(Theme::Role::ErrorSoft));
    QStyledItemDelegate::paint(painter, option, index);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (!view || view->currentIndex() != index)
        return;
    // The cell that keys act on is told from the rest of its row.
    const Theme::Role role = view->hasFocus() ? Theme::Role::Accent : Theme::Role::BorderStrong;
    painter->save();
    painter->setPen(QPen(m_theme.color(role), CursorWidth));
    painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    painter->restore();
}

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (const auto *line = qobject_cast<QLineEdit *>(editor)) {
        const QPersistentModelIndex cell(index);
        connect(line, &QLineEdit::textEdited, &m_model,
                [&model = m_model, cell](const QString &text) { model.noteTyping(cell, text); });
        const CellEdits::Place place{m_model.id(index.row()), m_model.fieldName(index.column())};
        connect(line, &QObject::destroyed, &m_model, [&model = m_model, cell, place] {
            if (cell.isValid())
                model.endTyping(cell);
            else
                model.edits().keepTyping(place);
        });
    }
    return editor;
}

/// The model changes while somebody types, such as when it is read again: the caret stays then.
void CellDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const auto *line = qobject_cast<QLineEdit *>(editor);
    if (!line || !line->isModified())
        QStyledItemDelegate::setEditorData(editor, index);
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_model.fault(index).isEmpty())
        return;
    option->state &= ~QStyle::State_Selected;
    option->backgroundBrush = QBrush();
    option->palette.setColor(QPalette::Text, m_theme.color(Theme::Role::Error));
}

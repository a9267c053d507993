// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/picker.h"

#include "ui/widgets/fuzzy.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace {

constexpr int Width = 520;
constexpr int RowMargin = 12; ///< Above and below the text.
constexpr int UsualRowHeight = 28;
constexpr int VisibleRows = 10;
constexpr int Top = 64;
constexpr int IndexRole = Qt::UserRole;
constexpr int NameRole = Qt::UserRole + 1;
constexpr int DetailRole = Qt::UserRole + 2;
constexpr int Gap = 12;

/// The name at the left and its detail at the right, see Picker::nameWidth().
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const QString name = index.data(NameRole).toString();
        if (name.isNull())
            return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        plain.text.clear();
        const QStyle *style = option.widget->style();
        style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
        plain.text = QStringLiteral(" ");
        QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &plain, option.widget);
        room.setRight(option.rect.right() - Gap);
        const QString detail = index.data(DetailRole).toString();
        const QFontMetrics &metrics = option.fontMetrics;
        // The advance is rounded; a pixel less than the text has would cut it.
        const int nameWidth = Picker::nameWidth(metrics.horizontalAdvance(name) + 2,
                                                metrics.horizontalAdvance(detail), room.width());
        const QRect detailRoom = room.adjusted(nameWidth + Gap, 0, 0, 0);
        painter->save();
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(detailRoom, Qt::AlignRight | Qt::AlignVCenter,
                          metrics.elidedText(detail, Qt::ElideRight, detailRoom.width()));
        painter->setPen(option.palette.color(QPalette::Text));
        room.setWidth(nameWidth);
        painter->drawText(room, Qt::AlignVCenter,
                          metrics.elidedText(name, Qt::ElideMiddle, nameWidth));
        painter->restore();
    }
};

/// How well @p item fits: by its name, or because each word typed is in it or what is said of it.
int fitOf(const Picker::Item &item, const QString &typed)
{
    const int byName = Fuzzy::fit(item.name, typed);
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    const QString whole = item.name + u' ' + item.detail;
    const bool hasAll = std::all_of(words.begin(), words.end(), [&whole](const QString &word) {
        return whole.contains(word, Qt::CaseInsensitive);
    });
    return std::max(byName, hasAll ? 2 : 0);
}

} // namespace

int Picker::nameWidth(int name, int detail, int room)
{
    const int least = std::min(detail, room * 2 / 5); // enough to tell rows of one name apart
    return std::max(0, std::min(name, room - Gap - least));
}

Picker *Picker::open(QWidget *place, const QString &placeholder, QList<Item> items)
{
    auto *picker = new Picker(place->window(), placeholder, std::move(items));
    picker->show();
    picker->raise();
    picker->m_text->setFocus();
    return picker;
}

Picker::Picker(QWidget *window, const QString &placeholder, QList<Item> items)
    : QFrame(window)
    , m_items(std::move(items))
    , m_text(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_before(QApplication::focusWidget())
{
    setObjectName(QStringLiteral("picker"));
    setProperty("card", true);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    m_text->setObjectName(QStringLiteral("pickerText"));
    m_text->setPlaceholderText(placeholder);
    m_text->setAccessibleName(placeholder);
    m_text->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("pickerList"));
    m_list->setAccessibleName(tr("Results"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize(QSize(16, 16));
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_text);
    layout->addWidget(m_list);
    connect(m_text, &QLineEdit::textChanged, this, &Picker::filter);
    connect(m_list, &QListWidget::itemClicked, this, &Picker::accept);
    const int wanted = Width * rowHeight() / UsualRowHeight; // more for large texts
    const int width = std::min(wanted, window->width() - 32);
    setFixedWidth(width);
    filter({});
    move((window->width() - width) / 2, Top);
}

int Picker::rowHeight() const
{
    return m_list->fontMetrics().height() + RowMargin;
}

void Picker::filter(const QString &typed)
{
    QList<int> order(m_items.size());
    std::iota(order.begin(), order.end(), 0);
    QList<int> fits;
    for (const Item &item : std::as_const(m_items))
        fits.append(fitOf(item, typed));
    order.removeIf([&](int index) { return fits[index] == 0; });
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return fits[a] > fits[b]; });
    m_list->clear();
    for (const int index : std::as_const(order)) {
        const Item &item = m_items[index];
        auto *row = new QListWidgetItem(item.icon,
                                        item.detail.isEmpty()
                                            ? item.name
                                            : QStringLiteral("%1   %2").arg(item.name, item.detail),
                                        m_list);
        row->setData(IndexRole, index);
        row->setData(NameRole, item.name);
        row->setData(DetailRole, item.detail);
        row->setSizeHint(QSize(0, rowHeight()));
    }
    if (order.isEmpty())
        (new QListWidgetItem(tr("No matches"), m_list))->setFlags(Qt::NoItemFlags);
    m_list->setCurrentRow(order.isEmpty() ? -1 : 0);
    m_list->setFixedHeight(rowHeight() * std::clamp(int(order.size()), 1, VisibleRows) + 4);
    adjustSize();
}

bool Picker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        close();
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isOurs = key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter
        || key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
        || key == Qt::Key_PageDown;
    if (!isOurs)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    const int row = m_list->currentRow();
    const int last = m_list->count() - 1;
    if (key == Qt::Key_Escape)
        giveBackFocus();
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        accept();
    else if (key == Qt::Key_Up)
        m_list->setCurrentRow(row > 0 ? row - 1 : last);
    else if (key == Qt::Key_Down)
        m_list->setCurrentRow(row < last ? row + 1 : 0);
    else
        m_list->setCurrentRow(
            std::clamp(row + (key == Qt::Key_PageUp ? -VisibleRows : VisibleRows), 0, last));
    return true;
}

/// Closes, with the focus where it was.
void Picker::giveBackFocus()
{
    if (m_before)
        m_before->setFocus();
    close();
}

void Picker::accept()
{
    const QListWidgetItem *row = m_list->currentItem();
    if (!row || !row->data(IndexRole).isValid())
        return;
    const auto run = m_items[row->data(IndexRole).toInt()].run;
    giveBackFocus();
    run();
}

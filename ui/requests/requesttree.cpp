// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requesttree.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace {

enum Role {
    PathRole = Qt::UserRole, ///< Of a folder or a file.
    IndexRole, ///< Of a request; that of others is not valid.
    MethodRole,
    ResultRole, ///< The text at the right; empty: none.
    GoodRole ///< Whether that text is good news.
};

constexpr int TreeRowHeight = 28;
constexpr int MethodWidth = 46;

/// A request: its method in its colour, its name, and how it went.
class RowDelegate final : public QStyledItemDelegate
{
public:
    RowDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(m_theme.scaled(TreeRowHeight));
        return size;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem plain = option;
        initStyleOption(&plain, index);
        const QString method = index.data(MethodRole).toString();
        if (method.isEmpty())
            return QStyledItemDelegate::paint(painter, option, index);
        const QString text = std::exchange(plain.text, QString());
        const QStyle *style = plain.widget ? plain.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QRect rest = plain.rect.adjusted(4, 0, -8, 0);
        const int width = m_theme.scaled(MethodWidth);
        paintMethod(*painter, QRect(rest.left(), rest.top(), width, rest.height()), method);
        rest.setLeft(rest.left() + width + 8);
        rest.setRight(paintResult(*painter, rest, index));
        painter->setFont(plain.font);
        painter->setPen(m_theme.color(Theme::Role::Text));
        painter->drawText(rest, Qt::AlignVCenter,
                          plain.fontMetrics.elidedText(text, Qt::ElideRight, rest.width()));
        painter->restore();
    }

private:
    void paintMethod(QPainter &painter, const QRect &rect, const QString &method) const
    {
        const QColor color = m_theme.methodColor(method.toLatin1());
        QColor soft = color;
        soft.setAlphaF(m_theme.mode() == Theme::Mode::Dark ? 0.22F : 0.12F);
        QFont font = m_theme.codeFont(-2.5);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const int height = QFontMetrics(font).height() + 3;
        const QRect pill(rect.left(), rect.center().y() - height / 2, rect.width(), height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(soft);
        painter.drawRoundedRect(pill, 4, 4);
        painter.setPen(color);
        painter.drawText(pill, Qt::AlignCenter, method.left(7));
    }

    /// @return where the name has to end.
    int paintResult(QPainter &painter, const QRect &rect, const QModelIndex &index) const
    {
        const QString result = index.data(ResultRole).toString();
        if (result.isEmpty())
            return rect.right();
        const bool isGood = index.data(GoodRole).toBool();
        QFont font = m_theme.codeFont(-2);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const QFontMetrics metrics(font);
        const int height = metrics.height() + 3;
        const QRect pill(rect.right() - metrics.horizontalAdvance(result) - 14,
                         rect.center().y() - height / 2, metrics.horizontalAdvance(result) + 14,
                         height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(isGood ? Theme::Role::SuccessSoft : Theme::Role::ErrorSoft));
        painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter.setPen(m_theme.color(isGood ? Theme::Role::Success : Theme::Role::Error));
        painter.drawText(pill, Qt::AlignCenter, result);
        return pill.left() - 6;
    }

    const Theme &m_theme;
};

} // namespace

RequestTree::RequestTree(const RequestBook &book, const Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
    , m_book(book)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("requestTree"));
    setAccessibleName(tr("Requests"));
    setHeaderHidden(true);
    setIndentation(12);
    setUniformRowHeights(true);
    setIconSize(QSize(16, 16));
    setContextMenuPolicy(Qt::CustomContextMenu);
    setItemDelegate(new RowDelegate(theme, this));
    connect(this, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_isFilling)
            emit spotChosen(chosen());
    });
    connect(this, &QWidget::customContextMenuRequested, this, &RequestTree::menuRequested);
    const auto refreshAll = [this] { refresh(); };
    connect(&book, &RequestBook::resultsChanged, this, refreshAll);
    connect(&book, &RequestBook::resultKept, this, &RequestTree::refreshResult);
    connect(&theme, &Theme::changed, this, refreshAll);
}

QTreeWidgetItem *RequestTree::folderItem(const QString &path)
{
    if (path.isEmpty())
        return invisibleRootItem();
    if (QTreeWidgetItem *known = m_folders.value(path))
        return known;
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    auto *item = new QTreeWidgetItem(folderItem(slash < 0 ? QString() : path.left(slash)),
                                     {path.mid(slash + 1)});
    item->setData(0, PathRole, path);
    item->setIcon(0, m_theme.icon(QStringLiteral("folder-open")));
    item->setExpanded(true);
    m_folders.insert(path, item);
    return item;
}

void RequestTree::showResult(QTreeWidgetItem &item, const Spot &spot) const
{
    const Requests::Report *report = m_book.result(spot);
    QString text;
    if (m_sending == spot)
        text = QString(QChar(0x2026));
    else if (report && !report->error.isEmpty())
        text = tr("no answer");
    else if (report && report->hasPassed())
        text = QString::number(report->answer.status);
    else if (report)
        text = tr("%Ln failed", "checks",
                  int(std::count_if(
                      report->checks.begin(), report->checks.end(),
                      [](const Requests::Check::Outcome &each) { return !each.hasPassed; })));
    // Without a check, the status says whether it went well.
    const bool isGood = m_sending == spot
        || (report && report->hasPassed()
            && (report->answer.status < 400 || !report->checks.isEmpty()));
    item.setData(0, ResultRole, text);
    item.setData(0, GoodRole, isGood);
}

void RequestTree::fillFile(QTreeWidgetItem &item, const QString &name)
{
    item.setText(0, titleOf(name));
    item.setData(0, PathRole, name);
    item.setToolTip(0, name);
    item.setIcon(0, m_theme.icon(QStringLiteral("file-text")));
    item.setExpanded(true);
    const qsizetype count = m_book.file(name).requests().size();
    QList<QTreeWidgetItem *> &rows = m_rows[name];
    for (int index = 0; index < count; ++index) {
        rows.append(new QTreeWidgetItem(&item));
        fillRequest(*rows.last(), {name, index});
    }
}

void RequestTree::refreshResult(const Spot &spot)
{
    if (QTreeWidgetItem *item = itemOf(spot))
        showResult(*item, spot);
}

/// With a dot while it is not saved.
QString RequestTree::titleOf(const QString &name) const
{
    const QString title = name.section(QLatin1Char('/'), -1).section(QLatin1Char('.'), 0, -2);
    return m_book.isEdited(name) ? title + QStringLiteral(" \u2022") : title;
}

void RequestTree::fillRequest(QTreeWidgetItem &item, const Spot &spot) const
{
    const Requests::Request &request = m_book.file(spot.file).requests()[spot.index];
    item.setText(0, request.label());
    item.setData(0, PathRole, spot.file);
    item.setData(0, IndexRole, spot.index);
    item.setData(0, MethodRole, QString::fromUtf8(request.method));
    item.setToolTip(0, QString::fromUtf8(request.method + ' ' + request.url));
    showResult(item, spot);
}

void RequestTree::refresh(const Spot &spot)
{
    QTreeWidgetItem *item = itemOf(spot);
    if (!item || spot.index >= m_book.file(spot.file).requests().size())
        return refresh();
    fillRequest(*item, spot);
    item->parent()->setText(0, titleOf(spot.file));
}

void RequestTree::refresh()
{
    const Spot current = chosen();
    const QString path = currentItem() ? currentItem()->data(0, PathRole).toString() : QString();
    QStringList folded;
    for (QTreeWidgetItemIterator each(this); *each; ++each) {
        if ((*each)->childCount() > 0 && !(*each)->isExpanded())
            folded.append((*each)->data(0, PathRole).toString());
    }
    m_isFilling = true;
    m_folders.clear();
    m_rows.clear();
    clear();
    for (const QString &name : m_book.names()) {
        const qsizetype slash = name.lastIndexOf(QLatin1Char('/'));
        auto *item = new QTreeWidgetItem(folderItem(slash < 0 ? QString() : name.left(slash)));
        fillFile(*item, name);
    }
    for (QTreeWidgetItemIterator each(this); *each; ++each) {
        const bool isRequest = (*each)->data(0, IndexRole).isValid();
        const QString own = (*each)->data(0, PathRole).toString();
        if (!isRequest && folded.contains(own))
            (*each)->setExpanded(false);
        if (!isRequest && current.file.isEmpty() && own == path)
            setCurrentItem(*each);
    }
    if (!current.file.isEmpty())
        choose(current);
    m_isFilling = false;
}

QTreeWidgetItem *RequestTree::itemOf(const Spot &spot) const
{
    return m_rows.value(spot.file).value(spot.index);
}

void RequestTree::choose(const Spot &spot)
{
    if (QTreeWidgetItem *item = itemOf(spot))
        setCurrentItem(item);
}

RequestTree::Spot RequestTree::chosen() const
{
    const QTreeWidgetItem *item = currentItem();
    if (!item || !item->data(0, IndexRole).isValid())
        return {};
    return {item->data(0, PathRole).toString(), item->data(0, IndexRole).toInt()};
}

QString RequestTree::chosenFile() const
{
    const QTreeWidgetItem *item = currentItem();
    const QString path = item ? item->data(0, PathRole).toString() : QString();
    return m_book.names().contains(path) ? path : QString();
}

QStringList RequestTree::chosenFiles() const
{
    const QString path = currentItem() ? currentItem()->data(0, PathRole).toString() : QString();
    QStringList files = m_book.names();
    if (!path.isEmpty())
        files.removeIf([&](const QString &name) {
            return name != path && !name.startsWith(path + QLatin1Char('/'));
        });
    return files;
}

void RequestTree::showSending(const Spot &spot)
{
    const Spot before = std::exchange(m_sending, spot);
    refreshResult(before);
    refreshResult(spot);
}

void RequestTree::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && currentItem())
        emit removeRequested();
    else
        QTreeWidget::keyPressEvent(event);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bodyview.h"

#include "server/core/json.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeWidget>

BodyView::BodyView(const Theme &theme, const char *name, const QString &accessibleName,
                   QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(Layouts::bar(this))
    , m_typed(new QLineEdit(m_bar))
    , m_count(new QLabel(m_bar))
    , m_text(new QPlainTextEdit(this))
    , m_tree(new QTreeWidget(this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(m_bar);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_tree, 1);
    m_typed->setObjectName(QLatin1String(name) + QStringLiteral("Search"));
    m_typed->setPlaceholderText(tr("Find"));
    m_typed->setAccessibleName(tr("Find"));
    m_typed->setClearButtonEnabled(true);
    m_count->setProperty("muted", true);
    Layouts::rowOf(m_bar)->addWidget(m_typed, 1);
    Layouts::rowOf(m_bar)->addWidget(m_count);
    m_bar->hide();
    m_text->setObjectName(QLatin1String(name));
    m_text->setAccessibleName(accessibleName);
    m_text->setReadOnly(true);
    m_text->setProperty("flat", true);
    theme.setCodeFont(m_text, -1);
    new JsonHighlighter(theme, m_text->document());
    m_tree->setObjectName(QLatin1String(name) + QStringLiteral("Tree"));
    m_tree->setAccessibleName(accessibleName);
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    theme.setCodeFont(m_tree, -1);
    connect(m_typed, &QLineEdit::textChanged, this, &BodyView::search);
    connect(m_typed, &QLineEdit::returnPressed, this, &BodyView::searchNext);
    update();
}

void BodyView::show(const QString &text, const QByteArray &body)
{
    m_text->setPlainText(text);
    m_tree->clear();
    const auto json = Json::Document::parse(body);
    m_hasJson = json && (json->root().isArray() || json->root().isObject());
    if (m_hasJson) {
        addItem(*m_tree->invisibleRootItem(), {}, json->root());
        m_tree->expandAll();
    }
    update();
    search();
}

/// The root itself has no line: its members have.
void BodyView::addItem(QTreeWidgetItem &parent, const QString &name, const Json::Value &value)
{
    QTreeWidgetItem *item = &parent;
    if (!name.isNull()) {
        item = new QTreeWidgetItem(&parent, {name});
        if (!value.isArray() && !value.isObject())
            item->setText(1,
                          value.isString() ? value.toString() : QString::fromUtf8(value.toJson()));
        item->setForeground(0, m_theme.color(Theme::Role::Keyword));
        item->setForeground(
            1, m_theme.color(value.isString() ? Theme::Role::String : Theme::Role::Number));
    }
    for (const Json::Member &member : value.members())
        addItem(*item, QString::fromUtf8(member.key), member.value);
    int place = 0;
    for (const Json::Value &each : value.items())
        addItem(*item, QString::number(place++), each);
}

void BodyView::setTree(bool isTree)
{
    m_isTree = isTree;
    update();
    search();
}

void BodyView::update()
{
    m_text->setVisible(!m_isTree || !m_hasJson);
    m_tree->setVisible(m_isTree && m_hasJson);
    setFocusProxy(m_isTree && m_hasJson ? static_cast<QWidget *>(m_tree) : m_text);
}

// ---- what is looked for

void BodyView::find()
{
    m_bar->show();
    m_typed->setFocus();
    m_typed->selectAll();
}

/// Escape leaves the search.
void BodyView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || !m_bar->isVisible())
        return QWidget::keyPressEvent(event);
    m_typed->clear();
    m_bar->hide();
    (m_tree->isVisible() ? static_cast<QWidget *>(m_tree) : m_text)->setFocus();
}

void BodyView::search()
{
    const QString typed = m_typed->text();
    int count = searchTree(*m_tree->invisibleRootItem(), typed);
    QList<QTextEdit::ExtraSelection> matches;
    QTextCursor cursor(m_text->document());
    while (!typed.isEmpty() && !(cursor = m_text->document()->find(typed, cursor)).isNull()) {
        QTextEdit::ExtraSelection match;
        match.cursor = cursor;
        match.format.setBackground(m_theme.color(Theme::Role::WarningSoft));
        matches.append(match);
    }
    m_text->setExtraSelections(matches);
    if (!m_tree->isVisibleTo(this))
        count = int(matches.size());
    m_count->setText(typed.isEmpty() ? QString() : tr("%Ln match(es)", nullptr, count));
    if (!matches.isEmpty())
        m_text->setTextCursor(matches.first().cursor);
}

void BodyView::searchNext()
{
    if (m_tree->isVisible())
        return searchNextItem();
    if (!m_text->find(m_typed->text())) {
        m_text->moveCursor(QTextCursor::Start);
        m_text->find(m_typed->text());
    }
}

void BodyView::searchNextItem()
{
    const QString typed = m_typed->text();
    const auto has = [&typed](const QTreeWidgetItem &item) {
        return item.text(0).contains(typed, Qt::CaseInsensitive)
            || item.text(1).contains(typed, Qt::CaseInsensitive);
    };
    QList<QTreeWidgetItem *> matches;
    for (QTreeWidgetItemIterator each(m_tree); !typed.isEmpty() && *each; ++each) {
        if (has(**each))
            matches.append(*each);
    }
    if (!matches.isEmpty())
        m_tree->setCurrentItem(
            matches[(matches.indexOf(m_tree->currentItem()) + 1) % matches.size()]);
}

/// Leaves what has @p typed in its name or value, and what leads there; gives how many have.
int BodyView::searchTree(QTreeWidgetItem &item, const QString &typed)
{
    int count = 0;
    for (int i = 0; i < item.childCount(); ++i) {
        QTreeWidgetItem *child = item.child(i);
        const bool isMatch = !typed.isEmpty()
            && (child->text(0).contains(typed, Qt::CaseInsensitive)
                || child->text(1).contains(typed, Qt::CaseInsensitive));
        const int inside = searchTree(*child, typed);
        child->setHidden(!typed.isEmpty() && !isMatch && inside == 0);
        for (int column = 0; column < 2; ++column)
            child->setBackground(
                column, isMatch ? QBrush(m_theme.color(Theme::Role::WarningSoft)) : QBrush());
        count += isMatch + inside;
    }
    return count;
}

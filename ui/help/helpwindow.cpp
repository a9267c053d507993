// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/helpwindow.h"

#include "ui/help/helpbrowser.h"
#include "ui/help/helppages.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QTextCursor>
#include <QTreeWidget>

namespace {

constexpr int PathRole = Qt::UserRole;
constexpr char FirstPage[] = "getting-started.md";
constexpr char HookReference[] = "hook-reference.md";

QTreeWidgetItem *itemOf(const HelpPage &page)
{
    auto *item = new QTreeWidgetItem({page.title});
    item->setData(0, PathRole, page.path);
    item->setToolTip(0, page.title);
    return item;
}

} // namespace

HelpWindow::HelpWindow(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_theme(theme)
    , m_browser(new HelpBrowser(theme, this))
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Documentation"));
    resize(1080, 760);
    auto *layout = Layouts::column(this);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(makeContents());
    splitter->addWidget(makeReader());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme.scaled(280), theme.scaled(800)});
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter);
    connect(m_browser, &QTextBrowser::sourceChanged, this, &HelpWindow::pageShown);
    showContents();
    m_browser->showPage(QLatin1String(FirstPage));
}

QWidget *HelpWindow::makeContents()
{
    auto *side = new QWidget(this);
    auto *layout = Layouts::column(side);
    QWidget *bar = Layouts::bar(side);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setPlaceholderText(tr("Search the documentation"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    Layouts::addIcon(m_search, m_theme.icon(QStringLiteral("search")));
    Layouts::rowOf(bar)->addWidget(m_search);
    layout->addWidget(bar);
    layout->addWidget(Layouts::line(side));
    m_list = new QTreeWidget(side);
    m_list->setObjectName(QStringLiteral("helpContents"));
    m_list->setAccessibleName(tr("Contents"));
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->ensurePolished(); // rows are measured once, with the room the style sheet gives them
    m_list->setFrameShape(QFrame::NoFrame);
    layout->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(m_search, &QLineEdit::returnPressed, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_list, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem *item, const QTreeWidgetItem *) {
                const QString path = item ? item->data(0, PathRole).toString() : QString();
                if (!path.isEmpty() && path != m_browser->page())
                    m_browser->showPage(path);
            });
    return side;
}

QWidget *HelpWindow::makeReader()
{
    auto *reader = new QWidget(this);
    auto *layout = Layouts::column(reader);
    QWidget *bar = Layouts::bar(reader);
    QToolButton *back = Layouts::addTool(bar, m_theme.icon(QStringLiteral("arrow-left")),
                                         tr("Back (Alt+Left)"), "helpBack");
    QToolButton *forward = Layouts::addTool(bar, m_theme.icon(QStringLiteral("arrow-right")),
                                            tr("Forward (Alt+Right)"), "helpForward");
    Layouts::rowOf(bar)->addStretch();
    layout->addWidget(bar);
    layout->addWidget(Layouts::line(reader));
    m_browser->setObjectName(QStringLiteral("helpPage"));
    m_browser->setAccessibleName(tr("Page"));
    layout->addWidget(m_browser, 1);
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(back, &QToolButton::clicked, m_browser, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, m_browser, &QTextBrowser::forward);
    connect(m_browser, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    return reader;
}

void HelpWindow::open(const QString &page)
{
    if (!page.isEmpty())
        m_browser->showPage(page);
    show();
    raise();
    activateWindow();
    m_browser->setFocus();
}

void HelpWindow::openFunction(const QString &name)
{
    const HelpPage *reference = HelpPages::find(QLatin1String(HookReference));
    const bool isDescribed =
        reference && reference->text.contains(QStringLiteral("\n### %1\n").arg(name));
    open(QLatin1String(HookReference)
         + (isDescribed ? QLatin1Char('#') + HelpPages::anchorOf(name) : QString()));
}

void HelpWindow::showContents()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    m_list->setRootIsDecorated(true);
    QList<QTreeWidgetItem *> above;
    for (const HelpPage &page : HelpPages::all()) {
        QTreeWidgetItem *item = itemOf(page);
        above.resize(page.depth);
        if (above.isEmpty())
            m_list->addTopLevelItem(item);
        else
            above.last()->addChild(item);
        above.append(item);
    }
    pageShown();
}

void HelpWindow::search(const QString &words)
{
    if (words.trimmed().isEmpty()) {
        showContents();
        return markWords();
    }
    const auto found = HelpPages::search(words);
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    m_list->setRootIsDecorated(false);
    for (const HelpPage *page : found)
        m_list->addTopLevelItem(itemOf(*page));
    if (found.isEmpty()) {
        auto *nothing = new QTreeWidgetItem(m_list, {tr("No results")});
        nothing->setFlags(Qt::NoItemFlags);
        return markWords();
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
    if (found.first()->path != m_browser->page())
        m_browser->showPage(found.first()->path);
    markWords();
}

/// The list follows the page, whichever way it was come to.
void HelpWindow::pageShown()
{
    const QSignalBlocker blocker(m_list);
    QTreeWidgetItemIterator it(m_list);
    while (*it && (*it)->data(0, PathRole).toString() != m_browser->page())
        ++it;
    m_list->setCurrentItem(*it);
    markWords();
}

/// Marks what is searched for, and brings the first place into view.
void HelpWindow::markWords()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat format;
    format.setBackground(m_theme.color(Theme::Role::WarningSoft));
    constexpr qsizetype MostMarks = 500;
    const QString text = m_search->text();
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        QTextCursor at = m_browser->document()->find(word);
        while (!at.isNull() && marks.size() < MostMarks) {
            marks.append({at, format});
            at = m_browser->document()->find(word, at);
        }
    }
    m_browser->setExtraSelections(marks);
    if (marks.isEmpty() || m_browser->source().hasFragment())
        return;
    const auto first =
        std::min_element(marks.begin(), marks.end(), [](const auto &a, const auto &b) {
            return a.cursor.position() < b.cursor.position();
        });
    QTextCursor there = first->cursor;
    there.clearSelection();
    m_browser->setTextCursor(there);
}

void HelpWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        m_search->setFocus();
        m_search->selectAll();
    } else if (event->matches(QKeySequence::Back)) {
        m_browser->backward();
    } else if (event->matches(QKeySequence::Forward)) {
        m_browser->forward();
    } else if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
    } else if (event->key() == Qt::Key_Escape) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

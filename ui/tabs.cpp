// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tabs.h"

#include "ui/widgets/ask.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr int MostClosed = 20; ///< So many tabs can be opened again.
constexpr auto KeepAfter = 1s; ///< The first change since the drafts were written.

} // namespace

Tabs::Tabs(const Theme &theme, QWidget *start, QWidget *parent)
    : QTabWidget(parent)
    , m_theme(theme)
    , m_start(start)
    , m_keepTimer(new QTimer(this))
    , m_list(new QToolButton(this))
{
    setObjectName(QStringLiteral("tabs"));
    setDocumentMode(true);
    tabBar()->setDrawBase(false);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideRight);
    m_list->setObjectName(QStringLiteral("tabList"));
    m_list->setIcon(theme.icon(QStringLiteral("chevron-down")));
    m_list->setToolTip(tr("All open tabs"));
    m_list->setAccessibleName(m_list->toolTip());
    m_list->setPopupMode(QToolButton::InstantPopup);
    m_list->setMenu(new QMenu(m_list));
    connect(m_list->menu(), &QMenu::aboutToShow, this, &Tabs::fillList);
    setCornerWidget(m_list);
    m_list->hide();
    tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    tabBar()->installEventFilter(this);
    connect(tabBar(), &QTabBar::customContextMenuRequested, this, &Tabs::openMenu);
    for (int number = 1; number <= 9; ++number) { // as in browsers
        auto *shown =
            new QShortcut(QKeySequence(Qt::ControlModifier | Qt::Key(Qt::Key_0 + number)), this);
        connect(shown, &QShortcut::activated, this,
                [this, number] { setCurrentIndex(number - 1); });
    }
    m_keepTimer->setSingleShot(true);
    m_keepTimer->setInterval(KeepAfter);
    m_keepTimer->callOnTimeout(this, &Tabs::keepDrafts);
    connect(this, &QTabWidget::tabCloseRequested, this, &Tabs::closeTab);
    connect(this, &QTabWidget::currentChanged, this, &Tabs::placesChanged);
    connect(tabBar(), &QTabBar::tabMoved, this, &Tabs::placesChanged);
}

void Tabs::showStart()
{
    if (indexOf(m_start) < 0)
        insertTab(0, m_start, m_theme.icon(QStringLiteral("home")), tr("First steps"));
    setCurrentWidget(m_start);
}

void Tabs::begin(const QString &identity)
{
    keepDrafts();
    const QSignalBlocker blocker(this); // the places of a session stay those that were open
    // Their panels refer to the database, which goes next: nothing of them may run any more.
    while (!m_open.empty()) {
        const std::unique_ptr<QWidget> widget(m_open.front().widget);
        m_open.erase(m_open.begin());
        removeTab(indexOf(widget.get()));
    }
    for (const QPointer<QWidget> &closed : std::exchange(m_closed, {}))
        const std::unique_ptr<QWidget> widget(closed.data());
    m_drafts.reset();
    m_closedPlaces.clear();
    if (!identity.isEmpty())
        m_drafts.emplace(identity);
    showStart();
}

void Tabs::forgetDrafts()
{
    if (m_drafts)
        m_drafts->clear();
}

// ---- what is open

Tabs::Tab *Tabs::tabOf(const QWidget *widget)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
                                    [widget](const Tab &tab) { return tab.widget == widget; });
    return found == m_open.end() ? nullptr : &*found;
}

Tabs::Tab *Tabs::tabOf(const Place &place)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
                                    [&place](const Tab &tab) { return tab.place == place; });
    return found == m_open.end() ? nullptr : &*found;
}

void Tabs::add(Tab tab)
{
    m_open.push_back(std::move(tab));
    const Tab &added = m_open.back();
    const auto draft = m_drafts ? m_drafts->draft(added.place.text()) : std::nullopt;
    if (draft)
        added.restore(*draft);
    QWidget *widget = added.widget;
    if (!Panes::isIn(*widget))
        Panes::mark(*widget);
    addTab(widget, m_theme.icon(added.place.icon()), added.title());
    showTitle(added);
    setCurrentWidget(widget);
    emit placesChanged();
}

bool Tabs::showPlace(const Place &place)
{
    const Tab *tab = tabOf(place);
    if (tab)
        setCurrentWidget(tab->widget);
    return tab;
}

std::optional<Place> Tabs::currentPlace() const
{
    for (const Tab &tab : m_open) {
        if (tab.widget == currentWidget())
            return tab.place;
    }
    return {};
}

QList<Place> Tabs::places() const
{
    QList<Place> places;
    std::optional<Place> current;
    for (int i = 0; i < count(); ++i) {
        for (const Tab &tab : m_open) {
            if (tab.widget != widget(i) || !tab.comesBack)
                continue;
            if (i == currentIndex())
                current = tab.place;
            else
                places.append(tab.place);
        }
    }
    if (current)
        places.append(*current);
    return places;
}

QList<Place> Tabs::placesWithDrafts() const
{
    return m_drafts ? Place::fromTexts(m_drafts->places()) : QList<Place>();
}

void Tabs::showTitle(const Tab &tab)
{
    const int index = indexOf(tab.widget);
    const QString title = tab.title();
    setTabText(index, tab.hasUnsaved() ? title + QStringLiteral(" •") : title);
    setTabToolTip(index, title);
    updateList();
}

void Tabs::updateTab(QWidget *widget)
{
    const Tab *tab = tabOf(widget);
    if (!tab)
        return;
    showTitle(*tab);
    if (!m_keepTimer->isActive())
        m_keepTimer->start();
    if (!tab->hasUnsaved() && tab->closesWhenSaved)
        QMetaObject::invokeMethod(
            this, [this, widget] { close(widget); }, Qt::QueuedConnection);
}

void Tabs::changeEvent(QEvent *event)
{
    QTabWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    if (const int index = indexOf(m_start); index >= 0)
        setTabText(index, tr("First steps"));
    m_list->setToolTip(tr("All open tabs"));
    m_list->setAccessibleName(m_list->toolTip());
    for (const Tab &tab : m_open)
        showTitle(tab);
}

// ---- what is unsaved

void Tabs::keepDrafts()
{
    m_keepTimer->stop();
    if (!m_drafts)
        return;
    for (const Tab &tab : m_open) {
        const QByteArray draft = tab.draft();
        if (draft.isEmpty())
            m_drafts->drop(tab.place.text());
        else
            (void)m_drafts->keep(tab.place.text(),
                                 draft); // a full disk costs the draft, not the text
    }
}

bool Tabs::hasUnsaved() const
{
    return std::any_of(m_open.begin(), m_open.end(),
                       [](const Tab &tab) { return tab.hasUnsaved(); });
}

bool Tabs::hasUnsaved(const QList<Place> &places) const
{
    return std::any_of(m_open.begin(), m_open.end(), [&places](const Tab &tab) {
        return places.contains(tab.place) && tab.hasUnsaved();
    });
}

void Tabs::saveCurrent()
{
    const Tab *tab = tabOf(currentWidget());
    if (tab && tab->hasUnsaved())
        tab->save();
}

void Tabs::leave(std::function<void()> done)
{
    const auto unsaved =
        std::find_if(m_open.begin(), m_open.end(), [](const Tab &tab) { return tab.hasUnsaved(); });
    if (unsaved == m_open.end()) {
        done();
        return;
    }
    QWidget *widget = unsaved->widget;
    setCurrentWidget(widget);
    Ask::aboutUnsaved(
        this, unsaved->title(), [this, widget, done = std::move(done)](Ask::Unsaved answer) {
            const Tab *tab = tabOf(widget);
            if (answer == Ask::Unsaved::Discard) {
                close(widget);
                leave(done);
            } else if (answer == Ask::Unsaved::Save && tab) {
                tab->save(); // the user leaves again once it is saved, or sees why it is not
            }
        });
}

// ---- closing

void Tabs::closeTab(int index)
{
    QWidget *closed = widget(index);
    const Tab *tab = tabOf(closed);
    if (!tab) {
        // The welcome page stays while nothing else is open.
        if (count() > 1)
            removeTab(index);
        return;
    }
    if (!tab->hasUnsaved()) {
        close(closed);
        return;
    }
    Ask::aboutUnsaved(this, tab->title(), [this, closed](Ask::Unsaved answer) {
        Tab *asked = tabOf(closed);
        if (!asked || answer == Ask::Unsaved::Cancel)
            return;
        if (answer == Ask::Unsaved::Discard) {
            close(closed);
            return;
        }
        asked->closesWhenSaved = true;
        asked->save();
    });
}

void Tabs::close(QWidget *closed)
{
    const Tab *tab = tabOf(closed);
    if (!tab)
        return;
    if (m_drafts)
        m_drafts->drop(tab->place.text());
    m_closedPlaces.removeAll(tab->place);
    m_closedPlaces.append(tab->place);
    if (m_closedPlaces.size() > MostClosed)
        m_closedPlaces.removeFirst();
    std::erase_if(m_open, [closed](const Tab &each) { return each.widget == closed; });
    removeTab(indexOf(closed));
    m_closed.removeIf([](const QPointer<QWidget> &each) { return each.isNull(); });
    m_closed.append(closed);
    closed->deleteLater(); // it may be what asked for it
    if (count() == 0)
        showStart();
    emit placesChanged();
}

void Tabs::closePlaces(const QList<Place> &places)
{
    for (const Place &place : places) {
        if (const Tab *tab = tabOf(place))
            close(tab->widget);
        else if (m_drafts)
            m_drafts->drop(place.text());
        m_closedPlaces.removeAll(place); // what it showed is no more
    }
}

void Tabs::closeOthers(int index)
{
    const QWidget *kept = widget(index);
    for (int i = count() - 1; i >= 0; --i) {
        const Tab *tab = tabOf(widget(i));
        if (widget(i) != kept && (!tab || !tab->hasUnsaved()))
            closeTab(i);
    }
}

void Tabs::reopenClosed()
{
    if (!m_closedPlaces.isEmpty())
        emit placeRequested(m_closedPlaces.takeLast());
}

void Tabs::showNext(int step)
{
    if (count() > 1)
        setCurrentIndex((currentIndex() + step + count()) % count());
}

// ---- the list of all tabs

void Tabs::tabInserted(int index)
{
    QTabWidget::tabInserted(index);
    updateList();
}

void Tabs::tabRemoved(int index)
{
    QTabWidget::tabRemoved(index);
    updateList();
}

void Tabs::resizeEvent(QResizeEvent *event)
{
    QTabWidget::resizeEvent(event);
    updateList();
}

void Tabs::updateList()
{
    int needed = 0;
    for (int i = 0; i < count(); ++i)
        needed += tabBar()->tabRect(i).width();
    m_list->setVisible(needed > width());
}

void Tabs::fillList()
{
    QMenu *menu = m_list->menu();
    menu->clear();
    for (int i = 0; i < count(); ++i) {
        QAction *each = menu->addAction(tabIcon(i), tabText(i).replace(u'&', QLatin1String("&&")),
                                        this, [this, page = widget(i)] { setCurrentWidget(page); });
        each->setCheckable(true);
        each->setChecked(i == currentIndex());
    }
}

void Tabs::openMenu(const QPoint &position)
{
    const int index = tabBar()->tabAt(position);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("tabMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index >= 0) {
        menu->addAction(tr("Close"), this, [this, index] { closeTab(index); });
        menu->addAction(tr("Close others"), this, [this, index] { closeOthers(index); })
            ->setEnabled(count() > 1);
    }
    menu->addAction(tr("Reopen closed tab"), this, &Tabs::reopenClosed)
        ->setEnabled(!m_closedPlaces.isEmpty());
    menu->popup(tabBar()->mapToGlobal(position));
}

/// The middle button closes a tab, as in browsers.
bool Tabs::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == tabBar() && event->type() == QEvent::MouseButtonRelease) {
        const auto *release = static_cast<QMouseEvent *>(event);
        const int index = tabBar()->tabAt(release->pos());
        if (release->button() == Qt::MiddleButton && index >= 0)
            closeTab(index);
    }
    return QTabWidget::eventFilter(watched, event);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tabs.h"

#include "ui/widgets/ask.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QSignalBlocker>
#include <QTabBar>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto KeepAfter = 1s; ///< The first change since the drafts were written.

} // namespace

Tabs::Tabs(const Theme &theme, QWidget *welcome, QWidget *parent)
    : QTabWidget(parent)
    , m_theme(theme)
    , m_welcome(welcome)
    , m_keepTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("tabs"));
    setDocumentMode(true);
    tabBar()->setDrawBase(false);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    m_keepTimer->setSingleShot(true);
    m_keepTimer->setInterval(KeepAfter);
    m_keepTimer->callOnTimeout(this, &Tabs::keepDrafts);
    connect(this, &QTabWidget::tabCloseRequested, this, &Tabs::closeTab);
    connect(this, &QTabWidget::currentChanged, this, &Tabs::placesChanged);
    connect(tabBar(), &QTabBar::tabMoved, this, &Tabs::placesChanged);
}

void Tabs::showWelcome()
{
    if (indexOf(m_welcome) < 0)
        addTab(m_welcome, m_theme.icon(QStringLiteral("home")), tr("Welcome"));
    setCurrentWidget(m_welcome);
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
    if (!identity.isEmpty())
        m_drafts.emplace(identity);
    showWelcome();
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

Tabs::Tab *Tabs::tabOf(const QString &place)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
                                    [&place](const Tab &tab) { return tab.place == place; });
    return found == m_open.end() ? nullptr : &*found;
}

void Tabs::add(const QIcon &icon, Tab tab)
{
    m_open.push_back(std::move(tab));
    const Tab &added = m_open.back();
    const auto draft = m_drafts ? m_drafts->draft(added.place) : std::nullopt;
    if (draft)
        added.restore(*draft);
    QWidget *widget = added.widget;
    addTab(widget, icon, added.title());
    showTitle(added);
    setCurrentWidget(widget);
    emit placesChanged();
}

bool Tabs::showPlace(const QString &place)
{
    const Tab *tab = tabOf(place);
    if (tab)
        setCurrentWidget(tab->widget);
    return tab;
}

QString Tabs::currentPlace() const
{
    for (const Tab &tab : m_open) {
        if (tab.widget == currentWidget())
            return tab.place;
    }
    return {};
}

QStringList Tabs::places() const
{
    QStringList places;
    QString current;
    for (int i = 0; i < count(); ++i) {
        for (const Tab &tab : m_open) {
            if (tab.widget == widget(i) && tab.comesBack)
                (i == currentIndex() ? current : places.emplace_back()) = tab.place;
        }
    }
    return current.isEmpty() ? places : places + QStringList{current};
}

QStringList Tabs::placesWithDrafts() const
{
    return m_drafts ? m_drafts->places() : QStringList();
}

void Tabs::showTitle(const Tab &tab)
{
    const int index = indexOf(tab.widget);
    const QString title = tab.title();
    setTabText(index, tab.hasUnsaved() ? title + QStringLiteral(" •") : title);
    setTabToolTip(index, title);
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
    if (const int index = indexOf(m_welcome); index >= 0)
        setTabText(index, tr("Welcome"));
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
            m_drafts->drop(tab.place);
        else
            (void)m_drafts->keep(tab.place, draft); // a full disk costs the draft, not the text
    }
}

bool Tabs::hasUnsaved() const
{
    return std::any_of(m_open.begin(), m_open.end(),
                       [](const Tab &tab) { return tab.hasUnsaved(); });
}

bool Tabs::hasUnsaved(const QStringList &places) const
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
        m_drafts->drop(tab->place);
    std::erase_if(m_open, [closed](const Tab &each) { return each.widget == closed; });
    removeTab(indexOf(closed));
    m_closed.removeIf([](const QPointer<QWidget> &each) { return each.isNull(); });
    m_closed.append(closed);
    closed->deleteLater(); // it may be what asked for it
    if (count() == 0)
        showWelcome();
    emit placesChanged();
}

void Tabs::closePlaces(const QStringList &places)
{
    for (const QString &place : places) {
        if (const Tab *tab = tabOf(place))
            close(tab->widget);
        else if (m_drafts)
            m_drafts->drop(place);
    }
}

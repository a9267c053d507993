// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowmenus.h"

#include "ui/shortcutsdialog.h"

#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

using Actions::Action;
using Actions::Menu;
using Actions::Scope;

namespace {

/// The slot of a text field, such as "undo()", that does what @p action says; it is called so.
QByteArray slotOf(const Action &action)
{
    return QByteArray(action.name) + "()";
}

bool isTextThatCan(const QWidget *widget, const Action &action)
{
    return widget && widget->isEnabled()
        && widget->metaObject()->indexOfSlot(slotOf(action).constData()) >= 0;
}

QString plainText(const Action &action)
{
    return Actions::text(action).remove(QLatin1Char('&'));
}

QString nativeKeys(const Action &action)
{
    return Actions::keys(action).value(0).toString(QKeySequence::NativeText);
}

} // namespace

WindowMenus::WindowMenus(const Theme &theme, QMainWindow &window)
    : QObject(&window)
    , m_window(window)
{
    const auto add = [&](Menu menu, const QString &title) {
        m_menus.insert(menu, window.menuBar()->addMenu(title));
        connect(m_menus.value(menu), &QMenu::aboutToShow, this, &WindowMenus::update);
    };
    add(Menu::File, tr("&File"));
    add(Menu::Edit, tr("&Edit"));
    add(Menu::Go, tr("&Go"));
    add(Menu::View, tr("&View"));
    add(Menu::Collection, tr("&Collection"));
    add(Menu::Script, tr("Sc&ript"));
    add(Menu::Server, tr("&Server"));
    add(Menu::Help, tr("&Help"));
    build(theme);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { follow(now); });
}

void WindowMenus::build(const Theme &theme)
{
    for (const Action &each : Actions::all()) {
        QMenu *menu = m_menus.value(each.menu);
        if (!menu)
            continue;
        if (!*each.name) {
            menu->addSeparator();
            continue;
        }
        QAction *made = Actions::make(each.name, theme, menu);
        m_actions.insert(each.name, made);
        if (each.scope == Scope::Window)
            continue;
        // The key is the panel's: here it is only told.
        made->setObjectName({});
        made->setShortcutContext(Qt::WidgetShortcut);
        connect(made, &QAction::triggered, this, [this, each] { run(each); });
    }
}

QAction *WindowMenus::set(const char *name, std::function<void()> act)
{
    QAction *found = action(name);
    connect(found, &QAction::triggered, this, std::move(act));
    return found;
}

QAction *WindowMenus::action(const char *name) const
{
    QAction *found = m_actions.value(name);
    Q_ASSERT(found);
    return found;
}

/// A menu takes the focus while it is open, and what it acts on is what had it before.
void WindowMenus::follow(QWidget *focus)
{
    if (focus && !qobject_cast<QMenu *>(focus) && !qobject_cast<QMenuBar *>(focus)
        && !qobject_cast<Picker *>(focus->parentWidget()))
        m_focus = focus;
}

/// The action of the panel that has the focus, else of one that is seen.
QAction *WindowMenus::ofPanel(const Action &action) const
{
    const QLatin1String name(action.name);
    if (action.scope == Scope::Text && isTextThatCan(m_focus, action))
        return nullptr; // the text of a cell that is edited comes before its table
    for (const QWidget *each = m_focus; each; each = each->parentWidget()) {
        for (QAction *of : each->actions()) {
            if (of->objectName() == name)
                return of;
        }
    }
    if (action.scope == Scope::Text)
        return nullptr;
    for (const QWidget *shown : m_shown ? m_shown() : QList<QWidget *>()) {
        for (QAction *of : shown->findChildren<QAction *>(name)) {
            if (const auto *panel = qobject_cast<QWidget *>(of->parent());
                panel && panel->isVisible())
                return of;
        }
    }
    return nullptr;
}

void WindowMenus::run(const Action &action)
{
    if (QAction *of = ofPanel(action))
        of->trigger();
    else if (action.scope == Scope::Text && isTextThatCan(m_focus, action))
        QMetaObject::invokeMethod(m_focus, action.name);
}

void WindowMenus::update()
{
    for (const Action &each : Actions::all()) {
        if (each.scope == Scope::Window || each.menu == Menu::None || !*each.name)
            continue;
        QAction *shown = action(each.name);
        const QAction *of = ofPanel(each);
        shown->setEnabled(of ? of->isEnabled()
                             : each.scope == Scope::Text && isTextThatCan(m_focus, each));
        shown->setText(of && each.scope == Scope::Text ? of->text() : Actions::text(each));
    }
}

void WindowMenus::openPalette(QList<Picker::Item> places)
{
    update();
    QList<Picker::Item> items = std::move(places);
    for (const Action &each : Actions::all()) {
        QAction *action = m_actions.value(each.name);
        if (action && action->isEnabled() && !action->menu())
            items.append({plainText(each), nativeKeys(each), action->icon(),
                          [action] { action->trigger(); }});
    }
    Picker::open(&m_window, tr("Collection, script or command"), items);
}

void WindowMenus::showShortcuts()
{
    QList<ShortcutsDialog::Group> groups;
    const auto groupOf = [&](const QString &title) -> ShortcutsDialog::Group & {
        for (ShortcutsDialog::Group &each : groups) {
            if (each.title == title)
                return each;
        }
        groups.append({title, {}});
        return groups.last();
    };
    const auto panelOf = [](const Action &action) {
        return action.scope == Scope::Inspector ? tr("In the REST inspector")
            : action.scope == Scope::Requests   ? tr("In requests")
                                                : tr("In the list of jobs");
    };
    for (const Action &each : Actions::all()) {
        if (*each.keys)
            groupOf(each.menu == Menu::None ? panelOf(each)
                                            : m_menus.value(each.menu)->title().remove(u'&'))
                .shortcuts.append({nativeKeys(each), plainText(each)});
    }
    (new ShortcutsDialog(groups, &m_window))->open();
}

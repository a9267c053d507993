// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace.h"

#include "client/client.h"
#include "ui/collectiondialogs.h"
#include "ui/connectdialog.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/keybanner.h"
#include "ui/markdialog.h"
#include "ui/navigator.h"
#include "ui/pages.h"
#include "ui/tabs.h"
#include "ui/startpage.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QSplitter>

#include <algorithm>
#include <utility>

namespace {

constexpr int WidestNavigator = 330; ///< In pixels; a quarter of a small screen.

QList<Place> placesOf(const QString &collection)
{
    return {{Place::Kind::Documents, collection}, {Place::Kind::Settings, collection}};
}

} // namespace

Workspace::Workspace(Theme &theme, Client &client, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_client(client)
    , m_navigator(new Navigator(client, theme, this))
    , m_dialogs(new CollectionDialogs(client, this))
    , m_start(new StartPage(client, theme, this))
    , m_tabs(new Tabs(theme, m_start, this))
    , m_pages(new Pages(client, theme, *m_tabs, this))
    , m_inspector(new InspectorPanel(theme, this))
    , m_vertical(new QSplitter(Qt::Vertical, this))
    , m_keyBanner(new KeyBanner(theme, this))
    , m_edge(new QWidget(this))
{
    buildLayout();
    connectNavigator();
    connectDialogs();
    connectInspector();
    connectPages();
    connect(m_start, &StartPage::collectionRequested, m_dialogs,
            &CollectionDialogs::askForCollection);
    connect(m_start, &StartPage::settingsRequested, m_pages, &Pages::openSettings);
    connect(m_start, &StartPage::keysRequested, m_pages,
            [this] { m_pages->openPlace({Place::Kind::Keys}); });
    connect(m_keyBanner, &KeyBanner::forgotten, m_start, [this] { m_start->setKey({}); });
    connect(&client, &Client::changesMissed, this, &Workspace::refresh);
    m_pages->setSides([this] { return sides(); });
    m_tabs->begin(client.identity());
    m_inspector->setClient(&client);
    m_keyBanner->hide();
    setMark(Mark::load(client.identity()));
}

Workspace::~Workspace()
{
    // The panels refer to the rest of this.
    m_tabs->begin(QString());
}

void Workspace::buildLayout()
{
    m_vertical->setHandleWidth(1);
    m_vertical->addWidget(m_tabs);
    m_vertical->addWidget(m_inspector);
    m_vertical->setStretchFactor(0, 3);
    m_vertical->setStretchFactor(1, 2);
    m_vertical->setCollapsible(0, false);
    m_vertical->setSizes({420, 260});
    auto *horizontal = new QSplitter(this);
    horizontal->setHandleWidth(1);
    horizontal->addWidget(m_navigator);
    horizontal->addWidget(m_vertical);
    horizontal->setStretchFactor(1, 1);
    // As wide as its names are at the present size, but never more than a quarter of a small
    // screen.
    horizontal->setSizes({std::min(m_theme.scaled(236), WidestNavigator), 1044});
    horizontal->setChildrenCollapsible(false);
    connect(&m_theme, &Theme::changed, horizontal,
            [this, horizontal, before = m_theme.scaled(1000)]() mutable {
                const int now = m_theme.scaled(1000);
                const int was = std::exchange(before, now);
                const QList<int> sizes = horizontal->sizes();
                const int width = std::min(sizes[0] * now / was, WidestNavigator);
                if (now != was && width > 0)
                    horizontal->setSizes({width, sizes[0] + sizes[1] - width});
            });
    m_edge->setObjectName(QStringLiteral("productionEdge"));
    m_edge->setAttribute(Qt::WA_StyledBackground);
    m_edge->setFixedHeight(3);
    auto *column = Layouts::column(this);
    column->addWidget(m_edge);
    column->addWidget(m_keyBanner);
    column->addWidget(horizontal, 1);
}

void Workspace::connectNavigator()
{
    connect(m_navigator, &Navigator::documentsRequested, m_pages, &Pages::openDocuments);
    connect(m_navigator, &Navigator::settingsRequested, m_pages, &Pages::openSettings);
    connect(m_navigator, &Navigator::renameRequested, this, &Workspace::renameCollection);
    connect(m_navigator, &Navigator::moduleRequested, m_pages, &Pages::openModule);
    connect(m_navigator, &Navigator::collectionWanted, m_dialogs,
            &CollectionDialogs::askForCollection);
    connect(m_navigator, &Navigator::moduleWanted, m_dialogs, &CollectionDialogs::askForModule);
    connect(m_navigator, &Navigator::dropRequested, m_dialogs, &CollectionDialogs::askToDrop);
    connect(m_navigator, &Navigator::removalRequested, m_dialogs, &CollectionDialogs::askToRemove);
    connect(m_navigator, &Navigator::jobsRequested, m_pages,
            [this] { m_pages->openPlace({Place::Kind::Jobs}); });
    connect(m_navigator, &Navigator::requestsRequested, m_pages,
            [this] { m_pages->openPlace({Place::Kind::Requests}); });
    connect(m_navigator, &Navigator::logRequested, m_pages,
            [this] { m_pages->openPlace({Place::Kind::Log}); });
    connect(m_navigator, &Navigator::inspectorRequested, this,
            [this] { setInspectorVisible(true); });
}

void Workspace::connectDialogs()
{
    connect(m_dialogs, &CollectionDialogs::collectionCreated, m_pages, &Pages::openDocuments);
    connect(m_dialogs, &CollectionDialogs::collectionDropped, this,
            [this](const QString &collection) { m_tabs->closePlaces(placesOf(collection)); });
    connect(
        m_dialogs, &CollectionDialogs::collectionRenamed, this,
        [this](const QString &before, const QString &after) {
            const bool wasSettings = m_tabs->currentPlace() == Place{Place::Kind::Settings, before};
            m_tabs->closePlaces(placesOf(before));
            if (wasSettings)
                m_pages->openSettings(after);
            else
                m_pages->openDocuments(after);
        });
    connect(m_dialogs, &CollectionDialogs::moduleRemoved, this, [this](const QString &module) {
        m_tabs->closePlaces({{Place::Kind::Module, module}});
    });
    connect(m_dialogs, &CollectionDialogs::moduleCreated, m_pages, &Pages::openModule);
    connect(m_dialogs, &CollectionDialogs::failed, this, &Workspace::showError);
}

void Workspace::connectInspector()
{
    connect(m_inspector, &InspectorPanel::closeRequested, this,
            [this] { setInspectorVisible(false); });
    connect(m_inspector, &InspectorPanel::lineActivated, this,
            [this](const QString &collection, int line, int column) {
                m_pages->openSettings(collection)->goToLine(line, column);
            });
    connect(m_inspector, &InspectorPanel::undockRequested, this, &Workspace::toggleInspectorWindow);
    m_inspector->installEventFilter(this);
    connect(m_inspector, &InspectorPanel::expanded, this, [this](int height) {
        const QList<int> sizes = m_vertical->sizes();
        if (sizes.size() == 2)
            m_vertical->setSizes({sizes[0] + sizes[1] - height, height});
    });
    connect(m_inspector, &InspectorPanel::testRunRequested, this,
            [this](const QString &collection, const QByteArray &request) {
                m_pages->openSettings(collection)->tryRequest(request);
            });
    connect(m_inspector, &InspectorPanel::nodeKeyWanted, this, &Workspace::askForNodeKey);
    connect(m_inspector, &InspectorPanel::requestWanted, m_pages, &Pages::openRequest);
    connect(m_inspector, &InspectorPanel::recordMissing, this, [this] {
        emit message(tr("This run is no longer in the inspector; see System_log."));
    });
    connect(m_inspector, &InspectorPanel::moduleLineActivated, this,
            [this](const QString &name, int line, int column) {
                m_pages->openModule(name)->goToLine(line, column);
            });
    connect(m_inspector, &InspectorPanel::jobLineActivated, m_pages, &Pages::openJob);
}

void Workspace::connectPages()
{
    connect(m_tabs, &QTabWidget::currentChanged, m_navigator,
            [this] { m_navigator->showPlace(m_tabs->currentPlace()); });
    connect(m_pages, &Pages::renameRequested, this, &Workspace::renameCollection);
    connect(m_pages, &Pages::dropRequested, m_dialogs, &CollectionDialogs::askToDrop);
    connect(m_pages, &Pages::runRequested, this, &Workspace::showRun);
    connect(m_pages, &Pages::keyCreated, this, &Workspace::showKey);
    connect(m_pages, &Pages::recordRequested, this, &Workspace::showRun);
    connect(m_tabs, &Tabs::placeRequested, m_pages, &Pages::openPlace);
    connect(m_pages, &Pages::reopened, m_tabs, &Tabs::placesChanged);
    connect(m_pages, &Pages::jobMissing, this,
            [this] { emit message(tr("This job no longer exists.")); });
}

/// Its tabs are opened again under the new name, so nothing in them may be unsaved.
void Workspace::renameCollection(const QString &collection)
{
    if (m_tabs->hasUnsaved(placesOf(collection)))
        showError(tr("There are unsaved changes"),
                  tr("Save or discard the changes to %1 before you rename it.").arg(collection));
    else
        m_dialogs->askToRename(collection);
}

void Workspace::setMark(const Mark &mark)
{
    m_mark = mark;
    m_edge->setVisible(mark.isProduction);
    const QString guard = name().simplified().isEmpty() ? m_client.identity() : name();
    setProperty(Ask::GuardProperty, mark.isProduction ? guard : QString());
    emit markChanged();
}

void Workspace::askForMark()
{
    auto *dialog = new MarkDialog(m_mark, m_client.name(), this);
    connect(dialog, &MarkDialog::chosen, this, [this](const Mark &mark) {
        mark.save(m_client.identity());
        setMark(mark);
    });
    dialog->open();
}

QString Workspace::name() const
{
    return m_mark.name.isEmpty() ? m_client.name() : m_mark.name;
}

void Workspace::showKey(const QByteArray &key)
{
    m_keyBanner->showKey(key);
    m_start->setKey(key);
}

void Workspace::refresh()
{
    m_navigator->refresh();
}

void Workspace::showError(const QString &title, const QString &text)
{
    Ask::toAcknowledge(this, title, text);
}

QList<CompareSide> Workspace::sides() const
{
    QList<Workspace *> all = parentWidget()->findChildren<Workspace *>(Qt::FindDirectChildrenOnly);
    std::stable_partition(all.begin(), all.end(),
                          [this](const Workspace *each) { return each == this; });
    QList<CompareSide> sides;
    for (Workspace *each : std::as_const(all))
        sides.append(
            {&each->client(), each, each->name(), each->mark().icon(), each->mark().isProduction});
    return sides;
}

void Workspace::readPlaces(std::function<void(const QList<Picker::Item> &)> then)
{
    m_pages->readNames(
        [this, then = std::move(then)](const QStringList &collections, const QStringList &modules) {
            QList<Picker::Item> items;
            const auto add = [&](const QString &name, const QString &detail, const Place &place) {
                items.append({name, detail, m_theme.icon(place.icon()),
                              [this, place] { m_pages->goTo(place); }});
            };
            for (const QString &name : collections) {
                add(name, tr("documents"), {Place::Kind::Documents, name});
                add(name, tr("codehook and settings"), {Place::Kind::Settings, name});
            }
            for (const QString &name : modules)
                add(QStringLiteral("lib/%1").arg(name), tr("module"), {Place::Kind::Module, name});
            then(items);
        });
}

// ---- the inspector

/// What a run of a job logged stands in the inspector, under the same id.
void Workspace::showRun(const QByteArray &id)
{
    setInspectorVisible(true);
    m_inspector->showRecord(id);
}

/// A window that has a database open reaches no server of it without a key.
void Workspace::askForNodeKey(const RemoteClient::Address &address)
{
    auto *dialog = new ConnectDialog(address, this);
    connect(
        dialog, &ConnectDialog::chosen, m_inspector,
        [this](const ConnectDialog::Choice &choice) { m_inspector->watchNode(choice.address); });
    dialog->open();
}

void Workspace::toggleInspector()
{
    setInspectorVisible(!m_inspector->isVisible());
}

void Workspace::setInspectorVisible(bool visible)
{
    m_inspector->setVisible(visible);
}

void Workspace::filterInspector()
{
    setInspectorVisible(true);
    m_inspector->focusFilter();
}

void Workspace::askForCollection()
{
    m_dialogs->askForCollection();
}

void Workspace::askForModule()
{
    m_dialogs->askForModule();
}

/// In a window of its own it knows the keys of the menus of the main window.
void Workspace::toggleInspectorWindow()
{
    const auto menus = window()->findChildren<QMenu *>();
    if (m_inspector->isWindow()) {
        for (const QMenu *each : menus) {
            for (QAction *action : each->actions())
                m_inspector->removeAction(action);
        }
        m_undocked = m_inspector->geometry();
        m_vertical->addWidget(m_inspector); // takes it back
        m_vertical->setStretchFactor(1, 2);
        m_vertical->setSizes(m_dockedSizes);
        m_inspector->show();
        return;
    }
    m_inspector->setCollapsed(false);
    m_dockedSizes = m_vertical->sizes();
    if (m_undocked.isNull())
        m_undocked = {m_inspector->mapToGlobal(QPoint()),
                      m_inspector->size().expandedTo({900, 480})};
    m_inspector->setParent(this, Qt::Window);
    m_inspector->setWindowTitle(tr("%1: REST inspector").arg(name()));
    m_inspector->setGeometry(Layouts::onScreen(*m_inspector, m_undocked));
    for (const QMenu *each : menus) {
        for (QAction *action : each->actions()) {
            // Ctrl+W is about what is seen, which are no tabs.
            if (action->shortcutContext() == Qt::WindowShortcut
                && action->objectName() != QLatin1String("closeTab"))
                m_inspector->addAction(action);
        }
    }
    m_inspector->show();
}

/// Closing the inspector's window brings it back into this one.
bool Workspace::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_inspector && event->type() == QEvent::Close && m_inspector->isWindow()) {
        event->ignore();
        toggleInspectorWindow();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigator.h"

#include "client/routes.h"
#include "ui/documentcounts.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/panes.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>

#include <chrono>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto ReadAfter = 50ms; ///< A changed definition: several may change at once.
constexpr char FoldedKey[] = "navigator/folded";
constexpr int HooksRole = Qt::UserRole + 2; ///< Of HookColumn: a Hooks.
enum Hooks { NoHooks, EnabledHooks, DisabledHooks };
enum Column { NameColumn, HookColumn, CountColumn, ColumnCount };
constexpr int NameRole = Qt::UserRole; ///< Of a collection.
constexpr int ModuleRole = Qt::UserRole + 1;

/// The rows of the groups that the user has folded.
QStringList foldedGroups()
{
    return QSettings().value(QLatin1String(FoldedKey)).toStringList();
}

} // namespace

Navigator::Navigator(Client &client, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_client(client)
    , m_filter(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_counts(new DocumentCounts(client, this))
    , m_timer(new QTimer(this))
{
    setMinimumWidth(180);
    Panes::mark(*this);
    auto *layout = Layouts::column(this);
    QWidget *bar = Layouts::bar(this);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter collections"));
    m_filter->setProperty("plain", true);
    m_filter->setClearButtonEnabled(true);
    Layouts::addIcon(m_filter, theme.icon(QStringLiteral("search")));
    auto *add = new QToolButton(bar);
    add->setObjectName(QStringLiteral("addCollection"));
    add->setIcon(theme.icon(QStringLiteral("plus")));
    add->setToolTip(tr("New collection (Ctrl+Shift+N)"));
    add->setAccessibleName(tr("New collection"));
    Layouts::rowOf(bar)->addWidget(m_filter);
    Layouts::rowOf(bar)->addWidget(add);
    layout->addWidget(bar);
    layout->addWidget(m_list);
    buildList();
    connect(m_filter, &QLineEdit::textChanged, this, &Navigator::filter);
    connect(m_filter, &QLineEdit::returnPressed, this, &Navigator::openFirst);
    connect(&client, &Client::recorded, this, &Navigator::noteFailures);
    connect(add, &QToolButton::clicked, this, &Navigator::collectionWanted);
    connect(&theme, &Theme::changed, this, &Navigator::refresh);
    m_timer->setSingleShot(true);
    m_timer->callOnTimeout(this, [this] {
        m_mustReadAll = false;
        readLists();
    });
    connect(m_counts, &DocumentCounts::counted, this,
            [this](const QByteArray &collection, qint64 count) {
                if (QTreeWidgetItem *item = itemOf(QString::fromUtf8(collection)))
                    showCount(item, count);
            });
    connect(&client, &Client::changed, this, &Navigator::follow);
    refresh();
}

QTreeWidgetItem *Navigator::addGroup(const QString &text)
{
    const bool isFolded = foldedGroups().contains(QString::number(m_list->topLevelItemCount()));
    auto *group = new QTreeWidgetItem(m_list, {text});
    group->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    QFont font = m_list->font();
    font.setPointSizeF(font.pointSizeF() - 1);
    font.setWeight(QFont::DemiBold);
    group->setFont(NameColumn, font);
    group->setFirstColumnSpanned(true);
    group->setExpanded(!isFolded);
    group->setIcon(
        NameColumn,
        m_theme.icon(isFolded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"),
                     Theme::Role::Faint));
    return group;
}

void Navigator::buildList()
{
    m_list->setObjectName(QStringLiteral("navigator"));
    m_list->setAccessibleName(tr("Collections"));
    m_list->setColumnCount(ColumnCount);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setIconSize(QSize(16, 16));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(HookColumn, QHeaderView::Fixed);
    m_list->header()->setSectionResizeMode(CountColumn, QHeaderView::ResizeToContents);
    m_list->header()->setMinimumSectionSize(20);
    m_list->setColumnWidth(HookColumn, 26);
    m_collections = addGroup(tr("Collections"));
    m_modules = addGroup(tr("Modules"));
    auto *system = addGroup(tr("System"));
    m_jobs = new QTreeWidgetItem(system, {QStringLiteral("System_jobs")});
    m_jobs->setIcon(NameColumn, m_theme.icon(QStringLiteral("clock-play")));
    m_jobs->setToolTip(NameColumn, tr("Scripts that run on a schedule"));
    m_log = new QTreeWidgetItem(system, {QStringLiteral("System_log")});
    m_log->setIcon(NameColumn, m_theme.icon(QStringLiteral("file-text")));
    m_log->setToolTip(NameColumn, tr("Results of job runs"));
    auto *watch = addGroup(tr("Watch"));
    m_requests = new QTreeWidgetItem(watch, {tr("Requests")});
    m_requests->setIcon(NameColumn, m_theme.icon(QStringLiteral("send")));
    m_requests->setToolTip(NameColumn, tr("Write, send and check requests"));
    auto *inspector = new QTreeWidgetItem(watch, {tr("REST inspector")});
    inspector->setIcon(NameColumn, m_theme.icon(QStringLiteral("activity-heartbeat")));
    connect(m_list, &QTreeWidget::itemExpanded, this,
            [this](QTreeWidgetItem *group) { fold(group, false); });
    connect(m_list, &QTreeWidget::itemCollapsed, this,
            [this](QTreeWidgetItem *group) { fold(group, true); });
    connect(m_list, &QTreeWidget::itemClicked, this, &Navigator::activate);
    connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (item->parent()) // some desktops activate with a click, which folds a group
            activate(item);
    });
    connect(m_list, &QTreeWidget::customContextMenuRequested, this, &Navigator::openMenu);
}

/// What anybody defines changes what is shown here.
void Navigator::follow(const Store::CommitSummary &changes)
{
    using Subject = Store::DefinitionChange::Subject;
    for (const Store::DefinitionChange &each : changes.definitions) {
        if (each.subject == Subject::Collection
            || (each.subject == Subject::Script && each.name.startsWith(Store::ModulePrefix)))
            m_mustReadAll = true;
        else if (each.subject == Subject::Script && !each.name.startsWith(Store::JobPrefix))
            readHooks(each.name);
    }
    if (m_mustReadAll && (!m_timer->isActive() || m_timer->remainingTimeAsDuration() > ReadAfter))
        m_timer->start(ReadAfter);
}

void Navigator::refresh()
{
    m_timer->stop();
    m_mustReadAll = false;
    m_counts->ask(Store::Collection::SystemJobs); // they are not in the list
    m_counts->ask(Store::Collection::SystemLog);
    readLists();
}

void Navigator::readLists()
{
    m_counts->expect();
    m_client.request("GET", Routes::collections()).then(this, [this](const Client::Reply &reply) {
        if (reply.isOk())
            show(reply.body);
    });
    m_client.read(Routes::modules()).then(this, [this](const Client::Reply &reply) {
        if (reply.isOk())
            showModules(reply.body);
    });
}

void Navigator::showHooks(QTreeWidgetItem *item, const Json::Value &codehook)
{
    const bool hasHooks = !codehook.value("hooks").items().empty();
    item->setData(HookColumn, HooksRole,
                  !hasHooks ? NoHooks
                            : (codehook.value("enabled").toBool() ? EnabledHooks : DisabledHooks));
    showHookIcon(item);
}

void Navigator::showHookIcon(QTreeWidgetItem *item)
{
    const int hooks = item->data(HookColumn, HooksRole).toInt();
    const QString failure = hooks == EnabledHooks
        ? m_failures.value(item->data(NameColumn, NameRole).toString())
        : QString();
    const auto role = !failure.isEmpty() ? Theme::Role::Error
        : hooks == EnabledHooks          ? Theme::Role::Accent
                                         : Theme::Role::Faint;
    const QString icon =
        failure.isEmpty() ? QStringLiteral("webhook") : QStringLiteral("alert-triangle");
    item->setIcon(HookColumn, hooks == NoHooks ? QIcon() : m_theme.icon(icon, role));
    const QString state =
        hooks == EnabledHooks ? tr("Has codehooks") : tr("Codehooks are disabled");
    item->setToolTip(HookColumn,
                     hooks == NoHooks        ? QString()
                         : failure.isEmpty() ? state
                                             : tr("A codehook failed: %1").arg(failure));
}

void Navigator::readHooks(const QByteArray &collection)
{
    m_client.read(Routes::collection(collection))
        .then(this, [this, collection](const Client::Reply &reply) {
            QTreeWidgetItem *item = itemOf(QString::fromUtf8(collection));
            const auto definition = reply.json();
            if (item && reply.isOk())
                showHooks(item, definition.root().value("codehook"));
        });
}

QTreeWidgetItem *Navigator::itemOf(const QString &collection) const
{
    if (Store::Collection::isSystemName(collection.toUtf8()))
        return collection == QLatin1String(Store::Collection::SystemJobs) ? m_jobs : m_log;
    for (int i = 0; i < m_collections->childCount(); ++i) {
        if (m_collections->child(i)->data(NameColumn, NameRole).toString() == collection)
            return m_collections->child(i);
    }
    return nullptr;
}

void Navigator::showCount(QTreeWidgetItem *item, qint64 count)
{
    item->setText(CountColumn, QLocale().toString(count));
    item->setTextAlignment(CountColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setFont(CountColumn, m_theme.codeFont(-1.5));
    item->setForeground(CountColumn, m_theme.color(Theme::Role::Muted));
}

void Navigator::show(const QByteArray &collections)
{
    const auto document = Json::Document::parse(collections);
    if (!document)
        return;
    qDeleteAll(m_collections->takeChildren());
    for (const Json::Value &collection : document->root().items()) {
        const QString name = collection.value("name").toString();
        const Json::Value codehook = collection.value("codehook");
        auto *item = new QTreeWidgetItem(m_collections, {name});
        item->setData(NameColumn, NameRole, name);
        item->setToolTip(NameColumn, name);
        item->setIcon(NameColumn, m_theme.icon(QStringLiteral("table")));
        showHooks(item, codehook);
        m_counts->take(name.toUtf8(), collection.value("documents").toInteger());
    }
    if (document->root().items().empty()) {
        auto *hint = new QTreeWidgetItem(m_collections, {tr("None yet: press + to create one")});
        hint->setFlags(Qt::ItemIsEnabled);
        hint->setForeground(NameColumn, m_theme.color(Theme::Role::Faint));
        hint->setFirstColumnSpanned(true);
    }
    filter(m_filter->text());
    showPlace(m_place);
}

void Navigator::showModules(const QByteArray &modules)
{
    const auto document = Json::Document::parse(modules);
    if (!document)
        return;
    qDeleteAll(m_modules->takeChildren());
    for (const Json::Value &module : document->root().items()) {
        const QString name = module.value("name").toString();
        auto *item = new QTreeWidgetItem(m_modules, {name});
        item->setData(NameColumn, ModuleRole, name);
        item->setToolTip(NameColumn, QStringLiteral("require('lib/%1')").arg(name));
        item->setIcon(NameColumn, m_theme.icon(QStringLiteral("code")));
    }
    auto *add = new QTreeWidgetItem(m_modules, {tr("New module…")});
    add->setIcon(NameColumn, m_theme.icon(QStringLiteral("plus"), Theme::Role::Faint));
    add->setForeground(NameColumn, m_theme.color(Theme::Role::Muted));
    add->setToolTip(NameColumn, tr("A script that the codehooks of all collections can require"));
    filter(m_filter->text());
    showPlace(m_place);
}

/// Unfolds what has a match, until the filter is empty again.
void Navigator::filter(const QString &text)
{
    for (QTreeWidgetItem *group : {m_collections, m_modules}) {
        bool hasMatch = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const bool isMatch = item->text(NameColumn).contains(text, Qt::CaseInsensitive);
            item->setHidden(!isMatch);
            hasMatch = hasMatch || isMatch;
        }
        const QString number = QString::number(m_list->indexOfTopLevelItem(group));
        group->setExpanded(!foldedGroups().contains(number) || (hasMatch && !text.isEmpty()));
    }
}

void Navigator::showPlace(const std::optional<Place> &place)
{
    m_place = place;
    QTreeWidgetItem *item = place ? itemOf(*place) : nullptr;
    // What is folded stays so.
    m_list->setCurrentItem(item && !item->parent()->isExpanded() ? item->parent() : item);
}

QTreeWidgetItem *Navigator::itemOf(const Place &place) const
{
    switch (place.kind) {
    case Place::Kind::Documents:
    case Place::Kind::Settings:
        return itemOf(place.name);
    case Place::Kind::Module:
        for (int i = 0; i < m_modules->childCount(); ++i) {
            if (m_modules->child(i)->data(NameColumn, ModuleRole).toString() == place.name)
                return m_modules->child(i);
        }
        return nullptr;
    case Place::Kind::Job:
    case Place::Kind::Jobs:
        return m_jobs;
    case Place::Kind::Log:
        return m_log;
    case Place::Kind::Requests:
        return m_requests;
    default:
        return nullptr;
    }
}

/// What the filter leaves first.
void Navigator::openFirst()
{
    for (const QTreeWidgetItem *group : {m_collections, m_modules}) {
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const bool isNamed = !item->data(NameColumn, NameRole).isNull()
                || !item->data(NameColumn, ModuleRole).isNull();
            if (!item->isHidden() && isNamed)
                return activate(item);
        }
    }
}

/// A group is folded by a click on its title, or with the arrows; it stays so.
void Navigator::fold(QTreeWidgetItem *group, bool isFolded)
{
    group->setIcon(
        NameColumn,
        m_theme.icon(isFolded ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"),
                     Theme::Role::Faint));
    if (!m_filter->text().isEmpty())
        return; // it unfolds by itself
    QStringList folded = foldedGroups();
    const QString number = QString::number(m_list->indexOfTopLevelItem(group));
    folded.removeAll(number);
    if (isFolded)
        folded.append(number);
    QSettings().setValue(QLatin1String(FoldedKey), folded);
}

// ---- hooks that fail

void Navigator::noteFailures(const QList<Inspector::Record> &records)
{
    constexpr int ServerError = 500; // a hook's own refusals are below
    for (const Inspector::Record &record : records) {
        if (record.kind != "request" || record.hook.isEmpty())
            continue;
        QByteArrayList hooks = record.hook.split(',');
        hooks.removeAll("webhook"); // it is told after the answer
        if (hooks.isEmpty())
            continue;
        const QString collection = QString::fromUtf8(record.collection);
        if (record.status < ServerError) {
            // Another hook may still fail: only the one that failed tells that it does no longer.
            if (!hooks.contains(m_failures.value(collection).section(u':', 0, 0).toUtf8()))
                continue;
            m_failures.remove(collection);
        } else {
            m_failures.insert(
                collection,
                QString::fromUtf8(hooks.last() + ": " + record.error.split('\n').first()));
        }
        if (QTreeWidgetItem *item = itemOf(collection))
            showHookIcon(item);
    }
}

void Navigator::activate(QTreeWidgetItem *item)
{
    if (!item->parent())
        return item->setExpanded(!item->isExpanded());
    const QString name = item->data(NameColumn, NameRole).toString();
    const QString module = item->data(NameColumn, ModuleRole).toString();
    if (!name.isEmpty())
        emit documentsRequested(name);
    else if (!module.isEmpty())
        emit moduleRequested(module);
    else if (item->parent() == m_modules)
        emit moduleWanted();
    else if (item == m_jobs)
        emit jobsRequested();
    else if (item == m_log)
        emit logRequested();
    else if (item == m_requests)
        emit requestsRequested();
    else if (item->parent() && item->parent() != m_collections)
        emit inspectorRequested();
}

void Navigator::openMenu(const QPoint &position)
{
    const QTreeWidgetItem *item = m_list->itemAt(position);
    const QString name = item ? item->data(NameColumn, NameRole).toString() : QString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!name.isEmpty()) {
        menu->addAction(m_theme.icon(QStringLiteral("table")), tr("Documents"), this,
                        [this, name] { emit documentsRequested(name); });
        menu->addAction(m_theme.icon(QStringLiteral("settings")), tr("Settings and codehook"), this,
                        [this, name] { emit settingsRequested(name); });
        menu->addSeparator();
        menu->addAction(m_theme.icon(QStringLiteral("pencil")), tr("Rename…"), this,
                        [this, name] { emit renameRequested(name); });
        menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Delete…"), this,
                        [this, name] { emit dropRequested(name); });
    }
    if (item == m_jobs || item == m_log) {
        const QString collection = item->text(NameColumn).toLower();
        menu->addAction(item->icon(NameColumn), tr("Open"), this,
                        [this, item] { activate(item == m_jobs ? m_jobs : m_log); });
        menu->addAction(m_theme.icon(QStringLiteral("table")), tr("Open as documents"), this,
                        [this, collection] { emit documentsRequested(collection); });
        menu->addAction(m_theme.icon(QStringLiteral("webhook")), tr("Codehook"), this,
                        [this, collection] { emit settingsRequested(collection); });
        menu->addSeparator();
    }
    if (const QString module = item ? item->data(NameColumn, ModuleRole).toString() : QString();
        !module.isEmpty()) {
        menu->addAction(m_theme.icon(QStringLiteral("code")), tr("Edit"), this,
                        [this, module] { emit moduleRequested(module); });
        menu->addSeparator();
        menu->addAction(m_theme.icon(QStringLiteral("trash")), tr("Delete…"), this,
                        [this, module] { emit removalRequested(module); });
    }
    menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New collection…"), this,
                    &Navigator::collectionWanted);
    menu->addAction(m_theme.icon(QStringLiteral("plus")), tr("New module…"), this,
                    &Navigator::moduleWanted);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

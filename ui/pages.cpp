// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages.h"

#include "client/routes.h"
#include "ui/codehook/comparedialog.h"
#include "ui/codehook/problemspanel.h"
#include "ui/codehook/scriptnavigation.h"
#include "ui/codehook/searchpanel.h"
#include "ui/collection/collectionpages.h"
#include "ui/collection/collectionpanel.h"
#include "ui/documents/documentspanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/jobs/logpanel.h"
#include "ui/keys/keyspanel.h"
#include "ui/requests/requestspanel.h"
#include "ui/settings/settingspanel.h"
#include "ui/users/userspanel.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype MaximumVisits = 100; ///< That goBack() leads to.

/// Collections that the list of collections leaves out.
QStringList systemCollections()
{
    return {QStringLiteral("system_jobs"), QStringLiteral("system_log")};
}

/// The drafts of the two panels of a collection as one; empty: neither has one.
QByteArray joined(const QByteArray &definition, const QByteArray &script)
{
    if (definition.isEmpty() && script.isEmpty())
        return {};
    return Json::ObjectWriter()
        .text("definition", QByteArrayView(definition))
        .text("script", QByteArrayView(script))
        .take();
}

QByteArray partOf(const QByteArray &draft, const char *name)
{
    const auto parts = Json::Document::parse(draft);
    return parts ? parts->root().value(name).text().toByteArray() : QByteArray();
}

/// A page that can be edited, saved and kept as a draft.
template<typename Panel>
Tabs::Tab editableTab(Panel *panel, const Place &place, std::function<QString()> title)
{
    return {.widget = panel,
            .place = place,
            .title = std::move(title),
            .hasUnsaved = [panel] { return panel->hasUnsavedChanges(); },
            .save = [panel] { panel->save(); },
            .draft = [panel] { return panel->draft(); },
            .restore = [panel](const DraftStore::Draft &draft) { panel->restore(draft); }};
}

} // namespace

Pages::Pages(Client &client, const Theme &theme, Tabs &tabs, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_owner(new ViewClient(client, {}, this))
    , m_theme(theme)
    , m_tabs(tabs)
{
}

void Pages::openDocuments(const QString &collection)
{
    const Place place{Place::Kind::Documents, collection};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new DocumentsPanel(m_client, m_theme, collection, &m_tabs);
    connect(panel, &DocumentsPanel::settingsRequested, this, &Pages::openSettings);
    connect(panel, &DocumentsPanel::unsavedChanged, &m_tabs,
            [this, panel] { m_tabs.updateTab(panel); });
    connect(panel, &DocumentsPanel::compareRequested, this, &Pages::compare);
    connect(panel, &DocumentsPanel::documentRequested, this, &Pages::openDocument);
    connect(panel, &DocumentsPanel::requestWanted, this, &Pages::openRequest);
    m_tabs.add(editableTab(panel, place, [collection] { return collection; }));
}

void Pages::openDocument(const QString &collection, const QByteArray &id)
{
    openDocuments(collection);
    if (auto *panel = qobject_cast<DocumentsPanel *>(m_tabs.currentWidget()))
        panel->showDocument(id);
}

ScriptPanel *Pages::openSettings(const QString &collection)
{
    const Place place{Place::Kind::Settings, collection};
    if (m_tabs.showPlace(place))
        return m_tabs.currentWidget()->findChild<ScriptPanel *>();
    auto *panel = new CollectionPanel(*m_owner, m_theme, collection, &m_tabs);
    auto *codehook =
        new ScriptPanel(*m_owner, m_theme, ScriptPanel::Kind::Codehook, collection, panel);
    panel->setCodehookTab(codehook);
    connect(codehook, &ScriptPanel::unsavedChanged, &m_tabs,
            [this, panel] { m_tabs.updateTab(panel); });
    connectScript(codehook, place);
    connect(panel, &CollectionPanel::unsavedChanged, &m_tabs,
            [this, panel] { m_tabs.updateTab(panel); });
    connect(panel, &CollectionPanel::compareRequested, this, &Pages::compare);
    connect(panel, &CollectionPanel::requestWanted, this, &Pages::openRequest);
    connect(panel, &CollectionPanel::renameRequested, this, &Pages::renameRequested);
    connect(panel, &CollectionPanel::dropRequested, this, &Pages::dropRequested);
    m_tabs.add({.widget = panel,
                .place = place,
                .title = [collection] { return tr("%1 settings").arg(collection); },
                .hasUnsaved =
                    [panel, codehook] {
                        return panel->hasUnsavedChanges() || codehook->hasUnsavedChanges();
                    },
                .save =
                    [panel, codehook] {
                        panel->save();
                        if (codehook->hasUnsavedChanges())
                            codehook->save();
                    },
                .draft = [panel, codehook] { return joined(panel->draft(), codehook->draft()); },
                .restore =
                    [panel, codehook](const DraftStore::Draft &draft) {
                        panel->restore({partOf(draft.state, "definition"), draft.time});
                        codehook->restore({partOf(draft.state, "script"), draft.time});
                    }});
    return codehook;
}

void Pages::openAccess(const QString &collection)
{
    openSettings(collection);
    m_tabs.currentWidget()->findChild<CollectionPages *>()->showPage(CollectionPages::Access);
}

ScriptPanel *Pages::openScript(ScriptPanel::Kind kind, const QString &name, const Place &place,
                               const QString &title)
{
    if (m_tabs.showPlace(place))
        return qobject_cast<ScriptPanel *>(m_tabs.currentWidget());
    auto *panel = new ScriptPanel(*m_owner, m_theme, kind, name, &m_tabs);
    connect(panel, &ScriptPanel::unsavedChanged, &m_tabs,
            [this, panel] { m_tabs.updateTab(panel); });
    connectScript(panel, place);
    m_tabs.add(editableTab(panel, place, [title] { return title; }));
    return panel;
}

/// Definitions lead from one script to another, and back.
void Pages::connectScript(ScriptPanel *panel, const Place &place)
{
    ScriptNavigation *navigation = &panel->navigation();
    connect(navigation, &ScriptNavigation::left, this, [this, place](int line, int column) {
        m_visits.append({place, line, column});
        m_visits = m_visits.last(std::min(m_visits.size(), MaximumVisits));
    });
    connect(navigation, &ScriptNavigation::moduleRequested, this,
            [this](const QString &module, const QString &member) {
                ScriptPanel *opened = openModule(module);
                opened->setFocus();
                if (!member.isEmpty())
                    opened->navigation().goToMember(member);
            });
    connect(navigation, &ScriptNavigation::backRequested, this, &Pages::goBack);
}

void Pages::goBack()
{
    if (m_visits.isEmpty())
        return;
    const Visit visit = m_visits.takeLast();
    if (visit.place.kind == Place::Kind::Job)
        return openJob(visit.place.name.toLatin1(), visit.line, visit.column);
    openPlace(visit.place);
    QWidget *page = m_tabs.currentWidget();
    auto *script = qobject_cast<ScriptPanel *>(page);
    if (!script && page)
        script = page->findChild<ScriptPanel *>();
    if (script)
        script->goToLine(visit.line, visit.column);
}

ScriptPanel *Pages::openModule(const QString &module)
{
    return openScript(ScriptPanel::Kind::Module, module, {Place::Kind::Module, module},
                      QStringLiteral("lib/%1").arg(module));
}

ScriptPanel *Pages::openJobScript(const QByteArray &id, const QString &description)
{
    // Descriptions may be the same; ids are not.
    const QString name = QString::fromLatin1(id);
    const QString title = tr("Job %1").arg(description.isEmpty() ? name : description)
        + (description.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(name.right(4)));
    return openScript(ScriptPanel::Kind::Job, name, {Place::Kind::Job, name}, title);
}

void Pages::openJob(const QByteArray &id, int line, int column)
{
    m_client.request("GET", Routes::document(Routes::JobCollection, id))
        .then(this, [this, id, line, column](const Client::Reply &reply) {
            if (!reply.isOk()) {
                emit jobMissing();
                return;
            }
            ScriptPanel *panel =
                openJobScript(id, reply.json().root().value("description").toString());
            if (line > 0)
                panel->goToLine(line, column);
        });
}

bool Pages::importFile(const QString &file)
{
    auto *panel = qobject_cast<DocumentsPanel *>(m_tabs.currentWidget());
    if (panel)
        panel->importFrom(file);
    return panel;
}

void Pages::openSearch()
{
    const Place place{Place::Kind::Search};
    if (m_tabs.showPlace(place))
        return qobject_cast<SearchPanel *>(m_tabs.currentWidget())->begin();
    auto *panel = new SearchPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &SearchPanel::placeActivated, this, &Pages::openScriptAt);
    m_tabs.add({.widget = panel,
                .place = place,
                .title = [] { return tr("Search in scripts"); },
                .comesBack = false});
    panel->begin();
}

void Pages::openProblems()
{
    const Place place{Place::Kind::Problems};
    if (m_tabs.showPlace(place))
        return m_tabs.currentWidget()->setFocus();
    auto *panel = new ProblemsPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &ProblemsPanel::placeActivated, this, &Pages::openScriptAt);
    m_tabs.add({.widget = panel, .place = place, .title = [] { return tr("Problems"); }});
    panel->setFocus();
}

void Pages::openScriptAt(const AllScripts::Script &script, int line, int column)
{
    switch (script.kind) {
    case AllScripts::Kind::Codehook:
        return openSettings(script.name)->goToLine(line, column);
    case AllScripts::Kind::Module:
        return openModule(script.name)->goToLine(line, column);
    case AllScripts::Kind::Job:
        return openJobScript(script.name.toLatin1(), script.description)->goToLine(line, column);
    }
}

void Pages::openJobs()
{
    const Place place{Place::Kind::Jobs};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new JobsPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &JobsPanel::unsavedChanged, &m_tabs, [this, panel] { m_tabs.updateTab(panel); });
    connect(panel, &JobsPanel::scriptRequested, this, &Pages::openJobScript);
    connect(panel, &JobsPanel::runActivated, this, &Pages::runRequested);
    connect(panel, &JobsPanel::compareRequested, this, &Pages::compare);
    m_tabs.add(editableTab(panel, place, [] { return QStringLiteral("System_jobs"); }));
}

void Pages::createJob()
{
    openJobs();
    static_cast<JobsPanel *>(m_tabs.currentWidget())->beginNew();
}

void Pages::openLog()
{
    const Place place{Place::Kind::Log};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new LogPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &LogPanel::runActivated, this, &Pages::runRequested);
    m_tabs.add(
        {.widget = panel, .place = place, .title = [] { return QStringLiteral("System_log"); }});
}

void Pages::openKeys()
{
    const Place place{Place::Kind::Keys};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new KeysPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &KeysPanel::keyCreated, this, &Pages::keyCreated);
    m_tabs.add({.widget = panel, .place = place, .title = [] { return tr("API keys"); }});
}

void Pages::askForKey()
{
    openKeys();
    static_cast<KeysPanel *>(m_tabs.currentWidget())->askForNew();
}

void Pages::openUsers()
{
    const Place place{Place::Kind::Users};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new UsersPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &UsersPanel::settingsRequested, this, &Pages::openDatabaseSettings);
    connect(panel, &UsersPanel::accessRequested, this, &Pages::openAccess);
    m_tabs.add({.widget = panel, .place = place, .title = [] { return tr("Users"); }});
}

void Pages::openDatabaseSettings()
{
    const Place place{Place::Kind::Database};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new SettingsPanel(*m_owner, m_theme, &m_tabs);
    connect(panel, &SettingsPanel::unsavedChanged, &m_tabs,
            [this, panel] { m_tabs.updateTab(panel); });
    connect(panel, &SettingsPanel::compareRequested, this, &Pages::compare);
    m_tabs.add(editableTab(panel, place, [] { return tr("Settings"); }));
}

void Pages::openCompare()
{
    const Place place{Place::Kind::Compare};
    if (m_tabs.showPlace(place))
        return;
    auto *panel = new ComparePanel(m_theme, m_sides, &m_tabs);
    connect(panel, &ComparePanel::changed, &m_tabs, [this, panel] { m_tabs.updateTab(panel); });
    m_tabs.add(
        {.widget = panel,
         .place = place,
         .title = [panel] { return panel->title(); },
         .draft = [panel] { return panel->draft(); },
         .restore = [panel](const DraftStore::Draft &draft) { panel->restore(draft.state); }});
}

RequestsPanel *Pages::openRequests()
{
    const Place place{Place::Kind::Requests};
    if (m_tabs.showPlace(place))
        return qobject_cast<RequestsPanel *>(m_tabs.currentWidget());
    auto *panel = new RequestsPanel(m_client, m_theme, &m_tabs);
    connect(panel, &RequestsPanel::unsavedChanged, &m_tabs,
            [this, panel] { m_tabs.updateTab(panel); });
    connect(panel, &RequestsPanel::lineActivated, this,
            [this](const QString &collection, int line, int column) {
                openSettings(collection)->goToLine(line, column);
            });
    connect(panel, &RequestsPanel::moduleLineActivated, this,
            [this](const QString &module, int line, int column) {
                openModule(module)->goToLine(line, column);
            });
    connect(panel, &RequestsPanel::testRunRequested, this,
            [this](const QString &collection, const QByteArray &request) {
                openSettings(collection)->tryRequest(request);
            });
    connect(panel, &RequestsPanel::recordActivated, this, &Pages::recordRequested);
    m_tabs.add(editableTab(panel, place, [] { return tr("Requests"); }));
    return panel;
}

void Pages::openRequest(const QByteArray &request)
{
    openRequests()->addRecorded(request);
}

/// Side by side, what is stored and what is in an editor.
void Pages::compare(const QString &theirs, const QString &mine)
{
    (new CompareDialog(m_theme, {tr("Saved by somebody else"), theirs}, {tr("Your version"), mine},
                       m_tabs.window()))
        ->open();
}

// ---- places

QList<Place> Pages::places() const
{
    return m_reopening.isEmpty() ? m_tabs.places() : m_reopening;
}

void Pages::openPlace(const Place &place)
{
    switch (place.kind) {
    case Place::Kind::Documents:
        return openDocuments(place.name);
    case Place::Kind::Settings:
        openSettings(place.name);
        return;
    case Place::Kind::Module:
        openModule(place.name);
        return;
    case Place::Kind::Job:
        return openJob(place.name.toLatin1(), 0);
    case Place::Kind::Jobs:
        return openJobs();
    case Place::Kind::Log:
        return openLog();
    case Place::Kind::Search:
        return openSearch();
    case Place::Kind::Problems:
        return openProblems();
    case Place::Kind::Keys:
        return openKeys();
    case Place::Kind::Users:
        return openUsers();
    case Place::Kind::Database:
        return openDatabaseSettings();
    case Place::Kind::Compare:
        return openCompare();
    case Place::Kind::Requests:
        openRequests();
        return;
    }
}

void Pages::goTo(const Place &place)
{
    openPlace(place);
    QWidget *page = m_tabs.currentWidget();
    auto *script = page->findChild<ScriptPanel *>();
    (script && script->isVisible() ? script : page)->setFocus();
}

void Pages::readNames(std::function<void(const QStringList &, const QStringList &)> then)
{
    m_client.read(Routes::collections(), "counts=false")
        .then(this, [this, then = std::move(then)](const Client::Reply &collections) {
            m_client.read(Routes::modules())
                .then(this, [then, names = collections.names()](const Client::Reply &modules) {
                    then(names, modules.names());
                });
        });
}

void Pages::reopen(const QList<Place> &places)
{
    // What has a draft comes back, and what was in front stays there.
    QList<Place> wanted = places;
    for (const Place &place : m_tabs.placesWithDrafts()) {
        if (!wanted.contains(place))
            wanted.prepend(place);
    }
    if (wanted.isEmpty())
        return;
    m_reopening = wanted;
    // What is gone since is left out: of collections and modules the server knows the names.
    readNames([this, wanted](const QStringList &collections, const QStringList &modules) {
        m_reopening.clear();
        const QStringList known = collections + systemCollections();
        for (const Place &place : wanted) {
            const bool isJob = place.kind == Place::Kind::Job;
            const bool isModule = place.kind == Place::Kind::Module;
            if (place.name.isEmpty() || isJob || (isModule ? modules : known).contains(place.name))
                openPlace(place);
        }
        emit reopened();
    });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/collectionpanel.h"

#include "client/routes.h"
#include "ui/collection/accesspage.h"
#include "ui/collection/collectionpages.h"
#include "ui/collection/fieldrenaming.h"
#include "ui/collection/fieldspage.h"
#include "ui/collection/generalpage.h"
#include "ui/collection/indexespage.h"
#include "ui/widgets/dependentstext.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QLabel>
#include <QLocale>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto BetweenLooks = 2s; ///< While an index is being built.

/// The members of a definition that this panel changes.
constexpr const char *Members[] = {"fields",  "access",   "webhook",
                                   "indexes", "fulltext", "description"};

/// What this panel shows of @p definition, with the members of @p changes in the place of its own.
QByteArray merged(const Json::Value &definition, const Json::Value &changes)
{
    Json::ObjectWriter result;
    for (const char *member : Members) {
        if (changes.find(member))
            result.value(member, changes.value(member));
        else if (definition.find(member))
            result.value(member, definition.value(member));
    }
    return result.take();
}

} // namespace

CollectionPanel::CollectionPanel(Client &client, const Theme &theme, const QString &collection,
                                 QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_collection(collection)
    , m_path(Routes::collection(collection))
    , m_pages(new CollectionPages(client, theme, collection, this))
    , m_notice(new NoticeBar(theme, this))
    , m_renaming(new FieldRenaming(client, collection, this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("collectionMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 6, 12, 6);
    m_message->hide();
    layout->addWidget(m_message);
    connectPages();
    connect(m_renaming, &FieldRenaming::told, this, [this](const QString &text) {
        m_notice->tell(NoticeBar::Kind::Information, text, {{tr("OK"), "closeNotice", [] {}}});
    });
    load();
}

void CollectionPanel::connectPages()
{
    connect(m_pages, &CollectionPages::changed, this, &CollectionPanel::unsavedChanged);
    connect(m_pages, &CollectionPages::saveRequested, this,
            qOverload<const QByteArray &>(&CollectionPanel::save));
    connect(m_pages, &CollectionPages::explainRequested, this, &CollectionPanel::explain);
    connect(m_pages, &CollectionPages::requestWanted, this, &CollectionPanel::requestWanted);
    connect(m_pages, &CollectionPages::renameRequested, this,
            [this] { emit renameRequested(m_collection); });
    connect(m_pages, &CollectionPages::dropRequested, this,
            [this] { emit dropRequested(m_collection); });
    connect(m_pages, &CollectionPages::pageMade, this, [this] { m_known.clear(); });
    connect(m_pages, &QTabWidget::currentChanged, this, [this] {
        if (isVisible())
            loadPage();
    });
}

void CollectionPanel::setCodehookTab(QWidget *panel)
{
    m_pages->addCodehook(panel);
}

void CollectionPanel::load()
{
    m_client.read(m_path).then(this, [this](const Client::Reply &reply) {
        if (reply.isOk())
            show(reply);
    });
    m_known.clear();
    if (isVisible())
        loadPage();
}

void CollectionPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    loadPage();
}

/// What the page that is seen shows beside the definition.
void CollectionPanel::loadPage()
{
    const bool isGeneral = m_pages->isGeneralCurrent();
    const bool isFields = m_pages->isCurrent(CollectionPages::Fields);
    const bool isIndexes = m_pages->isCurrent(CollectionPages::Indexes);
    if (isFields || isIndexes)
        read(Part::Found, Routes::fields(m_collection), {}, [this](const Client::Reply &reply) {
            if (FieldsPage *page = m_pages->fields())
                page->setFound(reply.json().root());
            if (IndexesPage *page = m_pages->indexes())
                page->setFields(reply.names());
        });
    if (isFields)
        read(Part::Collections, Routes::collections(), "counts=false",
             [this](const Client::Reply &reply) {
                 m_pages->fields()->setCollections(reply.names());
             });
    if (isIndexes)
        read(Part::Sizes, Routes::indexes(m_collection), {},
             [this](const Client::Reply &reply) { showIndexes(reply.json().root()); });
    if (isGeneral)
        read(Part::Count, m_path, {}, [this](const Client::Reply &reply) {
            m_pages->general().setFacts(
                tr("%Ln document(s)", nullptr,
                   int(reply.json().root().value("documents").toInteger())));
        });
    if (isGeneral || m_pages->isCurrent(CollectionPages::Access))
        read(Part::Dependents, Routes::dependents(m_collection), {},
             [this](const Client::Reply &reply) {
                 const auto dependents = reply.json();
                 if (AccessPage *page = m_pages->access())
                     page->setKeys(dependents.root().value("keys"));
                 m_pages->general().setDependents(DependentsText::of(dependents.root()));
             });
}

void CollectionPanel::showIndexes(const Json::Value &states)
{
    m_pages->indexes()->setSizes(states);
    if (!m_pages->indexes()->isBuilding())
        return;
    // No change tells how far it is.
    m_known.removeAll(Part::Sizes);
    QTimer::singleShot(BetweenLooks, this, [this] {
        if (isVisible())
            loadPage();
    });
}

/// Asks for @p part at @p path, unless it is known or was asked for.
void CollectionPanel::read(Part part, const QByteArray &path, const QByteArray &query,
                           std::function<void(const Client::Reply &)> then)
{
    if (m_known.contains(part))
        return;
    m_known.append(part);
    // No change tells how many documents there are, how large indexes are, or who names it.
    if (part == Part::Count || part == Part::Dependents || part == Part::Sizes)
        m_client.request("GET", path, {}, query).then(this, std::move(then));
    else
        m_client.read(path, query).then(this, std::move(then));
}

void CollectionPanel::show(const Client::Reply &reply)
{
    m_tag = reply.tag;
    m_definition = reply.body;
    m_pages->showDefinition(m_definition);
    if (!m_draft.state.isEmpty())
        showDraft();
}

// ---- drafts

QByteArray CollectionPanel::draft() const
{
    if (!m_draft.state.isEmpty())
        return m_draft.state;
    if (!hasUnsavedChanges())
        return {};
    return Json::ObjectWriter()
        .text("tag", QByteArrayView(m_tag))
        .raw("changes", m_pages->changes())
        .take();
}

void CollectionPanel::restore(const DraftStore::Draft &draft)
{
    m_draft = draft;
}

void CollectionPanel::showDraft()
{
    const DraftStore::Draft draft = std::exchange(m_draft, {});
    const auto state = Json::Document::parse(draft.state);
    if (!state)
        return;
    const Json::Value changes = state->root().value("changes");
    m_pages->edit(changes);
    emit unsavedChanged();
    if (!hasUnsavedChanges())
        return;
    if (state->root().value("tag").text() != m_tag)
        return showTheirs({200, m_definition, m_tag}, m_pages->changes());
    m_notice->tell(
        NoticeBar::Kind::Information,
        tr("Unsaved changes from %1 were restored.").arg(timeText(draft.time)),
        {{tr("Discard"), "discardDraft",
          [this] { m_pages->showDefinition(m_definition, CollectionPages::Unsaved::Replace); }},
         {tr("Keep"), "keepDraft", [] {}}});
}

// ---- changes of others

/// Saving was refused, because the definition is another one by now. Where others have changed
/// nothing of what is saved here, it is saved all the same.
void CollectionPanel::readTheirs(const QByteArray &mine)
{
    m_client.request("GET", m_path).then(this, [this, mine](const Client::Reply &reply) {
        if (!reply.isOk())
            return;
        const auto wanted = Json::Document::parseKnown(mine);
        const auto before = Json::Document::parseKnown(m_definition);
        const auto theirs = reply.json();
        const auto members = wanted->root().members();
        const bool isUntouched =
            std::all_of(members.begin(), members.end(), [&](const Json::Member &member) {
                return before->root().value(member.key).toJson()
                    == theirs.root().value(member.key).toJson();
            });
        if (!isUntouched)
            return showTheirs(reply, mine);
        m_tag = reply.tag;
        m_definition = reply.body;
        save(mine);
    });
}

void CollectionPanel::showTheirs(const Client::Reply &theirs, const QByteArray &mine)
{
    m_notice->tell(NoticeBar::Kind::Warning,
                   tr("Somebody else saved these settings while you were editing them."),
                   {{tr("Compare"), "compareVersions",
                     [this, theirs, mine] {
                         const auto definition = theirs.json();
                         const auto changes = Json::Document::parseKnown(mine);
                         emit compareRequested(
                             PrettyJson::format(merged(definition.root(), Json::Value())),
                             PrettyJson::format(merged(definition.root(), changes->root())));
                     },
                     true},
                    {tr("Use theirs"), "useTheirs",
                     [this, theirs] {
                         m_tag = theirs.tag;
                         m_definition = theirs.body;
                         m_pages->showDefinition(m_definition, CollectionPages::Unsaved::Replace);
                     }},
                    {tr("Keep mine"), "keepMine", [this, theirs] {
                         m_tag = theirs.tag;
                         m_definition = theirs.body;
                     }}});
}

void CollectionPanel::explain(const QByteArray &query)
{
    m_client
        .request("GET", Routes::documents(m_collection), {},
                 "explain=true&q=" + query.toPercentEncoding())
        .then(this, [this](const Client::Reply &reply) {
            const auto plan = reply.json();
            m_pages->indexes()->showPlan(plan.root(), reply.isOk() ? QString() : reply.message());
        });
}

void CollectionPanel::save(const QByteArray &definition)
{
    m_client.requestIfMatch("PUT", m_path, m_tag, definition)
        .then(this, [this, definition](const Client::Reply &reply) {
            if (reply.isOvertaken())
                return readTheirs(definition);
            if (reply.isOk()) {
                m_tag = reply.tag;
                m_definition = reply.body;
                m_notice->hide();
            }
            const auto body = reply.json();
            m_message->setVisible(!reply.isOk());
            m_message->setText(tr("Not saved. %1").arg(reply.explanation()));
            Layouts::restyle(m_message, "banner", QStringLiteral("bad"));
            if (!reply.isOk())
                return; // what was typed stays
            const auto sent = Json::Document::parseKnown(definition);
            if (FieldsPage *page = m_pages->fields(); page && sent->root().find("fields"))
                m_renaming->offer(page->renamed());
            m_pages->noteSaved(sent->root(), reply.body);
            tellMisfits(body.root().value("misfits"));
            load();
        });
}

/// Documents that do not fit what was declared keep their data; who declared it should know.
void CollectionPanel::tellMisfits(const Json::Value &misfits)
{
    constexpr int Named = 3;
    const int count = int(misfits.value("count").toInteger());
    if (count == 0)
        return;
    QStringList examples;
    for (const Json::Value &document : misfits.value("documents").items()) {
        const auto faults = document.value("list").items();
        if (examples.size() == Named || faults.empty())
            break;
        const auto messages = faults.front().value("message").items();
        examples.append(tr("%1: %2 %3", "id of a document, field, what is wrong")
                            .arg(document.value("_id").toString(),
                                 faults.front().value("field").toString(),
                                 messages.empty() ? QString() : messages.front().toString()));
    }
    m_message->setText(tr("Saved. %Ln document(s) do not fit and stay as they are until they are "
                          "written again:\n%1",
                          nullptr, count)
                           .arg(examples.join(QLatin1Char('\n'))));
    m_message->show();
}

bool CollectionPanel::hasUnsavedChanges() const
{
    return !m_draft.state.isEmpty() || m_pages->hasUnsavedChanges();
}

void CollectionPanel::save()
{
    if (hasUnsavedChanges())
        save(m_pages->changes());
}

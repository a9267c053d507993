// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/collectionpanel.h"

#include "client/routes.h"
#include "ui/collection/accesspage.h"
#include "ui/collection/examplespage.h"
#include "ui/collection/fieldrenaming.h"
#include "ui/collection/fieldspage.h"
#include "ui/collection/indexespage.h"
#include "ui/collection/webhookpage.h"
#include "ui/widgets/dependentstext.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto BetweenLooks = 2s; ///< While an index is being built.

/// The members of a definition that this panel changes.
constexpr const char *Members[] = {"fields", "access", "webhook", "indexes", "description"};

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

QVBoxLayout *pageLayout(QWidget *page)
{
    page->setObjectName(QStringLiteral("page"));
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    return layout;
}

QLabel *addText(QVBoxLayout *layout, const QString &text, const char *property)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setProperty(property, true);
    layout->addWidget(label);
    return label;
}

} // namespace

CollectionPanel::CollectionPanel(Client &client, const Theme &theme, const QString &collection,
                                 QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_collection(collection)
    , m_path(Routes::collection(collection))
    , m_tabs(new QTabWidget(this))
    , m_notice(new NoticeBar(theme, this))
    , m_renaming(new FieldRenaming(client, collection, this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(m_notice);
    m_tabs->setObjectName(QStringLiteral("inner"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_general = makeGeneral();
    m_tabs->addTab(m_general, tr("General"));
    m_fields = new FieldsPage(theme, this);
    m_tabs->addTab(m_fields, tr("Fields"));
    m_indexes = new IndexesPage(theme, this);
    m_tabs->addTab(m_indexes, tr("Indexes"));
    m_access = new AccessPage(theme, this);
    m_tabs->addTab(m_access, tr("Access"));
    m_webhook = new WebhookPage(this);
    m_tabs->addTab(m_webhook, tr("Webhook"));
    m_examples = new ExamplesPage(client, theme, collection, this);
    connect(m_examples, &ExamplesPage::requestWanted, this, &CollectionPanel::requestWanted);
    m_tabs->addTab(m_examples, tr("API examples"));
    layout->addWidget(m_tabs);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("collectionMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 6, 12, 6);
    m_message->hide();
    layout->addWidget(m_message);
    connect(m_fields, &FieldsPage::saveRequested, this, &CollectionPanel::saveFields);
    connect(m_fields, &FieldsPage::changed, this, &CollectionPanel::unsavedChanged);
    connect(m_access, &AccessPage::saveRequested, this, &CollectionPanel::saveAccess);
    connect(m_access, &AccessPage::changed, this, &CollectionPanel::unsavedChanged);
    connect(m_webhook, &WebhookPage::saveRequested, this, &CollectionPanel::saveWebhook);
    connect(m_webhook, &WebhookPage::changed, this, &CollectionPanel::unsavedChanged);
    connect(m_indexes, &IndexesPage::saveRequested, this, [this](const QByteArray &indexes) {
        save(Json::ObjectWriter().raw("indexes", indexes).take());
    });
    connect(m_indexes, &IndexesPage::explainRequested, this, &CollectionPanel::explain);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (isVisible())
            loadPage();
    });
    connect(m_renaming, &FieldRenaming::told, this, [this](const QString &text) {
        m_notice->tell(NoticeBar::Kind::Information, text, {{tr("OK"), "closeNotice", [] {}}});
    });
    load();
}

void CollectionPanel::setCodehookTab(QWidget *panel)
{
    m_tabs->insertTab(m_tabs->indexOf(m_webhook), panel, tr("Codehook"));
    m_tabs->setCurrentWidget(panel);
}

QWidget *CollectionPanel::makeGeneral()
{
    auto *page = new QWidget(this);
    auto *layout = pageLayout(page);
    addText(layout, m_collection, "heading");
    m_facts = addText(layout, QString(), "muted");
    auto *form = new QFormLayout;
    m_description = new QLineEdit(page);
    m_description->setObjectName(QStringLiteral("description"));
    m_description->setPlaceholderText(tr("What this collection is for"));
    form->addRow(tr("&Description"), m_description);
    layout->addLayout(form);
    auto *row = new QHBoxLayout;
    auto *save = new QPushButton(tr("Save description"), page);
    save->setObjectName(QStringLiteral("saveDescription"));
    auto *rename = new QPushButton(m_theme.icon(QStringLiteral("pencil")), tr("Rename…"), page);
    rename->setObjectName(QStringLiteral("renameCollection"));
    auto *drop = new QPushButton(m_theme.icon(QStringLiteral("trash")), tr("Delete…"), page);
    drop->setObjectName(QStringLiteral("dropCollection"));
    row->setSpacing(8);
    row->addWidget(rename);
    row->addWidget(drop);
    row->addStretch();
    row->addWidget(save);
    layout->addLayout(row);
    m_dependents = addText(layout, QString(), "muted");
    m_dependents->setObjectName(QStringLiteral("dependents"));
    m_dependents->setTextFormat(Qt::PlainText);
    layout->addStretch();
    connect(rename, &QPushButton::clicked, this, [this] { emit renameRequested(m_collection); });
    connect(drop, &QPushButton::clicked, this, [this] { emit dropRequested(m_collection); });
    connect(save, &QPushButton::clicked, this, &CollectionPanel::saveDescription);
    connect(m_description, &QLineEdit::textEdited, this, &CollectionPanel::unsavedChanged);
    connect(m_description, &QLineEdit::returnPressed, this, &CollectionPanel::saveDescription);
    return page;
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
    const QWidget *page = m_tabs->currentWidget();
    if (page == m_fields || page == m_indexes)
        read(Part::Found, Routes::fields(m_collection), {}, [this](const Client::Reply &reply) {
            m_fields->setFound(reply.json().root());
            m_indexes->setFields(reply.names());
        });
    if (page == m_fields)
        read(Part::Collections, Routes::collections(), "counts=false",
             [this](const Client::Reply &reply) { m_fields->setCollections(reply.names()); });
    if (page == m_indexes)
        read(Part::Sizes, Routes::indexes(m_collection), {},
             [this](const Client::Reply &reply) { showIndexes(reply.json().root()); });
    if (page == m_general)
        read(Part::Count, m_path, {}, [this](const Client::Reply &reply) {
            m_facts->setText(tr("%Ln document(s)", nullptr,
                                int(reply.json().root().value("documents").toInteger())));
        });
    if (page == m_general || page == m_access)
        read(Part::Dependents, Routes::dependents(m_collection), {},
             [this](const Client::Reply &reply) {
                 const auto dependents = reply.json();
                 m_access->setKeys(dependents.root().value("keys"));
                 m_dependents->setText(DependentsText::of(dependents.root()));
             });
}

void CollectionPanel::showIndexes(const Json::Value &states)
{
    m_indexes->setSizes(states);
    if (!m_indexes->isBuilding())
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
    const auto document = reply.json();
    const Json::Value root = document.root();
    // What is being changed stays.
    if (!m_description->isModified())
        m_description->setText(root.value("description").toString());
    if (!m_fields->hasUnsavedChanges())
        m_fields->show(root.value("fields"));
    if (!m_access->hasUnsavedChanges())
        m_access->show(root.value("access"));
    if (!m_webhook->hasUnsavedChanges())
        m_webhook->show(root.value("webhook"));
    m_indexes->show(root.value("indexes"));
    if (!m_draft.state.isEmpty())
        showDraft();
}

/// As they are saved, whatever was being changed.
void CollectionPanel::showPages(const Json::Value &definition)
{
    m_fields->show(definition.value("fields"));
    m_access->show(definition.value("access"));
    m_webhook->show(definition.value("webhook"));
    m_indexes->show(definition.value("indexes"));
    m_description->setText(definition.value("description").toString());
    emit unsavedChanged();
}

// ---- drafts

QByteArray CollectionPanel::draft() const
{
    if (!m_draft.state.isEmpty())
        return m_draft.state;
    if (!hasUnsavedChanges())
        return {};
    return Json::ObjectWriter().text("tag", QByteArrayView(m_tag)).raw("changes", changes()).take();
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
    if (changes.find("fields"))
        m_fields->edit(changes.value("fields"));
    if (changes.find("access"))
        m_access->edit(changes.value("access"));
    if (changes.find("webhook"))
        m_webhook->edit(changes.value("webhook"));
    if (changes.find("description")) {
        m_description->setText(changes.value("description").toString());
        m_description->setModified(true);
    }
    emit unsavedChanged();
    if (!hasUnsavedChanges())
        return;
    if (state->root().value("tag").text() != m_tag)
        return showTheirs({200, m_definition, m_tag}, this->changes());
    m_notice->tell(NoticeBar::Kind::Information,
                   tr("Unsaved changes from %1 were restored.").arg(timeText(draft.time)),
                   {{tr("Discard"), "discardDraft",
                     [this] { showPages(Json::Document::parseKnown(m_definition)->root()); }},
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
                         showPages(theirs.json().root());
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
            m_indexes->showPlan(plan.root(), reply.isOk() ? QString() : reply.message());
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
            if (sent && sent->root().find("fields")) {
                m_renaming->offer(m_fields->renamed());
                m_fields->show(body.root().value("fields"));
            }
            if (sent && sent->root().find("access"))
                m_access->show(body.root().value("access"));
            if (sent && sent->root().find("webhook"))
                m_webhook->show(body.root().value("webhook"));
            if (sent && sent->root().find("description"))
                m_description->setModified(false);
            emit unsavedChanged();
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
    return !m_draft.state.isEmpty() || m_fields->hasUnsavedChanges()
        || m_access->hasUnsavedChanges() || m_webhook->hasUnsavedChanges()
        || m_description->isModified();
}

QByteArray CollectionPanel::changes() const
{
    Json::ObjectWriter changes;
    if (m_fields->hasUnsavedChanges())
        changes.raw("fields", m_fields->toJson());
    if (m_access->hasUnsavedChanges())
        changes.raw("access", m_access->toJson());
    if (m_webhook->hasUnsavedChanges())
        changes.raw("webhook", m_webhook->toJson());
    if (m_description->isModified())
        changes.text("description", m_description->text());
    return changes.take();
}

void CollectionPanel::save()
{
    if (hasUnsavedChanges())
        save(changes());
}

void CollectionPanel::saveFields()
{
    if (m_fields->hasUnsavedChanges())
        save(Json::ObjectWriter().raw("fields", m_fields->toJson()).take());
}

void CollectionPanel::saveAccess()
{
    if (m_access->hasUnsavedChanges())
        save(Json::ObjectWriter().raw("access", m_access->toJson()).take());
}

void CollectionPanel::saveWebhook()
{
    if (m_webhook->hasUnsavedChanges())
        save(Json::ObjectWriter().raw("webhook", m_webhook->toJson()).take());
}

void CollectionPanel::saveDescription()
{
    save(Json::ObjectWriter().text("description", m_description->text()).take());
}

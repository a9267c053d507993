// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/collectionpages.h"

#include "ui/collection/accesspage.h"
#include "ui/collection/examplespage.h"
#include "ui/collection/fieldspage.h"
#include "ui/collection/generalpage.h"
#include "ui/collection/indexespage.h"
#include "ui/collection/webhookpage.h"
#include "ui/widgets/layouts.h"

#include <QTabBar>

namespace {

/// Whether @p page, which may not have been made yet, has something that is not saved.
template<typename Page>
bool isUnsaved(const Page *page)
{
    return page && page->hasUnsavedChanges();
}

} // namespace

CollectionPages::CollectionPages(Client &client, const Theme &theme, const QString &collection,
                                 QWidget *parent)
    : QTabWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_collection(collection)
{
    setObjectName(QStringLiteral("inner"));
    tabBar()->setObjectName(QStringLiteral("innerBar"));
    setDocumentMode(true);
    tabBar()->setDrawBase(false);
    makeGeneral();
    const QStringList titles = {tr("Fields"), tr("Indexes"), tr("Access"), tr("Webhook"),
                                tr("API examples")};
    for (size_t i = 0; i < m_holders.size(); ++i) {
        m_holders[i] = new QWidget(this);
        Layouts::column(m_holders[i]);
        addTab(m_holders[i], titles[qsizetype(i)]);
    }
    connect(this, &QTabWidget::currentChanged, this, &CollectionPages::makeCurrent);
}

void CollectionPages::addCodehook(QWidget *panel)
{
    insertTab(indexOf(m_holders[Webhook]), panel, tr("Codehook"));
    setCurrentWidget(panel);
}

bool CollectionPages::isGeneralCurrent() const
{
    return currentWidget()->isAncestorOf(m_general);
}

Json::Document CollectionPages::definition() const
{
    return *Json::Document::parseKnown(m_definition);
}

// ---- pages are made

void CollectionPages::makeGeneral()
{
    m_general = new GeneralPage(m_theme, m_collection, this);
    addTab(Layouts::scrolled(*m_general), tr("General"));
    connect(m_general, &GeneralPage::changed, this, &CollectionPages::changed);
    connect(m_general, &GeneralPage::saveRequested, this, [this] {
        emit saveRequested(
            Json::ObjectWriter().text("description", m_general->description()).take());
    });
    connect(m_general, &GeneralPage::renameRequested, this, &CollectionPages::renameRequested);
    connect(m_general, &GeneralPage::dropRequested, this, &CollectionPages::dropRequested);
}

void CollectionPages::makeCurrent()
{
    if (isCurrent(Fields))
        makeFields();
    else if (isCurrent(Indexes))
        makeIndexes();
    else if (isCurrent(Access))
        makeAccess();
    else if (isCurrent(Webhook))
        makeWebhook();
    else if (isCurrent(Examples))
        makeExamples();
}

/// At once, so that it can have the focus.
void CollectionPages::place(QWidget &widget, Page page)
{
    auto *area = Layouts::scrolled(widget);
    m_holders[page]->layout()->addWidget(area);
    area->setVisible(true);
}

void CollectionPages::makeFields()
{
    if (m_fields)
        return;
    m_fields = new FieldsPage(m_theme, m_holders[Fields]);
    place(*m_fields, Fields);
    m_fields->show(definition().root().value("fields"));
    connect(m_fields, &FieldsPage::changed, this, &CollectionPages::changed);
    connect(m_fields, &FieldsPage::saveRequested, this, [this] { requestSave("fields"); });
    emit pageMade();
}

void CollectionPages::makeIndexes()
{
    if (m_indexes)
        return;
    m_indexes = new IndexesPage(m_theme, m_holders[Indexes]);
    place(*m_indexes, Indexes);
    m_indexes->show(definition().root());
    connect(m_indexes, &IndexesPage::saveRequested, this, &CollectionPages::saveRequested);
    connect(m_indexes, &IndexesPage::explainRequested, this, &CollectionPages::explainRequested);
    emit pageMade();
}

void CollectionPages::makeAccess()
{
    if (m_access)
        return;
    m_access = new AccessPage(m_theme, m_holders[Access]);
    place(*m_access, Access);
    m_access->show(definition().root().value("access"));
    connect(m_access, &AccessPage::changed, this, &CollectionPages::changed);
    connect(m_access, &AccessPage::saveRequested, this, [this] { requestSave("access"); });
    emit pageMade();
}

void CollectionPages::makeWebhook()
{
    if (m_webhook)
        return;
    m_webhook = new WebhookPage(m_holders[Webhook]);
    place(*m_webhook, Webhook);
    m_webhook->show(definition().root().value("webhook"));
    connect(m_webhook, &WebhookPage::changed, this, &CollectionPages::changed);
    connect(m_webhook, &WebhookPage::saveRequested, this, [this] { requestSave("webhook"); });
}

void CollectionPages::makeExamples()
{
    if (m_examples)
        return;
    m_examples = new ExamplesPage(m_client, m_theme, m_collection, m_holders[Examples]);
    place(*m_examples, Examples);
    connect(m_examples, &ExamplesPage::requestWanted, this, &CollectionPages::requestWanted);
}

// ---- what they show

void CollectionPages::showDefinition(const QByteArray &definition, Unsaved unsaved)
{
    m_definition = definition;
    const Json::Document document = this->definition();
    const Json::Value root = document.root();
    const auto isShown = [unsaved](const auto *page) {
        return page && (unsaved == Unsaved::Replace || !page->hasUnsavedChanges());
    };
    if (isShown(m_general))
        m_general->show(root.value("description").toString());
    if (isShown(m_fields))
        m_fields->show(root.value("fields"));
    if (isShown(m_access))
        m_access->show(root.value("access"));
    if (isShown(m_webhook))
        m_webhook->show(root.value("webhook"));
    if (m_indexes)
        m_indexes->show(root);
    emit changed();
}

void CollectionPages::edit(const Json::Value &changes)
{
    if (const auto fields = changes.find("fields")) {
        makeFields();
        m_fields->edit(*fields);
    }
    if (const auto access = changes.find("access")) {
        makeAccess();
        m_access->edit(*access);
    }
    if (const auto webhook = changes.find("webhook")) {
        makeWebhook();
        m_webhook->edit(*webhook);
    }
    if (const auto description = changes.find("description"))
        m_general->edit(description->toString());
}

void CollectionPages::noteSaved(const Json::Value &sent, const QByteArray &definition)
{
    m_definition = definition;
    const Json::Document document = this->definition();
    if (sent.find("fields") && m_fields)
        m_fields->show(document.root().value("fields"));
    if (sent.find("access") && m_access)
        m_access->show(document.root().value("access"));
    if (sent.find("webhook") && m_webhook)
        m_webhook->show(document.root().value("webhook"));
    if (sent.find("description"))
        m_general->show(document.root().value("description").toString());
    emit changed();
}

bool CollectionPages::hasUnsavedChanges() const
{
    return isUnsaved(m_fields) || isUnsaved(m_access) || isUnsaved(m_webhook)
        || isUnsaved(m_general);
}

QByteArray CollectionPages::changes() const
{
    Json::ObjectWriter changes;
    if (isUnsaved(m_fields))
        changes.raw("fields", m_fields->toJson());
    if (isUnsaved(m_access))
        changes.raw("access", m_access->toJson());
    if (isUnsaved(m_webhook))
        changes.raw("webhook", m_webhook->toJson());
    if (isUnsaved(m_general))
        changes.text("description", m_general->description());
    return changes.take();
}

/// Has what is not saved of @p member be saved.
void CollectionPages::requestSave(const char *member)
{
    const auto changes = Json::Document::parseKnown(this->changes());
    if (const auto change = changes->root().find(member))
        emit saveRequested(Json::ObjectWriter().value(member, *change).take());
}

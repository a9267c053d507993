// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collection/collectionpanel.h"

#include "ui/collection/accesspage.h"
#include "ui/collection/fieldspage.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>

namespace {

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

CollectionPanel::CollectionPanel(Admin &admin, const Theme &theme, const QString &collection,
                                 QWidget *parent)
    : QWidget(parent)
    , m_admin(admin)
    , m_theme(theme)
    , m_collection(collection)
    , m_path("/admin/v1/collections/" + collection.toUtf8())
    , m_tabs(new QTabWidget(this))
{
    auto *layout = Layouts::column(this);
    m_tabs->setObjectName(QStringLiteral("inner"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("innerBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(makeGeneral(), tr("General"));
    m_fields = new FieldsPage(theme, this);
    m_tabs->addTab(m_fields, tr("Fields"));
    m_tabs->addTab(makeIndexes(), tr("Indexes"));
    m_access = new AccessPage(theme, this);
    m_tabs->addTab(m_access, tr("Access"));
    m_tabs->addTab(makeExamples(), tr("API examples"));
    layout->addWidget(m_tabs);
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("collectionMessage"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(12, 6, 12, 6);
    m_message->hide();
    layout->addWidget(m_message);
    connect(&admin, &Admin::listeningChanged, this, &CollectionPanel::showExamples);
    connect(m_fields, &FieldsPage::saveRequested, this, &CollectionPanel::saveFields);
    connect(m_fields, &FieldsPage::changed, this, &CollectionPanel::unsavedChanged);
    connect(m_access, &AccessPage::saveRequested, this, &CollectionPanel::saveAccess);
    connect(m_access, &AccessPage::changed, this, &CollectionPanel::unsavedChanged);
    load();
}

void CollectionPanel::setCodehookTab(QWidget *panel)
{
    m_tabs->insertTab(m_tabs->count() - 1, panel, tr("Codehook"));
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
    m_description->setPlaceholderText(tr("What the collection is for"));
    form->addRow(tr("&Description"), m_description);
    layout->addLayout(form);
    auto *row = new QHBoxLayout;
    auto *save = new QPushButton(tr("Save description"), page);
    save->setObjectName(QStringLiteral("saveDescription"));
    row->addStretch();
    row->addWidget(save);
    layout->addLayout(row);
    layout->addStretch();
    connect(save, &QPushButton::clicked, this, &CollectionPanel::saveDescription);
    connect(m_description, &QLineEdit::returnPressed, this, &CollectionPanel::saveDescription);
    return page;
}

QWidget *CollectionPanel::makeIndexes()
{
    auto *page = new QWidget(this);
    auto *layout = pageLayout(page);
    addText(layout, tr("Queries and sorts on an indexed field do not read the whole collection."),
            "muted");
    m_indexes = new QListWidget(page);
    m_indexes->setObjectName(QStringLiteral("indexes"));
    m_indexes->setAccessibleName(tr("Indexed fields"));
    layout->addWidget(m_indexes, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_newIndex = new QLineEdit(page);
    m_newIndex->setObjectName(QStringLiteral("newIndex"));
    m_newIndex->setPlaceholderText(
        tr("A field, such as lastname or address.city; several with commas"));
    m_newIndex->setAccessibleName(tr("Field to be indexed"));
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus")), tr("Add index"), page);
    add->setObjectName(QStringLiteral("addIndex"));
    m_removeIndex = new QPushButton(m_theme.icon(QStringLiteral("trash")), tr("Remove"), page);
    m_removeIndex->setObjectName(QStringLiteral("removeIndex"));
    row->addWidget(m_newIndex, 1);
    row->addWidget(add);
    row->addWidget(m_removeIndex);
    layout->addLayout(row);
    connect(add, &QPushButton::clicked, this, &CollectionPanel::addIndex);
    connect(m_newIndex, &QLineEdit::returnPressed, this, &CollectionPanel::addIndex);
    connect(m_removeIndex, &QPushButton::clicked, this, &CollectionPanel::removeIndex);
    connect(m_indexes, &QListWidget::itemSelectionChanged, this,
            [this] { m_removeIndex->setEnabled(!m_indexes->selectedItems().isEmpty()); });
    m_removeIndex->setEnabled(false);
    return page;
}

QWidget *CollectionPanel::makeExamples()
{
    auto *page = new QWidget(this);
    auto *layout = pageLayout(page);
    addText(layout, tr("Set KEY to one of your API keys, then try:"), "muted");
    m_examples = new QPlainTextEdit(page);
    m_examples->setObjectName(QStringLiteral("examples"));
    m_examples->setAccessibleName(tr("Examples of requests"));
    m_examples->setReadOnly(true);
    m_examples->setFont(m_theme.codeFont(-0.5));
    m_examples->setLineWrapMode(QPlainTextEdit::NoWrap);
    layout->addWidget(m_examples, 1);
    showExamples();
    return page;
}

void CollectionPanel::showExamples()
{
    const QString base =
        m_admin.url().isEmpty() ? QStringLiteral("http://127.0.0.1:8787") : m_admin.url();
    const QString url = QStringLiteral("%1/rest/%2").arg(base, m_collection);
    m_examples->setPlainText(
        QStringLiteral("# curl\nKEY=…\ncurl -H \"x-apikey: $KEY\" '%1?max=10'\n"
                       "curl -H \"x-apikey: $KEY\" -H 'content-type: application/json' -d "
                       "'{\"name\":\"Jane\"}' '%1'\n"
                       "curl -g -H \"x-apikey: $KEY\" '%1?q={\"name\":\"Jane\"}'\n\n"
                       "// JavaScript\nconst response = await fetch('%1?max=10', { headers: { "
                       "'x-apikey': KEY } });\n"
                       "console.log(await response.json());\n\n"
                       "# Python\nimport requests\nprint(requests.get('%1', params={'max': 10}, "
                       "headers={'x-apikey': KEY}).json())\n")
            .arg(url));
}

void CollectionPanel::load()
{
    m_admin.request("GET", m_path).then(this, [this](const Admin::Reply &reply) {
        if (reply.isOk())
            show(reply.body);
    });
    m_admin.request("GET", m_path + "/fields").then(this, [this](const Admin::Reply &reply) {
        const auto found = reply.json();
        m_fields->setFound(found.root());
    });
    m_admin.request("GET", "/admin/v1/collections").then(this, [this](const Admin::Reply &reply) {
        m_fields->setCollections(reply.names());
    });
}

void CollectionPanel::show(const QByteArray &body)
{
    const auto document = Json::Document::parse(body);
    if (!document)
        return;
    const Json::Value root = document->root();
    m_facts->setText(tr("%Ln document(s)", nullptr, int(root.value("documents").toInteger())));
    m_description->setText(root.value("description").toString());
    // What is being changed stays.
    if (!m_fields->hasUnsavedChanges())
        m_fields->show(root.value("fields"));
    if (!m_access->hasUnsavedChanges())
        m_access->show(root.value("access"));
    m_indexes->clear();
    m_indexTexts.clear();
    for (const Json::Value &index : root.value("indexes").items()) {
        QStringList names;
        for (const Json::Value &field : index.value("fields").items())
            names.append(field.toString());
        const QString text = names.join(QStringLiteral(", "));
        m_indexTexts.append(index.toJson());
        m_indexes->addItem(index.value("unique").toBool() ? tr("%1 (unique)").arg(text) : text);
    }
}

void CollectionPanel::save(const QByteArray &definition)
{
    m_admin.request("PUT", m_path, definition)
        .then(this, [this, definition](const Admin::Reply &reply) {
            const auto body = reply.json();
            m_message->setVisible(!reply.isOk());
            m_message->setText(tr("Not saved. %1").arg(reply.explanation()));
            Layouts::restyle(m_message, "banner", QStringLiteral("bad"));
            if (!reply.isOk())
                return; // what was typed stays
            const auto sent = Json::Document::parseKnown(definition);
            if (sent && sent->root().find("fields"))
                m_fields->show(body.root().value("fields"));
            if (sent && sent->root().find("access"))
                m_access->show(body.root().value("access"));
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
    return m_fields->hasUnsavedChanges() || m_access->hasUnsavedChanges();
}

void CollectionPanel::save()
{
    Json::ObjectWriter changes;
    if (m_fields->hasUnsavedChanges())
        changes.raw("fields", m_fields->toJson());
    if (m_access->hasUnsavedChanges())
        changes.raw("access", m_access->toJson());
    if (hasUnsavedChanges())
        save(changes.take());
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

void CollectionPanel::saveDescription()
{
    save(Json::ObjectWriter().text("description", m_description->text()).take());
}

void CollectionPanel::saveIndexes(const QByteArrayList &indexes)
{
    Json::ArrayWriter list;
    for (const QByteArray &index : indexes)
        list.raw(index);
    save(Json::ObjectWriter().raw("indexes", list.take()).take());
}

/// One field, or several with commas.
void CollectionPanel::addIndex()
{
    Json::ArrayWriter fields;
    QStringList names;
    for (const QString &field : m_newIndex->text().split(QLatin1Char(','))) {
        if (!field.trimmed().isEmpty()) {
            names.append(field.trimmed());
            fields.raw(Json::quoted(field.trimmed()));
        }
    }
    const bool isKnown =
        !m_indexes->findItems(names.join(QStringLiteral(", ")), Qt::MatchExactly).isEmpty();
    if (names.isEmpty() || isKnown)
        return;
    m_newIndex->clear();
    saveIndexes(m_indexTexts
                + QByteArrayList{Json::ObjectWriter().raw("fields", fields.take()).take()});
}

void CollectionPanel::removeIndex()
{
    QByteArrayList indexes;
    for (int row = 0; row < m_indexes->count(); ++row) {
        if (!m_indexes->item(row)->isSelected())
            indexes.append(m_indexTexts[row]);
    }
    saveIndexes(indexes);
}

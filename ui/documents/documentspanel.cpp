// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentspanel.h"

#include "ui/documents/documentmodel.h"
#include "ui/widgets/jsonhighlighter.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

namespace {

/// The fields that were there and are not any more: PUT merges, so they are unset by name.
QByteArray changesFrom(const Json::Value &before, const Json::Value &after)
{
    Json::ObjectWriter changes;
    for (const Json::Member &member : after.members())
        changes.raw(member.key, member.value.toJson());
    Json::ObjectWriter removed;
    bool isAnyRemoved = false;
    for (const Json::Member &member : before.members()) {
        if (member.key.startsWith('_') || after.find(member.key))
            continue;
        removed.text(member.key, QByteArrayView(""));
        isAnyRemoved = true;
    }
    if (isAnyRemoved)
        changes.raw("$unset", removed.take());
    return changes.take();
}

} // namespace

DocumentsPanel::DocumentsPanel(Admin &admin, const Theme &theme, const QString &collection,
                               QWidget *parent)
    : QWidget(parent)
    , m_admin(admin)
    , m_theme(theme)
    , m_collection(collection)
    , m_path("/rest/" + collection.toUtf8())
    , m_model(new DocumentModel(admin, theme, collection, this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeQueryBar());
    layout->addWidget(Layouts::line(this));
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->addWidget(makeGrid());
    splitter->addWidget(makeJsonPane());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    connect(m_model, &DocumentModel::loaded, this, &DocumentsPanel::showTotals);
    connect(m_model, &DocumentModel::failed, this, [this](const QString &message) {
        Layouts::restyle(m_query, "invalid", true);
        m_totals->setText(message);
    });
    connect(new QShortcut(QKeySequence::Refresh, this, nullptr, nullptr,
                          Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, this, &DocumentsPanel::refresh);
    m_model->reload();
}

QWidget *DocumentsPanel::makeQueryBar()
{
    QWidget *bar = Layouts::bar(this);
    m_query = new QLineEdit(bar);
    m_query->setObjectName(QStringLiteral("query"));
    m_query->setPlaceholderText(tr("Query, for example { \"active\": true }"));
    m_query->setAccessibleName(tr("Query"));
    m_query->setFont(m_theme.codeFont(-1));
    m_query->setClearButtonEnabled(true);
    m_query->addAction(m_theme.icon(QStringLiteral("braces")), QLineEdit::LeadingPosition);
    Layouts::rowOf(bar)->addWidget(m_query, 1);
    connect(m_query, &QLineEdit::returnPressed, this, &DocumentsPanel::refresh);
    QToolButton *refresh = Layouts::addTool(bar, m_theme.icon(QStringLiteral("refresh")),
                                            tr("Read again (F5)"), "refresh");
    connect(refresh, &QToolButton::clicked, this, &DocumentsPanel::refresh);
    QToolButton *settings = Layouts::addTool(bar, m_theme.icon(QStringLiteral("webhook")),
                                             tr("Settings and codehook"), "openSettings");
    connect(settings, &QToolButton::clicked, this,
            [this] { emit settingsRequested(m_collection); });
    auto *add = new QPushButton(m_theme.icon(QStringLiteral("plus"), Theme::Role::Surface),
                                tr("Add document"), bar);
    add->setObjectName(QStringLiteral("addDocument"));
    add->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(add);
    connect(add, &QPushButton::clicked, this, &DocumentsPanel::beginNew);
    return bar;
}

QWidget *DocumentsPanel::makeGrid()
{
    auto *pane = new QWidget(this);
    auto *layout = Layouts::column(pane);
    m_grid = new QTableView(pane);
    m_grid->setObjectName(QStringLiteral("grid"));
    m_grid->setAccessibleName(tr("Documents of %1").arg(m_collection));
    m_grid->setModel(m_model);
    m_grid->setWordWrap(false);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_grid->verticalHeader()->setDefaultSectionSize(28);
    m_grid->verticalHeader()->setDefaultAlignment(Qt::AlignCenter);
    m_grid->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_grid->horizontalHeader()->setDefaultSectionSize(150);
    m_grid->horizontalHeader()->setHighlightSections(false);
    m_empty = new QLabel(m_grid);
    m_empty->setObjectName(QStringLiteral("emptyHint"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("muted", true);
    m_empty->setWordWrap(true);
    auto *center = new QVBoxLayout(m_grid);
    center->addWidget(m_empty);
    layout->addWidget(m_grid, 1);
    layout->addWidget(Layouts::line(pane));
    m_totals = new QLabel(pane);
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setContentsMargins(12, 4, 12, 4);
    m_totals->setProperty("muted", true);
    m_totals->setWordWrap(true);
    layout->addWidget(m_totals);
    connect(
        m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) { showRow(current.isValid() ? current.row() : -1); });
    connect(new QShortcut(QKeySequence::Delete, m_grid, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &DocumentsPanel::askToDelete);
    return pane;
}

QWidget *DocumentsPanel::makeJsonPane()
{
    auto *pane = new QWidget(this);
    pane->setMinimumWidth(240);
    auto *layout = Layouts::column(pane);
    QWidget *head = Layouts::bar(pane);
    m_title = new QLabel(tr("Document"), head);
    m_title->setProperty("title", true);
    Layouts::rowOf(head)->addWidget(m_title, 1);
    connect(Layouts::addTool(head, m_theme.icon(QStringLiteral("trash")),
                             tr("Delete the chosen documents (Del)"), "deleteDocument"),
            &QToolButton::clicked, this, &DocumentsPanel::askToDelete);
    layout->addWidget(head);
    layout->addWidget(Layouts::line(pane));
    m_banner = new QLabel(pane);
    m_banner->setObjectName(QStringLiteral("documentBanner"));
    m_banner->setWordWrap(true);
    m_banner->setTextFormat(Qt::PlainText);
    m_banner->hide();
    layout->addWidget(m_banner);
    m_json = new QPlainTextEdit(pane);
    m_json->setObjectName(QStringLiteral("json"));
    m_json->setAccessibleName(tr("The document as JSON"));
    m_json->setProperty("flat", true);
    m_json->setFont(m_theme.codeFont(-0.5));
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setTabChangesFocus(true);
    m_json->setPlaceholderText(tr("Choose a document, or add one."));
    new JsonHighlighter(m_theme, m_json->document());
    layout->addWidget(m_json, 1);
    layout->addWidget(Layouts::line(pane));
    QWidget *foot = Layouts::bar(pane);
    m_validity = new QLabel(foot);
    m_validity->setObjectName(QStringLiteral("validity"));
    m_revert = new QPushButton(tr("Revert"), foot);
    m_revert->setObjectName(QStringLiteral("revertDocument"));
    m_save = new QPushButton(tr("Save document"), foot);
    m_save->setObjectName(QStringLiteral("saveDocument"));
    m_save->setProperty("primary", true);
    m_save->setToolTip(tr("Ctrl+S"));
    Layouts::rowOf(foot)->addWidget(m_validity);
    Layouts::rowOf(foot)->addStretch();
    Layouts::rowOf(foot)->addWidget(m_revert);
    Layouts::rowOf(foot)->addWidget(m_save);
    layout->addWidget(foot);
    connect(m_json, &QPlainTextEdit::textChanged, this, &DocumentsPanel::checkJson);
    connect(m_save, &QPushButton::clicked, this, &DocumentsPanel::save);
    connect(m_revert, &QPushButton::clicked, this, [this] { m_json->setPlainText(m_stored); });
    checkJson();
    return pane;
}

void DocumentsPanel::refresh()
{
    Layouts::restyle(m_query, "invalid", false);
    m_model->setQuery(m_query->text().trimmed().toUtf8());
}

void DocumentsPanel::showTotals(int milliseconds)
{
    Layouts::restyle(m_query, "invalid", false);
    m_totals->setText(
        tr("%Ln document(s), read in %1 ms", nullptr, int(m_model->total())).arg(milliseconds));
    m_empty->setVisible(m_model->rowCount() == 0);
    m_empty->setText(
        m_query->text().trimmed().isEmpty()
            ? tr("No documents yet.\nAdd one here, or POST it to /rest/%1.").arg(m_collection)
            : tr("No document matches the query."));
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString name =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (name.startsWith(QLatin1String("_")))
            m_grid->setColumnWidth(column, name == QLatin1String("_version") ? 80 : 190);
    }
    if (const int row = m_id.isEmpty() ? -1 : m_model->rowOf(m_id);
        row >= 0 && !hasUnsavedChanges())
        m_grid->selectRow(row);
}

void DocumentsPanel::showRow(int row)
{
    if (row < 0 || (m_isEditing && m_model->id(row) == m_id && hasUnsavedChanges()))
        return;
    const QByteArray id = m_model->id(row);
    const QByteArray json = m_model->json(row);
    if (!hasUnsavedChanges()) {
        showJson(id, json);
        return;
    }
    Ask::aboutUnsaved(this, tr("The document"), [this, id, json](Ask::Unsaved answer) {
        if (answer == Ask::Unsaved::Discard)
            showJson(id, json);
        else if (answer == Ask::Unsaved::Save)
            save();
    });
}

void DocumentsPanel::showJson(const QByteArray &id, const QByteArray &json)
{
    m_id = id;
    m_isEditing = true;
    m_stored = PrettyJson::format(json);
    m_banner->hide();
    m_title->setText(id.isEmpty() ? tr("New document") : tr("Document"));
    m_json->setPlainText(m_stored);
    checkJson();
}

void DocumentsPanel::beginNew()
{
    const auto begin = [this] {
        m_grid->clearSelection();
        showJson({}, "{}");
        m_stored.clear();
        m_json->setPlainText(QStringLiteral("{\n  \n}"));
        m_json->moveCursor(QTextCursor::Start);
        m_json->moveCursor(QTextCursor::Down);
        m_json->moveCursor(QTextCursor::EndOfLine);
        m_json->setFocus();
    };
    if (!hasUnsavedChanges())
        return begin();
    Ask::aboutUnsaved(this, tr("The document"), [this, begin](Ask::Unsaved answer) {
        if (answer == Ask::Unsaved::Discard)
            begin();
        else if (answer == Ask::Unsaved::Save)
            save();
    });
}

bool DocumentsPanel::hasUnsavedChanges() const
{
    return m_isEditing && m_json->toPlainText() != m_stored;
}

void DocumentsPanel::checkJson()
{
    const QByteArray text = m_json->toPlainText().toUtf8();
    const auto document = Json::Document::parse(text);
    const bool isValid = document && document->root().isObject();
    m_json->setReadOnly(!m_isEditing);
    m_validity->setVisible(m_isEditing);
    Layouts::restyle(m_validity, "pill", isValid ? "good" : "bad");
    m_validity->setText(isValid ? tr("Valid JSON") : tr("Not valid"));
    m_validity->setToolTip(
        isValid ? QString()
                : (document ? tr("A document is a JSON object.") : document.error().message));
    m_save->setEnabled(m_isEditing && isValid && hasUnsavedChanges());
    m_revert->setEnabled(hasUnsavedChanges());
    emit unsavedChanged();
}

void DocumentsPanel::save()
{
    const QByteArray text = m_json->toPlainText().toUtf8();
    const auto document = Json::Document::parse(text);
    if (!document || !document->root().isObject()) {
        tell(document ? tr("A document is a JSON object.") : document.error().message, "bad");
        return;
    }
    if (m_id.isEmpty()) {
        m_admin.request("POST", m_path, text).then(this, [this](const Admin::Reply &reply) {
            finishSave(reply);
        });
        return;
    }
    const auto before = Json::Document::parse(m_stored.toUtf8());
    const QByteArray changes =
        changesFrom(before ? before->root() : Json::Value(), document->root());
    m_admin.request("PUT", m_path + "/" + m_id, changes)
        .then(this, [this](const Admin::Reply &reply) { finishSave(reply); });
}

void DocumentsPanel::finishSave(const Admin::Reply &reply)
{
    if (!reply.isOk()) {
        tell(reply.faults().isEmpty()
                 ? reply.message()
                 : QStringLiteral("%1\n%2").arg(reply.message(), reply.explanation()),
             "bad");
        return;
    }
    const auto stored = reply.json();
    const QByteArray id = stored.root().value("_id").text().toByteArray();
    showJson(id, reply.body);
    m_model->reload();
    emit documentsChanged();
}

void DocumentsPanel::askToDelete()
{
    QByteArrayList ids;
    for (const QModelIndex &index : m_grid->selectionModel()->selectedRows())
        ids.append(Json::quoted(QByteArrayView(m_model->id(index.row()))));
    if (ids.isEmpty())
        return;
    Ask::toConfirm(this, tr("Delete?"),
                   tr("%Ln document(s) of %1 will be deleted. This cannot be undone.", nullptr,
                      int(ids.size()))
                       .arg(m_collection),
                   tr("Delete"), [this, ids] {
                       m_admin.request("DELETE", m_path + "/*", '[' + ids.join(',') + ']')
                           .then(this, [this](const Admin::Reply &reply) {
                               if (!reply.isOk()) {
                                   finishSave(reply);
                                   return;
                               }
                               m_isEditing = false;
                               m_id.clear();
                               m_json->clear();
                               m_model->reload();
                               emit documentsChanged();
                           });
                   });
}

void DocumentsPanel::tell(const QString &text, const char *kind)
{
    m_banner->setText(text);
    Layouts::restyle(m_banner, "banner", QLatin1String(kind));
    m_banner->show();
}

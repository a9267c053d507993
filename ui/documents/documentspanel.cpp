// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentspanel.h"

#include "client/routes.h"
#include "ui/documents/documentactions.h"
#include "ui/documents/documenteditor.h"
#include "ui/documents/documentfeed.h"
#include "ui/documents/documentgrid.h"
#include "ui/documents/documentmodel.h"
#include "ui/documents/documentoperations.h"
#include "ui/documents/gridcolumns.h"
#include "ui/documents/relatedpreview.h"
#include "ui/documents/viewswitch.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timetext.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

#include <chrono>
#include <limits>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr auto MessageStays = 8s; ///< While others' changes are read.

} // namespace

DocumentsPanel::DocumentsPanel(Client &client, const Theme &theme, const QString &collection,
                               QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_collection(collection)
    , m_path(Routes::documents(collection))
    , m_view(new ViewSwitch(client, theme, collection, this))
    , m_model(new DocumentModel(m_view->owner(), theme, collection, this))
    , m_feed(new DocumentFeed(client, *m_model, collection, this))
    , m_editor(new DocumentEditor(m_view->owner(), theme, m_path, this))
    , m_operations(new DocumentOperations(m_view->owner(), collection, this))
{
    auto *layout = Layouts::column(this);
    layout->addWidget(makeQueryBar());
    layout->addWidget(Layouts::line(this));
    layout->addWidget(m_view->bar());
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->addWidget(makeGrid());
    splitter->addWidget(m_editor);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    layout->addWidget(splitter, 1);
    makeActions();
    m_told.setSingleShot(true);
    m_told.callOnTimeout(this, [this] {
        if (!m_loaded.isEmpty())
            endMessage();
    });
    setFocusProxy(m_grid);
    connectModel();
    connectEditor();
    connectOperations();
    connectView();
}

void DocumentsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed->catchUp();
}

void DocumentsPanel::connectView()
{
    connect(m_view, &ViewSwitch::viewerChanged, this, [this] {
        m_grid->clearSelection();
        clearEditor();
        m_model->setReader(m_view->isOwner() ? nullptr : &m_view->viewed());
        updateActions();
    });
    connect(m_model, &DocumentModel::loaded, m_view,
            [this] { m_view->noteTotal(m_model->query(), m_model->total()); });
    connect(m_model, &DocumentModel::failed, m_view, &ViewSwitch::noteRefusal);
}

void DocumentsPanel::connectModel()
{
    connect(m_model, &DocumentModel::loaded, this, &DocumentsPanel::showTotals);
    connect(m_model, &DocumentModel::failed, this, [this](const QString &message) {
        Layouts::restyle(m_query, "invalid", m_view->isOwner());
        showMessage(message);
        m_told.stop(); // until they are read
    });
    connect(m_model, &DocumentModel::pageLoaded, this, [this] {
        // A document that is being written anew has no row.
        if (m_editor->id().isEmpty() && !m_editor->hasUnsavedChanges()
            && m_grid->selectionModel()->hasSelection())
            showRow(m_grid->currentIndex().row()); // it was chosen before it was read
        else if (const int row = m_model->rowOf(m_editor->id()); row >= 0)
            showRow(row); // it may have been changed elsewhere
        updateActions(); // the current row may be one that was read
    });
    connect(m_model, &DocumentModel::cellStored, this,
            [this](const QByteArray &before, const QByteArray &after) {
                m_operations->rememberEdit(before, after);
                showRow(m_grid->currentIndex().row());
            });
    connect(&m_model->edits(), &CellEdits::refused, this, &DocumentsPanel::showMessage);
    connect(&m_model->edits(), &CellEdits::changed, this, [this] {
        if (m_model->edits().isEmpty()) {
            m_notice->hide();
            m_told.stop();
        }
        emit unsavedChanged();
    });
}

void DocumentsPanel::connectEditor()
{
    connect(m_editor, &DocumentEditor::unsavedChanged, this, &DocumentsPanel::unsavedChanged);
    connect(m_model, &DocumentModel::declaredRead, m_editor, &DocumentEditor::setDeclared);
    connect(m_editor, &DocumentEditor::relatedRequested, this, &DocumentsPanel::documentRequested);
    connect(m_editor, &DocumentEditor::compareRequested, this, &DocumentsPanel::compareRequested);
    connect(m_editor, &DocumentEditor::stored, this,
            [this](const QByteArray &before, const QByteArray &after) {
                if (before.isEmpty())
                    m_operations->rememberCreation(after);
                else
                    m_operations->rememberEdit(before, after);
                m_model->reload();
            });
}

void DocumentsPanel::connectOperations()
{
    connect(m_operations, &DocumentOperations::failed, this, &DocumentsPanel::showMessage);
    connect(m_operations, &DocumentOperations::historyChanged, this,
            &DocumentsPanel::updateActions);
    connect(m_operations, &DocumentOperations::changed, this, [this] {
        m_told.stop();
        m_model->reload();
    });
    connect(m_operations, &DocumentOperations::replaced, this, &DocumentsPanel::clearEditor);
    connect(m_operations, &DocumentOperations::deleted, this, [this](const QByteArrayList &ids) {
        if (ids.contains(m_editor->id()))
            clearEditor();
    });
}

QWidget *DocumentsPanel::makeQueryBar()
{
    QWidget *bar = Layouts::bar(this);
    m_query = new QueryField(bar);
    m_query->setObjectName(QStringLiteral("query"));
    m_query->setMaxLength(std::numeric_limits<int>::max()); // a value may be long
    m_query->setPlaceholderText(tr("Words, name = Ann and age >= 30, or { \"active\": true }"));
    m_query->setAccessibleName(tr("Query"));
    m_theme.setCodeFont(m_query, -1);
    m_query->setClearButtonEnabled(true);
    Layouts::addIcon(m_query, m_theme.icon(QStringLiteral("braces")));
    Layouts::rowOf(bar)->addWidget(m_query, 1);
    Layouts::rowOf(bar)->addWidget(m_view);
    connect(m_query, &QLineEdit::returnPressed, this, &DocumentsPanel::refresh);
    QToolButton *refresh = Layouts::addTool(bar, m_theme.icon(QStringLiteral("refresh")),
                                            tr("Refresh (F5)"), "refresh");
    connect(refresh, &QToolButton::clicked, this, &DocumentsPanel::refresh);
    QToolButton *settings = Layouts::addTool(bar, m_theme.icon(QStringLiteral("webhook")),
                                             tr("Settings and codehook"), "openSettings");
    connect(settings, &QToolButton::clicked, this,
            [this] { emit settingsRequested(m_collection); });
    m_views = new SavedViews(
        m_theme, m_client.identity(), m_collection, [this] { return presentView(); }, bar);
    Layouts::rowOf(bar)->addWidget(m_views);
    connect(m_views, &SavedViews::chosen, this, &DocumentsPanel::showView);
    m_more = Layouts::addTool(bar, m_theme.icon(QStringLiteral("dots")),
                              tr("Edit, import and export"), "documentMenu");
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_deleteButton = Layouts::addTool(bar, m_theme.icon(QStringLiteral("trash")),
                                      tr("Delete selected documents (Del)"), "deleteDocument");
    m_addButton = new QPushButton(m_theme.icon(QStringLiteral("plus"), Theme::Role::OnAccent),
                                  tr("Add document"), bar);
    m_addButton->setObjectName(QStringLiteral("addDocument"));
    m_addButton->setProperty("primary", true);
    Layouts::rowOf(bar)->addWidget(m_addButton);
    connect(m_addButton, &QPushButton::clicked, this, [this] { beginNew(); });
    return bar;
}

QWidget *DocumentsPanel::makeGrid()
{
    auto *pane = new QWidget(this);
    auto *layout = Layouts::column(pane);
    m_grid = new DocumentGrid(*m_model, m_theme, m_client.identity(), m_collection, pane);
    m_grid->setAccessibleName(tr("Documents of %1").arg(m_collection));
    new RelatedPreview(m_view->viewed(), *m_model, *m_grid);
    m_notice = new NoticeBar(m_theme, pane);
    layout->addWidget(m_notice);
    layout->addWidget(m_grid, 1);
    layout->addWidget(Layouts::line(pane));
    m_totals = new QLabel(pane);
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setContentsMargins(12, 4, 12, 4);
    m_totals->setProperty("muted", true);
    m_totals->setTextFormat(Qt::PlainText);
    m_totals->setWordWrap(true);
    layout->addWidget(m_totals);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!m_model->isFollowing())
                    showRow(current.isValid() ? current.row() : -1);
            });
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DocumentsPanel::updateActions);
    connect(m_grid, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        m_actions->menu().popup(m_grid->viewport()->mapToGlobal(at));
    });
    return pane;
}

void DocumentsPanel::makeActions()
{
    m_actions = new DocumentActions({m_client, *m_view, *m_model, *m_grid, *m_operations}, m_theme,
                                    m_collection, this);
    m_more->setMenu(&m_actions->menu());
    connect(m_actions, &DocumentActions::newRequested, this, [this] { beginNew(); });
    connect(m_actions, &DocumentActions::copyRequested, this, &DocumentsPanel::beginNew);
    connect(m_actions, &DocumentActions::requestWanted, this, &DocumentsPanel::requestWanted);
    connect(m_actions, &DocumentActions::queryRequested, this, &DocumentsPanel::query);
    connect(m_actions, &DocumentActions::documentRequested, this,
            &DocumentsPanel::documentRequested);
    connect(m_actions, &DocumentActions::failed, this, &DocumentsPanel::showMessage);
    connect(m_deleteButton, &QToolButton::clicked, m_actions, &DocumentActions::askToDelete);
    connect(Actions::make("refresh", m_theme, this), &QAction::triggered, this,
            &DocumentsPanel::refresh);
    updateActions();
}

void DocumentsPanel::updateActions()
{
    m_addButton->setEnabled(m_view->isOwner());
    m_deleteButton->setEnabled(m_view->isOwner() && m_grid->chosenRows() > 0);
    m_actions->update();
}

void DocumentsPanel::refresh()
{
    showIn(m_model->order());
}

/// Reads what the query field asks for, in @p order.
void DocumentsPanel::showIn(const DocumentOrder &order)
{
    Layouts::restyle(m_query, "invalid", false);
    m_told.stop();
    const auto query = DocumentQuery::read(m_query->text(), m_model->declared());
    if (!query) {
        Layouts::restyle(m_query, "invalid", true);
        return showMessage(query.error().message);
    }
    if (*query != m_model->query()) {
        m_grid->scrollToTop();
        m_isQueried = true;
    }
    m_model->setQuery(*query, order);
    m_grid->columns().showOrder();
}

void DocumentsPanel::showMessage(const QString &text)
{
    m_loaded.clear();
    m_told.start(MessageStays);
    m_totals->setText(text);
    Layouts::restyle(m_totals, "fault", true);
}

void DocumentsPanel::endMessage()
{
    m_told.stop();
    Layouts::restyle(m_query, "invalid", false);
    Layouts::restyle(m_totals, "fault", false);
    m_totals->setText(std::exchange(m_loaded, {}));
}

void DocumentsPanel::showTotals(std::chrono::nanoseconds taken)
{
    readFields();
    m_loaded = tr("%Ln document(s) in %1", nullptr, int(m_model->total())).arg(durationText(taken));
    if (!m_told.isActive())
        endMessage();
    const QString hint = m_query->text().trimmed().isEmpty()
        ? tr("No documents yet.\nAdd one here, or POST it to /rest/%1.").arg(m_collection)
        : tr("No documents match the query.");
    m_grid->showHint(m_model->rowCount() == 0 ? hint : QString());
    // What another query does not show is not shown beside it either.
    if (std::exchange(m_isQueried, false) && m_model->rowOf(m_editor->id()) < 0)
        clearEditor();
    if (const int row = m_editor->id().isEmpty() ? -1 : m_model->rowOf(m_editor->id());
        row >= 0 && !m_editor->hasUnsavedChanges() && !m_grid->selectionModel()->hasSelection())
        m_grid->selectRow(row);
    if (std::exchange(m_isWanted, false) && m_model->rowCount() > 0)
        m_grid->selectRow(0);
    updateActions();
}

/// The fields that queries are proposed: documents that have another one show another column.
void DocumentsPanel::readFields()
{
    if (std::exchange(m_knownColumns, m_model->columnCount()) == m_model->columnCount())
        return;
    m_client.read(Routes::fields(m_collection)).then(this, [this](const Client::Reply &reply) {
        m_query->setFields(reply.names());
    });
}

void DocumentsPanel::showRow(int row)
{
    // What others see is no version that somebody has stored.
    const bool isVersion = m_view->isOwner() || !m_editor->hasUnsavedChanges();
    if (row >= 0 && m_model->isLoaded(row) && isVersion)
        m_editor->open(m_model->id(row), m_model->json(row),
                       m_view->isOwner() ? DocumentEditor::Access::Edit
                                         : DocumentEditor::Access::ReadOnly);
}

void DocumentsPanel::beginNew(const QByteArray &content)
{
    m_grid->clearSelection();
    m_editor->beginNew(content);
}

void DocumentsPanel::showDocument(const QByteArray &id)
{
    m_isWanted = true;
    query(QStringLiteral("_id = \"%1\"").arg(QString::fromUtf8(id)));
}

/// Shows what @p typed would show if it were typed.
void DocumentsPanel::query(const QString &typed)
{
    m_query->setText(typed);
    refresh();
}

SavedViews::View DocumentsPanel::presentView() const
{
    return {m_query->text().trimmed(), m_model->order(), m_grid->columns().state()};
}

void DocumentsPanel::showView(const SavedViews::View &view)
{
    m_grid->columns().setState(view.columns);
    m_query->setText(view.query);
    showIn(view.order);
}

bool DocumentsPanel::hasUnsavedChanges() const
{
    return m_editor->hasUnsavedChanges() || !m_model->edits().isEmpty();
}

void DocumentsPanel::save()
{
    m_grid->setFocus(); // the cell that is being edited gives its text
    m_model->edits().storeAll();
    if (m_editor->hasUnsavedChanges())
        m_editor->save();
}

QByteArray DocumentsPanel::draft() const
{
    const QByteArray document = m_editor->draft();
    const QByteArray cells = m_model->edits().draft();
    if (document.isEmpty() && cells.isEmpty())
        return {};
    Json::ObjectWriter draft;
    if (!document.isEmpty())
        draft.raw("document", document);
    if (!cells.isEmpty())
        draft.raw("cells", cells);
    return draft.take();
}

void DocumentsPanel::restore(const DraftStore::Draft &draft)
{
    const auto state = Json::Document::parse(draft.state);
    if (!state)
        return;
    if (const auto document = state->root().find("document"))
        m_editor->restore({document->toJson(), draft.time});
    if (const auto cells = state->root().find("cells")) {
        m_model->edits().restore(cells->toJson());
        tellRestored(draft.time);
    }
}

void DocumentsPanel::tellRestored(const QDateTime &time)
{
    m_notice->tell(NoticeBar::Kind::Information,
                   tr("Cells with unsaved text from %1 were restored.").arg(timeText(time)),
                   {{tr("Show"), "showCells", [this] { showEdited(); }, true},
                    {tr("Save"), "saveCells", [this] { m_model->edits().storeAll(); }, true},
                    {tr("Discard"), "discardCells", [this] { m_model->edits().clear(); }}});
}

/// Goes to the first cell whose text is not stored, with a query where its document is not read.
void DocumentsPanel::showEdited()
{
    const QModelIndexList cells = m_model->edited();
    if (!cells.isEmpty()) {
        m_grid->setCurrentIndex(cells.first());
        m_grid->setFocus();
        return;
    }
    Json::ArrayWriter ids;
    for (const QByteArray &id : m_model->edits().ids())
        ids.raw(Json::quoted(QByteArrayView(id)));
    query(QStringLiteral("{\"_id\": {\"$in\": %1}}").arg(QString::fromUtf8(ids.take())));
}

/// What is being written in it stays.
void DocumentsPanel::clearEditor()
{
    if (!m_editor->hasUnsavedChanges())
        m_editor->clear();
}

// ---- files

void DocumentsPanel::importFrom(const QString &path)
{
    m_operations->importFrom(m_client, m_theme, path);
}

void DocumentsPanel::exportTo(const QString &path)
{
    m_operations->exportTo(path, m_view->viewed().viewer(), m_model->query(), m_model->total());
}

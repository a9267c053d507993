// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentactions.h"

#include "client/routes.h"
#include "ui/documents/bulkeditdialog.h"
#include "ui/documents/cellvalue.h"
#include "ui/documents/documentgrid.h"
#include "ui/documents/documentmodel.h"
#include "ui/documents/documentoperations.h"
#include "ui/documents/viewswitch.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/prettyjson.h"
#include "client/requests/requestcode.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLocale>

namespace {

/// What is chosen is read, so that it can come back; more than that is too much to keep.
constexpr int MostChosen = 10'000;

} // namespace

DocumentActions::DocumentActions(const Parts &parts, const Theme &theme, const QString &collection,
                                 QWidget *panel)
    : QObject(panel)
    , m_parts(parts)
    , m_theme(theme)
    , m_collection(collection)
    , m_panel(panel)
    , m_reading(new DocumentReading(parts.view.viewed(), collection, this))
    , m_menu(panel)
{
    m_undo = add("undo", [this] { m_parts.operations.undo(); });
    m_redo = add("redo", [this] { m_parts.operations.redo(); });
    m_menu.addSeparator();
    m_add = add("newDocument", &DocumentActions::newRequested);
    m_duplicate = add("duplicateDocument", &DocumentActions::duplicate);
    m_edit = add("editDocuments", &DocumentActions::askToEdit);
    m_delete = add("deleteDocuments", &DocumentActions::askToDelete);
    m_menu.addSeparator();
    m_filter = add("filterByValue", [this] { filterByCell("="); });
    m_exclude = add("excludeValue", [this] { filterByCell("!="); });
    m_follow = add("followReference", &DocumentActions::followReference);
    m_menu.addSeparator();
    add("copy", &DocumentActions::copyCells);
    add("copyJson", &DocumentActions::copyJson);
    add("copyCurl", &DocumentActions::copyCurl);
    add("openInRequests", &DocumentActions::openInRequests);
    m_menu.addSeparator();
    add("importDocuments", [this] { m_parts.operations.askForImport(m_parts.client, m_theme); });
    add("exportDocuments", [this] {
        m_parts.operations.askForExport(m_parts.view.viewed().viewer(), m_parts.model.query(),
                                        m_parts.model.total());
    });
    connect(parts.grid.selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DocumentActions::update);
    connect(m_reading, &DocumentReading::failed, this, &DocumentActions::failed);
    update();
}

template<typename Slot>
QAction *DocumentActions::add(const char *name, Slot slot)
{
    QAction *action = Actions::make(name, m_theme, &m_parts.grid);
    connect(action, &QAction::triggered, this, slot);
    m_menu.addAction(action);
    return action;
}

void DocumentActions::update()
{
    const bool isOwner = m_parts.view.isOwner();
    const bool hasChosen = isOwner && m_parts.grid.chosenRows() > 0;
    m_add->setEnabled(isOwner);
    m_delete->setEnabled(hasChosen);
    m_edit->setEnabled(hasChosen);
    const QModelIndex cell = m_parts.grid.currentIndex();
    const bool isLoaded = cell.isValid() && m_parts.model.isLoaded(cell.row());
    m_duplicate->setEnabled(isOwner && isLoaded);
    m_filter->setEnabled(isLoaded);
    m_exclude->setEnabled(isLoaded);
    m_follow->setEnabled(isLoaded && !m_parts.model.relatedCollection(cell.column()).isEmpty());
    const QString undo = m_parts.operations.nextUndo();
    const QString redo = m_parts.operations.nextRedo();
    m_undo->setEnabled(isOwner && !undo.isEmpty());
    m_undo->setText(undo.isEmpty() ? tr("Undo") : tr("Undo: %1").arg(undo));
    m_redo->setEnabled(isOwner && !redo.isEmpty());
    m_redo->setText(redo.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(redo));
}

/// Gives the JSON of the chosen documents, those that are not loaded read for it.
void DocumentActions::withChosen(DocumentReading::Use then)
{
    if (m_parts.grid.chosenRows() > MostChosen) {
        emit failed(tr("At most %Ln document(s) at once; select fewer.", nullptr, MostChosen));
        return;
    }
    // What is seen counts: others may have moved the rows since.
    if (const auto documents = m_parts.model.loadedRows(m_parts.grid.chosenRanges()))
        return then(*documents);
    m_reading->readRows(m_parts.model.wholeParameters(), m_parts.grid.chosenRanges(),
                        std::move(then));
}

void DocumentActions::askToDelete()
{
    const int rows = m_parts.grid.chosenRows();
    if (rows == 0)
        return;
    // What has some words cannot be deleted by them in one request.
    if (rows > MostChosen && rows == m_parts.model.rowCount()
        && m_parts.model.query().words.isEmpty()) {
        const int total = int(m_parts.model.total());
        Ask::toDestroy(
            m_panel,
            {tr("Delete %Ln document(s)?", nullptr, total),
             m_parts.model.query().isEmpty()
                 ? tr("This deletes all documents of %1. That many cannot be restored with Undo.")
                       .arg(m_collection)
                 : tr("This deletes all documents of %1 that match the query. That many cannot be "
                      "restored with Undo.")
                       .arg(m_collection),
             tr("Delete"), QLocale().toString(total)},
            [this] { m_parts.operations.removeMatches(m_parts.model.query().q); });
        return;
    }
    withChosen([this](const QByteArrayList &documents) {
        Ask::toConfirm(m_panel, tr("Delete?"),
                       tr("%Ln document(s) of %1 will be deleted. Ctrl+Z brings them back while "
                          "this tab is open.",
                          nullptr, int(documents.size()))
                           .arg(m_collection),
                       tr("Delete"), [this, documents] {
                           QByteArrayList ids;
                           for (const QByteArray &document : documents)
                               ids.append(DocumentChange::idOf(document));
                           m_reading->readStored(ids, [this](const QByteArrayList &stored) {
                               m_parts.operations.remove(stored);
                           });
                       });
    });
}

void DocumentActions::askToEdit()
{
    withChosen([this](const QByteArrayList &documents) {
        if (documents.isEmpty())
            return;
        auto *dialog = new BulkEditDialog(m_theme, int(documents.size()), m_panel);
        connect(dialog, &BulkEditDialog::chosen, this, [this, documents](const QByteArray &change) {
            m_parts.operations.edit(documents, change);
        });
        dialog->open();
    });
}

/// What the server sets itself is not copied.
void DocumentActions::duplicate()
{
    const auto document =
        Json::Document::parse(m_parts.model.json(m_parts.grid.currentIndex().row()));
    if (!document)
        return;
    Json::ObjectWriter copy;
    for (const Json::Member &member : document->root().members()) {
        if (!member.key.startsWith('_'))
            copy.value(member.key, member.value);
    }
    emit copyRequested(copy.take());
}

/// Narrows the present query down to what has the value of the current cell, or has not.
void DocumentActions::filterByCell(const char *operation)
{
    const QModelIndex cell = m_parts.grid.currentIndex();
    const auto document = Json::Document::parse(m_parts.model.json(cell.row()));
    if (!document)
        return;
    const QString field = m_parts.model.fieldName(cell.column());
    emit queryRequested(m_parts.model.query().narrowed(
        field, operation, document->root().value(field.toUtf8()).toJson()));
}

void DocumentActions::followReference()
{
    const QModelIndex cell = m_parts.grid.currentIndex();
    const QByteArray id = m_parts.model.relatedId(cell);
    if (id.isEmpty())
        emit failed(tr("This document has no related document."));
    else
        emit documentRequested(m_parts.model.relatedCollection(cell.column()), id);
}

/// The current cell, or the chosen rows as a table for spreadsheets.
void DocumentActions::copyCells()
{
    const QModelIndex cell = m_parts.grid.currentIndex();
    if (m_parts.grid.chosenRows() > 1)
        withChosen([fields = m_parts.grid.shownFields()](const QByteArrayList &documents) {
            QApplication::clipboard()->setText(CellValue::table(fields, documents));
        });
    else if (cell.isValid() && m_parts.model.isLoaded(cell.row()))
        QApplication::clipboard()->setText(cell.data(Qt::EditRole).toString());
}

void DocumentActions::copyJson()
{
    withChosen([](const QByteArrayList &documents) {
        if (documents.isEmpty())
            return;
        QApplication::clipboard()->setText(
            documents.size() == 1 ? PrettyJson::format(documents.first())
                                  : PrettyJson::format('[' + documents.join(',') + ']'));
    });
}

void DocumentActions::openInRequests()
{
    emit requestWanted(Json::ObjectWriter()
                           .text("method", "GET")
                           .text("path", QByteArrayView(Routes::documents(m_collection)))
                           .text("query", QByteArrayView(m_parts.model.parameters()))
                           .take());
}

void DocumentActions::copyCurl()
{
    const QByteArray path = Routes::documents(m_collection);
    const QByteArray parameters = m_parts.model.parameters();
    QApplication::clipboard()->setText(RequestCode::curl(
        {"GET", m_parts.client.url(), parameters.isEmpty() ? path : path + '?' + parameters}));
}

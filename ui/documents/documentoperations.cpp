// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentoperations.h"

#include "client/routes.h"
#include "ui/documents/importdialog.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/entitytag.h"
#include "ui/widgets/progressdialog.h"

#include <QFileDialog>
#include <QSet>

#include <utility>

namespace {

constexpr qsizetype MostSteps = 50;
constexpr qsizetype MostRemembered = 10'000; ///< Documents of an import.

QString fileFilter(FileUse use)
{
    return use == FileUse::Import
        ? DocumentOperations::tr("Documents (*.json *.ndjson *.jsonl *.csv *.md)")
        : DocumentOperations::tr("Documents (*.json *.ndjson *.jsonl *.csv)");
}

} // namespace

DocumentOperations::DocumentOperations(Client &client, const QString &collection, QWidget *parent)
    : QObject(parent)
    , m_client(client)
    , m_collection(collection)
    , m_path(Routes::documents(collection))
    , m_parent(parent)
{
}

// ---- what is done

void DocumentOperations::remove(const QByteArrayList &documents)
{
    const DocumentChange change = DocumentChange::deletion(m_collection, documents);
    runQueue(tr("Deleting documents"), change.forth, [this, documents](const RequestQueue &queue) {
        // What a hook refused to delete, or was not reached any more, is still there.
        QSet<QByteArray> gone;
        for (const Client::Reply &reply : queue.replies()) {
            for (const QByteArray &id : reply.json().root().value("result").texts())
                gone.insert(id);
        }
        QByteArrayList removed;
        for (const QByteArray &document : documents) {
            if (gone.contains(DocumentChange::idOf(document)))
                removed.append(document);
        }
        if (!removed.isEmpty())
            remember(DocumentChange::deletion(m_collection, removed));
        emit deleted(gone.values());
    });
}

void DocumentOperations::removeMatches(const QByteArray &query)
{
    const QByteArray wanted = query.isEmpty() ? QByteArray("{}") : query;
    m_client
        .request("DELETE", Routes::chosenDocuments(m_collection), {},
                 "q=" + wanted.toPercentEncoding())
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk()) {
                emit failed(reply.explanation());
                return;
            }
            emit replaced();
            emit changed();
        });
}

void DocumentOperations::edit(const QByteArrayList &documents, const QByteArray &change)
{
    QList<RequestQueue::Request> requests;
    for (const QByteArray &document : documents) {
        requests.append({"PUT", Routes::document(m_collection, DocumentChange::idOf(document)),
                         change, 1, EntityTag::of(document)});
    }
    runQueue(tr("Changing documents"), requests,
             [this, documents, requests](const RequestQueue &queue) {
                 noteVersions(requests, queue.replies());
                 QByteArrayList before;
                 QByteArrayList after;
                 for (qsizetype i = 0; i < queue.replies().size(); ++i) {
                     if (!queue.replies()[i].isOk())
                         continue;
                     before.append(documents[i]);
                     after.append(queue.replies()[i].body);
                 }
                 if (!before.isEmpty())
                     remember(DocumentChange::edit(m_collection, before, after));
             });
}

void DocumentOperations::askForImport(Client &client, const Theme &theme)
{
    const QString path = QFileDialog::getOpenFileName(m_parent, tr("Import documents"), {},
                                                      fileFilter(FileUse::Import));
    if (!path.isEmpty())
        importFrom(client, theme, path);
}

void DocumentOperations::importFrom(Client &client, const Theme &theme, const QString &path)
{
    auto *dialog = new ImportDialog(client, m_client, theme, m_collection, path, m_parent);
    if (!dialog->fault().isEmpty()) {
        Ask::toAcknowledge(m_parent, tr("The file could not be imported"), dialog->fault());
        dialog->deleteLater();
        return;
    }
    connect(dialog, &ImportDialog::documentsChanged, this, &DocumentOperations::changed);
    connect(dialog, &ImportDialog::imported, this, [this](const QByteArrayList &ids) {
        if (ids.size() <= MostRemembered)
            remember({tr("Import %Ln document(s)", nullptr, int(ids.size())),
                      DocumentChange::removal(m_collection, ids),
                      {}});
    });
    dialog->open();
}

void DocumentOperations::askForExport(const ViewClient::Viewer &viewer, const DocumentQuery &query,
                                      qint64 total)
{
    const QString path = QFileDialog::getSaveFileName(m_parent, tr("Export documents"),
                                                      m_collection + QStringLiteral(".json"),
                                                      fileFilter(FileUse::Export));
    if (!path.isEmpty())
        exportTo(path, viewer, query, total);
}

void DocumentOperations::exportTo(const QString &path, const ViewClient::Viewer &viewer,
                                  const DocumentQuery &query, qint64 total)
{
    // One of its own: another viewer may be chosen before the end.
    auto *reader = new ViewClient(m_client, viewer, this);
    const auto paging = viewer.kind == ViewClient::Viewer::Kind::Owner ? ExportTask::Paging::ById
                                                                       : ExportTask::Paging::BySkip;
    auto *task = new ExportTask(*reader, paging, m_path, query, path, total, this);
    reader->setParent(task);
    run(tr("Exporting documents"), task, [] {});
}

void DocumentOperations::runQueue(const QString &what, QList<RequestQueue::Request> requests,
                                  std::function<void(const RequestQueue &)> then)
{
    auto *queue = new RequestQueue(m_client, std::move(requests), this);
    run(what, queue, [queue, then = std::move(then)] { then(*queue); });
}

/// Runs @p task with a dialog that shows how far it is, once it takes a while.
void DocumentOperations::run(const QString &what, DocumentTask *task, std::function<void()> then)
{
    auto *progress = new ProgressDialog(m_collection, what, m_parent);
    connect(progress, &ProgressDialog::cancelled, task, &DocumentTask::cancel);
    connect(task, &DocumentTask::progressed, progress, [progress, what](double part, qint64 count) {
        progress->show(part, tr("%1: %Ln document(s)", nullptr, int(count)).arg(what));
    });
    connect(task, &DocumentTask::finished, this,
            [this, task, progress, then = std::move(then)](const QString &fault) {
                progress->deleteLater();
                then();
                task->deleteLater();
                emit changed();
                showEnd(*task, fault);
            });
    task->start();
}

void DocumentOperations::showEnd(const DocumentTask &task, const QString &fault)
{
    const int count = int(task.count());
    if (task.isCancelled())
        Ask::toAcknowledge(m_parent, tr("Cancelled"),
                           tr("%Ln document(s) were changed before that.", nullptr, count));
    else if (!fault.isEmpty())
        Ask::toAcknowledge(m_parent, tr("The operation was not completed"),
                           tr("%Ln document(s) were changed.", nullptr, count) + QLatin1Char('\n')
                               + fault);
}

// ---- undoing it

void DocumentOperations::rememberCreation(const QByteArray &document)
{
    remember(DocumentChange::creation(m_collection, {document}));
}

void DocumentOperations::rememberEdit(const QByteArray &before, const QByteArray &after)
{
    m_tags.insert(Routes::document(m_collection, DocumentChange::idOf(after)),
                  EntityTag::of(after));
    remember(DocumentChange::edit(m_collection, {before}, {after}));
}

void DocumentOperations::remember(DocumentChange change)
{
    m_done.append(std::move(change));
    if (m_done.size() > MostSteps)
        m_done.removeFirst();
    m_undone.clear();
    emit historyChanged();
}

void DocumentOperations::carryOut(const QString &what, QList<RequestQueue::Request> requests)
{
    for (RequestQueue::Request &request : requests) {
        if (request.method == "PUT")
            request.tag = m_tags.value(request.path);
        else
            m_tags.clear(); // documents that are stored anew count from 0
    }
    runQueue(what, requests, [this, requests](const RequestQueue &queue) {
        noteVersions(requests, queue.replies());
        emit replaced();
    });
}

void DocumentOperations::noteVersions(const QList<RequestQueue::Request> &requests,
                                      const QList<Client::Reply> &replies)
{
    for (qsizetype i = 0; i < replies.size(); ++i) {
        if (replies[i].isOk() && requests[i].method == "PUT")
            m_tags.insert(requests[i].path, replies[i].tag);
    }
}

void DocumentOperations::undo()
{
    if (m_done.isEmpty())
        return;
    const DocumentChange change = m_done.takeLast();
    if (!change.forth.isEmpty()) // an import is done again from its file
        m_undone.append(change);
    carryOut(change.text, change.back);
}

void DocumentOperations::redo()
{
    if (m_undone.isEmpty())
        return;
    const DocumentChange change = m_undone.takeLast();
    m_done.append(change);
    carryOut(change.text, change.forth);
}

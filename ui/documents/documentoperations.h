// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/viewclient.h"
#include "ui/documents/documentchange.h"
#include "ui/documents/documentquery.h"

#include <QHash>
#include <QObject>

#include <functional>

class QWidget;
class Theme;

/// What is done to documents of a collection, one or many at once, and what undoes it. Work that
/// takes a while shows a dialog. Thread: the window's.
class DocumentOperations final : public QObject
{
    Q_OBJECT

public:
    /// Dialogs open over @p parent.
    DocumentOperations(Client &client, const QString &collection, QWidget *parent);

    /// Deletes @p documents, JSON as they are stored.
    void remove(const QByteArrayList &documents);
    /// Deletes what matches @p query, the JSON of `q`; that cannot be undone.
    void removeMatches(const QByteArray &query);
    /// Makes @p change, the body of a PUT, to each of @p documents as they were seen.
    void edit(const QByteArrayList &documents, const QByteArray &change);
    /// Asks for a file of documents, and imports it: importFrom().
    void askForImport(Client &client, const Theme &theme);
    /// Shows the documents of the file @p path, to be imported through @p client.
    void importFrom(Client &client, const Theme &theme, const QString &path);
    /// Asks for a file, and writes it: exportTo().
    void askForExport(const ViewClient::Viewer &viewer, const DocumentQuery &query, qint64 total);
    /// Writes the @p total documents that @p viewer sees and that match @p query to @p path.
    void exportTo(const QString &path, const ViewClient::Viewer &viewer, const DocumentQuery &query,
                  qint64 total);

    /// These were done elsewhere, and can be undone here.
    void rememberCreation(const QByteArray &document);
    void rememberEdit(const QByteArray &before, const QByteArray &after);

    /// Undoes or does again: what somebody else has changed since is left alone.
    void undo();
    void redo();
    /// What undo() and redo() would do, such as "Delete 3 documents"; empty: nothing.
    QString nextUndo() const { return m_done.isEmpty() ? QString() : m_done.last().text; }
    QString nextRedo() const { return m_undone.isEmpty() ? QString() : m_undone.last().text; }

signals:
    /// nextUndo() or nextRedo() gives something else.
    void historyChanged();
    /// Documents were changed.
    void changed();
    /// The documents @p ids are deleted.
    void deleted(const QByteArrayList &ids);
    /// Any document may be another one, or gone.
    void replaced();
    void failed(const QString &message);

private:
    void runQueue(const QString &what, QList<RequestQueue::Request> requests,
                  std::function<void(const RequestQueue &)> then);
    void run(const QString &what, DocumentTask *task, std::function<void()> then);
    void showEnd(const DocumentTask &task, const QString &fault);
    void remember(DocumentChange change);
    void carryOut(const QString &what, QList<RequestQueue::Request> requests);
    void noteVersions(const QList<RequestQueue::Request> &requests,
                      const QList<Client::Reply> &replies);

    Client &m_client;
    const QString m_collection;
    const QByteArray m_path;
    QWidget *m_parent;
    QList<DocumentChange> m_done; ///< What can be undone, the last one at the end.
    QList<DocumentChange> m_undone;
    /// The entity tags of what was changed here last, by path: undoing changes nothing else.
    QHash<QByteArray, QByteArray> m_tags;
};

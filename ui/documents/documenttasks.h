// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"
#include "client/documentfile.h"
#include "ui/documents/documentquery.h"

#include <QList>
#include <QObject>

#include <memory>

/// Work on many documents, request after request, that tells how far it is and can be cancelled.
/// What was done before stays done. Thread: the window's.
class DocumentTask : public QObject
{
    Q_OBJECT

public:
    void cancel() { m_isCancelled = true; }
    bool isCancelled() const { return m_isCancelled; }
    /// How many documents are done.
    qint64 count() const { return m_count; }

    virtual void start() = 0;

signals:
    /// @p part is from 0 to 1.
    void progressed(double part, qint64 count);
    /// The last signal; @p fault says why it ended early, and is empty otherwise.
    void finished(const QString &fault);

protected:
    DocumentTask(Client &client, QObject *parent)
        : QObject(parent)
        , m_client(client)
    {
    }
    void advance(qint64 documents, double part)
    {
        m_count += documents;
        emit progressed(part, m_count);
    }

    Client &m_client;

private:
    qint64 m_count = 0;
    bool m_isCancelled = false;
};

/// Sends requests, and goes on when one of them is refused.
class RequestQueue final : public DocumentTask
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        QByteArray body;
        qint64 documents = 1; ///< How many it is about.
        QByteArray tag = {}; ///< Of what it may change, as `If-Match` has it; empty: anything.
    };

    RequestQueue(Client &client, QList<Request> requests, QObject *parent);

    void start() override { next(); }
    /// Those that were answered, in their order.
    const QList<Client::Reply> &replies() const { return m_replies; }

private:
    void next();

    const QList<Request> m_requests;
    QList<Client::Reply> m_replies;
    qsizetype m_refused = 0;
    QString m_firstRefusal;
};

/// Stores the documents of a file. Each gets its id here, so that what was stored is known, and a
/// document that was stored once is never stored again. Those that are refused are listed.
class ImportTask final : public DocumentTask
{
    Q_OBJECT

public:
    enum class AtRefusal { GoOn, Stop };
    struct Refusal
    {
        qint64 line = 0; ///< Of the file, from 1.
        QString field; ///< Empty: with all of the document.
        QString message;
    };

    /// @p path is that of the documents, @p definition that of their collection.
    ImportTask(Client &client, QByteArray path, QByteArray definition,
               std::unique_ptr<DocumentFileReader> reader, AtRefusal atRefusal, QObject *parent);

    void start() override;
    /// Those of the documents that were stored.
    const QByteArrayList &ids() const { return m_stored; }
    qint64 refusedCount() const { return m_refused; }
    /// What was stored is deleted again.
    void forget() { m_stored.clear(); }

signals:
    void refused(const ImportTask::Refusal &refusal);

private:
    struct Document
    {
        qint64 line;
        QByteArray id;
        QByteArray json;
    };

    void next();
    bool readGroup();
    void send(qsizetype from, qsizetype count);
    void take(qsizetype from, qsizetype count);
    void refuse(qint64 line, const Client::Reply &reply);
    void refuse(qint64 line, const QString &field, const QString &message);

    const QByteArray m_path;
    const QByteArray m_definition;
    std::unique_ptr<DocumentFileReader> m_reader;
    const AtRefusal m_atRefusal;
    QList<Document> m_documents; ///< Of the group that is being sent.
    qint64 m_refused = 0;
    bool m_isAtEnd = false;
    QByteArrayList m_stored;
};

/// Writes all documents that match a query to a file.
class ExportTask final : public DocumentTask
{
    Q_OBJECT

public:
    /// How one page follows another. Codehooks may put another query in the place of one that asks
    /// for what comes after an id, and give fewer documents than are asked for.
    enum class Paging { ById, BySkip };

    /// @p total is about how many documents match @p query.
    ExportTask(Client &client, Paging paging, QByteArray path, DocumentQuery query, QString file,
               qint64 total, QObject *parent);

    void start() override;

private:
    void readPage();
    QByteArray nextPage() const;
    void takePage(const Json::Value &documents);
    void note(const std::vector<Json::Value> &documents);
    void endPass();
    bool begin();

    const Paging m_paging;
    const QByteArray m_path;
    const DocumentQuery m_query;
    const QString m_file;
    const qint64 m_total;
    std::unique_ptr<DocumentFileWriter> m_writer;
    QByteArrayList m_columns; ///< Of a CSV file: they are looked for first.
    QByteArray m_last; ///< The id of the last document that was read.
    QByteArray m_first; ///< The first document of the page before.
    qint64 m_read = 0; ///< Documents.
    bool m_isLookingForColumns = false;
};

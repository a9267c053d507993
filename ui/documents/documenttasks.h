// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/admin.h"
#include "server/core/documentfile.h"

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
    DocumentTask(Admin &admin, QObject *parent)
        : QObject(parent)
        , m_admin(admin)
    {
    }
    void advance(qint64 documents, double part)
    {
        m_count += documents;
        emit progressed(part, m_count);
    }

    Admin &m_admin;

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
    };

    RequestQueue(Admin &admin, QList<Request> requests, QObject *parent);

    void start() override { next(); }
    /// Those that were answered, in their order.
    const QList<Admin::Reply> &replies() const { return m_replies; }

private:
    void next();

    const QList<Request> m_requests;
    QList<Admin::Reply> m_replies;
    qsizetype m_refused = 0;
    QString m_firstRefusal;
};

/// Stores the documents of a file; stops at the first that is refused.
class ImportTask final : public DocumentTask
{
    Q_OBJECT

public:
    ImportTask(Admin &admin, QByteArray path, std::unique_ptr<DocumentFileReader> reader,
               QObject *parent);

    void start() override { next(); }
    /// Those of the documents that were stored.
    const QByteArrayList &ids() const { return m_ids; }

private:
    void next();
    void send(qsizetype from, qsizetype count);
    void take(const QByteArray &body, qint64 count);

    const QByteArray m_path;
    std::unique_ptr<DocumentFileReader> m_reader;
    QByteArrayList m_documents;
    QList<qint64> m_lines;
    QString m_readFault;
    qint64 m_faultyLine = 0;
    bool m_isAtEnd = false;
    QByteArrayList m_ids;
};

/// Writes all documents that match a query to a file.
class ExportTask final : public DocumentTask
{
    Q_OBJECT

public:
    /// @p query is the JSON of `q`, or empty; @p total is about how many match.
    ExportTask(Admin &admin, QByteArray path, QByteArray query, QString file, qint64 total,
               QObject *parent);

    void start() override;

private:
    void readPage();
    void takePage(const Json::Value &documents);
    bool begin();

    const QByteArray m_path;
    const QByteArray m_query;
    const QString m_file;
    const qint64 m_total;
    std::unique_ptr<DocumentFileWriter> m_writer;
    QByteArrayList m_columns; ///< Of a CSV file: they are looked for first.
    QByteArray m_last;
    bool m_isLookingForColumns = false;
};

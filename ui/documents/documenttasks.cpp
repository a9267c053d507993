// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documenttasks.h"

#include <algorithm>

// ---- RequestQueue

RequestQueue::RequestQueue(Admin &admin, QList<Request> requests, QObject *parent)
    : DocumentTask(admin, parent)
    , m_requests(std::move(requests))
{
}

void RequestQueue::next()
{
    const qsizetype at = m_replies.size();
    if (at == m_requests.size() || isCancelled()) {
        emit finished(m_refused == 0
                          ? QString()
                          : tr("%Ln document(s) were refused. %1", nullptr, int(m_refused))
                                .arg(m_firstRefusal));
        return;
    }
    const Request &request = m_requests[at];
    m_admin.request(request.method, request.path, request.body)
        .then(this, [this, at](const Admin::Reply &reply) {
            const qint64 documents = m_requests[at].documents;
            m_replies.append(reply);
            if (!reply.isOk()) {
                m_refused += documents;
                if (m_firstRefusal.isEmpty())
                    m_firstRefusal = reply.explanation();
            }
            advance(reply.isOk() ? documents : 0,
                    double(m_replies.size()) / double(m_requests.size()));
            next();
        });
}

// ---- ImportTask

namespace {

constexpr qsizetype ImportDocuments = 500;
constexpr qsizetype ImportBytes = 2 * 1024 * 1024;
constexpr int ExportDocuments = 1000;

} // namespace

ImportTask::ImportTask(Admin &admin, QByteArray path, std::unique_ptr<DocumentFileReader> reader,
                       QObject *parent)
    : DocumentTask(admin, parent)
    , m_path(std::move(path))
    , m_reader(std::move(reader))
{
}

void ImportTask::next()
{
    if (isCancelled()) {
        emit finished({});
        return;
    }
    m_documents.clear();
    m_lines.clear();
    qsizetype bytes = 0;
    while (!m_isAtEnd && m_documents.size() < ImportDocuments && bytes < ImportBytes) {
        const auto document = m_reader->next();
        m_isAtEnd = !document || !*document;
        if (!document) {
            m_faultyLine = m_reader->line();
            m_readFault = document.error().message;
        } else if (*document) {
            bytes += (*document)->size();
            m_documents.append(**document);
            m_lines.append(m_reader->line());
        }
    }
    if (!m_documents.isEmpty())
        send(0, m_documents.size());
    else if (m_readFault.isEmpty())
        emit finished({});
    else
        emit finished(tr("Line %1: %2").arg(m_faultyLine).arg(m_readFault));
}

/// A group is stored whole or not at all; where it is refused its documents go one by one, so that
/// the one at fault is found.
void ImportTask::send(qsizetype from, qsizetype count)
{
    const QByteArray body = '[' + m_documents.mid(from, count).join(',') + ']';
    m_admin.request("POST", m_path, body)
        .then(this, [this, from, count](const Admin::Reply &reply) {
            if (reply.isOk()) {
                take(reply.body, count);
                if (from + count == m_documents.size() || isCancelled())
                    next();
                else
                    send(from + count, 1);
            } else if (count > 1) {
                send(from, 1);
            } else {
                emit finished(tr("Line %1: %2").arg(m_lines[from]).arg(reply.explanation()));
            }
        });
}

void ImportTask::take(const QByteArray &body, qint64 count)
{
    const auto stored = Json::Document::parseKnown(body);
    for (const Json::Value &document : stored->root().items())
        m_ids.append(document.value("_id").text().toByteArray());
    advance(count, m_reader->progress());
}

// ---- ExportTask

ExportTask::ExportTask(Admin &admin, QByteArray path, QByteArray query, QString file, qint64 total,
                       QObject *parent)
    : DocumentTask(admin, parent)
    , m_path(std::move(path))
    , m_query(query.isEmpty() ? QByteArray("{}") : std::move(query))
    , m_file(std::move(file))
    , m_total(std::max<qint64>(total, 1))
{
}

void ExportTask::start()
{
    m_isLookingForColumns = DocumentFileWriter::needsColumns(m_file);
    if (m_isLookingForColumns || begin())
        readPage();
}

bool ExportTask::begin()
{
    auto writer = DocumentFileWriter::open(m_file, m_columns);
    if (!writer) {
        emit finished(writer.error().message);
        return false;
    }
    m_writer = std::move(*writer);
    return true;
}

void ExportTask::readPage()
{
    if (isCancelled()) {
        emit finished({}); // the file appears when it is whole, so there is none
        return;
    }
    const QByteArray query = m_last.isEmpty() ? m_query
                                              : "{\"$and\":[" + m_query
            + ",{\"_id\":{\"$gt\":" + Json::quoted(QByteArrayView(m_last)) + "}}]}";
    m_admin
        .request("GET", m_path, {},
                 "sort=_id&max=" + QByteArray::number(ExportDocuments)
                     + "&q=" + query.toPercentEncoding())
        .then(this, [this](const Admin::Reply &reply) {
            if (!reply.isOk()) {
                emit finished(reply.explanation());
                return;
            }
            const auto documents = reply.json();
            takePage(documents.root());
        });
}

void ExportTask::takePage(const Json::Value &list)
{
    const auto documents = list.items();
    for (const Json::Value &document : documents) {
        if (!m_isLookingForColumns) {
            m_writer->add(document);
            continue;
        }
        for (const Json::Member &member : document.members()) {
            if (const QByteArray name = member.key.toByteArray(); !m_columns.contains(name))
                m_columns.append(name);
        }
    }
    if (!documents.empty())
        m_last = documents.back().value("_id").text().toByteArray();
    const bool isEnd = documents.size() < size_t(ExportDocuments);
    if (!m_isLookingForColumns)
        advance(qint64(documents.size()), std::min(1.0, double(count()) / double(m_total)));
    if (!isEnd)
        return readPage();
    if (m_isLookingForColumns) {
        m_isLookingForColumns = false;
        m_last.clear();
        if (begin())
            readPage();
        return;
    }
    const auto written = m_writer->finish();
    emit finished(written ? QString() : written.error().message);
}

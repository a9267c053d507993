// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documenttasks.h"

#include "server/core/objectid.h"

#include <algorithm>

// ---- RequestQueue

RequestQueue::RequestQueue(Client &client, QList<Request> requests, QObject *parent)
    : DocumentTask(client, parent)
    , m_requests(std::move(requests))
{
}

void RequestQueue::next()
{
    const qsizetype at = m_replies.size();
    if (at == m_requests.size() || isCancelled()) {
        emit finished(m_refused == 0
                          ? QString()
                          : tr("%Ln document(s) were rejected. %1", nullptr, int(m_refused))
                                .arg(m_firstRefusal));
        return;
    }
    const Request &request = m_requests[at];
    m_client.requestIfMatch(request.method, request.path, request.tag, request.body)
        .then(this, [this, at](const Client::Reply &reply) {
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

ImportTask::ImportTask(Client &client, QByteArray path, QByteArray definition,
                       std::unique_ptr<DocumentFileReader> reader, AtRefusal atRefusal,
                       QObject *parent)
    : DocumentTask(client, parent)
    , m_path(std::move(path))
    , m_definition(std::move(definition))
    , m_reader(std::move(reader))
    , m_atRefusal(atRefusal)
{
}

/// The fields are read now, since somebody may have changed them after the preview.
void ImportTask::start()
{
    m_client.read(m_definition).then(this, [this](const Client::Reply &reply) {
        m_reader->setTypes(DeclaredFields(reply.json().root()));
        next();
    });
}

void ImportTask::next()
{
    while (!isCancelled() && m_documents.isEmpty() && !m_isAtEnd) {
        if (!readGroup())
            break;
    }
    if (isCancelled() || m_documents.isEmpty())
        emit finished({});
    else
        send(0, m_documents.size());
}

/// Reads what one request takes. False: there is no more.
bool ImportTask::readGroup()
{
    qsizetype bytes = 0;
    while (!m_isAtEnd && m_documents.size() < ImportDocuments && bytes < ImportBytes) {
        const auto read = m_reader->next();
        if (!read) {
            refuse(m_reader->line(), {}, read.error().message);
            m_isAtEnd = !m_reader->canGoOn() || m_atRefusal == AtRefusal::Stop;
            continue;
        }
        m_isAtEnd = !*read;
        if (m_isAtEnd)
            continue;
        const auto parsed = Json::Document::parseKnown(**read);
        QByteArray id = parsed->root().value("_id").text().toByteArray();
        QByteArray json = **read;
        if (parsed->root().value("_id").isNull()) {
            id = ObjectId::create();
            Json::ObjectWriter writer;
            writer.text("_id", QByteArrayView(id));
            for (const Json::Member &member : parsed->root().members()) {
                if (member.key != "_id")
                    writer.value(member.key, member.value);
            }
            json = writer.take();
        }
        bytes += json.size();
        m_documents.append({m_reader->line(), id, json});
    }
    return !m_documents.isEmpty() || !m_isAtEnd;
}

/// A group is stored whole or not at all; where it is refused its documents go one by one, so that
/// those at fault are found.
void ImportTask::send(qsizetype from, qsizetype count)
{
    QByteArrayList bodies;
    for (const Document &document : m_documents.mid(from, count))
        bodies.append(document.json);
    m_client.request("POST", m_path, '[' + bodies.join(',') + ']')
        .then(this, [this, from, count](const Client::Reply &reply) {
            const bool isStored = reply.isOk() || reply.isSaved;
            if (!isStored && count > 1)
                return send(from, 1);
            if (isStored)
                take(from, count);
            else
                refuse(m_documents[from].line, reply);
            const bool stops = !isStored && m_atRefusal == AtRefusal::Stop;
            m_isAtEnd = m_isAtEnd || stops;
            if (from + count < m_documents.size() && !stops && !isCancelled())
                return send(from + count, 1);
            m_documents.clear();
            next();
        });
}

void ImportTask::take(qsizetype from, qsizetype count)
{
    for (const Document &document : m_documents.mid(from, count))
        m_stored.append(document.id);
    advance(count, m_reader->progress());
}

void ImportTask::refuse(qint64 line, const Client::Reply &reply)
{
    const auto faults = reply.faults();
    if (faults.isEmpty())
        refuse(line, {}, reply.message());
    else
        refuse(line, faults.first().field, faults.first().text);
}

void ImportTask::refuse(qint64 line, const QString &field, const QString &message)
{
    ++m_refused;
    emit refused({line, field, message});
}

// ---- ExportTask

ExportTask::ExportTask(Client &client, Paging paging, QByteArray path, DocumentQuery query,
                       QString file, qint64 total, QObject *parent)
    : DocumentTask(client, parent)
    , m_paging(paging)
    , m_path(std::move(path))
    , m_query(std::move(query))
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
    m_client
        .request("GET", m_path, {},
                 "sort=_id&max=" + QByteArray::number(ExportDocuments) + nextPage())
        .then(this, [this](const Client::Reply &reply) {
            if (!reply.isOk()) {
                emit finished(reply.explanation());
                return;
            }
            const auto documents = reply.json();
            takePage(documents.root());
        });
}

QByteArray ExportTask::nextPage() const
{
    DocumentQuery query = m_query;
    if (m_paging == Paging::ById && !m_last.isEmpty())
        query.q = "{\"$and\":[" + (m_query.q.isEmpty() ? QByteArray("{}") : m_query.q)
            + ",{\"_id\":{\"$gt\":" + Json::quoted(QByteArrayView(m_last)) + "}}]}";
    const QByteArray parameters = query.isEmpty() ? QByteArray() : '&' + query.parameters();
    return m_paging == Paging::BySkip ? "&skip=" + QByteArray::number(m_read) + parameters
                                      : parameters;
}

void ExportTask::takePage(const Json::Value &list)
{
    const auto documents = list.items();
    const QByteArray first = documents.empty() ? QByteArray() : documents.front().toJson();
    if (!first.isEmpty() && first == m_first) {
        emit finished(tr("The codehooks of this collection give the same documents again, "
                         "whatever page is asked for. Nothing was exported."));
        return;
    }
    m_first = first;
    note(documents);
    if (!documents.empty())
        m_last = documents.back().value("_id").text().toByteArray();
    m_read += qint64(documents.size());
    if (!m_isLookingForColumns)
        advance(qint64(documents.size()), std::min(1.0, double(count()) / double(m_total)));
    const size_t least = m_paging == Paging::ById ? ExportDocuments : 1;
    if (documents.size() >= least)
        readPage();
    else
        endPass();
}

/// Writes @p documents, or the names of their fields in the pass before.
void ExportTask::note(const std::vector<Json::Value> &documents)
{
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
}

void ExportTask::endPass()
{
    if (m_isLookingForColumns) {
        m_isLookingForColumns = false;
        m_last.clear();
        m_first.clear();
        m_read = 0;
        if (begin())
            readPage();
        return;
    }
    const auto written = m_writer->finish();
    emit finished(written ? QString() : written.error().message);
}

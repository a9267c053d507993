// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/importer.h"

#include <algorithm>

namespace {

constexpr qsizetype BatchDocuments = 1000;
constexpr qsizetype BatchBytes = 4 * 1024 * 1024;

/// @p text with @p id as its first member; as it is when it is no object.
QByteArray withId(const QByteArray &text, const QByteArray &id)
{
    const auto document = Json::Document::parse(text);
    const qsizetype brace = text.indexOf('{');
    if (!document || !document->root().isObject() || brace < 0)
        return text;
    const QByteArray member = "\"_id\":\"" + id + '"';
    return QByteArray(text).insert(brace + 1,
                                   document->root().members().empty() ? member : member + ',');
}

/// Whether all that @p wanted says stands in @p stored.
bool holds(const Json::Value &stored, const Json::Value &wanted)
{
    const auto members = wanted.members();
    return std::all_of(members.begin(), members.end(), [&](const Json::Member &member) {
        return stored.value(member.key).toJson() == member.value.toJson();
    });
}

} // namespace

Importer::Importer(Requester &requester, QByteArray path, const ImportIds &ids)
    : m_requester(requester)
    , m_path(std::move(path))
    , m_ids(ids)
{
}

bool Importer::add(const QByteArray &text, qint64 line, qint64 place)
{
    if ((m_documents.size() >= BatchDocuments || m_bytes >= BatchBytes) && !flush(line))
        return false;
    const auto document = Json::Document::parse(text);
    const bool isOurs = document && !document->root().find("_id");
    m_documents.append(isOurs ? withId(text, m_ids.idOf(place, text)) : text);
    m_lines.append(line);
    m_areOurs.append(isOurs);
    m_bytes += text.size();
    return true;
}

void Importer::stopAt(qint64 line, const QString &message)
{
    m_stop = {message, line, line, QStringLiteral("Correct that line.")};
}

bool Importer::flush(qint64 nextLine)
{
    if (m_documents.isEmpty())
        return true;
    bool isDone = false;
    switch (send('[' + m_documents.join(',') + ']', 0, m_documents.size())) {
    case Sent::Stored:
        isDone = afterStored(0, m_documents.size(), nextLine);
        break;
    case Sent::Known:
    case Sent::Refused:
        isDone = sendOneByOne(nextLine);
        break;
    case Sent::Stopped:
        break;
    }
    m_documents.clear();
    m_lines.clear();
    m_areOurs.clear();
    m_bytes = 0;
    return isDone;
}

/// Sends @p body, which holds @p count documents from the @p first on.
Importer::Sent Importer::send(const QByteArray &body, qsizetype first, qsizetype count)
{
    const auto reply = m_requester.send("POST", m_path, body);
    const qint64 line = m_lines[first];
    if (!reply) {
        const qint64 last = m_lines[first + count - 1];
        const QString unknown = line == last
            ? QStringLiteral("Whether that line is stored is not known.")
            : QStringLiteral("Whether the lines %1 to %2 are stored is not known.")
                  .arg(line)
                  .arg(last);
        m_stop = {reply.error().message, line, line,
                  unknown + QStringLiteral(" What is stored is not stored twice when you go on.")};
        return Sent::Stopped;
    }
    m_savedFault = reply->isSaved && reply->status != 201 ? explanationOf(*reply) : QString();
    if (reply->status == 201 || reply->isSaved)
        return Sent::Stored;
    m_stop = {explanationOf(*reply), line, line, QStringLiteral("Correct that line.")};
    return reply->status == 409 ? Sent::Known : Sent::Refused;
}

bool Importer::sendOneByOne(qint64 nextLine)
{
    for (qsizetype i = 0; i < m_documents.size(); ++i) {
        const qint64 next = i + 1 < m_documents.size() ? m_lines[i + 1] : nextLine;
        switch (send(m_documents[i], i, 1)) {
        case Sent::Stored:
            if (!afterStored(i, 1, next))
                return false;
            break;
        case Sent::Known:
            if (!m_areOurs[i] && !(m_ids.isGoingOn() && isStored(m_documents[i])))
                return false;
            ++m_stored;
            ++m_known;
            break;
        case Sent::Refused:
        case Sent::Stopped:
            return false;
        }
    }
    return true;
}

/// Counts what was stored; false where a codehook failed after that.
bool Importer::afterStored(qsizetype first, qsizetype count, qint64 nextLine)
{
    m_stored += count;
    if (m_savedFault.isEmpty())
        return true;
    m_stop = {m_savedFault, m_lines[first + count - 1], nextLine,
              QStringLiteral("The codehook failed after they were stored: fix it.")};
    return false;
}

/// Whether the collection has @p document, which brings its id, as it is.
bool Importer::isStored(const QByteArray &document)
{
    const auto wanted = Json::Document::parse(document);
    if (!wanted)
        return false;
    const auto reply = m_requester.send(
        "GET", m_path + '/' + wanted->root().value("_id").text().toByteArray().toPercentEncoding(),
        {});
    const auto stored =
        reply ? Json::Document::parse(reply->body) : Result<Json::Document>(failure(reply));
    return stored && reply->status == 200 && holds(stored->root(), wanted->root());
}

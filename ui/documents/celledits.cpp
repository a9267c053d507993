// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/celledits.h"

#include "ui/documents/cellvalue.h"

#include <algorithm>
#include <utility>

namespace {

QByteArray jsonOf(const CellEdits::Place &place, const CellEdits::Edit &edit)
{
    return Json::ObjectWriter()
        .text("id", QByteArrayView(place.first))
        .text("field", place.second)
        .text("typed", edit.typed)
        .text("tag", QByteArrayView(edit.tag))
        .text("type", QByteArrayView(edit.type))
        .text("before", QByteArrayView(&edit.before, 1))
        .take();
}

} // namespace

CellEdits::CellEdits(Client &client, const QByteArray &path, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_path(path)
{
}

// ---- typing

void CellEdits::type(const Place &place, const Edit &edit)
{
    m_typing = {place, edit};
    emit changed(place.first);
}

void CellEdits::endTyping(const Place &place)
{
    if (!m_typing || m_typing->first != place)
        return;
    m_typing.reset();
    emit changed(place.first);
}

void CellEdits::keepTyping(const Place &place)
{
    if (!m_typing || m_typing->first != place)
        return;
    const Edit edit = std::exchange(m_typing, std::nullopt)->second;
    refuse(place, edit,
           tr("Not saved: the document left the table while \"%1\" was typed into %2.")
               .arg(edit.typed, place.second));
}

const CellEdits::Edit *CellEdits::find(const Place &place) const
{
    if (m_typing && m_typing->first == place)
        return &m_typing->second;
    const auto found = m_edits.constFind(place);
    return found == m_edits.cend() ? nullptr : &*found;
}

bool CellEdits::isIn(const QString &field) const
{
    return (m_typing && m_typing->first.second == field)
        || std::any_of(m_edits.keyBegin(), m_edits.keyEnd(),
                       [&](const Place &place) { return place.second == field; });
}

QByteArrayList CellEdits::ids() const
{
    QByteArrayList ids;
    for (auto each = m_edits.cbegin(); each != m_edits.cend(); ++each) {
        if (!ids.contains(each.key().first))
            ids.append(each.key().first);
    }
    return ids;
}

void CellEdits::remove(const Place &place)
{
    if (m_edits.remove(place))
        emit changed(place.first);
}

void CellEdits::removeRefused()
{
    const auto edits = m_edits;
    for (auto each = edits.cbegin(); each != edits.cend(); ++each) {
        if (each->state == State::Refused)
            remove(each.key());
    }
}

void CellEdits::clear()
{
    m_typing.reset();
    const auto edits = std::exchange(m_edits, {});
    for (auto each = edits.cbegin(); each != edits.cend(); ++each)
        emit changed(each.key().first);
}

// ---- storing

void CellEdits::store(const Place &place, Edit edit)
{
    const auto &[id, field] = place;
    QString fault;
    const auto json = CellValue::parse(edit.typed, edit.type, edit.before, fault);
    if (!json)
        return refuse(place, edit, tr("%1 %2.").arg(field, fault));
    edit.state = State::Sent;
    edit.message.clear();
    m_edits.insert(place, edit);
    emit changed(id);
    // Two at once would name the same version, and the later one would be refused for the first.
    if (m_underWay.contains(id))
        return;
    m_underWay.insert(id);
    m_client
        .requestIfMatch("PUT", m_path + '/' + id, edit.tag,
                        '{' + Json::quoted(field) + ':' + *json + '}')
        .then(this,
              [this, place, edit](const Client::Reply &reply) { finish(place, edit, reply); });
}

void CellEdits::finish(const Place &place, const Edit &edit, const Client::Reply &reply)
{
    m_underWay.remove(place.first);
    const Edit known = m_edits.value(place);
    const bool isLast = known.state == State::Sent && known.typed == edit.typed;
    if (reply.isOk()) {
        if (isLast)
            m_edits.remove(place);
        rebase(place.first, edit.tag, reply.tag);
        emit stored(place, reply.body);
        emit changed(place.first);
    } else if (isLast && reply.isOvertaken() && known.tag != edit.tag) {
        store(place, known); // it was overtaken by another cell from here
    } else if (isLast) {
        refuse(place, edit,
               reply.isOvertaken() ? tr("Somebody else changed this document. Press F5 to reload "
                                        "it, then edit it again.")
                                   : reply.explanation());
    }
    storeNext(place.first);
}

/// Sends an edit of the document that waited for the answer to the one before.
void CellEdits::storeNext(const QByteArray &id)
{
    for (auto each = m_edits.cbegin(); each != m_edits.cend(); ++each) {
        if (each.key().first != id || each->state != State::Sent || m_underWay.contains(id))
            continue;
        const Place place = each.key();
        const Edit waiting = *each;
        return store(place, waiting);
    }
}

/// What was typed over the version @p before of a document holds for @p after too: the difference
/// is our own.
void CellEdits::rebase(const QByteArray &id, const QByteArray &before, const QByteArray &after)
{
    for (auto each = m_edits.begin(); each != m_edits.end(); ++each) {
        if (each.key().first == id && each->tag == before)
            each->tag = after;
    }
    if (m_typing && m_typing->first.first == id && m_typing->second.tag == before)
        m_typing->second.tag = after;
}

void CellEdits::refuse(const Place &place, Edit edit, const QString &message)
{
    edit.state = State::Refused;
    edit.message = message;
    m_edits.insert(place, edit);
    emit changed(place.first);
    emit refused(message);
}

void CellEdits::storeAll()
{
    const auto edits = m_edits;
    for (auto each = edits.cbegin(); each != edits.cend(); ++each) {
        if (each->state != State::Sent)
            store(each.key(), *each);
    }
}

// ---- drafts

QByteArray CellEdits::draft() const
{
    if (isEmpty())
        return {};
    Json::ArrayWriter list;
    for (auto each = m_edits.cbegin(); each != m_edits.cend(); ++each) {
        if (!m_typing || m_typing->first != each.key())
            list.raw(jsonOf(each.key(), each.value()));
    }
    if (m_typing)
        list.raw(jsonOf(m_typing->first, m_typing->second));
    return list.take();
}

void CellEdits::restore(const QByteArray &draft)
{
    const auto list = Json::Document::parse(draft);
    if (!list)
        return;
    for (const Json::Value &each : list->root().items()) {
        const QByteArray before = each.value("before").text().toByteArray();
        Edit edit;
        edit.typed = each.value("typed").toString();
        edit.tag = each.value("tag").text().toByteArray();
        edit.type = each.value("type").text().toByteArray();
        edit.before = before.isEmpty() ? ' ' : before.front();
        edit.state = State::Restored;
        edit.message = tr("Not saved: this was typed before the program ended.");
        const QByteArray id = each.value("id").text().toByteArray();
        m_edits.insert({id, each.value("field").toString()}, edit);
        emit changed(id);
    }
}

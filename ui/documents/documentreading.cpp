// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentreading.h"

#include "client/routes.h"

namespace {

QByteArrayList with(const QByteArrayList &read, const Client::Reply &reply)
{
    QByteArrayList documents = read;
    const auto page = reply.json();
    for (const Json::Value &document : page.root().items())
        documents.append(document.toJson());
    return documents;
}

} // namespace

DocumentReading::DocumentReading(Client &client, const QString &collection, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_collection(collection)
{
}

void DocumentReading::readRows(const QByteArray &parameters, QList<std::pair<int, int>> ranges,
                               const QByteArrayList &read, Use use)
{
    if (ranges.isEmpty())
        return use(read);
    const auto [first, count] = ranges.takeFirst();
    const QByteArray query =
        parameters + "&skip=" + QByteArray::number(first) + "&max=" + QByteArray::number(count);
    m_client.request("GET", Routes::documents(m_collection), {}, query)
        .then(this,
              [this, parameters, ranges, read, use = std::move(use)](const Client::Reply &reply) {
                  if (reply.isOk())
                      readRows(parameters, ranges, with(read, reply), use);
                  else
                      emit failed(reply.explanation());
              });
}

void DocumentReading::readStored(const QByteArrayList &ids, const QByteArrayList &read, Use use)
{
    if (ids.isEmpty())
        return use(read);
    constexpr qsizetype AtOnce = 500;
    Json::ArrayWriter wanted;
    for (const QByteArray &id : ids.mid(0, AtOnce))
        wanted.raw(Json::quoted(QByteArrayView(id)));
    m_client.request("POST", Routes::storedDocuments(m_collection), wanted.take())
        .then(this, [this, ids, read, use = std::move(use)](const Client::Reply &reply) {
            if (reply.isOk())
                readStored(ids.mid(AtOnce), with(read, reply), use);
            else
                emit failed(reply.explanation());
        });
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentchange.h"

#include "client/routes.h"

#include <QCoreApplication>

namespace {

/// So many documents go with one request: they are stored, or deleted, all or none.
constexpr qsizetype GroupSize = 500;

/// Without what the server keeps; the id stays.
QByteArray bodyOf(const QByteArray &document)
{
    Json::ObjectWriter body;
    const auto parsed = Json::Document::parseKnown(document);
    for (const Json::Member &member : parsed->root().members()) {
        if (!member.key.startsWith('_') || member.key == "_id")
            body.value(member.key, member.value);
    }
    return body.take();
}

template<typename Text>
QList<RequestQueue::Request> inGroups(const QByteArray &method, const QByteArray &path,
                                      const QByteArrayList &documents, Text text)
{
    QList<RequestQueue::Request> requests;
    for (qsizetype from = 0; from < documents.size(); from += GroupSize) {
        QByteArrayList group;
        for (const QByteArray &document : documents.mid(from, GroupSize))
            group.append(text(document));
        requests.append({method, path, '[' + group.join(',') + ']', group.size()});
    }
    return requests;
}

QList<RequestQueue::Request> posts(const QString &collection, const QByteArrayList &documents)
{
    return inGroups("POST", Routes::documents(collection), documents, bodyOf);
}

/// What the server keeps itself is not restored, but stored anew.
QList<RequestQueue::Request> restores(const QString &collection, const QByteArrayList &documents)
{
    if (collection.startsWith(QLatin1String("system_")))
        return posts(collection, documents);
    return inGroups("POST", Routes::restoredDocuments(collection), documents,
                    [](const QByteArray &document) { return document; });
}

QList<RequestQueue::Request> deletes(const QString &collection, const QByteArrayList &documents)
{
    return inGroups("DELETE", Routes::chosenDocuments(collection), documents,
                    [](const QByteArray &document) {
                        return Json::quoted(QByteArrayView(DocumentChange::idOf(document)));
                    });
}

} // namespace

QByteArray DocumentChange::idOf(const QByteArray &document)
{
    return Json::Document::parseKnown(document)->root().value("_id").text().toByteArray();
}

QByteArray DocumentChange::difference(const Json::Value &before, const Json::Value &after)
{
    Json::ObjectWriter changes;
    for (const Json::Member &member : after.members()) {
        const auto old = before.find(member.key);
        if (!member.key.startsWith('_') && (!old || old->toJson() != member.value.toJson()))
            changes.value(member.key, member.value);
    }
    Json::ObjectWriter removed;
    bool isAnyRemoved = false;
    for (const Json::Member &member : before.members()) {
        if (member.key.startsWith('_') || after.find(member.key))
            continue;
        removed.text(member.key, "");
        isAnyRemoved = true;
    }
    if (isAnyRemoved)
        changes.raw("$unset", removed.take());
    return changes.take();
}

QByteArray DocumentChange::merged(const Json::Value &before, const Json::Value &mine,
                                  const Json::Value &theirs)
{
    const auto isChanged = [&](QByteArrayView name) {
        const auto old = before.find(name);
        const auto now = mine.find(name);
        return !name.startsWith('_')
            && (old.has_value() != now.has_value() || (old && old->toJson() != now->toJson()));
    };
    Json::ObjectWriter result;
    for (const Json::Member &member : theirs.members()) {
        if (!isChanged(member.key))
            result.value(member.key, member.value);
        else if (const auto now = mine.find(member.key))
            result.value(member.key, *now);
    }
    for (const Json::Member &member : mine.members()) {
        if (isChanged(member.key) && !theirs.find(member.key))
            result.value(member.key, member.value);
    }
    return result.take();
}

DocumentChange DocumentChange::creation(const QString &collection, const QByteArrayList &documents)
{
    return {QCoreApplication::translate("DocumentChange", "Add %Ln document(s)", nullptr,
                                        int(documents.size())),
            deletes(collection, documents), posts(collection, documents)};
}

DocumentChange DocumentChange::deletion(const QString &collection, const QByteArrayList &documents)
{
    return {QCoreApplication::translate("DocumentChange", "Delete %Ln document(s)", nullptr,
                                        int(documents.size())),
            restores(collection, documents), deletes(collection, documents)};
}

QList<RequestQueue::Request> DocumentChange::removal(const QString &collection,
                                                     const QByteArrayList &ids)
{
    return inGroups("DELETE", Routes::chosenDocuments(collection), ids,
                    [](const QByteArray &id) { return Json::quoted(QByteArrayView(id)); });
}

DocumentChange DocumentChange::edit(const QString &collection, const QByteArrayList &before,
                                    const QByteArrayList &after)
{
    DocumentChange change{QCoreApplication::translate("DocumentChange", "Edit %Ln document(s)",
                                                      nullptr, int(before.size())),
                          {},
                          {}};
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto old = Json::Document::parseKnown(before[i]);
        const auto now = Json::Document::parseKnown(after[i]);
        const QByteArray target = Routes::document(collection, idOf(after[i]));
        change.back.append({"PUT", target, difference(now->root(), old->root())});
        change.forth.append({"PUT", target, difference(old->root(), now->root())});
    }
    return change;
}

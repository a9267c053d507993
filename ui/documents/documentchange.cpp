// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentchange.h"

#include <QCoreApplication>

namespace {

/// So many documents go with one request: they are stored, or deleted, all or none.
constexpr qsizetype GroupSize = 500;

QByteArray idOf(const QByteArray &document)
{
    return Json::Document::parseKnown(document)->root().value("_id").text().toByteArray();
}

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

QList<RequestQueue::Request> posts(const QByteArray &path, const QByteArrayList &documents)
{
    return inGroups("POST", path, documents, bodyOf);
}

QList<RequestQueue::Request> deletes(const QByteArray &path, const QByteArrayList &documents)
{
    return inGroups("DELETE", path + "/*", documents, [](const QByteArray &document) {
        return Json::quoted(QByteArrayView(idOf(document)));
    });
}

} // namespace

QByteArray DocumentChange::difference(const Json::Value &before, const Json::Value &after)
{
    Json::ObjectWriter changes;
    for (const Json::Member &member : after.members()) {
        if (!member.key.startsWith('_'))
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

DocumentChange DocumentChange::creation(const QByteArray &path, const QByteArrayList &documents)
{
    return {QCoreApplication::translate("DocumentChange", "Add %Ln document(s)", nullptr,
                                        int(documents.size())),
            deletes(path, documents), posts(path, documents)};
}

DocumentChange DocumentChange::deletion(const QByteArray &path, const QByteArrayList &documents)
{
    return {QCoreApplication::translate("DocumentChange", "Delete %Ln document(s)", nullptr,
                                        int(documents.size())),
            posts(path, documents), deletes(path, documents)};
}

DocumentChange DocumentChange::edit(const QByteArray &path, const QByteArrayList &before,
                                    const QByteArrayList &after)
{
    DocumentChange change{QCoreApplication::translate("DocumentChange", "Change %Ln document(s)",
                                                      nullptr, int(before.size())),
                          {},
                          {}};
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto old = Json::Document::parseKnown(before[i]);
        const auto now = Json::Document::parseKnown(after[i]);
        const QByteArray target = path + '/' + idOf(after[i]);
        change.back.append({"PUT", target, difference(now->root(), old->root())});
        change.forth.append({"PUT", target, difference(old->root(), now->root())});
    }
    return change;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/documenttasks.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

/// What was done to documents of a collection, as requests that undo it and that do it again.
/// A document that comes back after it was deleted is as it was, and no hook runs for it.
struct DocumentChange
{
    QString text; ///< Such as "Delete 3 documents".
    QList<RequestQueue::Request> back;
    QList<RequestQueue::Request> forth;

    /// The `_id` of @p document.
    static QByteArray idOf(const QByteArray &document);
    /// The body of a PUT that makes @p after of @p before: it merges, so what differs is enough,
    /// and what is gone is unset by name. Meta fields are left out.
    static QByteArray difference(const Json::Value &before, const Json::Value &after);
    /// @p theirs with what leads from @p before to @p mine.
    static QByteArray merged(const Json::Value &before, const Json::Value &mine,
                             const Json::Value &theirs);

    /// Documents that were stored anew, JSON with their ids, in @p collection.
    static DocumentChange creation(const QString &collection, const QByteArrayList &documents);
    /// Documents, JSON with their meta fields.
    static DocumentChange deletion(const QString &collection, const QByteArrayList &documents);
    /// The requests that delete the documents @p ids.
    static QList<RequestQueue::Request> removal(const QString &collection,
                                                const QByteArrayList &ids);
    /// Documents as they were and as they are, in the same order.
    static DocumentChange edit(const QString &collection, const QByteArrayList &before,
                               const QByteArrayList &after);
};

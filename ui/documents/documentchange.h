// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/documents/documenttasks.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

/// What was done to documents of a collection, as requests that undo it and that do it again.
/// Times and versions are the server's, so a document that comes back has new ones; its id stays.
struct DocumentChange
{
    QString text; ///< Such as "Delete 3 documents".
    QList<RequestQueue::Request> back;
    QList<RequestQueue::Request> forth;

    /// The body of a PUT that makes @p after of @p before: it merges, so what is gone is unset by
    /// name. Meta fields are left out.
    static QByteArray difference(const Json::Value &before, const Json::Value &after);

    /// Documents that were stored anew, JSON with their ids. @p path is that of the collection.
    static DocumentChange creation(const QByteArray &path, const QByteArrayList &documents);
    static DocumentChange deletion(const QByteArray &path, const QByteArrayList &documents);
    /// Documents as they were and as they are, in the same order.
    static DocumentChange edit(const QByteArray &path, const QByteArrayList &before,
                               const QByteArrayList &after);
};

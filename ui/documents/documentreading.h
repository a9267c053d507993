// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QByteArrayList>
#include <QList>
#include <QObject>

#include <functional>

/// Reads many documents of a collection, request after request. Thread: the window's.
class DocumentReading final : public QObject
{
    Q_OBJECT

public:
    /// Gets documents, JSON with their meta fields.
    using Use = std::function<void(const QByteArrayList &)>;

    DocumentReading(Client &client, const QString &collection, QObject *parent);

    /// Reads @p ranges, each a first row and how many, of what @p parameters choose and order.
    void readRows(const QByteArray &parameters, const QList<std::pair<int, int>> &ranges, Use use)
    {
        readRows(parameters, ranges, {}, std::move(use));
    }
    /// Reads the documents @p ids as they are stored: hooks may show others.
    void readStored(const QByteArrayList &ids, Use use) { readStored(ids, {}, std::move(use)); }

signals:
    void failed(const QString &message);

private:
    void readRows(const QByteArray &parameters, QList<std::pair<int, int>> ranges,
                  const QByteArrayList &read, Use use);
    void readStored(const QByteArrayList &ids, const QByteArrayList &read, Use use);

    Client &m_client;
    const QString m_collection;
};

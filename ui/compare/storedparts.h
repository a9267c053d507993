// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// One part of a database, as `GET /admin/v1/deployment` tells it. A view into its StoredParts.
struct StoredPart
{
    QString kind; ///< collection, codehook, module, job or settings.
    QString name; ///< Empty for the settings.
    QByteArray tag; ///< Tells whether it has changed since.
    Json::Value value;
    int version = 0; ///< Of scripts alone.
    QString changed; ///< Of scripts alone: ISO 8601.
};

/// A secret among the settings, which nobody is told.
struct StoredSecret
{
    QStringList path;
    QByteArray digest; ///< The same for the same secret, within one comparison.
};

/// What tells an element of a definition's `fields` from the others; of its `indexes`.
QString fieldName(const Json::Value &field);
QString indexName(const Json::Value &index);

/// All that a deployment can carry of one database, as it was read. A value; any thread.
class StoredParts final
{
public:
    StoredParts() = default;
    /// Reads the answer @p body. Parts of a kind that this program does not know are kept, and
    /// found by nobody. Nothing: it is no such answer.
    static std::optional<StoredParts> read(const Json::Document &body);

    QList<StoredPart> ofKind(const QString &kind) const;
    /// Null when there is none.
    const StoredPart *find(const QString &kind, const QString &name) const;
    const QList<StoredSecret> &secrets() const { return m_secrets; }

private:
    Json::Document m_body; ///< Keeps the values.
    QList<StoredPart> m_parts;
    QList<StoredSecret> m_secrets;
};

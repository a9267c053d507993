// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>

/// The fields that a collection declares, as far as a text in a file needs them to become a value.
/// A value; any thread.
class DeclaredFields final
{
public:
    /// Nothing is declared.
    DeclaredFields() = default;
    /// Those of @p definition, as `GET /admin/v1/collections/<name>` gives it.
    explicit DeclaredFields(const Json::Value &definition);

    /// Their names, in the order of the definition.
    const QByteArrayList &names() const { return m_names; }
    bool isDeclared(const QByteArray &field) const { return m_fields.contains(field); }
    /// The JSON of @p text for the declared @p field: what its type asks for, if no digit is lost
    /// by that, or else the text itself, which the server then refuses.
    QByteArray valueOf(const QByteArray &field, const QByteArray &text) const;

private:
    struct Field
    {
        QByteArray type; ///< As the definition says it.
        QByteArrayList options; ///< JSON texts.
    };

    QHash<QByteArray, Field> m_fields;
    QByteArrayList m_names;
};

/// Whether @p text is a JSON number that a double holds with all of its digits.
bool isExactNumber(const QByteArray &text);

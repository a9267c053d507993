// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

/// The columns of a table of documents: declared fields in the order of the definition, then those
/// that documents have, meta fields at the end. A value; any thread.
class DocumentColumns final
{
public:
    struct Column
    {
        QString name;
        QByteArray type; ///< As declared; else as the first value has it.
        QString collection = {}; ///< Of a relation.
        bool isDeclared = false;
        bool isCalculated = false; ///< By the server: formulas, counters, children.
        bool isRequired = false;
        QByteArrayList options = {}; ///< The JSON of the values that can be chosen; empty: any.

        bool operator==(const Column &) const = default;
        bool isMeta() const { return name.startsWith(QLatin1Char('_')); }
        /// The name of the picture for its type, as Theme::icon() takes it.
        QString icon() const;
        /// A line on where it comes from.
        QString explanation() const;
    };

    /// The fields that @p definition declares, as `GET /admin/v1/collections/<name>` gives it.
    static QList<Column> declaredBy(const Json::Value &definition);
    /// A field that nobody has declared; @p type is that of its first value, as
    /// CellValue::typeOf() tells it.
    static Column found(const QString &name, char type);

    int count() const { return int(m_columns.size()); }
    const Column &at(int index) const { return m_columns.at(index); }
    /// An empty column for an index that there is not.
    Column value(int index) const { return m_columns.value(index); }
    /// -1: there is none.
    int indexOf(const QString &name) const;
    /// Where @p column would be inserted; nothing when there is one of its name.
    std::optional<int> placeOf(const Column &column) const;
    void insert(int index, const Column &column) { m_columns.insert(index, column); }
    void removeAt(int index) { m_columns.removeAt(index); }
    /// Has the one of the same name know what @p column declares.
    void declare(const Column &column);
    /// Forgets what was declared.
    void undeclare();

private:
    QList<Column> m_columns;
};

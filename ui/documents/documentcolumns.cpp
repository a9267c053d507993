// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentcolumns.h"

#include <QCoreApplication>

#include <algorithm>

QString DocumentColumns::Column::icon() const
{
    if (type == "number" || type == "float_number" || type == "money")
        return QStringLiteral("hash");
    if (type == "bool")
        return QStringLiteral("toggle-left");
    if (type == "date" || type == "datetime" || type == "time")
        return QStringLiteral("calendar");
    if (type == "relation" || type == "relations" || type == "child")
        return QStringLiteral("link");
    return type == "text" || type == "rich_text" || type == "email" || type == "option"
        ? QStringLiteral("letter-case")
        : QStringLiteral("braces");
}

QString DocumentColumns::Column::explanation() const
{
    if (isMeta())
        return QCoreApplication::translate("DocumentModel", "%1: set by the server").arg(name);
    return isDeclared ? QCoreApplication::translate("DocumentModel", "%1: declared as %2")
                            .arg(name, QString::fromLatin1(type))
                      : QCoreApplication::translate("DocumentModel", "%1: not declared").arg(name);
}

QList<DocumentColumns::Column> DocumentColumns::declaredBy(const Json::Value &definition)
{
    QList<Column> columns;
    for (const Json::Value &field : definition.value("fields").items()) {
        Column column;
        column.name = field.value("name").toString();
        column.type = field.value("type").text().toByteArray();
        column.collection = field.value("collection").toString();
        column.isDeclared = true;
        column.isCalculated = field.value("autoincrement").toBool()
            || !field.value("formula").isNull() || column.type == "child";
        column.isRequired = field.value("required").toBool();
        for (const Json::Value &option : field.value("options").items())
            column.options.append(option.toJson());
        columns.append(column);
    }
    return columns;
}

DocumentColumns::Column DocumentColumns::found(const QString &name, char type)
{
    switch (type) {
    case 's':
        return {name, "text"};
    case 'n':
        return {name, "number"};
    case 'b':
        return {name, "bool"};
    default:
        return {name, "json"};
    }
}

int DocumentColumns::indexOf(const QString &name) const
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                    [&](const Column &each) { return each.name == name; });
    return found == m_columns.end() ? -1 : int(found - m_columns.begin());
}

std::optional<int> DocumentColumns::placeOf(const Column &column) const
{
    if (indexOf(column.name) >= 0)
        return std::nullopt;
    const auto firstMeta = column.isMeta()
        ? m_columns.end()
        : std::find_if(m_columns.begin(), m_columns.end(),
                       [](const Column &each) { return each.isMeta(); });
    return int(firstMeta - m_columns.begin());
}

void DocumentColumns::declare(const Column &column)
{
    if (const int known = indexOf(column.name); known >= 0)
        m_columns[known] = column;
}

void DocumentColumns::undeclare()
{
    for (Column &known : m_columns) {
        known.isDeclared = known.isCalculated = false;
        known.collection.clear();
    }
}

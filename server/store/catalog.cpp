// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/catalog.h"

#include "server/core/json.h"
#include "server/store/connection.h"

#include <algorithm>

namespace Store {

namespace {

QByteArray jsonPath(const QByteArrayList &parts)
{
    QByteArray path = "$";
    for (const QByteArray &part : parts)
        path.append(".\"").append(part).append('"');
    return path.replace('\'', "''");
}

QList<Index> indexesOf(const QByteArray &definition)
{
    QList<Index> indexes;
    const auto document = Json::Document::parse(definition);
    if (!document)
        return indexes;
    const auto declared = document->root().value("indexes");
    for (const Json::Value &index : declared.items()) {
        const auto fields = index.value("fields").items();
        if (fields.empty())
            continue;
        const auto unique = index.value("unique");
        indexes.append({fields.front().text().toByteArray(), unique.toBool()});
    }
    return indexes;
}

Codehook codehookOf(const Statement &row, int first)
{
    Codehook codehook;
    codehook.source = row.text(first).toByteArray();
    codehook.compiled = row.text(first + 1).toByteArray();
    const QByteArray hooks = row.text(first + 2).toByteArray();
    if (!hooks.isEmpty())
        codehook.hooks = hooks.split(' ');
    codehook.enabled = row.isNull(first + 3) || row.number(first + 3) != 0;
    codehook.version = int(row.number(first + 4));
    codehook.changed = row.text(first + 5).toByteArray();
    return codehook;
}

void readHookLimits(Catalog &catalog)
{
    const auto settings = Json::Document::parse(catalog.settings);
    if (!settings)
        return;
    const auto limits = settings->root().value("codehooks");
    if (const auto timeout = limits.find("timeout"); timeout && timeout->isNumber())
        catalog.hookTimeout =
            std::chrono::milliseconds(std::clamp<qint64>(timeout->toInteger(), 10, 600'000));
    if (const auto memory = limits.find("memory"); memory && memory->isNumber())
        catalog.hookMemory = int(std::clamp<qint64>(memory->toInteger(), 16, 4096));
}

} // namespace

const Collection *Catalog::find(QByteArrayView name) const
{
    const auto found = collections.constFind(QByteArray::fromRawData(name.data(), name.size()));
    return found == collections.cend() ? nullptr : &*found;
}

Result<std::shared_ptr<const Catalog>> loadCatalog(Connection &connection)
{
    auto catalog = std::make_shared<Catalog>();
    auto rows = connection.prepare(
        "SELECT c.number, c.name, c.definition, h.source, h.compiled, h.hooks, h.enabled, "
        "h.version,"
        " h.changed FROM collections c LEFT JOIN codehooks h ON h.collection = c.number");
    if (!rows)
        return failure(rows);
    while (true) {
        const auto row = rows->step();
        if (!row)
            return failure(row);
        if (!*row)
            break;
        Collection collection{rows->number(0),
                              rows->text(1).toByteArray(),
                              rows->text(2).toByteArray(),
                              {},
                              codehookOf(*rows, 3),
                              {}};
        collection.readById = "SELECT doc FROM " + collection.table() + " WHERE _id = ?";
        collection.indexes = indexesOf(collection.definition);
        catalog->collections.insert(collection.name, collection);
    }
    auto facts =
        connection.prepare("SELECT settings, keys_generation, codehooks_generation FROM facts");
    if (!facts)
        return failure(facts);
    const auto row = facts->step();
    if (!row)
        return failure(row);
    catalog->settings = facts->text(0).toByteArray();
    readHookLimits(*catalog);
    catalog->keysGeneration = facts->number(1);
    catalog->codehooksGeneration = facts->number(2);
    return std::shared_ptr<const Catalog>(std::move(catalog));
}

QByteArray indexExpression(const QByteArray &field)
{
    return "json_extract(doc,'" + jsonPath(field.split('.')) + "')";
}

QByteArray arrayCondition(const QByteArray &field)
{
    QByteArray condition;
    QByteArrayList parts;
    for (const QByteArray &part : field.split('.')) {
        parts.append(part);
        condition.append(condition.isEmpty() ? "" : " OR ");
        condition.append("json_type(doc,'" + jsonPath(parts) + "')='array'");
    }
    return condition;
}

bool isCollectionName(QByteArrayView name)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (name.isEmpty() || name.size() > 64 || !isLetter(name.front()))
        return false;
    if (name.toByteArray().toLower().startsWith("system_"))
        return false;
    return std::all_of(name.begin(), name.end(), [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

} // namespace Store

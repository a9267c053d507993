// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/misfits.h"

#include "server/store/database.h"

namespace Api {

namespace {

/// Documents that do not fit the fields of their collection.
struct Misfits
{
    QByteArrayList documents; ///< `{"_id", "list"}`
    QByteArray last; ///< The id of the last document that was looked at.
    bool isMore = false; ///< There may be documents behind it.
};

/// Looks at the documents of @p collection whose ids come after @p last, as many as make a page.
Result<Misfits> misfitsAfter(Store::Reader &reader, const Store::Collection &collection,
                             const QByteArray &last)
{
    constexpr qint64 Page = 1000;
    // By the id and not by `skip`, for which SQLite would read all earlier pages again.
    auto query = Model::Query::parse(
        last.isEmpty() ? QByteArray()
                       : "{\"_id\":{\"$gt\":" + Json::quoted(QByteArrayView(last)) + "}}",
        {});
    if (!query)
        return failure(query);
    query->wantedMaximum = Page;
    Misfits misfits;
    qint64 seen = 0;
    const auto found = reader.find(collection, *query, [&](const Model::Document &document) {
        ++seen;
        misfits.last = document.id;
        const auto json = Json::Document::parseKnown(document.json);
        if (!json)
            return;
        Model::Violations violations;
        for (const Model::Field &field : collection.fields) {
            const auto value = json->root().find(field.name);
            if (value)
                (void)Model::checkedValue(field, *value, violations);
            if (!field.formula && !field.autoincrement)
                Model::checkRequired(field, value, violations);
        }
        if (violations.isEmpty())
            return;
        misfits.documents.append(Json::ObjectWriter()
                                     .text("_id", QByteArrayView(document.id))
                                     .raw("list", violations.toJson())
                                     .take());
    });
    if (!found)
        return failure(found);
    misfits.isMore = seen == Page;
    return misfits;
}

} // namespace

Task<Result<QByteArray>> misfitsJson(const Exchange &exchange, const Store::Collection &collection)
{
    constexpr qsizetype Listed = 100;
    qint64 count = 0;
    Json::ArrayWriter list;
    Misfits page;
    page.isMore = !collection.fields.isEmpty();
    while (page.isMore) {
        auto next = co_await exchange.context.read(exchange.asker, [&](Store::Reader &reader) {
            return misfitsAfter(reader, collection, page.last);
        });
        if (!next)
            co_return failure(next);
        page = std::move(*next);
        for (const QByteArray &document : std::as_const(page.documents)) {
            if (++count <= Listed)
                list.raw(document);
        }
        // A quick read does not suspend the coroutine. This does, so that the thread serves others
        // too.
        co_await Async<bool>(exchange.context.home, [](auto deliver) { deliver(true); });
    }
    co_return Json::ObjectWriter().number("count", count).raw("documents", list.take()).take();
}

} // namespace Api

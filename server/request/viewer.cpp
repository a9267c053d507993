// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/request/viewer.h"

#include "server/api/mask.h"
#include "server/auth/access.h"
#include "server/model/projection.h"

#include <algorithm>

namespace {

using CollectionList = QList<const Store::Collection *>;

bool hasBeforeRead(const Store::Collection &collection)
{
    return collection.codehook.declares("beforeGET");
}

void append(CollectionList &collections, const Store::Collection *collection)
{
    if (collection && !collections.contains(collection))
        collections.append(collection);
}

/// The collections from which the relations of @p collection copy.
void appendTargets(CollectionList &collections, const Store::Catalog &catalog,
                   const Store::Collection &collection)
{
    for (const Model::Field &field : collection.fields) {
        if (field.isRelation())
            append(collections, catalog.find(field.collection));
    }
}

/// Whether a computed field of @p collection is made of copies in its relations.
bool computesFromCopies(const Store::Collection &collection)
{
    const auto isOfCopies = [&](const QByteArray &source) {
        const Model::Field *field = collection.field(source.split('.').first());
        return field && field->isRelation();
    };
    return std::any_of(collection.fields.begin(), collection.fields.end(),
                       [&](const Model::Field &field) {
                           const QByteArrayList sources =
                               field.formula ? field.formula->fields() : QByteArrayList();
                           return std::any_of(sources.begin(), sources.end(), isOfCopies);
                       });
}

/// The collections whose documents the parameters of a GET put into its answer.
CollectionList attached(const Call &call)
{
    const Store::Catalog &catalog = *call.catalog;
    const Store::Collection &collection = *call.collection;
    CollectionList all;
    if (call.request.isOn("fetchchildren")) {
        for (const Model::Field &field : collection.fields) {
            if (field.type == Model::Field::Type::Child)
                append(all, catalog.find(field.collection));
        }
    }
    if (call.request.isOn("referencedby")) {
        for (const Store::Collection &source : catalog.collections) {
            for (const Model::Field &field : source.fields) {
                if (field.isRelation() && field.target == collection.number)
                    append(all, &source);
            }
        }
    }
    return all;
}

/// Those whose documents are seen as copies in documents of @p own and of what is attached to them.
void appendCopied(CollectionList &seen, const Store::Catalog &catalog, const Store::Collection &own)
{
    const CollectionList attached = seen;
    appendTargets(seen, catalog, own);
    for (const Store::Collection *collection : attached)
        appendTargets(seen, catalog, *collection);
    for (const Store::Collection *collection : CollectionList(seen)) {
        if (computesFromCopies(*collection))
            appendTargets(seen, catalog, *collection);
    }
}

/// The view that is left when `beforeGET` has made @p query of all documents.
void restrict(Store::View &view, const Model::Query &query)
{
    const bool isAll = query.condition.kind == Model::Condition::Kind::All
        && query.condition.parts.empty() && query.projection == Model::Query::Projection::All;
    if (isAll)
        return;
    view.only = query;
    // A view says which documents and fields are seen, not in what form they are listed.
    view.only->distinct.clear();
    view.only->groupings.clear();
    view.only->aggregates.clear();
}

/// Whether the caller may not read @p field.
bool hides(const Store::View &view, const QByteArray &field)
{
    return std::any_of(view.hidden.begin(), view.hidden.end(),
                       [&](const QByteArray &hidden) { return Store::isWithin(field, hidden); });
}

/// The path of the request was permitted, and it names the parent: the path of a key says no more.
Store::View parentView(const Call &call)
{
    Auth::Caller caller = call.caller;
    caller.path.clear();
    caller.methods.clear();
    return Auth::viewOf(caller, *call.catalog->find(call.parent.collection));
}

} // namespace

QList<Viewer::Question> Viewer::begin(Call &call) const
{
    const bool isFull = call.caller.hasFullRights();
    const bool hasParameters = call.request.method == "GET" && !call.request.query.isEmpty();
    if (isFull && !hasParameters)
        return {};
    const Store::Collection &own = *call.collection;
    CollectionList seen; // by other ways than the request's own
    if (hasParameters)
        seen = attached(call);
    if (isFull && seen.isEmpty())
        return {};
    // A DELETE answers ids alone, so no copies are seen.
    if (!isFull && call.request.method != "DELETE")
        appendCopied(seen, *call.catalog, own);
    // Its answer is the document, which the collection's own beforeGET may not show.
    if (call.isUpdate())
        append(seen, &own);
    using Rights = Store::Views::Rights;
    call.views = std::make_shared<Store::Views>(isFull ? Rights::Full : Rights::Limited);
    if (!isFull)
        call.views->add(Auth::viewOf(call.caller, own));
    QList<Question> questions;
    for (const Store::Collection *collection : std::as_const(seen)) {
        const auto view = Auth::viewOf(call.caller, *collection);
        if (!view.isClosed && hasBeforeRead(*collection))
            questions.append({view, false});
        call.views->add(view);
    }
    if (!isFull && !call.parent.id.isEmpty()) {
        call.parentView = parentView(call);
        if (hasBeforeRead(*call.parentView->collection))
            questions.append({*call.parentView, true});
    }
    return questions;
}

Task<Done> Viewer::ask(Call &call, QList<Question> questions) const
{
    for (auto &[view, isOfParent] : questions) {
        const auto asked = co_await askOne(call, view);
        view.isClosed = view.isClosed || !asked;
        if (isOfParent)
            call.parentView = view;
        else
            call.views->add(view);
    }
    call.endStage("before");
    co_return Done();
}

/// Asks as a GET of the collection would.
Task<Result<Done>> Viewer::askOne(Call &call, Store::View &view) const
{
    Call reading;
    reading.request.method = "GET";
    reading.request.path = "/rest/" + view.collection->name;
    reading.request.headers = call.request.headers;
    reading.caller = call.caller;
    reading.catalog = call.catalog;
    reading.collection = view.collection;
    reading.path.collection = view.collection->name;
    reading.record.id = call.record.id;
    reading.began = call.began;
    reading.stageBegan = call.stageBegan;
    Read read;
    auto query = reading.readingQuery(read.parameters);
    if (!query)
        co_return failure(query);
    read.query = std::move(*query);
    if (auto allowed = HookStage::checkSuspension(reading); !allowed)
        co_return allowed;
    auto asked = co_await m_hooks.runBefore(reading, read);
    call.record.log.append(reading.record.log);
    call.record.calls.append(reading.record.calls);
    if (asked)
        restrict(view, read.query);
    co_return asked;
}

Result<Done> Viewer::checkParent(Store::Reader &reader, const Call &call)
{
    const QByteArray &id = call.parent.id;
    if (!call.parentView) {
        const auto parent = reader.get(*call.catalog->find(call.parent.collection), id);
        if (!parent)
            return failure(parent);
        return *parent ? Result<Done>(Done()) : Api::noDocument(id);
    }
    const Store::View &view = *call.parentView;
    if (hides(view, call.parent.field))
        return failure(
            Error::Kind::Forbidden,
            QStringLiteral("You may not read \"%1\".").arg(QString::fromUtf8(call.parent.field)));
    Store::Views parents(Store::Views::Rights::Limited);
    parents.add(view);
    const auto sees = reader.sees(parents, view.collection->number, id);
    if (!sees)
        return failure(sees);
    return *sees ? Result<Done>(Done()) : Api::noDocument(id);
}

bool Viewer::namesParents(const Call &call, const Insert &insert)
{
    return call.parent.id.isEmpty()
        && std::any_of(
               insert.documents.begin(), insert.documents.end(),
               [](const Model::Document &document) { return !document.parent.id.isEmpty(); });
}

Task<Result<Done>> Viewer::findParents(Call &call, Insert &insert) const
{
    QSet<std::pair<QByteArray, QByteArray>> known; // collections and fields
    for (const Model::Document &document : insert.documents) {
        const Model::Parent &parent = document.parent;
        const std::pair<QByteArray, QByteArray> pair(parent.collection, parent.field);
        if (parent.id.isEmpty() || known.contains(pair))
            continue;
        known.insert(pair);
        const Store::Collection *parents = call.catalog->find(parent.collection);
        const Model::Field *field = parents ? parents->field(parent.field) : nullptr;
        const bool isForThese = field && field->type == Model::Field::Type::Child
            && field->collection == call.collection->name;
        if (!isForThese)
            co_return Store::noParent(parent);
        const auto view = Auth::viewOf(call.caller, *parents);
        if (hides(view, parent.field))
            co_return Store::noParent(parent);
        const bool isAsked = insert.rules.parents.contains(parent.collection);
        insert.rules.parents.insert(parent.collection, parents->number);
        if (!call.views || isAsked)
            continue;
        call.views->add(view);
        QList<Question> questions;
        if (!view.isClosed && hasBeforeRead(*parents))
            questions.append({view, false});
        co_await ask(call, std::move(questions));
    }
    co_return Done();
}

Result<Done> Viewer::checkQuery(const Call &call, const Api::ListParameters &parameters)
{
    if (!call.views || call.request.query.isEmpty())
        return Done();
    const auto asked = parameters.query(call.request);
    return asked ? call.views->checkNames(*asked, *call.collection) : failure(asked);
}

Result<QByteArray> Viewer::written(Store::Reader &reader, const Call &call,
                                   const Model::Document &document, QByteArray text)
{
    if (!call.views)
        return text;
    if (call.isUpdate()) {
        const auto sees = reader.sees(*call.views, call.collection->number, document.id);
        if (!sees)
            return failure(sees);
        if (!*sees)
            return Json::ObjectWriter().text("_id", QByteArrayView(document.id)).take();
        if (const auto &only = call.views->find(call.collection->number)->only)
            text = Model::projected(*only, text);
    }
    Api::Mask mask(reader, call.views.get(), *call.collection);
    return mask.shown(std::move(text));
}

Task<Result<QByteArray>> Viewer::session(Call &call)
{
    call.collection = call.catalog->find(call.catalog->settings.tokens.users);
    if (!call.collection)
        co_return call.caller.session;
    co_await ask(call, begin(call));
    auto shown = co_await m_context.read(call.asker, [&call](Store::Reader &reader) {
        Api::Mask mask(reader, call.views.get(), *call.collection);
        return mask.shown(call.caller.session);
    });
    call.collection = nullptr; // the request itself is about none
    co_return shown;
}

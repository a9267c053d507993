// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/documents.h"
#include "server/api/reading.h"
#include "server/api/routes.h"
#include "server/auth/caller.h"
#include "server/http/admission.h"
#include "server/http/message.h"
#include "server/inspector/record.h"
#include "server/store/catalog.h"
#include "server/store/read.h"
#include "server/model/document.h"
#include "server/store/writerules.h"
#include "server/model/query.h"
#include "server/store/view.h"

#include <chrono>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

/// A GET.
struct Read
{
    Api::ListParameters parameters; ///< As the client sent them, then as the before-hook left them.
    Model::Query query; ///< See Call::readingQuery().
    bool isRestricted = false; ///< The query's conditions hold for a single document too.
};

/// A POST.
struct Insert
{
    Json::Document body; ///< As the client sent it.
    Store::WriteRules rules;
    std::vector<Model::Document> documents; ///< To be stored, then as they are stored.
    std::vector<std::optional<QByteArray>> replacements; ///< What after-hooks answer instead.

    bool isArray() const { return body.root().isArray(); }
};

/// A PUT or PATCH.
struct Update
{
    Json::Document body; ///< As the client sent it.
    Store::WriteRules rules;
    Json::Document changes; ///< What is to be stored: the body, or what the before-hook made of it.
    Model::Document document = {}; ///< As it is stored.
    std::optional<QByteArray> replacement = {}; ///< What the after-hook answers instead.
};

/// A DELETE.
struct Remove
{
    Store::WriteRules rules;
    std::vector<Model::Document> documents = {}; ///< To be deleted, then those that were.
    QByteArrayList ids = {}; ///< Of what is deleted.
};

/// What a request for documents does. The steps of each are in operations.h.
using Operation = std::variant<std::monostate, Read, Insert, Update, Remove>;

/// One request on its way through the pipeline: all that is known of it so far. A value that is
/// handed along; nothing of a request lives anywhere else. Thread: the one that answers it.
struct Call
{
    Http::Request request; ///< With GET for HEAD, and with the method that overrides POST.
    Auth::Caller caller; ///< Nobody until the key or the token is checked.
    Store::Asker asker; ///< The caller, for slow reads.
    /// Why this server might not answer when the catalog was taken; see Store::Nodes.
    std::optional<Error> fence;
    std::shared_ptr<const Store::Catalog> catalog; ///< The snapshot that this request sees.
    const Api::RoutePath *routePath = nullptr; ///< Null: no path of the table.
    const Api::Route *route = nullptr; ///< Of a method that the path does not take: its first one.
    const Store::Collection *collection = nullptr; ///< In the catalog; null before it is found.
    Api::DocumentPath path; ///< Empty for routes other than `/rest`.
    Model::Parent parent; ///< When the path leads through it to its children.
    std::shared_ptr<Store::Views> views; ///< What the caller may see; null: everything.
    std::optional<Store::View> parentView; ///< Of a caller without full rights, with a parent.
    Operation operation; ///< Nothing before the request is parsed.
    bool skipsHooks = false; ///< `X-Hookdesk-Hooks: off`, of a caller with full rights.
    bool isSaved = false; ///< From here on an error no longer means that nothing was stored.
    bool isTold = false; ///< The collection's webhook is told of what is stored.
    Inspector::Record record; ///< Filled on the way; Report gives it away.
    Http::BodyShare decodedShare; ///< What the body takes that came compressed.

    /// The contract makes no difference between the two methods, but their hooks have different
    /// names.
    bool isUpdate() const { return request.method == "PUT" || request.method == "PATCH"; }
    /// To parse and to answer a body of this size, or to make a page of documents, takes
    /// milliseconds, which the thread that serves clients has not.
    Store::Pace pace() const
    {
        constexpr qsizetype LargeBody = 64 * 1024;
        const bool isPage = Api::formatOf(request, path) == "html";
        return isPage || request.body.size() > LargeBody ? Store::Pace::Long : Store::Pace::Quick;
    }
    /// The query of a GET: what @p parameters say, and what the caller's and the path's limits add.
    Result<Model::Query> readingQuery(const Api::ListParameters &parameters) const
    {
        auto made = parameters.query(request);
        if (!made)
            return made;
        if (!parent.id.isEmpty()) {
            made->require("_parent_field", parent.field);
            made->require("_parent_id", parent.id);
        }
        if (const QByteArray owner = caller.ownerIn(collection->access); !owner.isEmpty())
            made->require("_createdby", owner);
        if (views)
            made->unsearched = views->hiddenIn(*collection) + views->guardedIn(*collection);
        return made;
    }
    /// Ends the stage @p name: what passed since the last one is its time. Hooks that run for one
    /// document after the other are one stage.
    void endStage(const char *name)
    {
        const auto now = std::chrono::steady_clock::now();
        const qint64 passed =
            std::chrono::duration_cast<std::chrono::microseconds>(now - stageBegan).count();
        stageBegan = now;
        // The names are literals, which live as long as the program.
        const auto literal = QByteArray::fromRawData(name, qsizetype(qstrlen(name)));
        if (!record.stages.isEmpty() && record.stages.last().name == literal)
            record.stages.last().microseconds += passed;
        else
            record.stages.append({literal, passed});
    }

    /// Since the first byte of the request was there.
    qint64 microseconds() const
    {
        return std::chrono::duration_cast<std::chrono::microseconds>(
                   std::chrono::steady_clock::now() - began)
            .count();
    }

    /// The first byte of the request, or, for one that did not come over the network, its start
    /// here.
    std::chrono::steady_clock::time_point began;
    std::chrono::steady_clock::time_point stageBegan; ///< See endStage().
};

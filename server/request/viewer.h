// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/services.h"
#include "server/request/call.h"
#include "server/core/result.h"
#include "server/core/task.h"
#include "server/request/hookstage.h"

/// Finds out, once a request, what its caller may see of each collection that the request leads to:
/// its own, that of the parent in its path, those of children and references that it asks for, and
/// those that relations copy from. Keys, roles, private data and the `beforeGET` of each collection
/// decide (Store::View); whatever then reads or links documents goes by it.
/// Thread: that of its context; the calls wait as coroutines.
class Viewer final
{
public:
    Viewer(Api::Context context, HookStage &hooks)
        : m_context(context)
        , m_hooks(hooks)
    {
    }

    /// A view whose collection has a `beforeGET` to be asked.
    struct Question
    {
        Store::View view;
        bool isOfParent = false; ///< The answer goes into `parentView`, not into `views`.
    };

    /// Fills `views` and `parentView` of @p call; they hold once the questions are asked.
    QList<Question> begin(Call &call) const;
    /// Runs the hooks. One that refuses or fails shows nothing.
    Task<Done> ask(Call &call, QList<Question> questions) const;
    /// Whether the caller sees the parent in the path. Thread: the reader's. @errors NotFound.
    /// @pre the path names a parent
    static Result<Done> checkParent(Store::Reader &reader, const Call &call);
    /// Whether the body of the POST @p insert names parents of the new documents.
    static bool namesParents(const Call &call, const Insert &insert);
    /// Finds the collections of these parents, and what the caller sees of them, for the write.
    /// @errors Validation, like that of a parent that is not there.
    Task<Result<Done>> findParents(Call &call, Insert &insert) const;
    /// Whether the caller may ask for what @p parameters name. @errors Forbidden; BadInput.
    static Result<Done> checkQuery(const Call &call, const Api::ListParameters &parameters);

    /// @p text, a document that a write stored or what a hook made of it, as the caller may see it.
    /// Thread: the reader's.
    static Result<QByteArray> written(Store::Reader &reader, const Call &call,
                                      const Model::Document &document, QByteArray text);
    /// The document of the user who calls, as they may see it.
    Task<Result<QByteArray>> session(Call &call);

private:
    /// Narrows @p view to what its `beforeGET` leaves. @errors The hook refuses or fails.
    Task<Result<Done>> askOne(Call &call, Store::View &view) const;

    Api::Context m_context;
    HookStage &m_hooks;
};

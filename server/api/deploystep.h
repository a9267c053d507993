// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/deploypart.h"
#include "server/api/scripts.h"

#include <optional>
#include <vector>

namespace Api {

/// `{"kind", "name", "field", "message", "line", "column"}`: what is wrong with @p part.
QByteArray faultJson(const Part &part, const Error &error);

/// One deployment within a transaction. Lives for one request; thread: the one that writes.
struct DeployStep
{
    const Store::Catalog &catalog;
    const Store::ScriptNote note; ///< For the versions of scripts.
    const QByteArray author; ///< Of the documents of jobs.
    const std::vector<Part> parts; ///< In the order of their kinds.
    std::vector<std::optional<MadeScript>> scripts; ///< Of each part; nothing: it has none.

    /// Makes the changes of all parts, and gives the body that takes them back: `{"parts": […]}`.
    /// @errors PreconditionFailed: the `list` has all parts whose tag is another. What saving a
    /// part refuses; `list` names it.
    Result<QByteArray> carryOut(Store::Transaction &transaction) const;

private:
    using Values = std::vector<std::optional<QByteArray>>;

    Result<Values> presentValues(Store::Transaction &transaction) const;
    Result<Done> checkTags(const Values &before) const;
    Result<Done> put(Store::Transaction &transaction, size_t index, const QByteArray &before) const;
    Result<Done> remove(Store::Transaction &transaction, const Part &part) const;
    Result<Done> putScript(Store::Transaction &transaction, const Part &part,
                           const Store::Script &script) const;
    Result<Done> putJob(Store::Transaction &transaction, const Part &part,
                        const Store::Script &script, const QByteArray &before) const;
    Result<Done> storeJob(Store::Transaction &transaction, const Store::Collection &jobs,
                          const Part &part, const QByteArray &before) const;
    Result<QByteArray> undoOf(Store::Transaction &transaction, const Values &before) const;
};

} // namespace Api

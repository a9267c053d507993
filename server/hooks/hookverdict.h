// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/hooks/hookrun.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace Hooks {

/// What a hook decided: the meaning of what it gave to res.end() (contract: codehooks 3).
/// A value.
struct HookVerdict
{
    std::optional<QByteArray> data; ///< JSON: replaces the body or the response.
    Json::Value dataValue; ///< The same, parsed; null without data. Valid as long as the verdict.
    QByteArrayList removed; ///< Fields of a PUT or PATCH that `data` leaves undefined.
    std::optional<QByteArray> query; ///< JSON: replaces `q`.
    std::optional<QByteArray> hint; ///< JSON: replaces `h`.
    QByteArray warning; ///< For the inspector: why something was ignored.

    /// @errors Refused or Validation: the hook refuses. HookFailed: it gave what makes no sense.
    static Result<HookVerdict> read(const QByteArray &ended);

private:
    std::optional<Json::Document> m_ended; ///< Holds dataValue.
};

} // namespace Hooks

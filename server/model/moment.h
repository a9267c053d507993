// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>

#include <optional>

/// Moments in queries and groups. Any thread.
namespace Model {

/// The moment that `{"$date": …}` names, in ms since 1970: a text of ISO 8601, a number of ms, or
/// `$currentDate` (now), `$today`, `$yesterday`, `$tomorrow` (midnight), `$currentWeek` (Monday),
/// `$currentMonth`, `$currentYear`, all UTC. Nothing when @p operand is another value.
/// Source: contract, queries 1.
/// @errors BadInput: a $date that names no moment.
Result<std::optional<qint64>> readMoment(const Json::Value &operand);

/// Texts between which all texts of ISO 8601 lie that say @p moment, whatever their zone: the first
/// and what follows the last. Nothing for moments whose texts do not sort as they do.
struct MomentTexts
{
    QByteArray from;
    QByteArray to;
};
std::optional<MomentTexts> textsAround(qint64 moment);

/// @p moment in a format of moment.js, such as `YYYY-MM` or `ddd HH:mm`; English names, UTC.
/// Text in brackets stays as it is.
QByteArray formatMoment(qint64 moment, QByteArrayView format);

} // namespace Model

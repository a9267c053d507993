// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>

#include <optional>

namespace Model {

/// The rule of a computed field: arithmetic with `{{field}}` for values of the same document, such
/// as `{{temp}}/3.14`, or for a text field a text in which they are put
/// (contract: fields 3). Arithmetic is muParser's.
/// A value; any thread, one at a time.
class Formula final
{
public:
    enum class Kind { Number, Text };

    /// @errors BadInput: muParser does not take it.
    static Result<Formula> parse(QByteArrayView text, Kind kind);

    /// The JSON of the result; `null` where a number is missing or the result is none.
    QByteArray evaluate(const Json::Value &document) const;

    /// The fields that it names.
    QByteArrayList fields() const;

private:
    struct Piece
    {
        QByteArray text; ///< Before the field.
        QByteArray field; ///< Empty after the last one.
    };

    std::optional<double> calculate(const std::vector<double> &values) const;

    Kind m_kind = Kind::Number;
    std::vector<Piece> m_pieces;
};

/// The value at the dotted @p field of @p document, objects alone; nothing when it is missing.
std::optional<Json::Value> valueAt(const Json::Value &document, QByteArrayView field);

} // namespace Model

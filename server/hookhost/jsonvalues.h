// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QHash>
#include <QJSEngine>
#include <QJSValue>

#include <optional>

namespace HookHost {

/// Makes JavaScript values of JSON, as JSON.parse() does, in a third of its time: V4 reads each
/// text a character at a time, and looks up the name of each member. Documents of a collection have
/// the same few lists of names, so an object whose list was met before is made at once, by a
/// function that is an object literal with these names. Thread: the process's only one.
class JsonValues final
{
public:
    /// Before any script ran, since it keeps the engine's own JSON.parse().
    explicit JsonValues(QJSEngine &engine);

    /// The value of @p json, which the server wrote.
    QJSValue read(QByteArrayView json);

private:
    struct Shape
    {
        int met = 0; ///< So many objects had this list of names.
        QJSValue literal; ///< Undefined while they are too few to pay for it.
    };

    /// Nothing for what only JSON.parse() reads as it should.
    std::optional<QJSValue> valueOf(const Json::Value &value);
    std::optional<QJSValue> objectOf(const Json::Value &object);
    std::optional<QJSValue> arrayOf(const Json::Value &array);
    /// The function that makes an object of the values of @p members; null when there is none yet.
    const QJSValue *literalFor(const std::vector<Json::Member> &members);

    QJSEngine &m_engine;
    QJSValue m_parse;
    QHash<QByteArray, Shape> m_shapes; ///< By their names, a comma behind each.
};

} // namespace HookHost

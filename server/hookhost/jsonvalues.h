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
    /// Before the library is there, since it keeps the engine's own JSON.parse().
    explicit JsonValues(QJSEngine &engine);
    /// From now on read() uses the library's JSON.parse() for what the engine's reads wrong. Before
    /// any script ran.
    void useParse();

    /// From now on objects are made the quick way. @pre no script changes what arrays inherit
    /// from: an accessor of an element there would take the elements of arrays that are filled.
    void beQuick() { m_isQuick = true; }

    /// The value of @p json, which the server wrote.
    QJSValue read(QByteArrayView json);
    /// The value of @p json; nothing for what is no JSON, and for numbers that the engine reads
    /// wrong.
    std::optional<QJSValue> tryRead(QByteArrayView json);

private:
    struct Shape
    {
        int met = 0; ///< So many objects had this list of names.
        QJSValue literal; ///< Undefined while they are too few to pay for it.
    };

    /// Nothing for what is too seldom for a function of its own.
    std::optional<QJSValue> valueOf(const Json::Value &value);
    std::optional<QJSValue> objectOf(const Json::Value &object);
    std::optional<QJSValue> arrayOf(const Json::Value &array);
    /// The function that makes an object of the values of @p members; null when there is none yet.
    const QJSValue *literalFor(const std::vector<Json::Member> &members);

    QJSEngine &m_engine;
    QJSValue m_ownParse; ///< Of the engine.
    QJSValue m_parse; ///< Of the library.
    bool m_isQuick = false;
    QHash<QByteArray, Shape> m_shapes; ///< By their names, the length before each.
};

} // namespace HookHost

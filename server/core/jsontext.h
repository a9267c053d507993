// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayView>

/// Additions to JSON objects that are text already, such as stored documents: they are not parsed
/// for it, so a large one costs no more than the copy of its bytes. Any thread.
namespace Json {

/// Puts @p members, `"a":1,"b":2`, behind those of @p object.
/// @pre object is the compact text of an object, and has none of these names.
void appendMembers(QByteArray &object, QByteArrayView members);
/// Puts one member behind those of @p object. @pre As above; @p json is valid JSON.
void appendMember(QByteArray &object, QByteArrayView key, QByteArrayView json);

/// JSON's own word for a type: null, boolean, number, string, array or object. Source: RFC 8259,
/// section 1.
const char *typeName(Value::Type type);

} // namespace Json

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jsontext.h"

namespace Json {

void appendMembers(QByteArray &object, QByteArrayView members)
{
    Q_ASSERT(object.startsWith('{') && object.endsWith('}'));
    object.chop(1);
    if (object.size() > 1)
        object.append(',');
    object.append(members).append('}');
}

void appendMember(QByteArray &object, QByteArrayView key, QByteArrayView json)
{
    QByteArray member = quoted(key);
    member.append(':').append(json);
    appendMembers(object, member);
}

const char *typeName(Value::Type type)
{
    switch (type) {
    case Value::Type::Null:
        return "null";
    case Value::Type::Bool:
        return "boolean";
    case Value::Type::Integer:
    case Value::Type::Double:
        return "number";
    case Value::Type::String:
        return "string";
    case Value::Type::Array:
        return "array";
    case Value::Type::Object:
        break;
    }
    return "object";
}

} // namespace Json

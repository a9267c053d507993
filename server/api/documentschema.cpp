// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/documentschema.h"

#include "server/core/json.h"
#include "server/store/catalog.h"

#include <algorithm>

namespace Api {

namespace {

using Type = Model::Field::Type;

QByteArray oneOf(const QByteArrayList &schemas)
{
    return Json::ObjectWriter().raw("oneOf", '[' + schemas.join(',') + ']').take();
}

QByteArray listOf(const QByteArray &schema)
{
    return Json::ObjectWriter().text("type", "array").raw("items", schema).take();
}

constexpr char IdSchema[] = R"({"type":"string"})";

/// A relation is answered as an array of copies (contract: fields 4), each with its id. It is taken
/// as an id, as a document with its id, or as an array of these.
QByteArray relationSchema(const Model::Field &field, Direction direction)
{
    constexpr char Named[] =
        R"({"type":"object","properties":{"_id":{"type":"string"}},"required":["_id"]})";
    const bool isSent = direction == Direction::Sent;
    Json::ObjectWriter many;
    many.text("type", "array").raw("items", isSent ? oneOf({IdSchema, Named}) : QByteArray(Named));
    if (field.type == Type::Relation)
        many.number("maxItems", 1);
    return isSent ? oneOf({IdSchema, Named, many.take(), R"({"type":"null"})"}) : many.take();
}

/// The JSON Schema of a field's values.
QByteArray schemaOf(const Model::Field &field, Direction direction)
{
    Json::ObjectWriter schema;
    switch (field.type) {
    case Type::Number:
        schema.text("type", "integer");
        break;
    case Type::FloatNumber:
    case Type::Money:
        schema.text("type", "number");
        break;
    case Type::Bool:
        schema.text("type", "boolean");
        break;
    case Type::Email:
        schema.text("type", "string").text("format", "email");
        break;
    case Type::Date:
        schema.text("type", "string").text("format", "date");
        break;
    case Type::DateTime:
        schema.text("type", "string").text("format", "date-time");
        break;
    case Type::Media:
        return direction == Direction::Answered ? listOf(IdSchema)
                                                : oneOf({IdSchema, listOf(IdSchema)});
    case Type::Relation:
    case Type::Relations:
        return relationSchema(field, direction);
    case Type::Child:
        return Json::ObjectWriter()
            .text("type", "array")
            .raw("items", R"({"type":"object"})")
            .boolean("readOnly", true)
            .take();
    case Type::Json:
    case Type::Option:
        break;
    default:
        schema.text("type", "string");
    }
    const bool isText = field.type == Type::Text || field.type == Type::RichText;
    const bool isNumber =
        field.type == Type::Number || field.type == Type::FloatNumber || field.type == Type::Money;
    if (field.least && (isText || isNumber))
        schema.raw(isText ? "minLength" : "minimum", QByteArray::number(*field.least, 'g', 15));
    if (field.most && (isText || isNumber))
        schema.raw(isText ? "maxLength" : "maximum", QByteArray::number(*field.most, 'g', 15));
    if (!field.options.isEmpty() && field.type != Type::Option)
        schema.raw("enum", '[' + field.options.join(',') + ']');
    if (field.formula || field.autoincrement)
        schema.boolean("readOnly", field.formula.has_value());
    return schema.take();
}

} // namespace

QByteArray documentSchema(const Store::Collection &collection, Direction direction)
{
    Json::ObjectWriter properties;
    properties.raw("_id", "{\"type\":\"string\",\"pattern\":\"^[0-9a-f]{24}$\"}");
    Json::ArrayWriter required;
    bool hasRequired = false;
    for (const Model::Field &field : collection.fields) {
        properties.raw(field.name, schemaOf(field, direction));
        if (field.required && !field.formula && !field.autoincrement) {
            required.raw(Json::quoted(QByteArrayView(field.name)));
            hasRequired = true;
        }
    }
    Json::ObjectWriter schema;
    schema.text("type", "object").raw("properties", properties.take());
    if (hasRequired)
        schema.raw("required", required.take());
    return schema.take();
}

bool hasSentForm(const Store::Collection &collection)
{
    return std::any_of(
        collection.fields.begin(), collection.fields.end(),
        [](const Model::Field &field) { return field.isRelation() || field.type == Type::Media; });
}

QByteArray sentNameOf(const QByteArray &collection)
{
    return collection + ".new";
}

} // namespace Api

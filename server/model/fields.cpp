// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/fields.h"

#include "server/core/objectid.h"
#include "server/core/timestamp.h"
#include "server/model/boundedregex.h"
#include "server/model/members.h"

#include <array>
#include <cmath>

namespace Model {

namespace {

using Type = Field::Type;

struct TypeRow
{
    const char *name;
    Type type;
};

/// Classic names, and those that users of other tools try first.
constexpr std::array TypeRows = {
    TypeRow{"text", Type::Text},         TypeRow{"rich_text", Type::RichText},
    TypeRow{"number", Type::Number},     TypeRow{"float_number", Type::FloatNumber},
    TypeRow{"money", Type::Money},       TypeRow{"email", Type::Email},
    TypeRow{"date", Type::Date},         TypeRow{"datetime", Type::DateTime},
    TypeRow{"time", Type::Time},         TypeRow{"bool", Type::Bool},
    TypeRow{"option", Type::Option},     TypeRow{"json", Type::Json},
    TypeRow{"image", Type::Media},       TypeRow{"images", Type::Media},
    TypeRow{"file", Type::Media},        TypeRow{"files", Type::Media},
    TypeRow{"relation", Type::Relation}, TypeRow{"relations", Type::Relations},
    TypeRow{"child", Type::Child},
};

bool isNumeric(Type type)
{
    return type == Type::Number || type == Type::FloatNumber || type == Type::Money;
}

bool isTime(Type type)
{
    return type == Type::Date || type == Type::DateTime;
}

/// A least or most, in the unit that the field's type is measured by.
std::optional<double> limitOf(const Field &field, const Json::Value &value)
{
    if (value.isNumber())
        return value.toDouble();
    if (isTime(field.type) && value.isString()) {
        if (const auto moment = Timestamp::parse(value.text()))
            return double(*moment);
    }
    return std::nullopt;
}

constexpr std::array FieldRules = {
    MemberRule{"name", MemberKind::Text, Presence::Nullable},
    MemberRule{"type", MemberKind::Text, Presence::Nullable},
    MemberRule{"required", MemberKind::Bool, Presence::Nullable},
    MemberRule{"unique", MemberKind::Bool, Presence::Nullable},
    MemberRule{"min", MemberKind::Anything, Presence::Nullable},
    MemberRule{"max", MemberKind::Anything, Presence::Nullable},
    MemberRule{"pattern", MemberKind::Text, Presence::Nullable},
    MemberRule{"options", MemberKind::Scalars, Presence::Nullable},
    MemberRule{"default", MemberKind::Anything, Presence::Nullable},
    MemberRule{"autoincrement", MemberKind::Bool, Presence::Nullable},
    MemberRule{"collection", MemberKind::Text, Presence::Nullable},
    MemberRule{"formula", MemberKind::Text, Presence::Nullable},
    MemberRule{"label", MemberKind::Text, Presence::Nullable},
    MemberRule{"description", MemberKind::Text, Presence::Nullable},
};

void readLimits(Field &field, const Json::Value &definition, Violations &violations)
{
    field.least = limitOf(field, definition.value("min"));
    field.most = limitOf(field, definition.value("max"));
    const bool isWrong = (!definition.value("min").isNull() && !field.least)
        || (!definition.value("max").isNull() && !field.most);
    if (isWrong)
        violations.add(field.name, QStringLiteral("min and max are numbers, or dates of a date."),
                       "LIMIT");
    if (field.least && field.most && *field.least > *field.most)
        violations.add(field.name, QStringLiteral("min is greater than max: no value fits."),
                       "LIMIT");
}

void readPattern(Field &field, const Json::Value &pattern, Violations &violations)
{
    if (!pattern.isString())
        return;
    const QRegularExpression regex = boundedRegex(pattern.toString());
    if (regex.isValid())
        field.pattern = regex;
    else
        violations.add(field.name,
                       QStringLiteral("The pattern does not compile: %1.").arg(regex.errorString()),
                       "PATTERN");
}

void readFormula(Field &field, const Json::Value &text, Violations &violations)
{
    if (!text.isString())
        return;
    const bool isText = field.type == Type::Text || field.type == Type::RichText;
    auto formula =
        Formula::parse(text.text(), isText ? Formula::Kind::Text : Formula::Kind::Number);
    if (!isText && !isNumeric(field.type))
        violations.add(field.name, QStringLiteral("Only texts and numbers are computed."),
                       "FORMULA");
    else if (!formula)
        violations.add(field.name, formula.error().message, "FORMULA");
    else
        field.formula = std::move(*formula);
}

void readDefault(Field &field, const Json::Value &value, Violations &violations)
{
    if (value.isNull())
        return;
    Violations own;
    if (field.isRelation() || field.type == Type::Child)
        own.add(field.name, QStringLiteral("Relations and children have no default."), "DEFAULT");
    else
        // A default that breaks a rule would make every new document fail.
        (void)checkedValue(field, value, own);
    if (own.isEmpty())
        field.defaultValue = value.toJson();
    violations.add(own);
}

void readRules(Field &field, const Json::Value &definition, Violations &violations)
{
    readLimits(field, definition, violations);
    readPattern(field, definition.value("pattern"), violations);
    for (const Json::Value &option : definition.value("options").items())
        field.options.append(option.toJson());
    if (field.type == Type::Option && field.options.isEmpty())
        violations.add(field.name, QStringLiteral("A field of type option needs \"options\"."),
                       "OPTIONS");
    field.collection = definition.value("collection").text().toByteArray();
    if ((field.isRelation() || field.type == Type::Child) && field.collection.isEmpty())
        violations.add(field.name,
                       QStringLiteral("A field of type %1 needs \"collection\".")
                           .arg(QString::fromLatin1(field.typeName)),
                       "COLLECTION");
    if (field.autoincrement && field.type != Type::Number)
        violations.add(field.name, QStringLiteral("Only a number counts up by itself."),
                       "AUTOINCREMENT");
    field.autoincrement = field.autoincrement && field.type == Type::Number;
    readFormula(field, definition.value("formula"), violations);
    readDefault(field, definition.value("default"), violations);
}

bool isFieldName(QByteArrayView name)
{
    return !name.isEmpty() && !name.startsWith('_') && !name.startsWith('$') && !name.contains('.')
        && !name.contains('"') && !name.contains('\0');
}

/// Nothing without a name and a type.
std::optional<Field> parseField(const Json::Value &definition, Violations &violations)
{
    Field field;
    field.name = definition.value("name").text().toByteArray();
    if (!isFieldName(field.name)) {
        violations.add(field.name,
                       QStringLiteral("A field needs a name without dots, quotes and NUL that "
                                      "begins with neither _ nor $."),
                       "NAME");
    }
    // A member of a wrong type would be a rule that does nothing.
    for (const MemberFault &fault : faultsOf(definition, FieldRules, "a field"))
        violations.add(field.name, fault.text, fault.code.constData());
    field.typeName = definition.value("type").text().toByteArray().toLower();
    const auto *row = std::find_if(TypeRows.begin(), TypeRows.end(), [&](const TypeRow &each) {
        return field.typeName == each.name;
    });
    if (row == TypeRows.end()) {
        violations.add(field.name,
                       QStringLiteral("The type is one of %1.")
                           .arg(QString::fromLatin1(fieldTypeNames().join(", "))),
                       "TYPE");
        return std::nullopt;
    }
    field.type = row->type;
    field.required = definition.value("required").toBool();
    field.unique = definition.value("unique").toBool();
    field.autoincrement = definition.value("autoincrement").toBool();
    readRules(field, definition, violations);
    return isFieldName(field.name) ? std::optional(std::move(field)) : std::nullopt;
}

bool isEmail(QByteArrayView text)
{
    // What browsers take for <input type=email> (HTML standard), a dot in the domain asked for.
    static const QRegularExpression address(QStringLiteral(
        "\\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
        "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+\\z"));
    return text.size() <= 254 && address.match(QString::fromUtf8(text)).hasMatch();
}

bool isTimeOfDay(QByteArrayView text)
{
    return Timestamp::parse("2000-01-01T" + text.toByteArray()).has_value();
}

bool isDay(QByteArrayView text)
{
    // A year or a month alone is a time for queries, but no value of a field.
    return text.size() >= 10 && Timestamp::parse(text).has_value();
}

/// Whether a counter can go on after @p value.
bool isWithinCounter(const Json::Value &value)
{
    // As a double, 2^53 + 1 would be 2^53.
    if (value.type() == Json::Value::Type::Integer)
        return value.toInteger() >= -Field::LastCount && value.toInteger() <= Field::LastCount;
    return std::abs(value.toDouble()) <= double(Field::LastCount);
}

/// Whether @p value is of the type; contract: fields 2.
bool isOfType(const Field &field, const Json::Value &value)
{
    switch (field.type) {
    case Type::Text:
    case Type::RichText:
        return value.isString();
    case Type::Number:
        return value.isNumber() && value.toDouble() == std::floor(value.toDouble())
            && (!field.autoincrement || isWithinCounter(value));
    case Type::FloatNumber:
    case Type::Money:
        return value.isNumber();
    case Type::Email:
        return value.isString() && isEmail(value.text());
    case Type::Date:
    case Type::DateTime:
        return value.isString() && isDay(value.text());
    case Type::Time:
        return value.isString() && isTimeOfDay(value.text());
    case Type::Bool:
        return value.isBool();
    case Type::Media: {
        const auto items = value.isArray() ? value.items() : std::vector{value};
        return std::all_of(items.begin(), items.end(), [](const Json::Value &item) {
            return item.isString() && ObjectId::isValid(item.text());
        });
    }
    default:
        return true;
    }
}

QString expectation(const Field &field)
{
    switch (field.type) {
    case Type::Number:
        return field.autoincrement
            ? QStringLiteral("a whole number between -%1 and %1").arg(Field::LastCount)
            : QStringLiteral("a whole number");
    case Type::FloatNumber:
    case Type::Money:
        return QStringLiteral("a number");
    case Type::Email:
        return QStringLiteral("an e-mail address");
    case Type::Date:
        return QStringLiteral("a date such as 2026-01-31");
    case Type::DateTime:
        return QStringLiteral("a time such as 2026-01-31T08:00:00Z");
    case Type::Time:
        return QStringLiteral("a time of day such as 08:30");
    case Type::Bool:
        return QStringLiteral("true or false");
    case Type::Media:
        return QStringLiteral("an array of media ids");
    default:
        return QStringLiteral("a text");
    }
}

/// What least and most are compared with; nothing where they mean nothing.
std::optional<double> measure(const Field &field, const Json::Value &value)
{
    if (value.isNumber())
        return value.toDouble();
    if (isTime(field.type)) {
        const auto moment = Timestamp::parse(value.text());
        return moment ? std::optional(double(*moment)) : std::nullopt;
    }
    // In UTF-16 units, as JavaScript and the forms of browsers count.
    return value.isString() ? std::optional(double(value.toString().size())) : std::nullopt;
}

void checkRules(const Field &field, const Json::Value &value, Violations &violations)
{
    const auto size = measure(field, value);
    if (size && field.least && *size < *field.least)
        violations.add(field.name, QStringLiteral("The value is too small or too short."), "MIN");
    if (size && field.most && *size > *field.most)
        violations.add(field.name, QStringLiteral("The value is too large or too long."), "MAX");
    if (field.pattern && value.isString()) {
        const auto match = field.pattern->match(value.toString());
        if (!match.isValid())
            violations.add(field.name,
                           QStringLiteral("The pattern takes too many steps on this value. Write a "
                                          "pattern without a repeated group that can match the "
                                          "same text in several ways."),
                           "REGEX");
        else if (!match.hasMatch())
            violations.add(field.name, QStringLiteral("The value does not match the pattern."),
                           "REGEX");
    }
    if (field.options.isEmpty())
        return;
    for (const Json::Value &item : value.isArray() ? value.items() : std::vector{value}) {
        if (!field.options.contains(item.toJson()))
            violations.add(field.name,
                           QStringLiteral("The value is none of the options: %1.")
                               .arg(QString::fromUtf8(field.options.join(", "))),
                           "OPTIONS");
    }
}

} // namespace

QByteArrayList fieldTypeNames()
{
    QByteArrayList names;
    for (const TypeRow &row : TypeRows)
        names.append(row.name);
    return names;
}

Fields parseFields(const Json::Value &fields, Violations &violations)
{
    Fields parsed;
    QByteArrayList names;
    if (!fields.isNull() && !fields.isArray())
        violations.add("fields", QStringLiteral("\"fields\" is an array of {\"name\", \"type\"}."),
                       "TYPE");
    for (const Json::Value &definition : fields.items()) {
        auto field = parseField(definition, violations);
        if (!field)
            continue;
        if (names.contains(field->name)) {
            violations.add(field->name, QStringLiteral("Two fields have this name."), "NAME");
            continue;
        }
        names.append(field->name);
        parsed.append(std::move(*field));
    }
    return parsed;
}

void Violations::add(QByteArrayView field, const QString &text, const char *code)
{
    Json::ArrayWriter message;
    message.raw(Json::quoted(text)).raw(Json::quoted(QByteArrayView(code)));
    m_list.append(m_list.isEmpty() ? "" : ",");
    m_list.append(Json::ObjectWriter().text("field", field).raw("message", message.take()).take());
}

void Violations::add(const Violations &others)
{
    if (others.isEmpty())
        return;
    m_list.append(m_list.isEmpty() ? "" : ",");
    m_list.append(others.m_list);
}

Failure Violations::toFailure() const
{
    return toFailure(QStringLiteral("Some fields are not as the collection wants them; see list."));
}

Failure Violations::toFailure(const QString &message) const
{
    Error error{Error::Kind::Validation, message};
    error.list = toJson();
    return failure(error);
}

bool isMissing(const Field &field, const Json::Value &value)
{
    const bool isEmpty = value.isNull() || (value.isString() && value.text().isEmpty())
        || (value.isArray() && value.items().empty());
    // A parent keeps nothing of its children, so nothing can be missing.
    return field.required && isEmpty && field.type != Type::Child;
}

void checkRequired(const Field &field, const std::optional<Json::Value> &value,
                   Violations &violations)
{
    if (isMissing(field, value.value_or(Json::Value())))
        violations.add(field.name, QStringLiteral("A value is required."), "REQUIRED");
}

QByteArray checkedValue(const Field &field, const Json::Value &value, Violations &violations)
{
    // What is missing breaks that rule alone, whatever the type would say of an empty text.
    if (value.isNull() || field.isRelation() || isMissing(field, value))
        return value.toJson();
    if (!isOfType(field, value)) {
        violations.add(field.name, QStringLiteral("The value must be %1.").arg(expectation(field)),
                       "TYPE");
        return value.toJson();
    }
    checkRules(field, value, violations);
    if (field.type == Type::Money) {
        // As it was written, unless it has more than two decimals.
        const double rounded = std::round(value.toDouble() * 100) / 100;
        return rounded == value.toDouble() ? value.toJson() : QByteArray::number(rounded, 'f', 2);
    }
    if (field.type == Type::Media && !value.isArray())
        return '[' + value.toJson() + ']';
    return value.toJson();
}

QByteArray valueOfForm(const Field &field, QByteArrayView text)
{
    // A browser sends each field of a form, also those that were left empty.
    if (text.isEmpty() && field.type != Type::Text && field.type != Type::RichText)
        return "null";
    const auto json = Json::Document::parse(text);
    const bool fits = json
        && ((isNumeric(field.type) && json->root().isNumber())
            || (field.type == Type::Bool && json->root().isBool()) || field.type == Type::Json
            || (json->root().isArray()
                && (field.isRelation() || field.type == Type::Media
                    || field.type == Type::Option)));
    // A checkbox of a browser says "on".
    if (!fits && field.type == Type::Bool && (text == "on" || text == "1"))
        return "true";
    return fits ? json->root().toJson() : Json::quoted(text);
}

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/extendedjson.h"

#include "client/declaredfields.h"
#include "client/texts.h"
#include "server/core/timestamp.h"

namespace ExtendedJson {

namespace {

Failure noValue(const Json::Member &wrapped, const QString &sentence)
{
    return badInput(
        sentence.arg(QString::fromUtf8(wrapped.key), QString::fromUtf8(wrapped.value.toJson())));
}

Result<QByteArray> integer(const Json::Member &wrapped)
{
    bool isNumber = wrapped.value.type() == Json::Value::Type::Integer;
    const qint64 number = isNumber ? wrapped.value.toInteger()
                                   : wrapped.value.text().toByteArray().toLongLong(&isNumber);
    return isNumber
        ? Result<QByteArray>(QByteArray::number(number))
        : Result<QByteArray>(noValue(wrapped, ClientTexts::tr("%1 %2 is no whole number")));
}

Result<QByteArray> doubleNumber(const Json::Member &wrapped)
{
    const QByteArray text =
        wrapped.value.isNumber() ? wrapped.value.toJson() : wrapped.value.text().toByteArray();
    const auto parsed = Json::Document::parse(text);
    return parsed && parsed->root().isNumber()
        ? Result<QByteArray>(text)
        : Result<QByteArray>(noValue(wrapped, ClientTexts::tr("%1 %2 is no number")));
}

/// A decimal has up to 34 digits, so it is a text where a double would lose some.
QByteArray decimal(const Json::Member &wrapped)
{
    const QByteArray text = wrapped.value.text().toByteArray();
    return isExactNumber(text) ? text : wrapped.value.toJson();
}

Result<QByteArray> date(const Json::Member &wrapped)
{
    if (wrapped.value.isString())
        return wrapped.value.toJson();
    const auto inner = wrapped.value.find("$numberLong");
    const auto milliseconds = integer({wrapped.key, inner.value_or(wrapped.value)});
    const qint64 time = milliseconds ? milliseconds->toLongLong() : 0;
    const QByteArray text = Timestamp::format(time);
    // Beyond the year 9999 there is no text for it.
    if (!milliseconds || Timestamp::parse(text) != time)
        return noValue(wrapped, ClientTexts::tr("%1 %2 is no date"));
    return Json::quoted(QByteArrayView(text));
}

/// What @p value, an object with one member, stands for; nothing: it is an object like others.
std::optional<Result<QByteArray>> unwrapped(const Json::Member &wrapped)
{
    if (!wrapped.key.startsWith('$'))
        return std::nullopt;
    const QByteArrayView name = wrapped.key.sliced(1);
    if (name == "oid" || name == "uuid" || name == "symbol")
        return Result<QByteArray>(wrapped.value.toJson());
    if (name == "date")
        return date(wrapped);
    if (name == "numberInt" || name == "numberLong")
        return integer(wrapped);
    if (name == "numberDouble")
        return doubleNumber(wrapped);
    if (name == "numberDecimal")
        return Result<QByteArray>(decimal(wrapped));
    if (name == "undefined")
        return Result<QByteArray>(QByteArray("null"));
    return std::nullopt;
}

Result<QByteArray> plainValue(const Json::Value &value)
{
    if (value.isArray()) {
        Json::ArrayWriter array;
        for (const Json::Value &item : value.items()) {
            const auto plain = plainValue(item);
            if (!plain)
                return plain;
            array.raw(*plain);
        }
        return array.take();
    }
    if (!value.isObject())
        return value.toJson();
    const auto members = value.members();
    if (members.size() == 1) {
        if (auto plain = unwrapped(members.front()))
            return std::move(*plain);
    }
    Json::ObjectWriter object;
    for (const Json::Member &member : members) {
        const auto plain = plainValue(member.value);
        if (!plain)
            return plain;
        object.raw(member.key, *plain);
    }
    return object.take();
}

} // namespace

Result<std::optional<QByteArray>> plain(const Json::Document &document, const QByteArray &text)
{
    // Most files have none of it.
    if (!text.contains("\"$"))
        return std::optional(text);
    auto plain = plainValue(document.root());
    if (!plain)
        return failure(plain);
    return std::optional(std::move(*plain));
}

} // namespace ExtendedJson

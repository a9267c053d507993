// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QString>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

/// JSON whose members keep their written order: what a QJsonObject cannot give.
/// Reading is simdjson's, behind this header so that nobody else pays for compiling it.
namespace Json {

struct Member;

/// A value inside a Document: a view, valid while the Document lives.
class Value
{
public:
    /// Integer: a number that was written without fraction and exponent and fits 64 bits with sign.
    /// All other numbers are Double.
    enum class Type { Null, Bool, Integer, Double, String, Array, Object };

    /// Null.
    Value() = default;

    Type type() const;
    bool isNull() const { return type() == Type::Null; }
    bool isBool() const { return type() == Type::Bool; }
    bool isNumber() const { return type() == Type::Integer || type() == Type::Double; }
    bool isString() const { return type() == Type::String; }
    bool isArray() const { return type() == Type::Array; }
    bool isObject() const { return type() == Type::Object; }

    /// False, 0 and empty for a value of another type.
    bool toBool() const;
    qint64 toInteger() const; ///< A double is cut towards zero; outside of 64 bits it is clamped.
    double toDouble() const; ///< Beyond 2^53 an integer loses digits.
    QByteArrayView text() const; ///< The UTF-8 of a string.
    QString toString() const { return QString::fromUtf8(text()); }

    /// The elements of an array; the members of an object in their written order.
    /// Each call makes a new list.
    std::vector<Value> items() const;
    std::vector<Member> members() const;
    /// The texts of an array of them; of one text that alone.
    QByteArrayList texts() const;
    /// Nothing when there is no member @p key, or when this is no object.
    /// Looks at one member after the other.
    std::optional<Value> find(QByteArrayView key) const;
    /// The member @p key; null when there is none.
    Value value(QByteArrayView key) const { return find(key).value_or(Value()); }

    /// Compact JSON; numbers keep their value.
    QByteArray toJson() const;

private:
    friend class Document;
    friend struct Access;
    std::array<std::byte, 16> m_element{}; ///< simdjson's element, which json.cpp alone knows.
    bool m_set = false; ///< False: null, without a document.
};

/// A view, valid as long as its value.
struct Member
{
    QByteArrayView key;
    Value value;
};

/// A parsed text. Movable; any thread, one at a time.
class Document
{
public:
    /// The text `null`.
    Document() = default;
    /// Parses one JSON text (RFC 8259) in UTF-8.
    /// @errors BadInput, naming the 0-based byte offset: not JSON, a duplicate key, an unpaired
    /// surrogate, a number beyond double, NUL in a key, nesting over 100 levels
    /// (contract: documents 2). The @p wrappers that we put around what is counted are not.
    static Result<Document> parse(QByteArrayView text, int wrappers = 0);
    /// The same for what parse() took before, such as a stored document: faster, since the rules
    /// that are ours are not looked at again.
    static Result<Document> parseKnown(QByteArrayView text);

    /// Valid while this document or a copy of it lives.
    Value root() const;

private:
    struct Rules
    {
        int depth; ///< The most levels.
    };

    /// Nothing for @p rules: only those of JSON itself are checked.
    static Result<Document> parse(QByteArrayView text, std::optional<Rules> rules);

    /// simdjson's document; shared so that copies are cheap. Null: there is no text.
    std::shared_ptr<const void> m_parsed;
};

/// Appends @p text to @p json as a JSON string, with its quotes.
void appendQuoted(QByteArray &json, QByteArrayView text);
/// @p text as a JSON string by itself.
inline QByteArray quoted(QByteArrayView text)
{
    QByteArray json;
    json.reserve(text.size() + text.size() / 8 + 2);
    appendQuoted(json, text);
    return json;
}
inline QByteArray quoted(const QString &text)
{
    return quoted(QByteArrayView(text.toUtf8()));
}

/// Writes one object, member after member.
class ObjectWriter
{
public:
    /// Names are not compared: the caller must not write one twice.
    ObjectWriter()
    {
        m_json.reserve(256); // so that few objects move while they grow
        m_json.append('{');
    }
    /// @pre json is valid JSON.
    ObjectWriter &raw(QByteArrayView key, QByteArrayView json);
    /// @p value may be of another document.
    ObjectWriter &value(QByteArrayView key, const Value &value);
    /// Bytes that are no UTF-8 become U+FFFD.
    ObjectWriter &text(QByteArrayView key, QByteArrayView text);
    ObjectWriter &text(QByteArrayView key, const QString &text)
    {
        return this->text(key, QByteArrayView(text.toUtf8()));
    }
    ObjectWriter &text(QByteArrayView key, const char *text)
    {
        return this->text(key, QByteArrayView(text));
    }
    ObjectWriter &number(QByteArrayView key, qint64 number)
    {
        return raw(key, QByteArray::number(number));
    }
    ObjectWriter &boolean(QByteArrayView key, bool value)
    {
        return raw(key, value ? "true" : "false");
    }
    /// Ends the object and gives it away: the last call on a writer.
    QByteArray take()
    {
        m_json.append('}');
        return std::move(m_json);
    }

private:
    /// With a comma before it, unless it is the first.
    void appendKey(QByteArrayView key);

    QByteArray m_json; ///< Without the closing brace until take().
};

/// Writes one array, element after element.
class ArrayWriter
{
public:
    ArrayWriter() { m_json.append('['); }
    /// @pre json is valid JSON.
    ArrayWriter &raw(QByteArrayView json);
    /// As that of ObjectWriter.
    QByteArray take()
    {
        m_json.append(']');
        return std::move(m_json);
    }

private:
    QByteArray m_json;
};

} // namespace Json

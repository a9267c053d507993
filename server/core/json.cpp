// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/json.h"

#include "server/core/jsonfault.h"
#include "server/core/jsonscan.h"
#include "server/core/utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace Json {

namespace dom = simdjson::dom;

namespace {

constexpr int MaximumDepth = 100;

QByteArrayView view(std::string_view text)
{
    return QByteArrayView(text.data(), qsizetype(text.size()));
}

/// Whether @p element has what simdjson lets pass and the contract does not (findFault() says
/// what).
/// @p depth says how many levels may follow.
bool breaksRules(dom::element element, int depth);

bool doesObjectBreakRules(dom::object object, int depth)
{
    // Objects are small: comparing the keys pairwise beats sorting them until there are many.
    constexpr size_t Many = 24;
    std::array<std::string_view, Many> few;
    std::vector<std::string_view> many;
    size_t count = 0;
    for (const dom::key_value_pair member : object) {
        if (member.key.find('\0') != std::string_view::npos)
            return true;
        if (count < Many) {
            if (std::find(few.begin(), few.begin() + count, member.key) != few.begin() + count)
                return true;
            few[count++] = member.key;
        } else {
            many.push_back(member.key);
        }
        if (breaksRules(member.value, depth))
            return true;
    }
    if (many.empty())
        return false;
    many.insert(many.end(), few.begin(), few.end());
    // No hash: a client could choose names that all have the same one.
    std::sort(many.begin(), many.end());
    return std::adjacent_find(many.begin(), many.end()) != many.end();
}

bool breaksRules(dom::element element, int depth)
{
    const bool isObject = element.is_object();
    if (!isObject && !element.is_array())
        return false;
    if (depth == 0)
        return true;
    if (isObject)
        return doesObjectBreakRules(element.get_object(), depth - 1);
    const dom::array items = element.get_array();
    return std::any_of(items.begin(), items.end(),
                       [depth](dom::element item) { return breaksRules(item, depth - 1); });
}

Failure badJson(const char *what, qsizetype offset)
{
    return failure(Error::Kind::BadInput,
                   QStringLiteral("This is not valid JSON: %1, at byte %2.")
                       .arg(QString::fromLatin1(what))
                       .arg(offset));
}

void appendEscaped(QByteArray &result, char c)
{
    static constexpr char Hex[] = "0123456789abcdef";
    switch (c) {
    case '"':
    case '\\':
        result.append('\\').append(c);
        break;
    case '\n':
        result.append("\\n");
        break;
    case '\r':
        result.append("\\r");
        break;
    case '\t':
        result.append("\\t");
        break;
    default:
        result.append("\\u00").append(Hex[uchar(c) >> 4]).append(Hex[uchar(c) & 15]);
    }
}

struct Bytes
{
    bool areBeyondAscii = false;
    bool needEscapes = false;
};

/// Looks at all bytes without a branch, so that the compiler takes many at a time: most texts are
/// copied as they are.
Bytes bytesOf(QByteArrayView text)
{
    unsigned char bits = 0;
    unsigned char special = 0;
    for (const char each : text) {
        const auto c = static_cast<unsigned char>(each);
        bits |= c;
        special |= static_cast<unsigned char>((c < 0x20) | (c == '"') | (c == '\\'));
    }
    return {bits >= 0x80, special != 0};
}

/// Grows @p json once, because each append() costs more than copying a short text.
void appendBetweenQuotes(QByteArray &json, QByteArrayView text)
{
    const qsizetype begin = json.size();
    json.resize(begin + text.size() + 2);
    char *to = json.data() + begin;
    *to = '"';
    to = std::copy(text.begin(), text.end(), to + 1);
    *to = '"';
}

} // namespace

struct Access
{
    static dom::element element(const Value &value)
    {
        static_assert(sizeof(dom::element) == sizeof(value.m_element));
        return std::bit_cast<dom::element>(value.m_element);
    }
    static bool isSet(const Value &value) { return value.m_set; }
    static Value make(dom::element element)
    {
        Value value;
        value.m_element = std::bit_cast<decltype(value.m_element)>(element);
        value.m_set = true;
        return value;
    }
};

Value::Type Value::type() const
{
    if (!m_set)
        return Type::Null;
    switch (Access::element(*this).type()) {
    case dom::element_type::ARRAY:
        return Type::Array;
    case dom::element_type::OBJECT:
        return Type::Object;
    case dom::element_type::INT64:
        return Type::Integer;
    case dom::element_type::UINT64: // simdjson uses it for what exceeds 63 bits only
    case dom::element_type::DOUBLE:
        return Type::Double;
    case dom::element_type::STRING:
        return Type::String;
    case dom::element_type::BOOL:
        return Type::Bool;
    case dom::element_type::NULL_VALUE:
        break;
    }
    return Type::Null;
}

bool Value::toBool() const
{
    return isBool() && bool(Access::element(*this).get_bool());
}

qint64 Value::toInteger() const
{
    if (type() == Type::Integer)
        return Access::element(*this).get_int64();
    const double number = toDouble();
    if (std::abs(number) >= 9.2e18)
        return number < 0 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
    return qint64(number);
}

double Value::toDouble() const
{
    return isNumber() ? double(Access::element(*this).get_double()) : 0;
}

QByteArrayView Value::text() const
{
    return isString() ? view(Access::element(*this).get_string()) : QByteArrayView();
}

std::vector<Value> Value::items() const
{
    std::vector<Value> items;
    if (isArray()) {
        for (const dom::element item : Access::element(*this).get_array())
            items.push_back(Access::make(item));
    }
    return items;
}

std::vector<Member> Value::members() const
{
    std::vector<Member> members;
    if (isObject()) {
        for (const dom::key_value_pair member : Access::element(*this).get_object())
            members.push_back({view(member.key), Access::make(member.value)});
    }
    return members;
}

QByteArrayList Value::texts() const
{
    if (isString())
        return {text().toByteArray()};
    QByteArrayList texts;
    for (const Value &item : items())
        texts.append(item.text().toByteArray());
    return texts;
}

std::optional<Value> Value::find(QByteArrayView key) const
{
    if (!isObject())
        return std::nullopt;
    dom::element found;
    const std::string_view name(key.data(), size_t(key.size()));
    if (Access::element(*this).get_object().at_key(name).get(found) != simdjson::SUCCESS)
        return std::nullopt;
    return Access::make(found);
}

QByteArray Value::toJson() const
{
    if (!m_set)
        return "null";
    return QByteArray::fromStdString(simdjson::minify(Access::element(*this)));
}

Result<Document> Document::parse(QByteArrayView text, int wrappers)
{
    return parse(text, Rules{MaximumDepth + wrappers});
}

Result<Document> Document::parseKnown(QByteArrayView text)
{
    return parse(text, std::nullopt);
}

Result<Document> Document::parse(QByteArrayView text, std::optional<Rules> rules)
{
    // Some programs begin a text with it (RFC 8259, section 8.1).
    constexpr QByteArrayView ByteOrderMark = "\xef\xbb\xbf";
    const qsizetype begin = text.startsWith(ByteOrderMark) ? ByteOrderMark.size() : 0;
    text = text.sliced(begin);
    if (text.trimmed().isEmpty())
        return badJson("it is empty", 0);
    // The parser keeps its buffers; the document is ours.
    thread_local dom::parser parser;
    auto parsed = std::make_shared<dom::document>();
    dom::element root;
    const auto parseText = [&](QByteArrayView json) {
        return parser.parse_into_document(*parsed, json.data(), size_t(json.size())).get(root);
    };
    auto error = parseText(text);
    if (error == simdjson::NUMBER_ERROR) {
        if (const auto changed = withDoublesForLargeIntegers(text))
            error = parseText(*changed);
    }
    const int depth = rules ? rules->depth : std::numeric_limits<int>::max();
    if (error != simdjson::SUCCESS || (rules && breaksRules(root, depth))) {
        const Fault fault =
            findFault(text, depth).value_or(Fault{simdjson::error_message(error), 0});
        return badJson(fault.what, begin + fault.place);
    }
    Document document;
    document.m_parsed = std::move(parsed);
    return document;
}

Value Document::root() const
{
    return m_parsed ? Access::make(static_cast<const dom::document *>(m_parsed.get())->root())
                    : Value();
}

void appendQuoted(QByteArray &json, QByteArrayView text)
{
    const Bytes bytes = bytesOf(text);
    if (bytes.areBeyondAscii && !text.isValidUtf8())
        return appendQuoted(json, QByteArrayView(Utf8::valid(text.toByteArray())));
    if (!bytes.needEscapes) {
        appendBetweenQuotes(json, text);
        return;
    }
    json.append('"');
    qsizetype clean = 0; // the first byte that is not copied yet
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (uchar(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        json.append(text.sliced(clean, i - clean));
        appendEscaped(json, c);
        clean = i + 1;
    }
    json.append(text.sliced(clean)).append('"');
}

void ObjectWriter::appendKey(QByteArrayView key)
{
    if (m_json.size() > 1)
        m_json.append(',');
    appendQuoted(m_json, key);
    m_json.append(':');
}

ObjectWriter &ObjectWriter::raw(QByteArrayView key, QByteArrayView json)
{
    appendKey(key);
    m_json.append(json);
    return *this;
}

ObjectWriter &ObjectWriter::value(QByteArrayView key, const Value &value)
{
    if (value.isString())
        return text(key, value.text());
    return value.type() == Value::Type::Integer ? number(key, value.toInteger())
                                                : raw(key, value.toJson());
}

ObjectWriter &ObjectWriter::text(QByteArrayView key, QByteArrayView text)
{
    appendKey(key);
    appendQuoted(m_json, text);
    return *this;
}

ArrayWriter &ArrayWriter::raw(QByteArrayView json)
{
    if (m_json.size() > 1)
        m_json.append(',');
    m_json.append(json);
    return *this;
}

} // namespace Json

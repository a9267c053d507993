// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jsonscan.h"

#include "server/core/json.h"

#include <QSet>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace Json {

namespace {

/// The pieces of a text, one after the other; what is not JSON is pieces of one character.
class Scanner
{
public:
    struct Piece
    {
        QByteArrayView text;
        qsizetype place = 0;

        bool isString() const { return text.startsWith('"'); }
        bool isNumber() const { return text[0] == '-' || (text[0] >= '0' && text[0] <= '9'); }
    };

    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    std::optional<Piece> next()
    {
        constexpr std::string_view Blanks = " \t\r\n";
        constexpr std::string_view InNumbers = "0123456789+-.eE";
        const std::string_view text(m_text.data(), size_t(m_text.size()));
        const size_t begin = text.find_first_not_of(Blanks, m_at);
        if (begin == std::string_view::npos)
            return std::nullopt;
        size_t end = begin + 1;
        if (text[begin] == '"')
            end = endOfString(text, end);
        else if (text[begin] == '-' || (text[begin] >= '0' && text[begin] <= '9'))
            end = std::min(text.find_first_not_of(InNumbers, end), text.size());
        m_at = end;
        return Piece{m_text.sliced(qsizetype(begin), qsizetype(end - begin)), qsizetype(begin)};
    }

private:
    static size_t endOfString(std::string_view text, size_t at)
    {
        while (at < text.size() && text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;
        return std::min(at + 1, text.size());
    }

    QByteArrayView m_text;
    size_t m_at = 0;
};

template<typename Number>
bool isBeyond(QByteArrayView text)
{
    Number number = 0;
    return std::from_chars(text.data(), text.data() + text.size(), number).ec
        == std::errc::result_out_of_range;
}

bool isLargeInteger(QByteArrayView number)
{
    if (number.contains('.') || number.contains('e') || number.contains('E'))
        return false;
    return number.startsWith('-') ? isBeyond<qint64>(number) : isBeyond<quint64>(number);
}

/// simdjson decides; most numbers need not be asked about.
bool isBeyondDouble(QByteArrayView number)
{
    constexpr qsizetype Digits = 300;
    const bool isSuspect = number.contains('e') || number.contains('E') || number.size() > Digits;
    return isSuspect && !Document::parseKnown(number);
}

/// The hexadecimal digits after `\u` at @p at; -1: there is no such escape.
int escapedUnit(QByteArrayView text, qsizetype at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return -1;
    int unit = -1;
    const char *end = text.data() + at + 6;
    return std::from_chars(text.data() + at + 2, end, unit, 16).ptr == end ? unit : -1;
}

bool hasUnpairedSurrogate(QByteArrayView text)
{
    const auto isHigh = [](int unit) { return unit >= 0xd800 && unit < 0xdc00; };
    const auto isLow = [](int unit) { return unit >= 0xdc00 && unit < 0xe000; };
    for (qsizetype at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
        const int unit = escapedUnit(text, at);
        const bool isPair = isHigh(unit) && isLow(escapedUnit(text, at + 6));
        if (!isPair && (isHigh(unit) || isLow(unit)))
            return true;
        at += isPair ? 12 : 2;
    }
    return false;
}

/// The text of @p quoted, a string with its quotes; nothing when it is none.
std::optional<QByteArray> unquoted(QByteArrayView quoted)
{
    if (!quoted.contains('\\'))
        return quoted.sliced(1).chopped(1).toByteArray();
    const auto parsed = Document::parseKnown(quoted);
    return parsed ? std::optional(parsed->root().text().toByteArray()) : std::nullopt;
}

/// The names of an object so far; those of an array are none.
struct Level
{
    bool isObject = false;
    bool awaitsName = false;
    QSet<QByteArray> names;

    /// Whether @p piece is a name that breaks a rule.
    bool isWrongName(QByteArrayView piece)
    {
        if (!awaitsName)
            return false;
        awaitsName = false;
        const auto name = piece.size() < 2 ? std::nullopt : unquoted(piece);
        if (!name || name->contains('\0') || names.contains(*name))
            return true;
        names.insert(*name);
        return false;
    }
};

} // namespace

std::optional<QByteArray> withDoublesForLargeIntegers(QByteArrayView text)
{
    QByteArray changed;
    qsizetype copied = 0;
    Scanner scanner(text);
    while (const auto piece = scanner.next()) {
        if (!piece->isNumber() || !isLargeInteger(piece->text))
            continue;
        const qsizetype end = piece->place + piece->text.size();
        changed.append(text.sliced(copied, end - copied)).append("e0");
        copied = end;
    }
    if (copied == 0)
        return std::nullopt;
    return changed.append(text.sliced(copied));
}

std::optional<qsizetype> placeOfBrokenRule(QByteArrayView text, qsizetype maximumDepth)
{
    std::vector<Level> levels;
    Scanner scanner(text);
    while (const auto piece = scanner.next()) {
        const char first = piece->text[0];
        if (first == '{' || first == '[') {
            if (qsizetype(levels.size()) == maximumDepth)
                return piece->place;
            levels.push_back({first == '{', first == '{', {}});
        } else if ((first == '}' || first == ']') && !levels.empty()) {
            levels.pop_back();
        } else if (first == ',' && !levels.empty()) {
            levels.back().awaitsName = levels.back().isObject;
        } else if (piece->isString()) {
            if (hasUnpairedSurrogate(piece->text)
                || (!levels.empty() && levels.back().isWrongName(piece->text)))
                return piece->place;
        } else if (piece->isNumber() && isBeyondDouble(piece->text)) {
            return piece->place;
        }
    }
    return std::nullopt;
}

} // namespace Json

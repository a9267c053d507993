// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/jsonfault.h"

#include "server/core/json.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace Json {

namespace {

constexpr const char *NoUtf8 = "the bytes are not UTF-8";
constexpr const char *NoNumber = "a number is not written as JSON has it";
constexpr const char *Unpaired = "half of a surrogate pair stands alone";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSurrogate(int unit)
{
    return unit >= 0xd800 && unit < 0xe000;
}

/// The bytes of the character that begins @p text; 0: it is no UTF-8.
qsizetype lengthOfCharacter(QByteArrayView text)
{
    const uchar first = uchar(text[0]);
    const qsizetype length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return text.size() >= length && text.first(length).isValidUtf8() ? length : 0;
}

/// Goes through a text from its beginning, and stops at its first fault.
class FaultFinder
{
public:
    FaultFinder(QByteArrayView text, qsizetype maximumDepth)
        : m_text(text)
        , m_maximumDepth(maximumDepth)
    {
    }

    std::optional<Fault> find()
    {
        while (!m_fault) {
            skipBlanks();
            if (m_at == m_text.size()) {
                if (m_next != Next::Nothing)
                    fail("it ends too early", m_at);
                break;
            }
            step();
        }
        return m_fault;
    }

private:
    enum class Next { Value, ValueOrEnd, Name, NameOrEnd, CommaOrEnd, Nothing };
    /// An object or array that has not ended.
    struct Level
    {
        bool isObject;
        QSet<QByteArray> names; ///< So far; those of an array are none.
    };

    void fail(const char *what, qsizetype place) { m_fault = Fault{what, place}; }
    char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipBlanks()
    {
        constexpr std::string_view Blanks = " \t\r\n";
        while (m_at < m_text.size() && Blanks.find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }

    void step()
    {
        const char c = current();
        const bool isEnd = c == '}' || c == ']';
        switch (m_next) {
        case Next::ValueOrEnd:
        case Next::Value:
            return m_next == Next::ValueOrEnd && c == ']' ? endLevel() : readValue();
        case Next::NameOrEnd:
        case Next::Name:
            return m_next == Next::NameOrEnd && c == '}' ? endLevel() : readName();
        case Next::CommaOrEnd:
            if (isEnd && (c == '}') == m_levels.back().isObject)
                return endLevel();
            if (c != ',')
                return fail(m_levels.back().isObject ? "a comma or a closing brace is missing"
                                                     : "a comma or a closing bracket is missing",
                            m_at);
            ++m_at;
            m_next = m_levels.back().isObject ? Next::Name : Next::Value;
            return;
        case Next::Nothing:
            return fail("something follows its end", m_at);
        }
    }

    void beginLevel(bool isObject)
    {
        if (qsizetype(m_levels.size()) == m_maximumDepth)
            return fail("it is nested more than 100 levels deep", m_at);
        m_levels.push_back({isObject, {}});
        ++m_at;
        m_next = isObject ? Next::NameOrEnd : Next::ValueOrEnd;
    }
    void endLevel()
    {
        ++m_at;
        m_levels.pop_back();
        endValue();
    }
    void endValue() { m_next = m_levels.empty() ? Next::Nothing : Next::CommaOrEnd; }

    void readValue()
    {
        const char c = current();
        if (c == '{' || c == '[')
            return beginLevel(c == '{');
        endValue();
        if (c == '"')
            return readText();
        if (c == '-' || isDigit(c))
            return readNumber();
        for (const QByteArrayView word : {"true", "false", "null"}) {
            if (m_text.sliced(m_at).startsWith(word)) {
                m_at += word.size();
                return;
            }
        }
        fail("a value is missing", m_at);
    }

    void readName()
    {
        const qsizetype place = m_at;
        if (current() != '"')
            return fail("a field name in double quotes is missing", place);
        readText();
        if (m_fault)
            return;
        const QByteArrayView quoted = m_text.sliced(place, m_at - place);
        const auto parsed = quoted.contains('\\') ? Document::parseKnown(quoted) : Document();
        const QByteArrayView name = parsed && parsed->root().isString()
            ? parsed->root().text()
            : quoted.sliced(1).chopped(1);
        QSet<QByteArray> &names = m_levels.back().names;
        if (name.contains('\0'))
            return fail("a field name holds NUL", place);
        if (names.contains(name.toByteArray()))
            return fail("a field name occurs twice in one object", place);
        names.insert(name.toByteArray());
        skipBlanks();
        if (current() != ':')
            return fail("a colon is missing", m_at);
        ++m_at;
        m_next = Next::Value;
    }

    void readText()
    {
        const qsizetype place = m_at++;
        while (!m_fault) {
            if (m_at >= m_text.size())
                return fail("a text does not end", place);
            const char c = current();
            if (c == '\\') {
                if (m_at + 1 == m_text.size())
                    return fail("a text does not end", place);
                readEscape();
            } else if (uchar(c) < 0x20) {
                fail("a control character stands in a text", m_at);
            } else if (const qsizetype length = lengthOfCharacter(m_text.sliced(m_at))) {
                m_at += length;
            } else {
                fail(NoUtf8, m_at);
            }
            if (c == '"')
                return;
        }
    }

    void readEscape()
    {
        constexpr std::string_view Simple = "\"\\/bfnrt";
        if (Simple.find(m_text[m_at + 1]) != std::string_view::npos) {
            m_at += 2;
            return;
        }
        const int unit = unitAt(m_at);
        if (unit < 0)
            return fail("an escape is none that JSON has", m_at);
        const int second = unit < 0xdc00 ? unitAt(m_at + 6) : -1;
        const bool isPair = isSurrogate(unit) && second >= 0xdc00 && isSurrogate(second);
        if (isSurrogate(unit) && !isPair)
            return fail(Unpaired, m_at);
        m_at += isPair ? 12 : 6;
    }
    /// The number after `\u` at @p place; -1: there is no such escape.
    int unitAt(qsizetype place) const
    {
        constexpr qsizetype Size = 6;
        if (place + Size > m_text.size() || m_text[place] != '\\' || m_text[place + 1] != 'u')
            return -1;
        const QByteArrayView digits = m_text.sliced(place + 2, Size - 2);
        const bool areHex = std::all_of(digits.begin(), digits.end(), [](char c) {
            return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        });
        return areHex ? digits.toByteArray().toInt(nullptr, 16) : -1;
    }

    bool skipDigits()
    {
        const qsizetype begin = m_at;
        while (isDigit(current()))
            ++m_at;
        return m_at > begin;
    }
    /// What follows a number must not go on as one: so the place is the first byte that is wrong.
    void readNumber()
    {
        constexpr std::string_view InNumbers = "0123456789.eE+-";
        const qsizetype begin = m_at;
        m_at += current() == '-' ? 1 : 0;
        if (current() == '0')
            ++m_at;
        else if (!skipDigits())
            return fail(NoNumber, begin);
        const auto takeIf = [this](qsizetype size) {
            const qsizetype before = m_at;
            m_at += size;
            if (!skipDigits())
                m_at = before;
        };
        if (current() == '.')
            takeIf(1);
        if (current() == 'e' || current() == 'E') {
            const char sign = m_text.sliced(m_at).size() > 1 ? m_text[m_at + 1] : '\0';
            takeIf(sign == '+' || sign == '-' ? 2 : 1);
        }
        if (m_at < m_text.size() && InNumbers.find(current()) != std::string_view::npos)
            return fail(NoNumber, m_at);
        // QByteArray gives 0 for what is too large, as for what is too small.
        const QByteArrayView number = m_text.sliced(begin, m_at - begin);
        if (std::isinf(QLocale::c().toDouble(QString::fromLatin1(number))))
            fail("a number is beyond a double", begin);
    }

    const QByteArrayView m_text;
    const qsizetype m_maximumDepth;
    qsizetype m_at = 0;
    Next m_next = Next::Value;
    std::vector<Level> m_levels;
    std::optional<Fault> m_fault;
};

} // namespace

std::optional<Fault> findFault(QByteArrayView text, qsizetype maximumDepth)
{
    return FaultFinder(text, maximumDepth).find();
}

} // namespace Json

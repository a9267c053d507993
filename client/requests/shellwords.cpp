// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/shellwords.h"

#include "client/requests/texts.h"
#include "server/core/utf8.h"

#include <QString>

#include <algorithm>

namespace Requests {

namespace {

bool isNameLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class ShellReader
{
public:
    explicit ShellReader(QByteArrayView text)
        : m_text(text)
    {
    }

    Result<QList<QByteArrayList>> read();

private:
    char at(qsizetype i) const { return i < m_text.size() ? m_text[i] : '\0'; }
    bool readQuoted();
    bool readDoubleQuoted();
    bool readEscaped();
    void readEscape();
    void appendCode(int digits, int base);
    void readVariable();
    void endWord();
    void endCommand();

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QByteArray m_word;
    bool m_isWord = false; ///< Also an empty one, in quotes.
    QByteArrayList m_words;
    QList<QByteArrayList> m_commands;
};

void ShellReader::endWord()
{
    if (m_isWord)
        m_words.append(m_word);
    m_word.clear();
    m_isWord = false;
}

void ShellReader::endCommand()
{
    endWord();
    if (!m_words.isEmpty())
        m_commands.append(m_words);
    m_words.clear();
}

/// `'…'`: everything is meant as it is.
bool ShellReader::readQuoted()
{
    const qsizetype end = m_text.indexOf('\'', m_at + 1);
    if (end < 0)
        return false;
    m_word += m_text.sliced(m_at + 1, end - m_at - 1);
    m_at = end + 1;
    return true;
}

/// `$NAME` and `${NAME}`; other dollars are themselves.
void ShellReader::readVariable()
{
    const bool isBraced = at(m_at + 1) == '{';
    qsizetype end = m_at + 1 + isBraced;
    while (end < m_text.size() && isNameLetter(m_text[end]))
        ++end;
    const QByteArray name =
        m_text.sliced(m_at + 1 + isBraced, end - m_at - 1 - isBraced).toByteArray();
    if (name.isEmpty() || (isBraced && at(end) != '}')) {
        m_word += m_text[m_at++];
        return;
    }
    m_word += "{{" + (name == "KEY" ? QByteArray("key") : name) + "}}";
    m_at = end + isBraced;
}

/// `"…"`
bool ShellReader::readDoubleQuoted()
{
    for (++m_at; m_at < m_text.size() && m_text[m_at] != '"';) {
        const char next = at(m_at + 1);
        if (m_text[m_at] == '\\' && (next == '"' || next == '\\' || next == '$' || next == '`')) {
            m_word += next;
            m_at += 2;
        } else if (m_text[m_at] == '\\' && next == '\n') {
            m_at += 2;
        } else if (m_text[m_at] == '$') {
            readVariable();
        } else {
            m_word += m_text[m_at++];
        }
    }
    return m_at++ < m_text.size();
}

/// At most @p digits digits of a number follow: a byte, or a letter where there may be more than
/// three.
void ShellReader::appendCode(int digits, int base)
{
    uint code = 0;
    int count = 0;
    for (; count < digits && m_at < m_text.size(); ++count, ++m_at) {
        bool isDigit = false;
        const uint digit = QByteArray(1, m_text[m_at]).toUInt(&isDigit, base);
        if (!isDigit)
            break;
        code = code * uint(base) + digit;
    }
    if (digits <= 3)
        m_word += char(code);
    else
        m_word += code > 0x10ffff
            ? QByteArray()
            : QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1).toUtf8();
}

/// What follows a backslash in `$'…'`. Source: bash(1), QUOTING.
void ShellReader::readEscape()
{
    const char c = at(m_at);
    constexpr QByteArrayView letters = "abefnrtv";
    constexpr char values[] = "\a\b\x1b\f\n\r\t\v";
    if (const qsizetype known = letters.indexOf(c); known >= 0 && c != '\0') {
        m_word += values[known];
        ++m_at;
    } else if (c == 'x' || c == 'u' || c == 'U') {
        ++m_at;
        const qsizetype begin = m_at;
        // JSON's pairs of surrogates are one letter, as browsers write them.
        if (c == 'u' && at(m_at) == 'd' && at(m_at + 4) == '\\' && at(m_at + 5) == 'u') {
            bool isHigh = false, isLow = false;
            const uint high = m_text.sliced(m_at, 4).toByteArray().toUInt(&isHigh, 16);
            const uint low =
                m_text.sliced(m_at + 6, std::min<qsizetype>(4, m_text.size() - m_at - 6))
                    .toByteArray()
                    .toUInt(&isLow, 16);
            if (isHigh && isLow && QChar::isHighSurrogate(high) && QChar::isLowSurrogate(low)) {
                const QChar pair[] = {QChar(ushort(high)), QChar(ushort(low))};
                m_word += QString(pair, 2).toUtf8();
                m_at += 10;
                return;
            }
        }
        appendCode(c == 'x' ? 2 : c == 'u' ? 4 : 8, 16);
        if (m_at == begin)
            m_word += c;
    } else if (c >= '0' && c <= '7') {
        appendCode(3, 8);
    } else if (m_at < m_text.size()) {
        m_word += c; // a quotation mark, a backslash
        ++m_at;
    }
}

/// `$'…'`
bool ShellReader::readEscaped()
{
    for (m_at += 2; m_at < m_text.size() && m_text[m_at] != '\'';) {
        if (m_text[m_at] == '\\') {
            ++m_at;
            readEscape();
        } else {
            m_word += m_text[m_at++];
        }
    }
    return m_at++ < m_text.size();
}

Result<QList<QByteArrayList>> ShellReader::read()
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        const char next = at(m_at + 1);
        bool isClosed = true;
        if (c == '\\' && (next == '\n' || (next == '\r' && at(m_at + 2) == '\n'))) {
            m_at += next == '\n' ? 2 : 3;
            endWord();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            endWord();
            ++m_at;
        } else if (c == '\n' || c == ';' || c == '|' || c == '&') {
            endCommand();
            ++m_at;
        } else if (c == '#' && !m_isWord) {
            const qsizetype end = m_text.indexOf('\n', m_at);
            m_at = end < 0 ? m_text.size() : end;
        } else {
            m_isWord = true;
            if (c == '\'')
                isClosed = readQuoted();
            else if (c == '"')
                isClosed = readDoubleQuoted();
            else if (c == '$' && next == '\'')
                isClosed = readEscaped();
            else if (c == '$')
                readVariable();
            else if (c == '\\' && m_at + 1 < m_text.size())
                m_word += m_text[(m_at += 2) - 1];
            else
                m_word += m_text[m_at++];
        }
        if (!isClosed)
            return badInput(RequestTexts::tr("A quotation mark of the command is not closed."));
    }
    endCommand();
    return m_commands;
}

/// The command line of Windows: `^` stands before what has a meaning, and ends a line that goes on.
QByteArray withoutCarets(QByteArrayView text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '^') {
            result += text[i];
            continue;
        }
        qsizetype next = i + 1;
        if (next < text.size() && text[next] == '\r')
            ++next;
        if (next < text.size() && text[next] == '\n') {
            result += ' ';
            // A line break in a value is written as two.
            if (next + 1 < text.size() && text[next + 1] == '\n')
                result.back() = '\n';
            i = next + (result.back() == '\n');
        } else if (i + 1 < text.size()) {
            result += text[++i];
        }
    }
    return result;
}

} // namespace

Result<QList<QByteArrayList>> shellCommands(QByteArrayView text)
{
    const bool isOfWindows = text.contains("^\"") || text.contains("^\n") || text.contains("^\r\n");
    const QByteArray unix = isOfWindows ? withoutCarets(text) : QByteArray();
    return ShellReader(isOfWindows ? QByteArrayView(unix) : text).read();
}

} // namespace Requests

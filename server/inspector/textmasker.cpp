// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/textmasker.h"

#include "server/inspector/masking.h"
#include "server/inspector/secretnames.h"

#include <algorithm>
#include <limits>

namespace Inspector {

namespace {

constexpr qsizetype LongestKey = 200; ///< Bytes, as written.
constexpr int Deepest = 4; ///< Texts within texts that are opened.
constexpr QByteArrayView Blanks = " \t\r\n";

bool isNameLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("_-.$%[]").contains(c);
}

/// The character that @p hex, the digits behind `\u`, stand for; `?` if it is not ASCII.
char asciiOf(QByteArrayView hex)
{
    bool isNumber = false;
    const uint code = hex.toByteArray().toUInt(&isNumber, 16);
    return isNumber && hex.startsWith("00") && code < 0x80 ? char(code) : '?';
}

/// A key with `\u0061` and the like replaced: only ASCII matters in names.
QByteArray plainKey(QByteArrayView key)
{
    QByteArray plain;
    for (qsizetype i = 0; i < key.size(); ++i) {
        if (key[i] != '\\') {
            plain.append(key[i]);
            continue;
        }
        if (i + 5 < key.size() && key[i + 1] == 'u') {
            plain.append(asciiOf(key.sliced(i + 2, 4)));
            i += 5;
        }
    }
    return plain;
}

bool hasDigit(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

QByteArray TextMasker::masked()
{
    while (m_at < m_text.size()) {
        if (!maskAt(m_text[m_at]))
            ++m_at;
    }
    if (m_copied == 0)
        return m_text.toByteArray();
    m_masked.append(m_text.sliced(m_copied));
    return m_masked;
}

bool TextMasker::maskAt(char c)
{
    switch (c) {
    case '"':
        return maskMember();
    case '=':
        return maskAssigned();
    case ':':
        return maskUserInfo() || maskLabelled();
    case '?':
        return maskQuery();
    case '<':
        return maskElement();
    case 'b':
    case 'B':
        return startsAt(m_at, "bearer ") && maskToken(m_at + 7, "._~+/=-", 8);
    case 'e':
        return m_text.sliced(m_at).startsWith("eyJ") && maskToken(m_at, "._-", 30);
    case 'h':
        return maskAddress("hooks.slack.com/");
    case 'd':
        return maskAddress("discord.com/api/webhooks/")
            || maskAddress("discordapp.com/api/webhooks/");
    case 'w':
        return maskAddress("webhook.office.com/");
    default:
        return false;
    }
}

void TextMasker::replace(qsizetype from, qsizetype to, const QByteArray &with)
{
    m_masked.append(m_text.sliced(m_copied, from - m_copied)).append(with);
    m_copied = m_at = to;
}

// ---- JSON

/// At a quote that may begin a key.
bool TextMasker::maskMember()
{
    // A text within texts of JSON has 1, 3, 7 … backslashes before its quotes.
    const qsizetype level = backslashesBefore(m_at, m_copied);
    if (((level + 1) & level) != 0)
        return false;
    const Quoted key = quotedFrom(m_at + 1, level, LongestKey);
    if (key.end == m_at + 1 || key.contentEnd <= m_at)
        return false;
    const QByteArray name = plainKey(m_text.sliced(m_at + 1, key.contentEnd - m_at - 1));
    const bool isSlack = name.compare("slack", Qt::CaseInsensitive) == 0;
    const bool isJwt = name.compare("jwt", Qt::CaseInsensitive) == 0;
    const bool isSlackAddress = m_isSlack && (name == "url" || name == "webhook");
    if (!isSlack && !isSlackAddress && !isSecretName(name))
        return false;
    const qsizetype colon = spaceEnd(key.end);
    if (colon >= m_text.size() || m_text[colon] != ':')
        return maskMultipart(key.end);
    const qsizetype value = spaceEnd(colon + 1);
    m_at = value;
    if (isSlack)
        maskSlack(value, level);
    else
        maskValue(value, level, isJwt);
    return true;
}

/// The value that begins at @p from, whose quotes have @p level backslashes before them.
void TextMasker::maskValue(qsizetype from, qsizetype level, bool isTextAlone)
{
    if (from >= m_text.size())
        return;
    const QByteArray quote = QByteArray(level, '\\') + '"';
    if (m_text.sliced(from).startsWith(quote)) {
        const Quoted text =
            quotedFrom(from + quote.size(), level, std::numeric_limits<qsizetype>::max());
        return replace(from, text.end, quote + Mask + quote);
    }
    if (isTextAlone)
        return;
    if (m_text[from] == '[' || m_text[from] == '{')
        return replace(from, structureEnd(from, level), quote + Mask + quote);
    const qsizetype end = wordEnd(from, ",}] \t\r\n\"\\&");
    const QByteArrayView word = m_text.sliced(from, end - from);
    if (!word.isEmpty() && word != "null" && word != "true" && word != "false")
        replace(from, end, quote + Mask + quote);
}

/// Of the settings of Slack the address is secret, or all when they are that alone.
void TextMasker::maskSlack(qsizetype from, qsizetype level)
{
    if (from >= m_text.size() || m_text[from] != '{' || m_depth == Deepest)
        return maskValue(from, level, m_depth < Deepest);
    const qsizetype end = structureEnd(from, level);
    TextMasker inner(m_text.sliced(from, end - from), m_depth + 1);
    inner.m_isSlack = true;
    replace(from, end, inner.masked());
}

qsizetype TextMasker::backslashesBefore(qsizetype at, qsizetype from) const
{
    qsizetype count = 0;
    while (at - count > from && m_text[at - count - 1] == '\\')
        ++count;
    return count;
}

/// What is quoted from @p begin on, to its closing quote, that of a text around it, or the end.
/// Looks at @p limit bytes at most; then its end is @p begin.
TextMasker::Quoted TextMasker::quotedFrom(qsizetype begin, qsizetype level, qsizetype limit) const
{
    const qsizetype last = limit < m_text.size() - begin ? begin + limit : m_text.size();
    for (qsizetype at = m_text.indexOf('"', begin); at >= 0 && at < last;
         at = m_text.indexOf('"', at + 1)) {
        const qsizetype count = backslashesBefore(at, begin);
        if (count % (2 * (level + 1)) == level)
            return {at - level, at + 1};
        if (count < level)
            return {at - count, at - count};
    }
    return last < m_text.size() ? Quoted{begin, begin} : Quoted{last, last};
}

/// Behind the bracket that closes the one at @p from; the end of the text when it is cut off.
qsizetype TextMasker::structureEnd(qsizetype from, qsizetype level) const
{
    qsizetype depth = 0;
    for (qsizetype at = from; at < m_text.size(); ++at) {
        const char c = m_text[at];
        if (c == '"') {
            const qsizetype count = backslashesBefore(at, from);
            if (count < level)
                return at - count;
            at = quotedFrom(at + 1, level, std::numeric_limits<qsizetype>::max()).end - 1;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if ((c == ']' || c == '}') && --depth == 0) {
            return at + 1;
        }
    }
    return m_text.size();
}

/// Behind blanks, also those that are escaped in a text of JSON.
qsizetype TextMasker::spaceEnd(qsizetype from) const
{
    while (from < m_text.size()) {
        if (Blanks.contains(m_text[from])) {
            ++from;
            continue;
        }
        qsizetype letter = from;
        while (letter < m_text.size() && m_text[letter] == '\\')
            ++letter;
        const bool isEscaped = letter > from && letter < m_text.size()
            && QByteArrayView("ntr").contains(m_text[letter]);
        if (!isEscaped)
            break;
        from = letter + 1;
    }
    return std::min(from, m_text.size());
}

// ---- other forms

/// `name="password"`, the rest of the part's head, an empty line, and the value.
bool TextMasker::maskMultipart(qsizetype from)
{
    constexpr qsizetype LongestHead = 300;
    if (!m_text.first(m_at).endsWith("name="))
        return false;
    const qsizetype head =
        m_text.sliced(from, std::min(LongestHead, m_text.size() - from)).indexOf("\r\n\r\n");
    if (head < 0)
        return false;
    const qsizetype empty = from + head;
    const qsizetype end = m_text.indexOf("\r\n--", empty + 4);
    replace(empty + 4, end < 0 ? m_text.size() : end, Mask);
    return true;
}

qsizetype TextMasker::wordEnd(qsizetype from, QByteArrayView ends) const
{
    while (from < m_text.size() && !ends.contains(m_text[from]))
        ++from;
    return from;
}

/// The name that ends right before @p at.
QByteArrayView TextMasker::nameBefore(qsizetype at) const
{
    qsizetype begin = at;
    while (begin > m_copied && at - begin < LongestKey && isNameLetter(m_text[begin - 1]))
        --begin;
    return m_text.sliced(begin, at - begin);
}

/// The words of a line that end right before @p at.
QByteArrayView TextMasker::wordsBefore(qsizetype at) const
{
    constexpr qsizetype Longest = 40;
    qsizetype begin = at;
    while (begin > m_copied && at - begin < Longest
           && (isNameLetter(m_text[begin - 1]) || m_text[begin - 1] == ' '))
        --begin;
    return m_text.sliced(begin, at - begin);
}

/// `password=value`, in forms, addresses and other text.
bool TextMasker::maskAssigned()
{
    const qsizetype nameEnd = m_at - (m_at > m_copied && m_text[m_at - 1] == ' ' ? 1 : 0);
    const auto decoded = [](QByteArrayView name) {
        return QByteArray::fromPercentEncoding(name.toByteArray());
    };
    if (!isSecretName(decoded(nameBefore(nameEnd))) && !isSecretName(decoded(wordsBefore(nameEnd))))
        return false;
    const qsizetype from = m_at + (m_text.sliced(m_at + 1).startsWith(' ') ? 2 : 1);
    if (from >= m_text.size() || m_text[from] == '=')
        return false;
    if (m_text[from] == '\'' || m_text[from] == '"') {
        const qsizetype close = m_text.indexOf(m_text[from], from + 1);
        replace(from + 1, close < 0 ? m_text.size() : close, Mask);
        return true;
    }
    const qsizetype end = wordEnd(from, "&;\"'<>`,)}\\# \t\r\n");
    if (end == from)
        return false;
    replace(from, end, Mask);
    return true;
}

/// `password: value`, as objects are shown and headers are written.
bool TextMasker::maskLabelled()
{
    const bool isQuoted = m_at > m_copied && m_text[m_at - 1] == '\'';
    const qsizetype nameEnd = m_at - (isQuoted ? 1 : 0);
    const QByteArrayView name = nameBefore(nameEnd);
    if (!isSecretName(name) && !isSecretName(wordsBefore(nameEnd)))
        return false;
    const qsizetype from = spaceEnd(m_at + 1);
    if (from >= m_text.size() || name.compare("jwt", Qt::CaseInsensitive) == 0)
        return false;
    const char c = m_text[from];
    if (c == '\'' || c == '`') {
        const qsizetype close = m_text.indexOf(c, from + 1);
        replace(from + 1, close < 0 ? m_text.size() : close, Mask);
        return true;
    }
    if (c == '"' || c == '[' || c == '{') {
        m_at = from;
        maskValue(from, 0, false);
        // The quote may have ended the text that the label is in: the next one then begins a key.
        if (c == '"' && m_at > from + 1 && QByteArrayView(",}]").contains(m_text[from + 1]))
            --m_at;
        return true;
    }
    const QByteArray lower = name.toByteArray().toLower();
    if (lower.endsWith("authorization") || lower.endsWith("cookie")) {
        replace(from, wordEnd(from, "\r\n\"\\"), Mask);
        return true;
    }
    // "Invalid token: expired" is a sentence.
    const qsizetype end = wordEnd(from, ",;})]\"'\\ \t\r\n");
    const QByteArrayView word = m_text.sliced(from, end - from);
    constexpr qsizetype Long = 16;
    if (word.startsWith('/') || (!hasDigit(word) && word.size() < Long))
        return false;
    replace(from, end, Mask);
    return true;
}

/// `<password>value</password>`.
bool TextMasker::maskElement()
{
    const qsizetype end = wordEnd(m_at + 1, "<> \t\r\n/");
    if (end >= m_text.size() || m_text[end] != '>'
        || !isSecretName(m_text.sliced(m_at + 1, end - m_at - 1)))
        return false;
    replace(end + 1, wordEnd(end + 1, "<"), Mask);
    return true;
}

/// An address with escaped parameters; others are masked by their equals signs.
bool TextMasker::maskQuery()
{
    if (m_at < m_queryEnd || m_depth == Deepest)
        return false;
    const qsizetype end = wordEnd(m_at + 1, "\"'<>`\\ \t\r\n");
    m_queryEnd = end;
    const QByteArray query = m_text.sliced(m_at + 1, end - m_at - 1).toByteArray();
    const QByteArray masked = query.contains('%') ? maskedQuery(query, m_depth + 1) : query;
    if (masked == query)
        return false;
    replace(m_at + 1, end, masked);
    return true;
}

/// `https://user:password@host`.
bool TextMasker::maskUserInfo()
{
    if (!startsAt(m_at, "://"))
        return false;
    const qsizetype from = m_at + 3;
    const qsizetype end = wordEnd(from, "/?#\"'<>`\\ \t\r\n");
    const QByteArrayView authority = m_text.sliced(from, end - from);
    const qsizetype at = authority.lastIndexOf('@');
    if (at <= 0)
        return false;
    replace(from, from + at, Mask);
    return true;
}

/// A run of letters, digits and @p letters from @p from on, when it has @p least bytes.
bool TextMasker::maskToken(qsizetype from, QByteArrayView letters, qsizetype least)
{
    qsizetype end = from;
    while (end < m_text.size()
           && (letters.contains(m_text[end])
               || (isNameLetter(m_text[end]) && !QByteArrayView("-.$%[]").contains(m_text[end]))))
        ++end;
    if (end - from < least)
        return false;
    replace(from, end, Mask);
    return true;
}

/// The rest of an address that is a password from @p head on.
bool TextMasker::maskAddress(QByteArrayView head)
{
    if (!startsAt(m_at, head))
        return false;
    const qsizetype from = m_at + head.size();
    const qsizetype end = wordEnd(from, "\"'<>`,\\ \t\r\n");
    constexpr qsizetype Least = 16;
    if (end - from < Least)
        return false;
    replace(from, end, Mask);
    return true;
}

bool TextMasker::startsAt(qsizetype at, QByteArrayView word) const
{
    return m_text.size() - at >= word.size()
        && m_text.sliced(at, word.size()).compare(word, Qt::CaseInsensitive) == 0;
}

} // namespace Inspector

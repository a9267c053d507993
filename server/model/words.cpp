// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/words.h"

#include <QSet>

#include <algorithm>

namespace Model {

namespace {

/// Gives @p use each text of @p value in which words are looked for: all texts and numbers but the
/// `_id` of the document itself, which @p isRoot says @p value is. Ends where @p use gives false.
template<typename Use>
bool eachText(const Json::Value &value, bool isRoot, const Use &use)
{
    if (value.isString())
        return use(value.text());
    if (value.isNumber())
        return use(QByteArrayView(value.toJson()));
    const auto items = value.items();
    const auto members = value.members();
    return std::all_of(items.begin(), items.end(),
                       [&](const Json::Value &item) { return eachText(item, false, use); })
        && std::all_of(members.begin(), members.end(), [&](const Json::Member &member) {
               return (isRoot && member.key == "_id") || eachText(member.value, false, use);
           });
}

/// Collects words, each once.
class WordList
{
public:
    void add(QByteArrayView utf8)
    {
        const QString text = QString::fromUtf8(utf8).toLower();
        qsizetype start = -1;
        for (qsizetype i = 0; i <= text.size(); ++i) {
            // What lies beyond the 16-bit plane counts as letters: few of it is punctuation.
            const bool isPart = i < text.size()
                && (text[i].isLetterOrNumber() || text[i].isSurrogate() || text[i].isMark());
            if (isPart && start < 0) {
                start = i;
            } else if (!isPart && start >= 0) {
                addWord(text.mid(start, i - start).toUtf8());
                start = -1;
            }
        }
    }
    QByteArrayList take() { return std::move(m_words); }

private:
    void addWord(const QByteArray &word)
    {
        if (m_seen.contains(word))
            return;
        m_seen.insert(word);
        m_words.append(word);
    }

    QByteArrayList m_words;
    QSet<QByteArray> m_seen;
};

/// What is no ASCII and has ASCII in lower case: the Kelvin sign and the capital i with a dot.
/// Source: Unicode, SpecialCasing.txt and UnicodeData.txt.
constexpr QByteArrayView KelvinSign = "\xE2\x84\xAA";
constexpr QByteArrayView DottedCapitalI = "\xC4\xB0";

bool isAscii(QByteArrayView text)
{
    uchar all = 0;
    for (const char c : text)
        all |= uchar(c); // without an early end, so that the compiler takes many at once
    return all < 0x80;
}

/// In lower case, as far as it is ASCII. The compiler does 16 characters at a time here, and
/// QByteArray::toLower() one: 24 and 600 ns for 400 bytes.
QByteArray lowered(QByteArrayView text)
{
    QByteArray lower(text.size(), Qt::Uninitialized);
    std::transform(text.begin(), text.end(), lower.begin(),
                   [](char c) { return char(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0)); });
    return lower;
}

QByteArray longestAscii(const QByteArray &word)
{
    QByteArrayView longest;
    for (qsizetype start = 0; start < word.size(); ++start) {
        qsizetype end = start;
        while (end < word.size() && uchar(word[end]) < 0x80)
            ++end;
        if (end - start > longest.size())
            longest = QByteArrayView(word).sliced(start, end - start);
        start = end;
    }
    return longest.toByteArray();
}

/// Whether a number may have @p word, such as the 21 of 1e21, which a text may write as 1000e18.
bool mayBeOfNumber(const QByteArray &word)
{
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == 'e'; });
}

} // namespace

QByteArrayList wordsOf(QByteArrayView text)
{
    WordList words;
    words.add(text);
    return words.take();
}

QByteArrayList wordsOf(const Json::Value &document)
{
    WordList words;
    eachText(document, true, [&words](QByteArrayView text) {
        words.add(text);
        return true;
    });
    return words.take();
}

WordSearch::WordSearch(const QByteArrayList &words)
    : m_words(words)
{
    for (const QByteArray &word : words) {
        const QByteArray piece = longestAscii(word);
        if (!piece.isEmpty() && !mayBeOfNumber(word))
            m_pieces.append(piece);
    }
}

bool WordSearch::finds(const Json::Value &document) const
{
    QByteArrayList missing = m_words;
    eachText(document, true, [&missing](QByteArrayView text) {
        const QByteArray lower =
            isAscii(text) ? lowered(text) : QString::fromUtf8(text).toLower().toUtf8();
        missing.removeIf([&lower](const QByteArray &word) { return lower.contains(word); });
        return !missing.isEmpty();
    });
    return missing.isEmpty();
}

bool WordSearch::finds(QByteArrayView json) const
{
    if (!mayFind(json))
        return false;
    const auto document = Json::Document::parseKnown(json);
    return document && finds(document->root());
}

bool WordSearch::mayFind(QByteArrayView json) const
{
    // An escape may stand for anything.
    if (m_pieces.isEmpty() || json.contains('\\'))
        return true;
    if (!isAscii(json) && (json.contains(KelvinSign) || json.contains(DottedCapitalI)))
        return true;
    const QByteArray lower = lowered(json);
    return std::all_of(m_pieces.begin(), m_pieces.end(),
                       [&lower](const QByteArray &piece) { return lower.contains(piece); });
}

} // namespace Model

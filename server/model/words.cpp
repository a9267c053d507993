// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/words.h"

#include <QSet>

namespace Model {

namespace {

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
    void add(const Json::Value &value, bool isRoot)
    {
        if (value.isString())
            add(value.text());
        else if (value.isNumber())
            add(value.toJson());
        for (const Json::Value &item : value.items())
            add(item, false);
        for (const Json::Member &member : value.members()) {
            if (!isRoot || member.key != "_id")
                add(member.value, false);
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
    words.add(document, true);
    return words.take();
}

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

/// The words of a document, by which `filter` finds it: `_keywords`, and joined by blanks `_tags`
/// (contract: documents 2). Any thread.
namespace Model {

/// The different words of @p text in lower case: runs of letters and digits.
QByteArrayList wordsOf(QByteArrayView text);

/// The different words of all texts and numbers in @p document but its `_id`, in their order.
QByteArrayList wordsOf(const Json::Value &document);

/// Looks for words in documents without making the lists of theirs. A value; any thread, one at a
/// time.
class WordSearch final
{
public:
    /// @p words as wordsOf() gives them.
    explicit WordSearch(const QByteArrayList &words);

    /// Whether each word is a word of @p document or a part of one: whether its `_tags` have it.
    bool finds(const Json::Value &document) const;
    /// The same of a JSON text, which is seldom parsed where it has none of them.
    bool finds(QByteArrayView json) const;

private:
    /// False only for texts without a document that has all words.
    bool mayFind(QByteArrayView json) const;

    QByteArrayList m_words;
    /// What the text of a document with such a word has, in lower or upper case: of each word the
    /// longest run of ASCII. None of a word that numbers may have, whose texts have other forms.
    QByteArrayList m_pieces;
};

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/words.h"

#include "server/store/projection.h"

#include <QSet>

#include <sqlite3.h>

namespace Store {

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

QByteArrayView textOf(sqlite3_value *argument)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(argument));
    return {text, sqlite3_value_bytes(argument)};
}

QByteArrayList wordsOfArgument(sqlite3_value *argument)
{
    const auto document = Json::Document::parseKnown(textOf(argument));
    return document ? wordsOf(document->root()) : QByteArrayList();
}

void giveText(sqlite3_context *context, const QByteArray &text)
{
    sqlite3_result_text(context, text.constData(), int(text.size()), SQLITE_TRANSIENT);
}

void wordsFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const QByteArrayList words = wordsOfArgument(arguments[0]);
    Json::ArrayWriter keywords;
    for (const QByteArray &word : words)
        keywords.raw(Json::quoted(QByteArrayView(word)));
    giveText(context,
             Json::ObjectWriter()
                 .raw("_keywords", keywords.take())
                 .text("_tags", QByteArrayView(words.join(' ')))
                 .take());
}

void tagsFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    giveText(context, wordsOfArgument(arguments[0]).join(' '));
}

void tagsWithoutFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto fields = Json::Document::parseKnown(textOf(arguments[1]));
    const auto document = Json::Document::parseKnown(
        without(textOf(arguments[0]), fields ? fields->root().texts() : QByteArrayList()));
    giveText(context, document ? wordsOf(document->root()).join(' ') : QByteArray());
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
    words.add(document, true);
    return words.take();
}

void registerWords(sqlite3 *database)
{
    constexpr int Flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function_v2(database, "hookdesk_words", 1, Flags, nullptr, wordsFunction,
                               nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(database, "hookdesk_tags", 1, Flags, nullptr, tagsFunction, nullptr,
                               nullptr, nullptr);
    sqlite3_create_function_v2(database, "hookdesk_tags", 2, Flags, nullptr, tagsWithoutFunction,
                               nullptr, nullptr, nullptr);
}

} // namespace Store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/functions.h"

#include "server/core/json.h"
#include "server/model/matcher.h"
#include "server/model/ordering.h"
#include "server/model/projection.h"
#include "server/model/words.h"

#include <QByteArrayList>

#include <sqlite3.h>

namespace Store::Sqlite {

namespace {

QByteArrayView textOf(sqlite3_value *argument)
{
    // Before the bytes are counted: sqlite3_value_text() may convert the value.
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(argument));
    return {text, sqlite3_value_bytes(argument)};
}

/// What the regular expressions of the query that is under way may still take. SQLite keeps it with
/// the condition, which is one for all rows, and ends it with the statement.
/// Source: SQLite, "Function Auxiliary Data".
Model::RegexBudget *budgetOf(sqlite3_context *context)
{
    auto *budget = static_cast<Model::RegexBudget *>(sqlite3_get_auxdata(context, 1));
    if (budget)
        return budget;
    const auto destroy = [](void *data) { delete static_cast<Model::RegexBudget *>(data); };
    sqlite3_set_auxdata(context, 1, new Model::RegexBudget, destroy);
    return static_cast<Model::RegexBudget *>(sqlite3_get_auxdata(context, 1)); // null: no memory
}

void matchFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto *condition = static_cast<const Model::Condition *>(
        sqlite3_value_pointer(arguments[1], ConditionPointerType));
    const auto document = Json::Document::parseKnown(textOf(arguments[0]));
    if (!document || !condition) {
        sqlite3_result_int(context, 0);
        return;
    }
    Model::RegexBudget *budget = budgetOf(context);
    if (!budget)
        return sqlite3_result_error_nomem(context);
    const auto matched = condition->holds(document->root(), *budget);
    if (matched)
        sqlite3_result_int(context, *matched);
    else
        sqlite3_result_error(context, matched.error().message.toUtf8().constData(), -1);
}

void sortKeyFunction(sqlite3_context *context, int, sqlite3_value **arguments)
{
    const auto document = Json::Document::parseKnown(textOf(arguments[0]));
    if (!document)
        return sqlite3_result_null(context);
    const QByteArray key = Model::sortKeyOf(document->root(), textOf(arguments[1]),
                                            sqlite3_value_int(arguments[2]) != 0);
    // TRANSIENT, because the key ends with this function: SQLite copies it.
    sqlite3_result_blob(context, key.constData(), int(key.size()), SQLITE_TRANSIENT);
}

QByteArrayList wordsOfArgument(sqlite3_value *argument)
{
    const auto document = Json::Document::parseKnown(textOf(argument));
    return document ? Model::wordsOf(document->root()) : QByteArrayList();
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

/// The words of `hookdesk_finds`, which are the same for all rows of a statement.
/// Source: SQLite, "Function Auxiliary Data".
const Model::WordSearch *searchOf(sqlite3_context *context, sqlite3_value *words)
{
    if (const auto *kept = static_cast<Model::WordSearch *>(sqlite3_get_auxdata(context, 1)))
        return kept;
    const auto destroy = [](void *data) { delete static_cast<Model::WordSearch *>(data); };
    auto *search = new Model::WordSearch(textOf(words).toByteArray().split(' '));
    sqlite3_set_auxdata(context, 1, search, destroy);
    return static_cast<Model::WordSearch *>(sqlite3_get_auxdata(context, 1)); // null: no memory
}

void findsFunction(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    const Model::WordSearch *search = searchOf(context, arguments[1]);
    if (!search)
        return sqlite3_result_error_nomem(context);
    const QByteArrayView document = textOf(arguments[0]);
    if (count == 2)
        return sqlite3_result_int(context, search->finds(document));
    const auto fields = Json::Document::parseKnown(textOf(arguments[2]));
    const QByteArrayList hidden = fields ? fields->root().texts() : QByteArrayList();
    sqlite3_result_int(context, search->finds(Model::without(document, hidden)));
}

} // namespace

void registerFunctions(sqlite3 *database)
{
    const auto add = [database](const char *name, int arguments, auto function) {
        sqlite3_create_function_v2(database, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                   nullptr, function, nullptr, nullptr, nullptr);
    };
    add("hookdesk_match", 2, matchFunction);
    add("hookdesk_sortkey", 3, sortKeyFunction);
    add("hookdesk_words", 1, wordsFunction);
    add("hookdesk_tags", 1, tagsFunction);
    add("hookdesk_finds", 2, findsFunction);
    add("hookdesk_finds", 3, findsFunction);
}

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace Store::Sqlite {

/// The type name under which a Condition is bound to a statement as a pointer.
/// Source: SQLite, "Pointer Passing Interfaces".
inline constexpr char ConditionPointerType[] = "hookdesk-condition";

/// Registers on a connection what SQL asks the rules of documents for, so that each rule is written
/// once:
/// * `hookdesk_match(doc, condition)`: whether Condition::holds()
/// * `hookdesk_sortkey(doc, field, descending)`: sortKeyOf()
/// * `hookdesk_words(doc)`: a JSON object with `_keywords` and `_tags`; `hookdesk_tags(doc)`: the
///   latter alone
/// * `hookdesk_finds(doc, words)`: WordSearch::finds(), of words with blanks between them;
///   `hookdesk_finds(doc, words, fields)` leaves out the fields named in the JSON array
///
/// All of them are deterministic and read no state, so they may stand in indexes and triggers.
/// Thread: that of the connection.
void registerFunctions(sqlite3 *database);

} // namespace Store::Sqlite

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class CodeEditor;

/// What the letters before the caret of a script are to the lexer, which reads the script also
/// while it does not parse.
enum class LexedPlace {
    Code,
    Text, ///< In quotes, or a regular expression.
    Template, ///< In backquotes; the expressions in it too.
    Comment,
};

/// What a letter typed at @p position of @p editor, in bytes, would belong to. Thread: the
/// window's.
LexedPlace lexedPlaceAt(CodeEditor &editor, long position);

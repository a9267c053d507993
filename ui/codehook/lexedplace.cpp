// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/lexedplace.h"

#include "ui/codehook/codeeditor.h"

#include <Qsci/qscilexerjavascript.h>

#include <algorithm>

namespace {

using JsStyle = QsciLexerJavaScript;

LexedPlace lexedPlaceOf(long style)
{
    switch (style) {
    case JsStyle::DoubleQuotedString:
    case JsStyle::SingleQuotedString:
    case JsStyle::UnclosedString:
    case JsStyle::Regex:
        return LexedPlace::Text;
    case JsStyle::RawString:
        return LexedPlace::Template;
    case JsStyle::Comment:
    case JsStyle::CommentDoc:
    case JsStyle::CommentLine:
    case JsStyle::CommentLineDoc:
    case JsStyle::CommentDocKeyword:
    case JsStyle::CommentDocKeywordError:
        return LexedPlace::Comment;
    default:
        return LexedPlace::Code;
    }
}

/// Whether the last of the quoted texts in @p texts, one after the other, is still open.
bool endsOpen(const QByteArray &texts)
{
    char quote = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (!quote)
            quote = texts[i];
        else if (texts[i] == '\\')
            ++i;
        else if (texts[i] == quote)
            quote = 0;
    }
    return quote != 0;
}

} // namespace

LexedPlace lexedPlaceAt(CodeEditor &editor, long position)
{
    using Sci = QsciScintillaBase;
    if (position <= 0)
        return LexedPlace::Code;
    const long length = editor.SendScintilla(Sci::SCI_GETLENGTH);
    const long lexed = editor.SendScintilla(Sci::SCI_GETENDSTYLED);
    editor.SendScintilla(Sci::SCI_COLOURISE, ulong(std::min(lexed, position)),
                         std::min(length, position + 1));
    const auto styleAt = [&](long place) {
        return editor.SendScintilla(Sci::SCI_GETSTYLEAT, ulong(place));
    };
    const auto letterAt = [&](long place) {
        return char(editor.SendScintilla(Sci::SCI_GETCHARAT, ulong(place)));
    };
    const LexedPlace before = lexedPlaceOf(styleAt(position - 1));
    if (before == LexedPlace::Code)
        return before;
    long start = position - 1;
    while (start > 0 && lexedPlaceOf(styleAt(start - 1)) == before)
        --start;
    QByteArray letters;
    for (long each = start; each < position; ++each)
        letters.append(letterAt(each));
    bool isInside = true;
    if (before != LexedPlace::Comment)
        isInside = endsOpen(letters);
    else if (letterAt(position - 1) == '\n')
        isInside = position < length && lexedPlaceOf(styleAt(position)) == before
            && letterAt(position) != '/';
    else if (letters.endsWith("*/"))
        isInside = letters.size() < 4 || styleAt(position - 1) == JsStyle::CommentLine;
    return isInside ? before : LexedPlace::Code;
}

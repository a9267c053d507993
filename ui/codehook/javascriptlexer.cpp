// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/javascriptlexer.h"

#include "ui/codehook/hookapi.h"
#include "ui/widgets/theme.h"

namespace {

/// The names of hooks, of what they are given and of what they are offered.
QByteArray hookNames()
{
    QStringList names{QStringLiteral("req"), QStringLiteral("res")};
    for (const HookApi::Hook &hook : HookApi::hooks())
        names.append(hook.name);
    return (names + HookApi::globalNames()).join(QLatin1Char(' ')).toLatin1();
}

} // namespace

JavaScriptLexer::JavaScriptLexer(const Theme &theme, QObject *parent)
    : QsciLexerJavaScript(parent)
    , m_theme(theme)
{
    setFoldComments(true);
    setFoldCompact(false);
    setHighlightBackQuotedStrings(true);
    applyTheme();
}

const char *JavaScriptLexer::keywords(int set) const
{
    switch (set) {
    case 1:
        return "async await break case catch class const continue debugger default delete do else "
               "export extends "
               "false finally for function get if import in instanceof let new null of return set "
               "static super "
               "switch this throw true try typeof undefined var void while with yield";
    case 2: { // shown as KeywordSet2
        static const QByteArray names = hookNames();
        return names.constData();
    }
    default:
        return nullptr;
    }
}

void JavaScriptLexer::applyTheme()
{
    using Role = Theme::Role;
    setDefaultFont(m_theme.codeFont());
    setDefaultColor(m_theme.color(Role::Text));
    setDefaultPaper(m_theme.color(Role::Surface));
    for (int style = 0; style < 128; ++style) {
        setFont(m_theme.codeFont(), style);
        setColor(m_theme.color(Role::Text), style);
        setPaper(m_theme.color(Role::Surface), style);
        setEolFill(false, style);
    }
    for (const int style : {Comment, CommentLine, CommentDoc, CommentLineDoc, CommentDocKeyword,
                            CommentDocKeywordError})
        setColor(m_theme.color(Role::Comment), style);
    for (const int style : {DoubleQuotedString, SingleQuotedString, RawString, UnclosedString})
        setColor(m_theme.color(Role::String), style);
    QFont bold = m_theme.codeFont();
    bold.setWeight(QFont::DemiBold);
    setFont(bold, KeywordSet2);
    setColor(m_theme.color(Role::HookName), KeywordSet2);
    setColor(m_theme.color(Role::Keyword), Keyword);
    setColor(m_theme.color(Role::Number), Number);
    setColor(m_theme.color(Role::Operator), Operator);
    setColor(m_theme.color(Role::Regex), Regex);
}

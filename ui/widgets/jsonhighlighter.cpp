// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonhighlighter.h"

#include "ui/widgets/theme.h"

#include <QRegularExpression>

JsonHighlighter::JsonHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression token(QStringLiteral(
        R"re(("(?:\\.|[^"\\])*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)re"));
    auto tokens = token.globalMatch(text);
    while (tokens.hasNext()) {
        const auto match = tokens.next();
        Theme::Role role = Theme::Role::Number;
        if (match.capturedLength(1) > 0)
            role = match.capturedLength(2) > 0 ? Theme::Role::HookName : Theme::Role::String;
        else if (match.captured().at(0).isLetter())
            role = Theme::Role::Keyword;
        const auto length =
            match.capturedLength(1) > 0 ? match.capturedLength(1) : match.capturedLength();
        setFormat(int(match.capturedStart()), int(length), m_theme.color(role));
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/searchterm.h"

QRegularExpression SearchTerm::expression() const
{
    QString pattern = isExpression ? text : QRegularExpression::escape(text);
    if (isWord)
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!matchesCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(pattern, options);
}

QString SearchTerm::replaced(const QRegularExpressionMatch &match, const QString &replacement) const
{
    if (!isExpression)
        return replacement;
    QString made;
    for (qsizetype at = 0; at < replacement.size(); ++at) {
        const QChar c = replacement[at];
        const QChar next = at + 1 < replacement.size() ? replacement[at + 1] : QChar();
        const bool isDollar = c == QLatin1Char('$');
        if (isDollar && next.isDigit() && next.digitValue() > 0)
            made.append(match.captured(next.digitValue()));
        else if (isDollar && next == QLatin1Char('&'))
            made.append(match.captured());
        else if (isDollar && next == QLatin1Char('$'))
            made.append(c);
        else if (c == QLatin1Char('\\') && (next == QLatin1Char('n') || next == QLatin1Char('t')))
            made.append(next == QLatin1Char('n') ? QLatin1Char('\n') : QLatin1Char('\t'));
        else {
            made.append(c);
            continue;
        }
        ++at;
    }
    return made;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QString>

/// What to look for in scripts.
struct SearchTerm
{
    QString text;
    bool matchesCase = false;
    bool isWord = false; ///< Whole words only.
    bool isExpression = false; ///< A Perl-compatible regular expression; `^` and `$` are a line's.

    /// The expression that finds it; invalid when the user's own is.
    QRegularExpression expression() const;
    /// What @p match becomes: in a regular expression's replacement `$1` to `$9` are its groups,
    /// `$&` is all of it, `$$` a dollar, `\n` and `\t` what they usually are.
    QString replaced(const QRegularExpressionMatch &match, const QString &replacement) const;
};

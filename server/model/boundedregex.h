// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>

#include <optional>

namespace Model {

/// A regular expression of somebody else's. PCRE's own step limit keeps a hostile one from holding
/// a thread; beyond it the match is not valid (contract: queries 1). Any thread.
inline QRegularExpression boundedRegex(const QString &pattern,
                                       QRegularExpression::PatternOptions options = {},
                                       int steps = 200000)
{
    return QRegularExpression(
        QStringLiteral("(*LIMIT_MATCH=%1)(*LIMIT_DEPTH=20000)").arg(steps) + pattern, options);
}

/// The steps that the regular expressions of one query may take over all texts that it meets. PCRE
/// limits each match but does not tell how many steps it took, so matches are counted that take
/// many. Thread: that of the query.
class RegexBudget final
{
public:
    /// A match of at most so many steps is not counted: microseconds.
    static constexpr int ShortSteps = 5000;
    /// How many matches may take longer: half a second, if each takes the 200,000 that one may.
    static constexpr int LongMatches = 1000;

    /// Takes a long match. False: there is none left.
    bool takeLong() { return m_taken++ < LongMatches; }

private:
    int m_taken = 0;
};

/// The regular expression of a query. A value.
class QueryRegex final
{
public:
    QueryRegex() = default;
    QueryRegex(const QString &pattern, QRegularExpression::PatternOptions options)
        : m_short(boundedRegex(pattern, options, RegexBudget::ShortSteps))
        , m_long(boundedRegex(pattern, options))
    {
    }

    /// Empty: it is valid.
    QString error() const { return m_short.isValid() ? QString() : m_short.errorString(); }
    /// Whether it matches somewhere in @p text; nothing: that takes too many steps.
    std::optional<bool> matches(const QString &text, RegexBudget &budget) const
    {
        auto match = m_short.match(text);
        if (!match.isValid() && budget.takeLong())
            match = m_long.match(text);
        return match.isValid() ? std::optional(match.hasMatch()) : std::nullopt;
    }

private:
    QRegularExpression m_short;
    QRegularExpression m_long; ///< Compiled when the other one takes too many steps.
};

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>

#include <ctime>
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
/// many. A step may look at all of a text, so of longer texts the time counts, too, beside what
/// there is to look at. Thread: that of the query.
class RegexBudget final
{
public:
    /// A match of at most so many steps is not counted: microseconds on a short text.
    static constexpr int ShortSteps = 5000;
    /// How many matches may take longer: half a second, if each takes the 200,000 that one may.
    static constexpr int LongMatches = 1000;
    /// A text of more characters is not short.
    static constexpr qsizetype ShortText = 200;

    /// Takes a long match. False: there is none left.
    bool takeLong() { return m_taken++ < LongMatches; }
    /// Takes @p seconds of processor time for a text of @p characters. False: that was too much.
    bool takeTime(double seconds, qsizetype characters)
    {
        constexpr double AtLeast = 1;
        constexpr double OfCharacter = 100e-9;
        m_time += seconds - OfCharacter * double(characters);
        return m_time <= AtLeast;
    }

private:
    int m_taken = 0;
    double m_time = 0; ///< Seconds beyond what the characters gave.
};

/// The regular expression of a query. A value.
class QueryRegex final
{
public:
    QueryRegex() = default;
    QueryRegex(const QString &pattern, QRegularExpression::PatternOptions options)
        : m_short(boundedRegex(pattern, options, RegexBudget::ShortSteps))
        , m_long(boundedRegex(pattern, options))
        , m_pattern(pattern)
    {
    }

    /// Empty: it is valid.
    QString error() const { return m_short.isValid() ? QString() : m_short.errorString(); }
    /// Whether it matches somewhere in @p text; nothing: that takes too many steps.
    std::optional<bool> matches(const QString &text, RegexBudget &budget) const
    {
        if (text.size() <= RegexBudget::ShortText)
            return matched(text, budget);
        const double began = processorTime();
        const auto result = matched(text, budget);
        return budget.takeTime(processorTime() - began, text.size()) ? result : std::nullopt;
    }

private:
    std::optional<bool> matched(const QString &text, RegexBudget &budget) const
    {
        // Steps times characters of one match: two seconds.
        constexpr double MostWork = 2e10;
        constexpr qsizetype LongText = 100'000;
        if (text.size() > LongText) {
            const int steps = int(MostWork / double(text.size()));
            const auto match = boundedRegex(m_pattern, m_long.patternOptions(), steps).match(text);
            return match.isValid() ? std::optional(match.hasMatch()) : std::nullopt;
        }
        auto match = m_short.match(text);
        if (!match.isValid() && budget.takeLong())
            match = m_long.match(text);
        return match.isValid() ? std::optional(match.hasMatch()) : std::nullopt;
    }
    /// Of this thread: other programs do not count.
    static double processorTime()
    {
        timespec time = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
    }

    QRegularExpression m_short;
    QRegularExpression m_long; ///< Compiled when the other one takes too many steps.
    QString m_pattern;
};

} // namespace Model

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/variables.h"

namespace Requests {

/// What an answer is expected to be: `status == 201`, `body.list[0].field == "email"`,
/// `headers.content-type contains json`, `duration < 200`, `body.error missing`.
///
/// A path of valueAt(), an operator and, except for `exists` and `missing`, a value: JSON, or a
/// text without quotes. Operators: `== != < <= > >= contains matches exists missing`.
class Check
{
public:
    enum class Operator {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Contains, ///< A text that part, an array that element, an object that name.
        Matches, ///< The text of the value matches a regular expression.
        Exists,
        Missing
    };

    struct Outcome
    {
        bool hasPassed = false;
        QString text; ///< The check as it is written.
        QString message = {}; ///< What was expected and what came; empty when it has passed.
        int line = 0; ///< From 1, in the file; 0: it is not known.
    };

    /// @errors BadInput says how a check is written.
    static Result<Check> parse(QByteArrayView text);

    /// Looks at @p answer; the value to compare with may have @p variables.
    Outcome run(const Answer &answer, const Variables &variables) const;

private:
    Check() = default;
    QString faultOf(const Found &found, const QByteArray &wanted) const;

    QByteArray m_text;
    QByteArray m_path;
    Operator m_operator = Operator::Exists;
    QByteArray m_wanted; ///< As written.
};

/// `token = body.token` of `# @set`: a name and where its value is found.
struct Taking
{
    QByteArray name;
    QByteArray path;

    /// @errors BadInput says how it is written.
    static Result<Taking> parse(QByteArrayView text);
};

} // namespace Requests

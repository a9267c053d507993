// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/codehook/recordedvalue.h"
#include "server/core/result.h"

#include <QString>

#include <functional>

/// What is asked of the variables at a step: a watch, or the condition of a stop. Paths
/// (`order.lines[0].count`), numbers, texts, comparisons, `&&`, `||`, `!`, `+ - * / %` and
/// `typeof`, as JavaScript has them. Nothing is called. A value; any thread.
class ReplayExpression final
{
public:
    /// Gives the variable of a name; Missing where there is none.
    using Lookup = std::function<RecordedValue(const QString &name)>;

    /// @errors BadInput: the message says what is not understood.
    static Result<ReplayExpression> parse(const QString &text);

    /// The variable that the path @p text begins with: `order` of `order.lines[0]`; all of @p text
    /// where it begins with no name.
    static QString rootOf(const QString &text);

    RecordedValue evaluate(const Lookup &lookup) const { return m_evaluate(lookup); }
    const QString &text() const { return m_text; }

private:
    friend class ExpressionParser;
    using Evaluate = std::function<RecordedValue(const Lookup &)>;

    ReplayExpression(QString text, Evaluate evaluate)
        : m_text(std::move(text))
        , m_evaluate(std::move(evaluate))
    {
    }

    QString m_text;
    Evaluate m_evaluate;
};

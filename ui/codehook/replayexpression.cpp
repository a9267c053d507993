// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/replayexpression.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

namespace {

constexpr int MostNesting = 50;
constexpr qsizetype MostTokens = 1000; // each operator is a call within the one before

bool isLooselyEqual(const RecordedValue &left, const RecordedValue &right)
{
    const auto isNothing = [](const RecordedValue &value) {
        return value.kind() == RecordedValue::Kind::Null || value.typeName() == "undefined";
    };
    if (isNothing(left) || isNothing(right))
        return isNothing(left) && isNothing(right);
    if (left.kind() != right.kind())
        return left.toNumber() == right.toNumber();
    return left.equals(right);
}

bool isEqual(const RecordedValue &left, const RecordedValue &right)
{
    if (left.typeName() == "undefined" && right.typeName() == "undefined")
        return true;
    return left.equals(right);
}

RecordedValue compared(const QString &sign, const RecordedValue &left, const RecordedValue &right)
{
    if (sign == QLatin1String("==="))
        return RecordedValue::boolean(isEqual(left, right));
    if (sign == QLatin1String("!=="))
        return RecordedValue::boolean(!isEqual(left, right));
    if (sign == QLatin1String("=="))
        return RecordedValue::boolean(isLooselyEqual(left, right));
    if (sign == QLatin1String("!="))
        return RecordedValue::boolean(!isLooselyEqual(left, right));
    const bool isText =
        left.kind() == RecordedValue::Kind::Text && right.kind() == RecordedValue::Kind::Text;
    const int order = isText ? left.toText().compare(right.toText()) : 0;
    const double a = isText ? order : left.toNumber();
    const double b = isText ? 0 : right.toNumber();
    if (sign == QLatin1String("<"))
        return RecordedValue::boolean(a < b);
    if (sign == QLatin1String("<="))
        return RecordedValue::boolean(a <= b);
    return RecordedValue::boolean(sign == QLatin1String(">") ? a > b : a >= b);
}

RecordedValue calculated(const QString &sign, const RecordedValue &left, const RecordedValue &right)
{
    if (sign == QLatin1String("+")
        && (left.kind() == RecordedValue::Kind::Text || right.kind() == RecordedValue::Kind::Text))
        return RecordedValue::text(left.toText() + right.toText());
    const double a = left.toNumber();
    const double b = right.toNumber();
    if (sign == QLatin1String("+"))
        return RecordedValue::number(a + b);
    if (sign == QLatin1String("-"))
        return RecordedValue::number(a - b);
    if (sign == QLatin1String("*"))
        return RecordedValue::number(a * b);
    return RecordedValue::number(sign == QLatin1String("/") ? a / b : std::fmod(a, b));
}

} // namespace

/// Reads an expression, one level of precedence a function.
class ExpressionParser final
{
public:
    using Evaluate = ReplayExpression::Evaluate;
    using Lookup = ReplayExpression::Lookup;

    explicit ExpressionParser(const QString &text)
    {
        static const QRegularExpression token(QStringLiteral(
            R"(\s*(===|!==|==|!=|<=|>=|&&|\|\||\?\.|[-+*/%!<>().\[\]]|\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*)\s*)"));
        qsizetype at = 0;
        while (at < text.size()) {
            const auto match = token.match(text, at, QRegularExpression::NormalMatch,
                                           QRegularExpression::AnchorAtOffsetMatchOption);
            if (!match.hasMatch()) {
                m_fault = text.mid(at, 10).trimmed();
                break;
            }
            m_tokens.append(match.captured(1));
            at = match.capturedEnd();
            if (m_tokens.size() > MostTokens) {
                m_fault = m_tokens.last();
                break;
            }
        }
    }

    Result<Evaluate> read()
    {
        Evaluate made = m_fault.isEmpty() ? level(0) : Evaluate();
        if (m_fault.isEmpty() && m_at < m_tokens.size())
            m_fault = m_tokens[m_at];
        if (m_fault.isEmpty() && made)
            return made;
        return failure(Error::Kind::BadInput,
                       m_fault.isEmpty() ? QCoreApplication::translate(
                           "ReplayExpression", "Something is missing at the end.")
                                         : QCoreApplication::translate(
                                               "ReplayExpression", "\"%1\" is not understood here.")
                                               .arg(m_fault));
    }

private:
    static const QList<QStringList> &levels()
    {
        static const QList<QStringList> list = {
            {QStringLiteral("||")},
            {QStringLiteral("&&")},
            {QStringLiteral("==="), QStringLiteral("!=="), QStringLiteral("=="),
             QStringLiteral("!=")},
            {QStringLiteral("<"), QStringLiteral("<="), QStringLiteral(">"), QStringLiteral(">=")},
            {QStringLiteral("+"), QStringLiteral("-")},
            {QStringLiteral("*"), QStringLiteral("/"), QStringLiteral("%")}};
        return list;
    }
    bool takes(const QString &token)
    {
        if (m_at >= m_tokens.size() || m_tokens[m_at] != token)
            return false;
        ++m_at;
        return true;
    }
    Evaluate level(int number)
    {
        if (number == levels().size())
            return unary();
        Evaluate left = level(number + 1);
        while (left && m_at < m_tokens.size() && levels()[number].contains(m_tokens[m_at])) {
            const QString sign = m_tokens[m_at++];
            const Evaluate right = level(number + 1);
            if (!right)
                return {};
            left = joined(number, sign, left, right);
        }
        return left;
    }
    static Evaluate joined(int number, const QString &sign, const Evaluate &left,
                           const Evaluate &right)
    {
        if (number <= 1) {
            const bool isOr = number == 0;
            return [=](const Lookup &lookup) {
                const RecordedValue first = left(lookup);
                return first.isTrue() == isOr ? first : right(lookup);
            };
        }
        const auto operation = number <= 3 ? compared : calculated;
        return [=](const Lookup &lookup) { return operation(sign, left(lookup), right(lookup)); };
    }
    Evaluate unary()
    {
        if (++m_depth > MostNesting) {
            m_fault = QStringLiteral("(");
            return {};
        }
        Evaluate made;
        const QString sign = m_at < m_tokens.size() ? m_tokens[m_at] : QString();
        if (sign == QLatin1String("!") || sign == QLatin1String("-")
            || sign == QLatin1String("typeof")) {
            ++m_at;
            if (const Evaluate value = unary())
                made = [=](const Lookup &lookup) {
                    const RecordedValue given = value(lookup);
                    if (sign == QLatin1String("!"))
                        return RecordedValue::boolean(!given.isTrue());
                    if (sign == QLatin1String("-"))
                        return RecordedValue::number(-given.toNumber());
                    return RecordedValue::text(QString::fromLatin1(given.typeName()));
                };
        } else {
            made = path();
        }
        --m_depth;
        return made;
    }
    Evaluate path()
    {
        Evaluate value = primary();
        while (value) {
            if (takes(QStringLiteral(".")) || takes(QStringLiteral("?."))) {
                if (m_at >= m_tokens.size())
                    return {};
                const QString name = m_tokens[m_at++];
                value = [=](const Lookup &lookup) { return value(lookup).member(name); };
            } else if (takes(QStringLiteral("["))) {
                const Evaluate key = level(0);
                if (!key || !takes(QStringLiteral("]")))
                    return {};
                value = [=](const Lookup &lookup) {
                    return value(lookup).member(key(lookup).toText());
                };
            } else {
                return value;
            }
        }
        return value;
    }
    Evaluate primary()
    {
        if (m_at >= m_tokens.size())
            return {};
        const QString token = m_tokens[m_at++];
        if (token == QLatin1String("(")) {
            const Evaluate inner = level(0);
            return inner && takes(QStringLiteral(")")) ? inner : Evaluate();
        }
        RecordedValue constant;
        if (token[0].isDigit())
            constant = RecordedValue::number(token.toDouble());
        else if (token[0] == QLatin1Char('"') || token[0] == QLatin1Char('\''))
            constant = RecordedValue::text(
                token.mid(1, token.size() - 2)
                    .replace(QRegularExpression(QStringLiteral("\\\\(.)")), QStringLiteral("\\1")));
        else if (token == QLatin1String("true") || token == QLatin1String("false"))
            constant = RecordedValue::boolean(token == QLatin1String("true"));
        else if (token == QLatin1String("null"))
            constant = RecordedValue::parse("null");
        else if (token == QLatin1String("undefined"))
            constant = RecordedValue::undefined();
        else if (token[0].isLetter() || token[0] == QLatin1Char('_')
                 || token[0] == QLatin1Char('$'))
            return [=](const Lookup &lookup) { return lookup(token); };
        else {
            m_fault = token;
            return {};
        }
        return [=](const Lookup &) { return constant; };
    }

    QStringList m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    QString m_fault;
};

QString ReplayExpression::rootOf(const QString &text)
{
    const auto isOfName = [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('$');
    };
    const auto end = std::find_if_not(text.begin(), text.end(), isOfName);
    return end == text.begin() ? text : text.left(end - text.begin());
}

Result<ReplayExpression> ReplayExpression::parse(const QString &text)
{
    auto read = ExpressionParser(text).read();
    if (!read)
        return failure(read);
    return ReplayExpression(text.trimmed(), std::move(*read));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/model/formula.h"

#include "server/model/path.h"

#include <muParser.h>

#include <cmath>

namespace Model {

namespace {

/// Whole numbers without fraction and exponent, as long as a double holds each of them.
QByteArray numberText(double number)
{
    const bool isWhole = std::abs(number) < 9e15 && number == std::floor(number);
    return isWhole ? QByteArray::number(qint64(number)) : QByteArray::number(number, 'g', 17);
}

QByteArray shownText(const Json::Value &value)
{
    return value.isString() ? value.text().toByteArray()
                            : (value.isNull() ? QByteArray() : value.toJson());
}

} // namespace

std::optional<Json::Value> valueAt(const Json::Value &document, QByteArrayView field)
{
    std::optional<Json::Value> value = document;
    while (value && !field.isEmpty()) {
        const PathStep step(field);
        value = value->find(step.name);
        field = step.rest;
    }
    return value;
}

Result<Formula> Formula::parse(QByteArrayView text, Kind kind)
{
    Formula formula;
    formula.m_kind = kind;
    size_t fields = 0;
    while (true) {
        const qsizetype open = text.indexOf("{{");
        const qsizetype close = open < 0 ? -1 : text.indexOf("}}", open);
        if (close < 0) {
            formula.m_pieces.push_back({text.toByteArray(), {}});
            break;
        }
        const QByteArray field = text.sliced(open + 2, close - open - 2).trimmed().toByteArray();
        if (field.isEmpty()) {
            return failure(Error::Kind::BadInput,
                           QStringLiteral("A formula names fields as {{field}}."));
        }
        formula.m_pieces.push_back({text.first(open).toByteArray(), field});
        text = text.sliced(close + 2);
        ++fields;
    }
    // A trial: it tells whether muParser takes the text, whatever the values are.
    if (kind == Kind::Number && !formula.calculate(std::vector<double>(fields, 1.5))) {
        return failure(Error::Kind::BadInput,
                       QStringLiteral("The formula is no arithmetic, such as {{price}} * 1.25."));
    }
    return formula;
}

std::optional<double> Formula::calculate(const std::vector<double> &values) const
{
    // muParser reports by exceptions; they end here.
    try {
        mu::Parser parser;
        std::vector<double> variables = values;
        QByteArray expression;
        size_t next = 0;
        for (const Piece &piece : m_pieces) {
            expression.append(piece.text);
            if (piece.field.isEmpty())
                continue;
            // Under names of our own, since fields may have names that muParser does not take.
            const QByteArray name = 'v' + QByteArray::number(qsizetype(next));
            parser.DefineVar(name.toStdString(), &variables[next]);
            expression.append(' ').append(name).append(' ');
            ++next;
        }
        parser.SetExpr(expression.toStdString());
        return parser.Eval();
    } catch (const mu::Parser::exception_type &) {
        return std::nullopt;
    }
}

QByteArrayList Formula::fields() const
{
    QByteArrayList names;
    for (const Piece &piece : m_pieces) {
        if (!piece.field.isEmpty())
            names.append(piece.field);
    }
    return names;
}

QByteArray Formula::evaluate(const Json::Value &document) const
{
    std::vector<double> values;
    QByteArray text;
    for (const Piece &piece : m_pieces) {
        text.append(piece.text);
        if (piece.field.isEmpty())
            continue;
        const auto value = valueAt(document, piece.field);
        if (m_kind == Kind::Number && (!value || !value->isNumber()))
            return "null";
        text.append(shownText(value.value_or(Json::Value())));
        values.push_back(value ? value->toDouble() : 0);
    }
    if (m_kind == Kind::Text)
        return Json::quoted(QByteArrayView(text));
    const auto result = calculate(values);
    return result && std::isfinite(*result) ? numberText(*result) : QByteArray("null");
}

} // namespace Model

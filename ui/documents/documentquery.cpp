// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/documents/documentquery.h"

#include "server/core/json.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <optional>
#include <utility>

namespace {

constexpr char FieldName[] = "[\\p{L}_][\\p{L}\\p{N}_.-]*";

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(DocumentQuery)
};

struct Operator
{
    const char *typed;
    const char *name; ///< In a query; empty: the value alone.
};

// Those that begin like another one come first.
constexpr std::array Operators = {
    Operator{"!=", "$ne"}, Operator{">=", "$gte"}, Operator{"<=", "$lte"}, Operator{"==", ""},
    Operator{"=", ""},     Operator{">", "$gt"},   Operator{"<", "$lt"},   Operator{"~", "$regex"},
};

/// `a = 1 and b = "x and y"`: its parts, without what is in quotation marks being cut.
QStringList partsOf(const QString &typed)
{
    static const QRegularExpression separator(QStringLiteral("\\s+and\\s+"),
                                              QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression escaped(QStringLiteral("\\\\."));
    QStringList parts;
    qsizetype begin = 0;
    for (auto each = separator.globalMatch(typed); each.hasNext();) {
        const auto match = each.next();
        const QString before = typed.mid(begin, match.capturedStart() - begin);
        if (QString(before).remove(escaped).count(u'"') % 2 != 0)
            continue;
        parts.append(before);
        begin = match.capturedEnd();
    }
    parts.append(typed.mid(begin));
    return parts;
}

/// The JSON of a value as it is typed.
QByteArray valueOf(const QString &typed, const QByteArray &field, const DeclaredFields &fields)
{
    const QByteArray text = typed.toUtf8();
    const auto json = Json::Document::parse(text);
    const bool isQuoted = json && json->root().isString();
    if (isQuoted || text == "null")
        return text;
    if (fields.isDeclared(field))
        return fields.valueOf(field, text);
    return json ? text : Json::quoted(QByteArrayView(text));
}

/// The query that @p part is; nothing: it is no comparison.
std::optional<QByteArray> conditionOf(const QString &part, const DeclaredFields &fields)
{
    static const QRegularExpression comparison(
        QStringLiteral("^\\s*(%1)\\s*(!=|>=|<=|==|=|>|<|~)\\s*(.*?)\\s*$")
            .arg(QLatin1String(FieldName)),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = comparison.match(part);
    if (!match.hasMatch())
        return std::nullopt;
    // `Zm9vYg==` and `a => 5` are none.
    const QString typed = match.captured(3);
    const bool hasBlank = match.capturedStart(2) > match.capturedEnd(1);
    if ((typed.isEmpty() && !hasBlank) || typed.startsWith(u'=') || typed.startsWith(u'<')
        || typed.startsWith(u'>'))
        return std::nullopt;
    const QByteArray field = match.captured(1).toUtf8();
    const QByteArray value = valueOf(typed, field, fields);
    const auto condition = [&](const QByteArray &of) {
        return '{' + Json::quoted(QByteArrayView(field)) + ':' + of + '}';
    };
    for (const Operator &each : Operators) {
        if (match.captured(2) != QLatin1String(each.typed))
            continue;
        if (!*each.name)
            return condition(value);
        if (*each.typed != '~')
            return condition(QByteArray("{\"") + each.name + "\":" + value + '}');
        const auto json = Json::Document::parse(value);
        const QString text = json && json->root().isString() ? json->root().toString() : typed;
        const QByteArray expression = QRegularExpression::escape(text).toUtf8();
        return condition("{\"$regex\":" + Json::quoted(QByteArrayView(expression))
                         + ",\"$options\":\"i\"}");
    }
    return std::nullopt;
}

/// Whether a comparison can be typed of @p field and the JSON @p value.
bool isComparable(const QString &field, const QByteArray &value)
{
    static const QRegularExpression name(
        QRegularExpression::anchoredPattern(QLatin1String(FieldName)));
    const auto json = Json::Document::parse(value);
    // A number that a double does not hold is a text where it is typed.
    const bool isInexact = json && json->root().isNumber() && !isExactNumber(value);
    return name.match(field).hasMatch() && !isInexact && !value.startsWith('{')
        && !value.startsWith('[');
}

} // namespace

QByteArray DocumentQuery::parameters() const
{
    QByteArrayList parameters;
    if (!q.isEmpty())
        parameters.append("q=" + q.toPercentEncoding());
    if (!words.isEmpty())
        parameters.append("filter=" + words.toPercentEncoding());
    return parameters.join('&');
}

Result<DocumentQuery> DocumentQuery::read(const QString &typed, const DeclaredFields &fields)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return DocumentQuery();
    if (text.startsWith(u'{')) {
        const auto json = Json::Document::parse(text.toUtf8());
        if (!json) {
            return failure(Error::Kind::BadInput,
                           Texts::tr("The query is not valid JSON: %1")
                               .arg(json.error().message.section(QLatin1String(": "), 1)));
        }
        return DocumentQuery{text.toUtf8(), {}, text};
    }
    QByteArrayList conditions;
    const QStringList parts = partsOf(text);
    for (const QString &part : parts) {
        if (const auto condition = conditionOf(part, fields))
            conditions.append(*condition);
        else if (!conditions.isEmpty())
            return failure(Error::Kind::BadInput,
                           Texts::tr("“%1” is not a comparison such as name = Ann.").arg(part));
        else
            return DocumentQuery{{}, text.toUtf8(), text};
    }
    return DocumentQuery{conditions.size() == 1 ? conditions.first()
                                                : "{\"$and\":[" + conditions.join(',') + "]}",
                         {},
                         text};
}

QString DocumentQuery::narrowed(const QString &field, const char *operation,
                                const QByteArray &value) const
{
    const bool isComparison = isComparable(field, value);
    const QString comparison =
        QStringLiteral("%1 %2 %3").arg(field, QLatin1String(operation), QString::fromUtf8(value));
    const bool isPlain = q.isEmpty() || !typed.startsWith(u'{');
    // Words are no part of a comparison: the value takes their place.
    if (isComparison && isPlain)
        return q.isEmpty() ? comparison : typed + QStringLiteral(" and ") + comparison;
    const QByteArray condition = '{' + Json::quoted(field) + ':'
        + (qstrcmp(operation, "=") == 0 ? value : "{\"$ne\":" + value + '}') + '}';
    return QString::fromUtf8(q.isEmpty() ? condition : "{\"$and\":[" + q + ',' + condition + "]}");
}

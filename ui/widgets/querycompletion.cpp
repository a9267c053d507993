// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/querycompletion.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace QueryCompletion {

namespace {

struct Operator
{
    const char *name;
    const char *detail;
};

// Contract: queries 1.
constexpr std::array FieldOperators = {
    Operator{"$eq", QT_TRANSLATE_NOOP("QueryCompletion", "equal")},
    Operator{"$ne", QT_TRANSLATE_NOOP("QueryCompletion", "not equal")},
    Operator{"$gt", QT_TRANSLATE_NOOP("QueryCompletion", "greater")},
    Operator{"$gte", QT_TRANSLATE_NOOP("QueryCompletion", "greater or equal")},
    Operator{"$lt", QT_TRANSLATE_NOOP("QueryCompletion", "less")},
    Operator{"$lte", QT_TRANSLATE_NOOP("QueryCompletion", "less or equal")},
    Operator{"$bt", QT_TRANSLATE_NOOP("QueryCompletion", "between two values: [from, to]")},
    Operator{"$in", QT_TRANSLATE_NOOP("QueryCompletion", "one of a list")},
    Operator{"$nin", QT_TRANSLATE_NOOP("QueryCompletion", "none of a list")},
    Operator{"$exists", QT_TRANSLATE_NOOP("QueryCompletion", "the field is there, or not")},
    Operator{"$regex", QT_TRANSLATE_NOOP("QueryCompletion", "matches a regular expression")},
    Operator{"$options", QT_TRANSLATE_NOOP("QueryCompletion", "of $regex: i ignores case")},
    Operator{"$not", QT_TRANSLATE_NOOP("QueryCompletion", "the condition does not hold")},
    Operator{"$all", QT_TRANSLATE_NOOP("QueryCompletion", "an array with all of these")},
    Operator{"$elemMatch",
             QT_TRANSLATE_NOOP("QueryCompletion", "an element of an array holds to conditions")},
    Operator{"$size", QT_TRANSLATE_NOOP("QueryCompletion", "the length of an array")},
    Operator{"$type", QT_TRANSLATE_NOOP("QueryCompletion", "the type of the value")},
    Operator{"$mod", QT_TRANSLATE_NOOP("QueryCompletion", "divisor and remainder: [4, 0]")},
};
constexpr std::array LogicalOperators = {
    Operator{"$and", QT_TRANSLATE_NOOP("QueryCompletion", "all of a list of queries hold")},
    Operator{"$or", QT_TRANSLATE_NOOP("QueryCompletion", "one of a list of queries holds")},
    Operator{"$nor", QT_TRANSLATE_NOOP("QueryCompletion", "none of a list of queries holds")},
    Operator{"$distinct", QT_TRANSLATE_NOOP("QueryCompletion", "the values of a field, once each")},
};

/// An object or array that is open at the caret.
struct Open
{
    bool isObject;
    QString owner; ///< The key whose value it is; empty at the top and in arrays.
    bool expectsKey; ///< Else a value, or the comma behind it.
    QString key; ///< The last one read.
};

bool isNameLetter(QChar letter)
{
    return letter.isLetterOrNumber() || letter == QLatin1Char('_') || letter == QLatin1Char('$')
        || letter == QLatin1Char('.') || letter == QLatin1Char('-');
}

} // namespace

Place placeAt(const QString &before)
{
    QList<Open> open;
    Place place;
    qsizetype at = 0;
    while (at < before.size()) {
        const QChar letter = before[at];
        if (letter == QLatin1Char('{') || letter == QLatin1Char('[')) {
            const bool isObject = letter == QLatin1Char('{');
            // The queries in {"$and": [ … ]} belong to no field.
            const QString owner =
                !open.isEmpty() && open.last().isObject ? open.last().key : QString();
            open.append({isObject, owner, isObject, {}});
        } else if (letter == QLatin1Char('}') || letter == QLatin1Char(']')) {
            if (!open.isEmpty())
                open.removeLast();
        } else if (letter == QLatin1Char(',')) {
            if (!open.isEmpty())
                open.last().expectsKey = open.last().isObject;
        } else if (letter == QLatin1Char(':')) {
            if (!open.isEmpty())
                open.last().expectsKey = false;
        } else if (letter == QLatin1Char('"') || isNameLetter(letter)) {
            const bool isQuoted = letter == QLatin1Char('"');
            const qsizetype begin = at;
            QString name;
            for (at += isQuoted ? 1 : 0; at < before.size(); ++at) {
                if (isQuoted ? before[at] == QLatin1Char('"') : !isNameLetter(before[at]))
                    break;
                if (isQuoted && before[at] == QLatin1Char('\\'))
                    ++at;
                if (at < before.size())
                    name.append(before[at]);
            }
            if (at >= before.size()) { // the caret is in it
                place.begin = begin;
                place.typed = name;
                break;
            }
            if (!open.isEmpty() && open.last().expectsKey)
                open.last().key = name;
            at -= isQuoted ? 0 : 1;
        }
        ++at;
    }
    if (at >= before.size() && place.typed.isEmpty() && !before.endsWith(QLatin1Char('"')))
        place.begin = before.size();
    if (open.isEmpty() || !open.last().expectsKey)
        return place;
    const QString &owner = open.last().owner;
    const bool isOfField = !owner.isEmpty()
        && (!owner.startsWith(QLatin1Char('$')) || owner == QLatin1String("$not")
            || owner == QLatin1String("$elemMatch"));
    place.kind = isOfField ? Place::Kind::Operator : Place::Kind::Field;
    return place;
}

QList<Proposal> proposalsFor(const Place &place, const QStringList &fields)
{
    QList<Proposal> proposals;
    const auto add = [&](const QString &name, const QString &detail) {
        if (name.contains(place.typed, Qt::CaseInsensitive) && name != place.typed)
            proposals.append({name, detail});
    };
    const auto addOperators = [&](const auto &operators) {
        for (const Operator &each : operators)
            add(QLatin1String(each.name),
                QCoreApplication::translate("QueryCompletion", each.detail));
    };
    if (place.kind == Place::Kind::Field) {
        for (const QString &field : fields)
            add(field, {});
        addOperators(LogicalOperators);
    } else if (place.kind == Place::Kind::Operator) {
        addOperators(FieldOperators);
    }
    std::stable_partition(proposals.begin(), proposals.end(), [&](const Proposal &each) {
        return each.name.startsWith(place.typed, Qt::CaseInsensitive);
    });
    return proposals;
}

QString inserted(const QString &name)
{
    return QStringLiteral("\"%1\": ").arg(name);
}

} // namespace QueryCompletion

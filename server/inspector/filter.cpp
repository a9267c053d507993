// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/inspector/filter.h"

#include "server/core/timestamp.h"
#include "server/core/wildcards.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace Inspector {

namespace {

QStringList termsOf(const QString &typed)
{
    QStringList terms;
    QString term;
    bool isQuoted = false;
    for (const QChar letter : typed + QLatin1Char(' ')) {
        if (letter == QLatin1Char('"')) {
            isQuoted = !isQuoted;
        } else if (letter.isSpace() && !isQuoted) {
            if (!term.isEmpty())
                terms.append(term);
            term.clear();
        } else {
            term.append(letter);
        }
    }
    if (!term.trimmed().isEmpty()) // a quotation mark is still to come
        terms.append(term.trimmed());
    return terms;
}

/// Whether @p text is what @p pattern says, where `*` stands for any letters; both in one case.
bool fitsWildcards(const QString &text, const QString &pattern)
{
    return matchesWithStars(
        pattern, text, [](QChar letter) { return letter == u'*'; }, std::equal_to<QChar>());
}

bool equals(const QByteArray &a, const QString &b)
{
    return QString::fromUtf8(a).compare(b, Qt::CaseInsensitive) == 0;
}

using Test = std::function<bool(const Record &)>;

/// `>50`, `>=50`, `<50`, `<=50`, `40-49` or `50`; no test for anything else.
Test numberTest(const QString &value, std::function<double(const Record &)> of)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^(>=|<=|>|<|)(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$)"));
    const auto match = form.match(value);
    if (!match.hasMatch() || (!match.captured(1).isEmpty() && !match.captured(3).isEmpty()))
        return {};
    const QString sign = match.captured(1);
    const double first = match.captured(2).toDouble();
    const double last = match.captured(3).isEmpty() ? first : match.captured(3).toDouble();
    return [of = std::move(of), sign, first, last](const Record &record) {
        const double found = of(record);
        if (sign == QLatin1String(">"))
            return found > first;
        if (sign == QLatin1String(">="))
            return found >= first;
        if (sign == QLatin1String("<"))
            return found < first;
        if (sign == QLatin1String("<="))
            return found <= first;
        return found >= first && found <= last;
    };
}

/// A number as above, or `4xx`.
Test statusTest(const QString &value)
{
    static const QRegularExpression family(QStringLiteral("^([1-5])xx$"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto match = family.match(value);
    const QString range = match.hasMatch()
        ? QStringLiteral("%100-%199").replace(QLatin1String("%1"), match.captured(1))
        : value;
    static const QRegularExpression digits(QStringLiteral("\\d{4,}"));
    if (range.contains(digits))
        return {};
    return numberTest(range, [](const Record &record) { return double(record.status); });
}

/// Milliseconds, `ms` or `s` behind them; without a sign it means at least.
Test durationTest(const QString &typed)
{
    QString value = typed;
    double factor = 1000;
    if (value.endsWith(QLatin1String("ms"))) {
        value.chop(2);
    } else if (value.endsWith(QLatin1Char('s'))) {
        value.chop(1);
        factor = 1e6;
    }
    if (!value.isEmpty() && value.front().isDigit() && !value.contains(QLatin1Char('-')))
        value.prepend(QLatin1String(">="));
    return numberTest(
        value, [factor](const Record &record) { return double(record.microseconds) / factor; });
}

Test timeTest(const QString &value, bool isLast)
{
    const auto time = Timestamp::parse(value.toUtf8());
    if (!time)
        return {};
    return [time = *time, isLast](const Record &record) {
        return isLast ? record.time <= time : record.time >= time;
    };
}

Test hookTest(const QString &value)
{
    return [value](const Record &record) {
        const auto hooks = record.hook.split(',');
        return std::any_of(hooks.begin(), hooks.end(),
                           [&](const QByteArray &hook) { return equals(hook, value); });
    };
}

Test keyTest(const QString &value)
{
    return [key = value.toUtf8()](const Record &record) {
        return record.key.startsWith(key) || (!record.key.isEmpty() && key.startsWith(record.key));
    };
}

Test textTest(QByteArray Record::*member, const QString &value)
{
    return [member, value](const Record &record) { return equals(record.*member, value); };
}

std::optional<Level> levelNamed(const QString &name)
{
    const QByteArray wanted = name.toLower().toUtf8();
    const Level level = levelOf(wanted);
    return nameOf(level) == wanted ? std::optional(level) : std::nullopt;
}

/// Where a request comes from: `client`, over the network; `window`, the program itself; `hook`;
/// `job` and `test` for what is none.
QByteArray originOf(const Record &record)
{
    if (record.isOfWindow())
        return "window";
    if (record.kind != "request")
        return record.kind;
    return record.isOfHook() ? record.user : QByteArrayLiteral("client");
}

Test fromTest(const QString &value)
{
    static const QByteArrayList known = {"client", "window", "hook", "job", "test"};
    const QByteArray wanted = value.toLower().toUtf8();
    if (!known.contains(wanted))
        return {};
    return [wanted](const Record &record) { return originOf(record) == wanted; };
}

struct Field
{
    const char *name;
    Test (*test)(const QString &value); ///< Null where the value is none of the field's.
    const char *values; ///< What it takes, when it does not take all.
};

// A level counts for the whole record; below it the file's chunks are not even read.
const std::array Fields = {
    Field{"status", statusTest, "is such as 404, 4xx, >=400, <500 or 400-499"},
    Field{"took", durationTest, "is a number of milliseconds, such as 50, >50ms or <2s"},
    Field{"level",
          [](const QString &value) -> Test {
              const auto level = levelNamed(value);
              if (!level)
                  return {};
              return [level = *level](const Record &record) { return record.level() >= level; };
          },
          "is one of debug, info, warn, error and fatal"},
    Field{"since", [](const QString &value) { return timeTest(value, false); },
          "is a time, such as 2026-11-23T09:30:00Z"},
    Field{"until", [](const QString &value) { return timeTest(value, true); },
          "is a time, such as 2026-11-23T09:30:00Z"},
    Field{"path",
          [](const QString &value) -> Test {
              return [pattern = value.toCaseFolded()](const Record &record) {
                  return fitsWildcards(QString::fromUtf8(record.path).toCaseFolded(), pattern);
              };
          },
          ""},
    Field{"method", [](const QString &value) { return textTest(&Record::method, value); }, ""},
    Field{"collection", [](const QString &value) { return textTest(&Record::collection, value); },
          ""},
    Field{"user", [](const QString &value) { return textTest(&Record::user, value); }, ""},
    Field{"from", fromTest, "client, window, hook, job or test"},
    Field{"kind", [](const QString &value) { return textTest(&Record::kind, value); }, ""},
    Field{"id", [](const QString &value) { return textTest(&Record::id, value); }, ""},
    Field{"hook", hookTest, ""},
    Field{"key", keyTest, ""},
};

/// Where words are looked for, besides the log.
QByteArray searched(const Record &record)
{
    QByteArray text = record.method + ' ' + record.path + '?' + record.query + '\n' + record.error
        + '\n' + record.user + '\n' + record.requestBody + '\n' + record.responseBody;
    for (const CallLine &line : record.calls)
        text.append('\n').append(line.operation).append(' ').append(line.target);
    return text;
}

} // namespace

QByteArray Match::toJson() const
{
    QByteArray json =
        '[' + QByteArray::number(number) + ',' + QByteArray::number(hasRequest ? level : -1);
    for (const auto &[place, lineLevel] : lines)
        json.append(',')
            .append(QByteArray::number(place))
            .append(',')
            .append(QByteArray::number(lineLevel));
    return json.append(']');
}

Match Match::fromJson(const Json::Value &json)
{
    const auto items = json.items();
    const auto at = [&](size_t i) { return i < items.size() ? items[i].toInteger() : -1; };
    Match match;
    match.number = at(0);
    match.hasRequest = at(1) >= 0;
    match.level = int(std::max<qint64>(at(1), 0));
    for (size_t i = 2; i + 1 < items.size(); i += 2)
        match.lines.append({int(at(i)), int(at(i + 1))});
    return match;
}

Filter::Filter(const QString &typed)
{
    for (const QString &term : termsOf(typed))
        addTerm(term);
}

const QStringList &Filter::fields()
{
    static const QStringList names = [] {
        QStringList all;
        for (const Field &field : Fields)
            all.append(QLatin1String(field.name));
        return all;
    }();
    return names;
}

void Filter::addTerm(QString term)
{
    const QString typed = term;
    const bool isTurned = term.size() > 1 && term.startsWith(QLatin1Char('-'));
    if (isTurned)
        term.remove(0, 1);
    const qsizetype colon = term.indexOf(QLatin1Char(':'));
    const QString name = term.left(colon).toLower();
    if (colon <= 0 || !fields().contains(name))
        return addWord(term, isTurned);
    // While the value is still to be typed, all are wanted.
    if (colon + 1 < term.size() && !add(name, term.mid(colon + 1), isTurned) && m_faulty.isEmpty())
        m_faulty = typed;
}

void Filter::addWord(const QString &word, bool isTurned)
{
    (isTurned ? m_not : m_words).append(word.toLower().toUtf8());
}

Result<Done> Filter::add(const QString &field, const QString &value, bool isTurned)
{
    const auto known = std::find_if(Fields.begin(), Fields.end(), [&](const Field &each) {
        return field == QLatin1String(each.name);
    });
    if (known == Fields.end())
        return failure(Error::Kind::BadInput,
                       QStringLiteral("The inspector knows no field \"%1\".").arg(field));
    Test test = known->test(value);
    if (!test)
        return failure(
            Error::Kind::BadInput,
            QStringLiteral("The parameter %1 %2.").arg(field, QString::fromUtf8(known->values)));
    if (isTurned)
        m_tests.append([test](const Record &record) { return !test(record); });
    else
        m_tests.append(std::move(test));
    if (field == QLatin1String("level") && !isTurned)
        m_level = std::max(m_level, *levelNamed(value));
    if (field == QLatin1String("since") && !isTurned)
        m_since = std::max(m_since, *Timestamp::parse(value.toUtf8()));
    return Done();
}

bool Filter::hasWords(const QByteArray &text) const
{
    const QByteArray lower = QString::fromUtf8(text).toLower().toUtf8();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QByteArray &word) { return lower.contains(word); })
        && std::none_of(m_not.begin(), m_not.end(),
                        [&](const QByteArray &word) { return lower.contains(word); });
}

Match Filter::match(const Record &record) const
{
    Match match;
    match.number = record.number;
    match.level = int(levelOfStatus(record.status));
    if (!std::all_of(m_tests.begin(), m_tests.end(),
                     [&](const Test &test) { return test(record); }))
        return match;
    const bool hasAny = m_words.isEmpty() && m_not.isEmpty();
    match.hasRequest = hasAny || hasWords(searched(record));
    for (int i = 0; i < record.log.size(); ++i) {
        const LogLine &line = record.log[i];
        if (match.hasRequest || hasWords(line.message))
            match.lines.append({i, int(levelOf(line.level))});
    }
    return match;
}

} // namespace Inspector

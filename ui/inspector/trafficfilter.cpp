// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/trafficfilter.h"

#include <QCoreApplication>

#include <algorithm>

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

QRegularExpression globOf(const QString &glob)
{
    return QRegularExpression(
        QRegularExpression::anchoredPattern(
            QRegularExpression::escape(glob).replace(QLatin1String("\\*"), QLatin1String(".*"))),
        QRegularExpression::CaseInsensitiveOption);
}

bool equals(const QByteArray &a, const QString &b)
{
    return QString::fromUtf8(a).compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

TrafficFilter::TrafficFilter(const QString &typed)
{
    for (const QString &term : termsOf(typed))
        addTerm(term);
}

QString TrafficFilter::fieldNames()
{
    return QStringLiteral("status:>=400  method:POST  path:/rest/order/*  took:>50ms  "
                          "hook:beforePOST  key:ab12cd  collection:people  -path:/rest/log");
}

void TrafficFilter::addTerm(QString term)
{
    const bool isTurned = term.size() > 1 && term.startsWith(QLatin1Char('-'));
    if (isTurned)
        term.remove(0, 1);
    const qsizetype colon = term.indexOf(QLatin1Char(':'));
    static const QStringList fields = {QStringLiteral("status"),    QStringLiteral("method"),
                                       QStringLiteral("path"),      QStringLiteral("took"),
                                       QStringLiteral("hook"),      QStringLiteral("key"),
                                       QStringLiteral("collection")};
    const QString name = term.left(colon).toLower();
    if (colon > 0 && fields.contains(name)) {
        // While the value is still to be typed, all are shown.
        if (colon + 1 < term.size())
            addField(name, term.mid(colon + 1), isTurned);
        return;
    }
    (isTurned ? m_not : m_words).append(term.toLower().toUtf8());
}

void TrafficFilter::addField(const QString &name, const QString &value, bool isTurned)
{
    Test test;
    if (name == QLatin1String("status"))
        test = statusTest(value);
    else if (name == QLatin1String("took"))
        test = durationTest(value);
    else if (name == QLatin1String("method"))
        test = [value](const auto &record) { return equals(record.method, value); };
    else if (name == QLatin1String("collection"))
        test = [value](const auto &record) { return equals(record.collection, value); };
    else if (name == QLatin1String("key"))
        test = [key = value.toUtf8()](const auto &record) { return record.key.startsWith(key); };
    else if (name == QLatin1String("hook"))
        test = [value](const auto &record) {
            const auto hooks = record.hook.split(',');
            return std::any_of(hooks.begin(), hooks.end(),
                               [&](const QByteArray &hook) { return equals(hook, value); });
        };
    else
        test = [glob = globOf(value)](const auto &record) {
            return glob.match(QString::fromUtf8(record.path)).hasMatch();
        };
    if (!test)
        return;
    if (isTurned)
        test = [test](const Inspector::Record &record) { return !test(record); };
    m_tests.append(std::move(test));
}

/// `>50`, `>=50`, `<50`, `<=50`, `40-49` or `50`.
TrafficFilter::Test TrafficFilter::number(const QString &value,
                                          std::function<double(const Inspector::Record &)> of)
{
    static const QRegularExpression form(
        QStringLiteral(R"(^(>=|<=|>|<|)(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$)"));
    const auto match = form.match(value);
    if (!match.hasMatch() || (!match.captured(1).isEmpty() && !match.captured(3).isEmpty())) {
        m_fault = QCoreApplication::translate("TrafficFilter",
                                              "“%1” is no number, such as 400, >=400 or 400-499.")
                      .arg(value);
        return {};
    }
    const QString sign = match.captured(1);
    const double first = match.captured(2).toDouble();
    const double last = match.captured(3).isEmpty() ? first : match.captured(3).toDouble();
    return [of = std::move(of), sign, first, last](const Inspector::Record &record) {
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

TrafficFilter::Test TrafficFilter::statusTest(const QString &value)
{
    QString range = value;
    static const QRegularExpression family(QStringLiteral("^([1-5])xx$"),
                                           QRegularExpression::CaseInsensitiveOption);
    if (const auto match = family.match(value); match.hasMatch())
        range = match.captured(1) + QLatin1String("00-") + match.captured(1) + QLatin1String("99");
    return number(range, [](const Inspector::Record &record) { return double(record.status); });
}

/// Milliseconds, `ms` or `s` behind them; without a sign it means at least.
TrafficFilter::Test TrafficFilter::durationTest(QString value)
{
    double factor = 1000;
    if (value.endsWith(QLatin1String("ms"))) {
        value.chop(2);
    } else if (value.endsWith(QLatin1Char('s'))) {
        value.chop(1);
        factor = 1e6;
    }
    if (!value.isEmpty() && value.front().isDigit() && !value.contains(QLatin1Char('-')))
        value.prepend(QLatin1String(">="));
    return number(value, [factor](const Inspector::Record &record) {
        return double(record.microseconds) / factor;
    });
}

bool TrafficFilter::takes(const Inspector::Record &record) const
{
    return std::all_of(m_tests.begin(), m_tests.end(),
                       [&](const Test &test) { return test(record); });
}

bool TrafficFilter::hasWords(const QByteArray &text) const
{
    const QByteArray lower = text.toLower();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QByteArray &word) { return lower.contains(word); })
        && std::none_of(m_not.begin(), m_not.end(),
                        [&](const QByteArray &word) { return lower.contains(word); });
}

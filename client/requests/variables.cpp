// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/variables.h"

#include "client/requests/texts.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <optional>

namespace Requests {

namespace {

constexpr int DeepestNesting = 16; ///< Of variables in variables; more go round in circles.
constexpr int MostVariables = 100'000; ///< In one text, with those in variables.
constexpr qsizetype LongestText = 64 * 1024 * 1024; ///< Variables in variables multiply.
constexpr qsizetype LongestRandom = 10'000;
constexpr int MostMonths = 12'000'000; ///< More is no time.
constexpr qsizetype MostKept = 256 * 1024 * 1024; ///< Bytes of answers, for later requests.

Failure unknownVariable(QByteArrayView name)
{
    return badInput(RequestTexts::tr("There is no variable \"%1\".").arg(QString::fromUtf8(name)));
}

/// The words of `$datetime "DD MMM" 1 d`; quotes hold blanks together.
QByteArrayList wordsOf(QByteArrayView text)
{
    QByteArrayList words;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        const bool isQuoted = text[at] == '"' || text[at] == '\'';
        qsizetype end = isQuoted ? text.indexOf(text[at], at + 1) : text.indexOf(' ', at);
        end = end < 0 ? text.size() : end;
        words.append(text.sliced(at + isQuoted, end - at - isQuoted).toByteArray());
        at = end + 1;
    }
    return words;
}

/// @p time moved by an offset such as `-3 h`. Nothing: the offset is none.
std::optional<QDateTime> moved(const QDateTime &time, const QByteArrayList &offset)
{
    if (offset.isEmpty())
        return time;
    bool isNumber = false;
    const int count = offset.first().toInt(&isNumber);
    const QByteArray unit = offset.value(1);
    if (!isNumber || offset.size() > 2)
        return {};
    if (unit == "y")
        return time.addYears(count);
    if (unit == "Q")
        return time.addMonths(int(std::clamp<qint64>(3LL * count, MostMonths * -1LL, MostMonths)));
    if (unit == "M")
        return time.addMonths(count);
    static const QHash<QByteArray, qint64> milliseconds = {{"w", 604'800'000}, {"d", 86'400'000},
                                                           {"h", 3'600'000},   {"m", 60'000},
                                                           {"s", 1000},        {"ms", 1}};
    const qint64 length = milliseconds.value(unit);
    return length == 0 ? std::nullopt : std::optional(time.addMSecs(count * length));
}

/// A format of day.js, as VS Code takes it, in that of Qt.
QString qtFormat(QString format)
{
    return format.replace(QLatin1String("YYYY"), QLatin1String("yyyy"))
        .replace(QLatin1String("YY"), QLatin1String("yy"))
        .replace(QLatin1String("DD"), QLatin1String("dd"))
        .replace(QLatin1Char('D'), QLatin1Char('d'))
        .replace(QLatin1String("SSS"), QLatin1String("zzz"))
        .replace(QLatin1Char('A'), QLatin1String("AP"));
}

/// `$random.integer(1, 10)`: the name and the arguments. VS Code writes `$randomInt 1 10`.
std::pair<QByteArray, QByteArrayList> callOf(QByteArrayView expression)
{
    const qsizetype open = expression.indexOf('(');
    if (open < 0) {
        QByteArrayList words = wordsOf(expression);
        const QByteArray name = words.isEmpty() ? QByteArray() : words.takeFirst();
        return {name, words};
    }
    QByteArray inside = expression.sliced(open + 1).toByteArray();
    inside.truncate(std::max<qsizetype>(0, inside.lastIndexOf(')')));
    QByteArrayList arguments;
    for (const QByteArray &each : inside.split(','))
        arguments.append(each.trimmed());
    if (arguments == QByteArrayList{QByteArray()})
        arguments.clear();
    return {expression.first(open).trimmed().toByteArray(), arguments};
}

/// The `{{…}}` that begins at or after @p from: where it begins and ends. Nothing: there is none.
std::optional<std::pair<qsizetype, qsizetype>> nextVariable(QByteArrayView text, qsizetype from)
{
    for (;;) {
        const qsizetype begin = text.indexOf("{{", from);
        const qsizetype end = begin < 0 ? -1 : text.indexOf("}}", begin + 2);
        if (end < 0)
            return {};
        // Of `{{{a}}` the inner pair is meant, as in JSON. A name is of one line.
        const qsizetype inner = begin + text.sliced(begin, end - begin).lastIndexOf("{{");
        if (!text.sliced(inner, end - inner).contains('\n'))
            return std::pair(inner, end + 2);
        from = end;
    }
}

} // namespace

Variables::Variables()
    : Variables(Sources{})
{
}

Variables::Variables(Sources sources)
    : m_sources(std::move(sources))
{
    if (!m_sources.random) {
        m_sources.random = [](quint64 below) {
            return QRandomGenerator::system()->generate64() % below;
        };
    }
}

void Variables::setFile(const QList<FileVariable> &variables)
{
    m_file.clear();
    for (const FileVariable &each : variables)
        m_file.insert(each.name, each.value);
}

void Variables::setConnection(const QByteArray &base, const QByteArray &key)
{
    m_connection.clear();
    if (!base.isEmpty())
        m_connection.insert("base", base);
    if (!key.isEmpty())
        m_connection.insert("key", key);
}

Variables Variables::withoutKey() const
{
    Variables others = *this;
    others.m_connection.remove("key");
    return others;
}

void Variables::setAnswer(const QByteArray &name, const Outgoing &request, const Answer &answer)
{
    Exchange exchange{request, answer};
    // Also where it is not to be seen any more, as in `Basic {{key}} x`.
    exchange.request.headers.removeIf(
        [&](const Header &each) { return request.keyHeaders.contains(each.first); });
    if (request.hasKeyInBody)
        exchange.request.body.clear();
    if (const QByteArray key = m_connection.value("key"); !key.isEmpty()) {
        exchange.request.headers.removeIf(
            [&](const Header &each) { return each.second.contains(key); });
        exchange.request.body.replace(key, "");
    }
    exchange.number = ++m_lastAnswer;
    m_keptBytes += exchange.bytes() - m_answers.value(name).bytes();
    m_answers.insert(name, exchange);
    while (m_keptBytes > MostKept && m_answers.size() > 1) {
        const auto oldest = std::min_element(
            m_answers.cbegin(), m_answers.cend(),
            [](const Exchange &a, const Exchange &b) { return a.number < b.number; });
        m_keptBytes -= oldest->bytes();
        m_answers.erase(oldest);
    }
}

bool Variables::isKnown(const QByteArray &name) const
{
    return plainValue(name).has_value();
}

std::optional<QByteArray> Variables::plainValue(const QByteArray &name) const
{
    for (const Values *each : {&m_taken, &m_file, &m_environment, &m_connection}) {
        if (const auto found = each->find(name); found != each->end()) {
            m_isKeyUsed = m_isKeyUsed || (each == &m_connection && name == "key");
            return *found;
        }
    }
    return {};
}

Result<QByteArray> Variables::expand(QByteArrayView text) const
{
    Budget budget{MostVariables};
    return expand(text, budget);
}

Result<QByteArray> Variables::expand(QByteArrayView text, Budget &budget) const
{
    QByteArray result;
    qsizetype at = 0;
    while (const auto next = nextVariable(text, at)) {
        const auto [begin, end] = *next;
        const auto value = valueOf(text.sliced(begin + 2, end - begin - 4), budget);
        if (!value)
            return value;
        result += text.sliced(at, begin - at);
        result += *value;
        if (result.size() > LongestText || --budget.left < 0)
            return badInput(RequestTexts::tr("The variables make a text that is too long."));
        at = end;
    }
    result += text.sliced(at);
    return result;
}

Result<QByteArray> Variables::valueOf(QByteArrayView expression) const
{
    Budget budget{MostVariables};
    return valueOf(expression, budget);
}

Result<QByteArray> Variables::valueOf(QByteArrayView expression, Budget &budget) const
{
    expression = expression.trimmed();
    // VS Code encodes the value of `{{%name}}`.
    if (expression.startsWith('%')) {
        const auto value = valueOf(expression.sliced(1), budget);
        return value ? Result<QByteArray>(value->toPercentEncoding()) : value;
    }
    if (expression.startsWith('$'))
        return dynamicValue(expression);
    const QByteArray name = expression.toByteArray();
    if (const auto value = plainValue(name)) {
        if (budget.depth >= DeepestNesting)
            return badInput(RequestTexts::tr("The variable \"%1\" is made of itself.")
                                .arg(QString::fromUtf8(name)));
        ++budget.depth;
        auto expanded = expand(*value, budget);
        --budget.depth;
        return expanded;
    }
    const qsizetype dot = name.indexOf('.');
    if (dot > 0
        && (name.mid(dot).startsWith(".response.") || name.mid(dot).startsWith(".request.")))
        return answerValue(name.first(dot), QByteArrayView(name).sliced(dot + 1));
    return unknownVariable(name);
}

Result<QByteArray> Variables::answerValue(const QByteArray &name, QByteArrayView rest) const
{
    const auto found = m_answers.find(name);
    if (found == m_answers.end())
        return badInput(
            RequestTexts::tr("The request \"%1\" was not sent yet, so it has no response.")
                .arg(QString::fromUtf8(name)));
    const bool isResponse = rest.startsWith("response.");
    const QByteArrayView path = rest.sliced(rest.indexOf('.') + 1);
    if (!isResponse && found->request.hasKeyInBody && path.startsWith("body"))
        return badInput(RequestTexts::tr("The body of the request \"%1\" has the key of the "
                                         "connection, which goes to its server alone.")
                            .arg(QString::fromUtf8(name)));
    const auto value = isResponse ? valueAt(found->answer, path) : valueAt(found->request, path);
    if (!value)
        return failure(value);
    if (!*value)
        return badInput(
            (isResponse ? RequestTexts::tr("There is no %1 in the response to the request \"%2\".")
                        : RequestTexts::tr("There is no %1 in the request \"%2\"."))
                .arg(QString::fromUtf8(path), QString::fromUtf8(name)));
    return (*value)->text;
}

// ---- values that differ each time

QByteArray Variables::randomText(QByteArrayView letters, qsizetype length) const
{
    QByteArray text;
    for (qsizetype i = 0; i < length; ++i)
        text += letters[qsizetype(m_sources.random(quint64(letters.size())))];
    return text;
}

std::optional<QByteArray> Variables::randomValue(const QByteArray &name,
                                                 const QByteArrayList &arguments) const
{
    constexpr QByteArrayView letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr QByteArrayView digits = "0123456789abcdef";
    if (name == "$guid" || name == "$uuid" || name == "$random.uuid") {
        QByteArray bytes;
        for (int i = 0; i < 16; ++i)
            bytes += char(m_sources.random(256));
        QUuid uuid = QUuid::fromRfc4122(bytes);
        uuid.data3 = ushort((uuid.data3 & 0x0fff) | 0x4000); // version 4
        uuid.data4[0] = uchar((uuid.data4[0] & 0x3f) | 0x80);
        return uuid.toString(QUuid::WithoutBraces).toLatin1();
    }
    if (name == "$randomInt" || name == "$random.integer") {
        const qint64 from = arguments.size() > 1 ? arguments[0].toLongLong() : 0;
        const qint64 to = arguments.isEmpty() ? 1000 : arguments.last().toLongLong();
        if (from >= to)
            return {};
        // Unsigned, because the distance may be larger than the largest number.
        const quint64 distance = quint64(to) - quint64(from);
        return QByteArray::number(qint64(quint64(from) + m_sources.random(distance)));
    }
    const qsizetype length =
        std::clamp<qsizetype>(arguments.value(0, "10").toLongLong(), 0, LongestRandom);
    if (name == "$random.alphabetic")
        return randomText(letters, length);
    if (name == "$random.alphanumeric")
        return randomText(QByteArray(letters.toByteArray() + "0123456789_"), length);
    if (name == "$random.hexadecimal")
        return randomText(digits, length);
    if (name == "$random.email")
        return randomText(letters.first(26), 10) + "@example.com";
    return {};
}

std::optional<QByteArray> Variables::timeValue(const QByteArrayList &words) const
{
    const QByteArray name = words.value(0);
    const bool isText = name == "$datetime" || name == "$localDatetime";
    if (!isText && name != "$timestamp" && name != "$isoTimestamp")
        return {};
    const QDateTime now =
        name == "$localDatetime" ? m_sources.now().toLocalTime() : m_sources.now().toUTC();
    const auto time = moved(now, words.sliced(std::min<qsizetype>(words.size(), isText ? 2 : 1)));
    if (!time || !time->isValid())
        return {};
    if (name == "$timestamp")
        return QByteArray::number(time->toSecsSinceEpoch());
    const QByteArray format = isText ? words.value(1) : QByteArray("iso8601");
    if (format == "iso8601")
        return time->toString(Qt::ISODateWithMs).toLatin1();
    if (format == "rfc1123")
        return QLocale::c()
            .toString(time->toUTC(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
            .toLatin1();
    return QLocale::c().toString(*time, qtFormat(QString::fromUtf8(format))).toUtf8();
}

Result<QByteArray> Variables::dynamicValue(QByteArrayView expression) const
{
    if (const auto time = timeValue(wordsOf(expression)))
        return *time;
    const auto [name, arguments] = callOf(expression);
    if (const auto random = randomValue(name, arguments))
        return *random;
    const bool isJetBrains = name.startsWith("$env.");
    if (isJetBrains || (name == "$processEnv" && arguments.size() == 1)) {
        const QByteArray wanted = isJetBrains ? name.mid(5) : arguments.first();
        if (!m_sources.process)
            return badInput(RequestTexts::tr("Variables of the process, such as %1, are given to "
                                             "requests only by hookdeskd requests run.")
                                .arg(QString::fromUtf8(wanted)));
        const auto value = m_sources.process(wanted);
        if (!value)
            return badInput(RequestTexts::tr("The process has no variable \"%1\".")
                                .arg(QString::fromUtf8(wanted)));
        return *value;
    }
    return unknownVariable(expression);
}

QByteArrayList variablesIn(QByteArrayView text)
{
    QByteArrayList names;
    qsizetype at = 0;
    while (const auto next = nextVariable(text, at)) {
        const QByteArray name =
            text.sliced(next->first + 2, next->second - next->first - 4).trimmed().toByteArray();
        if (!names.contains(name))
            names.append(name);
        at = next->second;
    }
    return names;
}

} // namespace Requests

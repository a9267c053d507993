// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/recordedvalue.h"

#include "server/core/timestamp.h"

#include <QHash>
#include <QLocale>

#include <cmath>
#include <limits>

namespace {

constexpr double NotANumber = std::numeric_limits<double>::quiet_NaN();

QString numberText(double number)
{
    if (std::isnan(number))
        return QStringLiteral("NaN");
    if (std::isinf(number))
        return number > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

/// A text as a script writes it.
QString quotedText(const QString &text, int most)
{
    QString shown = text.left(most);
    shown.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    shown.replace(QLatin1Char('\n'), QLatin1String("\\n"));
    shown.replace(QLatin1Char('\t'), QLatin1String("\\t"));
    shown.replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + shown
        + (text.size() > most ? QStringLiteral("…\"") : QStringLiteral("\""));
}

} // namespace

RecordedValue RecordedValue::of(const Json::Value &value)
{
    RecordedValue made;
    switch (value.type()) {
    case Json::Value::Type::Null:
        made.m_kind = Kind::Null;
        break;
    case Json::Value::Type::Bool:
        return boolean(value.toBool());
    case Json::Value::Type::Integer:
    case Json::Value::Type::Double:
        return number(value.toDouble());
    case Json::Value::Type::String:
        return text(value.toString());
    case Json::Value::Type::Object:
        made.readKind(value);
        break;
    case Json::Value::Type::Array: // no value of a recording
        made.m_kind = Kind::Hidden;
        break;
    }
    return made;
}

void RecordedValue::readKind(const Json::Value &value)
{
    static const QHash<QByteArray, Kind> kinds = {{"undefined", Kind::Undefined},
                                                  {"number", Kind::Number},
                                                  {"string", Kind::Text},
                                                  {"array", Kind::Array},
                                                  {"object", Kind::Object},
                                                  {"error", Kind::Object},
                                                  {"map", Kind::Map},
                                                  {"set", Kind::Set},
                                                  {"function", Kind::Function},
                                                  {"date", Kind::Other},
                                                  {"regexp", Kind::Other},
                                                  {"symbol", Kind::Other},
                                                  {"promise", Kind::Other},
                                                  {"proxy", Kind::Other},
                                                  {"bytes", Kind::Other},
                                                  {"cycle", Kind::Other}};
    const QByteArray type = value.value("t").text().toByteArray();
    m_kind = kinds.value(type, Kind::Hidden);
    m_count = qsizetype(std::max<qint64>(value.value("n").toInteger(), 0));
    m_text = value.value("c").toString();
    const Json::Value content = value.value("v");
    switch (m_kind) {
    case Kind::Number:
        m_text = content.toString();
        m_number = m_text == QLatin1String("-0")  ? -0.0
            : m_text == QLatin1String("NaN")      ? NotANumber
            : m_text.startsWith(QLatin1Char('-')) ? -std::numeric_limits<double>::infinity()
                                                  : std::numeric_limits<double>::infinity();
        break;
    case Kind::Text:
    case Kind::Function:
        m_text = content.toString();
        break;
    case Kind::Other:
        if (type == "date")
            m_text = content.isNull() ? QStringLiteral("Invalid Date")
                                      : QString::fromLatin1(Timestamp::format(content.toInteger()));
        else if (type == "cycle")
            m_text = QString(int(std::clamp<qint64>(content.toInteger(), 1, 9)), QLatin1Char('^'));
        else if (content.isString())
            m_text = content.toString();
        else if (type == "bytes")
            m_text = QStringLiteral("%1(%2)").arg(m_text).arg(m_count);
        else
            m_text = type == "promise" ? QStringLiteral("Promise") : QStringLiteral("Proxy");
        m_count = 0;
        break;
    case Kind::Hidden:
        m_text = type == "getter" ? QStringLiteral("(getter)")
            : type == "hidden"    ? QString(6, QChar(0x2022))
                                  : QStringLiteral("…");
        break;
    default:
        readMembers(content);
    }
}

void RecordedValue::readMembers(const Json::Value &list)
{
    int index = 0;
    for (const Json::Value &each : list.items()) {
        if (m_kind == Kind::Object) {
            const auto pair = each.items();
            if (pair.size() == 2)
                m_members.append({pair[0].toString(), of(pair[1])});
        } else if (m_kind == Kind::Map) {
            const auto pair = each.items();
            if (pair.size() == 2)
                m_members.append({of(pair[0]).shown(40), of(pair[1])});
        } else {
            m_members.append({QString::number(index++), of(each)});
        }
    }
    m_count = std::max(m_count, m_members.size());
}

RecordedValue RecordedValue::parse(QByteArrayView json)
{
    const auto document = Json::Document::parse(json);
    RecordedValue hidden;
    hidden.m_kind = Kind::Hidden;
    hidden.m_text = QStringLiteral("…");
    return document ? of(document->root()) : hidden;
}

RecordedValue RecordedValue::text(QString text)
{
    RecordedValue made;
    made.m_kind = Kind::Text;
    made.m_count = text.size();
    made.m_text = std::move(text);
    return made;
}

RecordedValue RecordedValue::number(double number)
{
    RecordedValue made;
    made.m_kind = Kind::Number;
    made.m_number = number;
    made.m_text = numberText(number);
    return made;
}

RecordedValue RecordedValue::boolean(bool value)
{
    RecordedValue made;
    made.m_kind = Kind::Bool;
    made.m_number = value ? 1 : 0;
    made.m_text = value ? QStringLiteral("true") : QStringLiteral("false");
    return made;
}

RecordedValue RecordedValue::undefined()
{
    RecordedValue made;
    made.m_kind = Kind::Undefined;
    return made;
}

double RecordedValue::toNumber() const
{
    switch (m_kind) {
    case Kind::Number:
    case Kind::Bool:
        return m_number;
    case Kind::Null:
        return 0;
    case Kind::Text: {
        bool isNumber = false;
        const double number = m_text.trimmed().toDouble(&isNumber);
        return m_text.trimmed().isEmpty() ? 0 : isNumber ? number : NotANumber;
    }
    default:
        return NotANumber;
    }
}

QString RecordedValue::toText() const
{
    switch (m_kind) {
    case Kind::Null:
        return QStringLiteral("null");
    case Kind::Undefined:
    case Kind::Missing:
        return QStringLiteral("undefined");
    case Kind::Text:
    case Kind::Number:
    case Kind::Bool:
    case Kind::Other:
        return m_text;
    default:
        return shown(200);
    }
}

bool RecordedValue::isTrue() const
{
    switch (m_kind) {
    case Kind::Missing:
    case Kind::Undefined:
    case Kind::Null:
        return false;
    case Kind::Bool:
        return m_number != 0;
    case Kind::Number:
        return m_number != 0 && !std::isnan(m_number);
    case Kind::Text:
        return !m_text.isEmpty();
    default:
        return true;
    }
}

QByteArray RecordedValue::typeName() const
{
    switch (m_kind) {
    case Kind::Missing:
    case Kind::Undefined:
        return "undefined";
    case Kind::Bool:
        return "boolean";
    case Kind::Number:
        return "number";
    case Kind::Text:
        return "string";
    case Kind::Function:
        return "function";
    default:
        return "object";
    }
}

RecordedValue RecordedValue::member(const QString &name) const
{
    const bool isList = m_kind == Kind::Array || m_kind == Kind::Text;
    const bool isCollection = m_kind == Kind::Map || m_kind == Kind::Set;
    if ((isList && name == QLatin1String("length"))
        || (isCollection && name == QLatin1String("size")))
        return number(double(m_count));
    for (const auto &[key, value] : m_members) {
        if (key == name)
            return value;
    }
    return RecordedValue();
}

QString RecordedValue::shown(int most) const
{
    switch (m_kind) {
    case Kind::Missing:
        return {};
    case Kind::Text:
        return quotedText(m_text, most);
    case Kind::Function:
        return QStringLiteral("ƒ ") + (m_text.isEmpty() ? QStringLiteral("()") : m_text);
    case Kind::Undefined:
    case Kind::Null:
    case Kind::Bool:
    case Kind::Number:
        return toText();
    case Kind::Other:
    case Kind::Hidden:
        return m_text.left(most);
    default:
        break;
    }
    const bool isArray = m_kind == Kind::Array || m_kind == Kind::Set;
    QString inside;
    for (const auto &[name, value] : m_members) {
        if (!inside.isEmpty())
            inside.append(QLatin1String(", "));
        if (inside.size() > most) {
            inside.append(QStringLiteral("…"));
            break;
        }
        const QString text = value.shown(std::max(8, most / 2));
        inside.append(isArray ? text : name + QLatin1String(": ") + text);
    }
    if (inside.isEmpty() && m_count > 0)
        inside = QStringLiteral("…");
    const QString name = m_kind == Kind::Map ? QStringLiteral("Map ")
        : m_kind == Kind::Set                ? QStringLiteral("Set ")
        : m_text.isEmpty()                   ? QString()
                                             : m_text + QLatin1Char(' ');
    if (m_kind == Kind::Array && m_count > m_members.size())
        inside.append(QStringLiteral(" (%1)").arg(m_count));
    return name
        + (isArray ? QLatin1Char('[') + inside + QLatin1Char(']')
                   : QLatin1Char('{') + inside + QLatin1Char('}'));
}

bool RecordedValue::equals(const RecordedValue &other) const
{
    if (m_kind != other.m_kind)
        return false;
    if (m_kind == Kind::Number)
        return m_number == other.m_number;
    if (m_text != other.m_text || m_count != other.m_count
        || m_members.size() != other.m_members.size())
        return false;
    for (qsizetype i = 0; i < m_members.size(); ++i) {
        if (m_members[i].first != other.m_members[i].first
            || !m_members[i].second.equals(other.m_members[i].second))
            return false;
    }
    return true;
}

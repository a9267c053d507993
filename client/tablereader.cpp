// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/tablereader.h"

#include "server/core/utf8.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace {

constexpr size_t Sample = 1000; ///< Records.

Failure notUtf8()
{
    return badInput(QStringLiteral(
        "the record is not UTF-8; save the file as \"CSV UTF-8\" and import it again"));
}

} // namespace

Result<std::optional<QByteArray>> TableReader::next()
{
    if (!m_isHeadRead) {
        if (auto read = readHead(); !read)
            return failure(read);
        sample();
    }
    auto record = nextRecord();
    if (!record)
        return failure(record);
    if (!*record)
        return std::optional<QByteArray>();
    QByteArrayList &values = **record;
    while (values.size() > m_names.size() && values.last().isEmpty())
        values.removeLast(); // spreadsheets end lines with separators
    if (values.size() > m_names.size())
        return badInput(QStringLiteral("the record has %1 values, the head line %2 names")
                            .arg(values.size())
                            .arg(m_names.size()));
    Json::ObjectWriter document;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!values[i].isEmpty() && !m_names[i].isEmpty())
            document.raw(m_names[i], valueOf(size_t(i), values[i]));
    }
    return std::optional(document.take());
}

TableReader::Kind TableReader::kindOf(const QByteArray &value)
{
    static const QRegularExpression number(
        QStringLiteral("\\A-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?\\z"));
    if (value == "true" || value == "false")
        return Kind::Bool;
    const bool mayBeNumber = number.match(QString::fromUtf8(value)).hasMatch() && value != "-0";
    if (!mayBeNumber && !value.startsWith('{') && !value.startsWith('['))
        return Kind::Text;
    const auto parsed = Json::Document::parse(value);
    if (!parsed)
        return Kind::Text;
    if (!mayBeNumber)
        return Kind::Json;
    return parsed->root().toJson() == value ? Kind::Number : Kind::Text;
}

QByteArray TableReader::valueOf(size_t column, const QByteArray &value) const
{
    const QByteArray &name = m_names[qsizetype(column)];
    if (types().isDeclared(name))
        return types().valueOf(name, value);
    const Kind kind = m_kinds[column];
    const bool isAsOthers = kind != Kind::Text && kindOf(value) == kind;
    return isAsOthers ? value : Json::quoted(QByteArrayView(value));
}

Result<Done> TableReader::readHead()
{
    auto head = readRecord();
    if (!head)
        return failure(head);
    m_names = head->value_or(QByteArrayList());
    while (!m_names.isEmpty() && m_names.last().trimmed().isEmpty())
        m_names.removeLast();
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        m_names[i] = m_names[i].trimmed();
        if (!Utf8::isValid(m_names[i]))
            return notUtf8();
        if (m_names[i].isEmpty() || m_names.indexOf(m_names[i]) != i)
            return badInput(
                QStringLiteral("the head line has an empty name, or one that comes twice"));
    }
    m_columns = m_names;
    for (QByteArray &name : m_names)
        name = form().fields.value(name, name);
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        if (!m_names[i].isEmpty() && m_names.indexOf(m_names[i]) != i)
            return badInput(QStringLiteral("two columns become the field \"%1\"")
                                .arg(QString::fromUtf8(m_names[i])));
    }
    m_kinds.assign(size_t(m_names.size()), Kind::Unknown);
    m_isHeadRead = true;
    return Done();
}

/// Reads ahead. What is wrong is told when its turn comes.
void TableReader::sample()
{
    while (m_sample.size() < Sample) {
        auto record = readRecord();
        if (record && !*record)
            return;
        m_sample.push_back({std::move(record), line()});
        if (!m_sample.back().record)
            return;
        learnFrom(**m_sample.back().record);
    }
}

void TableReader::learnFrom(const QByteArrayList &record)
{
    for (qsizetype i = 0; i < std::min(record.size(), m_names.size()); ++i) {
        Kind &kind = m_kinds[size_t(i)];
        if (record[i].isEmpty() || kind == Kind::Text)
            continue;
        const Kind seen = m_names[i] == "_id" ? Kind::Text : kindOf(record[i]);
        kind = kind == Kind::Unknown || kind == seen ? seen : Kind::Text;
    }
}

Result<TableReader::Record> TableReader::nextRecord()
{
    Result<Record> record = Record();
    if (m_sample.empty()) {
        record = readRecord();
    } else {
        record = std::move(m_sample.front().record);
        setLine(m_sample.front().line);
        m_sample.pop_front();
    }
    const bool isText = !record || !*record
        || std::all_of((*record)->begin(), (*record)->end(),
                       [](const QByteArray &value) { return Utf8::isValid(value); });
    return isText ? record : Result<Record>(notUtf8());
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/csvreader.h"

#include <algorithm>
#include <utility>

namespace {

constexpr QByteArrayView Separators = ",;\t|";

/// How often @p separator stands in the first line of @p text, outside of quotes.
qsizetype countIn(QByteArrayView text, char separator)
{
    qsizetype count = 0;
    bool inQuotes = false;
    for (const char c : text) {
        if (!inQuotes && (c == '\n' || c == '\r'))
            break;
        inQuotes = inQuotes != (c == '"');
        count += !inQuotes && c == separator;
    }
    return count;
}

} // namespace

void CsvReader::findSeparator()
{
    // A spreadsheet writes such a line for itself.
    constexpr QByteArrayView Named = "sep=";
    const QByteArrayView text = ahead();
    const char after = text.size() > Named.size() + 1 ? text[Named.size() + 1] : '\n';
    if (text.first(std::min(text.size(), Named.size())).compare(Named, Qt::CaseInsensitive) == 0
        && text.size() > Named.size() && (after == '\n' || after == '\r')) {
        m_separator = uchar(form().separator != 0 ? form().separator : text[Named.size()]);
        (void)takeLine();
        return;
    }
    if (form().separator != 0) {
        m_separator = uchar(form().separator);
        return;
    }
    m_separator = uchar(
        *std::max_element(Separators.begin(), Separators.end(), [text](char left, char right) {
            return countIn(text, left) < countIn(text, right);
        }));
}

Result<TableReader::Record> CsvReader::readRecord()
{
    if (m_separator == 0)
        findSeparator();
    while (peek() == '\n' || peek() == '\r')
        take();
    beginDocument();
    if (peek() == End)
        return Record();
    QByteArrayList values;
    QByteArray value;
    bool inQuotes = false;
    for (qsizetype size = 0; size <= MaximumDocument; ++size) {
        const int c = take();
        if (inQuotes) {
            if (c == End)
                return badInput(QStringLiteral("a quoted value does not end"));
            if (c != '"')
                value.append(char(c));
            else if (peek() == '"')
                value.append(char(take()));
            else
                inQuotes = false;
        } else if (c == '"' && value.isEmpty()) {
            inQuotes = true;
        } else if (c == m_separator) {
            values.append(std::exchange(value, {}));
        } else if (c == '\n' || c == '\r' || c == End) {
            if (c == '\r' && peek() == '\n')
                take();
            values.append(value);
            return Record(std::move(values));
        } else {
            value.append(char(c));
        }
    }
    return badInput(QStringLiteral("a record is larger than 64 MiB"));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/jsonreaders.h"

#include "client/extendedjson.h"

namespace {

bool isBlank(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Failure fault(const char *what)
{
    return badInput(QLatin1String(what));
}

} // namespace

Result<std::optional<QByteArray>> JsonReader::next()
{
    skipBlanks();
    m_isWhole = false;
    if (m_isStart && peek() == '[') {
        take();
        m_inArray = true;
        skipBlanks();
    } else if (!m_isStart && m_inArray && peek() == ',') {
        take();
        skipBlanks();
        if (peek() == ']')
            return fault("a comma stands before the end of the array");
    } else if (!m_isStart && m_inArray && peek() != End && peek() != ']') {
        return fault("a comma is missing between two documents");
    }
    m_isStart = false;
    beginDocument();
    if (m_inArray && peek() == ']') {
        take();
        m_inArray = false;
        skipBlanks();
        if (peek() != End)
            return fault("something follows the array");
    }
    if (peek() == End)
        return m_inArray ? fault("the array does not end")
                         : Result<std::optional<QByteArray>>(std::optional<QByteArray>());
    return document();
}

void JsonReader::skipBlanks()
{
    while (isBlank(peek()))
        take();
}

Result<std::optional<QByteArray>> JsonReader::document()
{
    QByteArray text;
    int depth = 0;
    bool inText = false;
    while (true) {
        const int c = take();
        if (c == End)
            return fault("the file ends within a document");
        text.append(char(c));
        if (text.size() > MaximumDocument)
            return fault("a document is larger than 64 MiB");
        if (inText) {
            if (c == '\\')
                text.append(char(take()));
            inText = c != '"';
            continue;
        }
        inText = c == '"';
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (depth < 0 || (text.size() == 1 && c != '{'))
            return fault("a document is a JSON object");
        if (depth == 0)
            break;
    }
    const auto parsed = Json::Document::parse(text);
    if (!parsed)
        return failure(parsed);
    m_isWhole = true;
    return ExtendedJson::plain(*parsed, text);
}

Result<std::optional<QByteArray>> LineReader::next()
{
    while (peek() != End) {
        beginDocument();
        const QByteArray text = takeLine();
        if (text.trimmed().isEmpty())
            continue;
        const auto parsed = Json::Document::parse(text);
        if (!parsed)
            return failure(parsed);
        if (!parsed->root().isObject())
            return fault("a document is a JSON object");
        return ExtendedJson::plain(*parsed, text);
    }
    return std::optional<QByteArray>();
}

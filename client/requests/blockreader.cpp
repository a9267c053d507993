// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/blockreader.h"

#include "client/requests/texts.h"

#include <algorithm>

namespace Requests {

namespace {

/// `# @name login`: the name and the value. Nothing: it is another comment.
std::optional<Directive> directiveIn(QByteArrayView line, int number)
{
    line = line.trimmed();
    if (!isComment(line))
        return {};
    line = line.sliced(line.startsWith('#') ? 1 : 2).trimmed();
    if (!line.startsWith('@'))
        return {};
    const auto end =
        std::find_if(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t'; });
    const qsizetype length = end - line.begin();
    const QByteArray name = line.first(length).sliced(1).toByteArray();
    if (name.isEmpty())
        return {};
    return Directive{name, line.sliced(length).trimmed().toByteArray(), number};
}

bool isToken(QByteArrayView text)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || marks.contains(c);
    });
}

/// What a response is handed to, or where it was kept: `> {%`, `> file.js`, `>> file`, `<> file`.
bool isHandler(QByteArrayView line)
{
    return line.startsWith("> ") || line.startsWith(">> ") || line.startsWith(">>! ")
        || line.startsWith(">{%") || line.startsWith("<> ");
}

/// A script before a request, `< {%`.
bool isScript(QByteArrayView line)
{
    return line.startsWith("< {%") || line.startsWith("<{%");
}

bool isBlank(QByteArrayView line)
{
    return line.trimmed().isEmpty();
}

/// @p line without the `HTTP/1.1` at its end.
QByteArray withoutVersion(const QByteArray &line)
{
    const qsizetype blank = std::max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
    const QByteArrayView last = QByteArrayView(line).sliced(blank + 1);
    constexpr qsizetype Prefix = 5; // HTTP/
    const bool isVersion = blank > 0 && last.size() > Prefix
        && last.first(Prefix).compare("HTTP/", Qt::CaseInsensitive) == 0
        && std::all_of(last.begin() + Prefix, last.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return isVersion ? line.first(blank).trimmed() : line;
}

} // namespace

QByteArray withoutBreak(const QByteArray &line)
{
    qsizetype length = line.size() - line.endsWith('\n');
    while (length > 0 && line[length - 1] == '\r')
        --length;
    return line.first(length);
}

bool isComment(QByteArrayView line)
{
    line = line.trimmed();
    return line.startsWith('#') || line.startsWith("//");
}

void BlockReader::note(const QString &text)
{
    m_file.m_problems.append({m_line, text});
}

void BlockReader::takeDirective(const QByteArray &text)
{
    m_request.directives.append(*directiveIn(text, m_line));
}

/// Reads `POST https://… HTTP/1.1`, or an address alone.
bool BlockReader::isAddress(const QByteArray &text)
{
    static const QByteArrayList known = {"GET",     "HEAD",      "POST",  "PUT",     "PATCH",
                                         "DELETE",  "OPTIONS",   "TRACE", "CONNECT", "LIST",
                                         "GRAPHQL", "WEBSOCKET", "GRPC"};
    const QByteArray line = withoutVersion(text.trimmed());
    const qsizetype blank = line.indexOf(' ');
    const QByteArray word = line.first(blank < 0 ? line.size() : blank);
    const bool isMethod = blank > 0
        && (known.contains(word.toUpper())
            || std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
    const auto begins = [&](const char *what) { return line.toLower().startsWith(what); };
    if (!isMethod && !begins("http://") && !begins("https://") && !begins("{{") && !begins("/"))
        return false;
    m_request.method = isMethod ? word.toUpper() : QByteArray("GET");
    m_request.url = isMethod ? line.sliced(blank).trimmed() : line;
    m_request.line = m_line;
    if (m_request.method == "WEBSOCKET" || m_request.method == "GRPC"
        || m_request.method == "GRAPHQL")
        note(RequestTexts::tr("%1 requests are not supported.")
                 .arg(QString::fromLatin1(m_request.method)));
    return true;
}

BlockReader::Kind BlockReader::kindBefore(const QByteArray &text)
{
    if (directiveIn(text, m_line)) {
        takeDirective(text);
        return Kind::Directive;
    }
    if (isBlank(text) || isComment(text))
        return Kind::Other;
    const QByteArray line = text.trimmed();
    if (line.startsWith('@')) {
        const qsizetype equals = line.indexOf('=');
        const QByteArray name = line.first(std::max<qsizetype>(equals, 0)).mid(1).trimmed();
        if (name.isEmpty() || name.contains(' '))
            note(RequestTexts::tr("A variable is written as @name = value."));
        else
            m_file.m_variables.append({name, line.sliced(equals + 1).trimmed(), m_line});
        return Kind::Other;
    }
    if (line.startsWith('<')) {
        m_isScript = isScript(line) && !line.contains("%}");
        note(RequestTexts::tr("Scripts before a request are kept, but not run."));
        return Kind::Other;
    }
    if (isAddress(text)) {
        m_state = State::Head;
        return Kind::Address;
    }
    note(RequestTexts::tr("This is no request; one begins with a method and an address, such as "
                          "GET https://example.com."));
    return Kind::Other;
}

BlockReader::Kind BlockReader::kindInHead(const QByteArray &text)
{
    if (isBlank(text)) {
        m_state = State::Body;
        return Kind::Gap;
    }
    const QByteArray line = text.trimmed();
    const bool goesOn = text.startsWith(' ') || text.startsWith('\t') || line.startsWith('?')
        || line.startsWith('&');
    if (goesOn && m_request.headers.isEmpty() && !isComment(line)) {
        m_request.url += line;
        return Kind::Address;
    }
    if (directiveIn(text, m_line)) {
        takeDirective(text);
        return Kind::Directive;
    }
    if (isComment(line))
        return Kind::Other;
    if (isHandler(line))
        return kindAfter(text);
    const qsizetype colon = line.indexOf(':');
    if (!isToken(line.first(std::max<qsizetype>(colon, 0)))) {
        note(RequestTexts::tr(
            "This is no header; one is written as name: value. A body is separated "
            "from the headers by a blank line."));
        return Kind::Other;
    }
    m_request.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    return Kind::Header;
}

BlockReader::Kind BlockReader::kindAfter(const QByteArray &text)
{
    const QByteArray line = text.trimmed();
    m_state = State::After;
    if (directiveIn(text, m_line)) {
        takeDirective(text);
        return Kind::Directive;
    }
    if (isHandler(line)) {
        m_isScript = line.contains("{%") && !line.contains("%}");
        if (line.startsWith('>'))
            note(RequestTexts::tr("Scripts for a response are kept, but not run; use # @check and "
                                  "# @set."));
    } else if (!isBlank(line) && !isComment(line)) {
        note(RequestTexts::tr("What follows a script for the response is not sent."));
    }
    return Kind::Tail;
}

BlockReader::Kind BlockReader::kindOf(const QByteArray &text)
{
    if (m_isScript) {
        m_isScript = !text.contains("%}");
        return m_state == State::After ? Kind::Tail : Kind::Other;
    }
    switch (m_state) {
    case State::Before:
        return kindBefore(text);
    case State::Head:
        return kindInHead(text);
    case State::Body:
        return isHandler(text) ? kindAfter(text) : Kind::Body;
    case State::After:
        return kindAfter(text);
    }
    Q_UNREACHABLE();
}

/// Blank lines around a body are not of it, nor are directives behind it.
void BlockReader::settleBody(QList<RequestFile::Line> &lines)
{
    const auto isBody = [](const RequestFile::Line &line) { return line.kind == Kind::Body; };
    const auto first = std::find_if(lines.begin(), lines.end(), isBody);
    auto end = std::find_if_not(first, lines.end(), isBody);
    auto last = end;
    while (last != first && (isBlank((last - 1)->bytes) || directiveIn((last - 1)->bytes, 0)))
        --last;
    auto begin = first;
    while (begin != last && isBlank(begin->bytes))
        (begin++)->kind = Kind::Gap;
    int number = m_line - int(lines.end() - last);
    QList<Directive> behind;
    for (auto each = last; each != end; ++each, ++number) {
        const auto directive = directiveIn(each->bytes, number);
        each->kind = directive ? Kind::Directive : Kind::Tail;
        if (directive)
            behind.append(*directive);
    }
    // Those after a script for the response were read already, and stand further down.
    const auto later = std::find_if(
        m_request.directives.begin(), m_request.directives.end(),
        [&](const Directive &each) { return !behind.isEmpty() && each.line > behind.last().line; });
    const qsizetype place = later - m_request.directives.begin();
    for (qsizetype i = 0; i < behind.size(); ++i)
        m_request.directives.insert(place + i, behind[i]);
    for (auto each = begin; each != last; ++each)
        m_request.body += withoutBreak(each->bytes) + '\n';
    m_request.body.chop(m_request.body.isEmpty() ? 0 : 1);
}

RequestFile::Block BlockReader::read(const QByteArrayList &lines)
{
    RequestFile::Block block;
    for (const QByteArray &bytes : lines) {
        const QByteArray text = withoutBreak(bytes);
        if (block.lines.isEmpty() && text.startsWith("###")) {
            m_request.title = text.mid(3).trimmed();
            block.lines.append({Kind::Separator, bytes});
        } else {
            block.lines.append({kindOf(text), bytes});
        }
        ++m_line;
    }
    settleBody(block.lines);
    if (m_request.line > 0) {
        block.request = m_file.m_requests.size();
        m_file.m_requests.append(m_request);
    }
    return block;
}

} // namespace Requests
